import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { HandlesJob } from '#platform/jobs';
import { LoadHolidays } from '../application/load-holidays.js';
import { EnsureOfficeCalendars } from '../application/office-calendars.js';
import { RebuildCalendars } from '../application/rebuild-calendars.js';
import { rebuildCalendars, topUpHolidays } from '../calendar.jobs.js';

@Injectable()
export class CalendarsProcessor {
  constructor(
    private readonly rebuilding: RebuildCalendars,
    private readonly loading: LoadHolidays,
    private readonly ensuring: EnsureOfficeCalendars,
  ) {}

  @HandlesJob(rebuildCalendars)
  rebuild(ctx: Ctx): Promise<object> {
    return this.rebuilding.run(ctx);
  }

  @HandlesJob(topUpHolidays)
  async topUp(ctx: Ctx): Promise<object> {
    const loaded = await this.loading.topUp(ctx);
    const ensured = await this.ensuring.run(ctx);
    return { ...loaded, calendars: ensured.ok ? ensured.value.calendars : 0 };
  }
}
