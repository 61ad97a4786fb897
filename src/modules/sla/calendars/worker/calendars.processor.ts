import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { systemCtx, type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { FollowRules } from '../application/follow-rules.js';
import { LoadHolidays } from '../application/load-holidays.js';
import { EnsureOfficeCalendars } from '../application/office-calendars.js';
import { RebuildCalendars } from '../application/rebuild-calendars.js';
import { rebuildCalendars, topUpHolidays } from '../calendar.jobs.js';

@Injectable()
export class CalendarsProcessor implements OnApplicationBootstrap {
  private readonly logger = new Logger('SLA');

  constructor(
    private readonly rebuilding: RebuildCalendars,
    private readonly loading: LoadHolidays,
    private readonly ensuring: EnsureOfficeCalendars,
    private readonly rules: FollowRules,
  ) {}

  /** A worker starts with the time zone data of its Node: where they are newer, open clocks are replayed. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.rules.once(systemCtx('job'));
    } catch (error) {
      // That the database is away or not migrated yet only delays it: the job below tries again.
      this.logger.warn({ err: error }, 'the time zone data could not be compared yet');
    }
  }

  @HandlesJob(rebuildCalendars)
  async rebuild(ctx: Ctx): Promise<object> {
    await this.rules.once(ctx);
    return this.rebuilding.run(ctx);
  }

  @HandlesJob(topUpHolidays)
  async topUp(ctx: Ctx): Promise<object> {
    await this.rules.run(ctx);
    const loaded = await this.loading.topUp(ctx);
    const ensured = await this.ensuring.run(ctx);
    return { ...loaded, calendars: ensured.ok ? ensured.value.calendars : 0 };
  }
}
