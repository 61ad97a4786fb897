import { Injectable } from '@nestjs/common';
import { CronExpressionParser } from 'cron-parser';
import { err, isTimeZone, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { JobControl, type Schedule } from '#platform/jobs';

/** Milliseconds; a job that ran more often would keep the queue busy with itself. */
const SHORTEST_INTERVAL_MS = 100;

export interface RescheduleCommand {
  readonly name: string;
  readonly everyMs?: number | null;
  readonly cron?: string | null;
  readonly timeZone?: string | null;
}

/** Gives a job another schedule: an interval, a cron pattern in a time zone (UTC by default), or its default again. */
@Injectable()
export class RescheduleJob {
  constructor(private readonly control: JobControl) {}

  async run(
    ctx: Ctx,
    { name, everyMs, cron, timeZone }: RescheduleCommand,
  ): Promise<
    Result<
      void,
      | 'BACKGROUND_JOB_NOT_FOUND'
      | 'BACKGROUND_JOB_NOT_SCHEDULED'
      | 'INVALID_CRON'
      | 'INVALID_INTERVAL'
      | 'AT_MOST_ONE_OF'
    >
  > {
    if (everyMs != null && cron != null) return err('AT_MOST_ONE_OF', 'cron', { fields: 'everyMilliseconds, cron' });
    let schedule: Schedule | null = null;
    if (everyMs != null) {
      if (!Number.isInteger(everyMs) || everyMs < SHORTEST_INTERVAL_MS)
        return err('INVALID_INTERVAL', 'everyMilliseconds');
      schedule = { everyMs };
    } else if (cron != null) {
      const zone = timeZone ?? 'UTC';
      if (!isTimeZone(zone) || !isCron(cron, zone)) return err('INVALID_CRON', 'cron');
      schedule = { cron, timeZone: zone };
    }
    return this.control.reschedule(ctx, name, schedule);
  }
}

function isCron(pattern: string, timeZone: string): boolean {
  if (!/^\S+( \S+){4,5}$/.test(pattern) || pattern.length > 100) return false;
  try {
    CronExpressionParser.parse(pattern, { tz: timeZone }).next();
    return true;
  } catch {
    return false;
  }
}
