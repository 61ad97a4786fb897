import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { LoadHolidays } from '../application/load-holidays.js';
import { RebuildCalendars } from '../application/rebuild-calendars.js';
import { rebuildCalendars, topUpHolidays } from '../calendar.jobs.js';

@Injectable()
export class CalendarsProcessor {
  constructor(
    private readonly rebuilding: RebuildCalendars,
    private readonly loading: LoadHolidays,
  ) {}

  @HandlesJob(rebuildCalendars)
  rebuild(ctx: Ctx): Promise<object> {
    return this.rebuilding.run(ctx);
  }

  @HandlesJob(topUpHolidays)
  topUp(ctx: Ctx): Promise<object> {
    return this.loading.topUp(ctx);
  }
}
