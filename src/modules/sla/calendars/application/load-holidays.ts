import { Injectable } from '@nestjs/common';
import { Checks, err, errs, ok, systemClock, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { type HolidaySet, type HolidayStatement } from '../domain/holidays.js';
import { rebuildCalendars } from '../calendar.jobs.js';
import { SLA } from '../../sla.permissions.js';
import { firstYearOf, LAST_YEAR, libraryHolidays, libraryKeyOf, libraryRegion } from './holiday-library.js';
import { HolidayQueries } from './holiday.queries.js';
import { holidayNews } from '../domain/holiday-news.js';
import { NoticeHolidays } from './notice-holidays.js';
import { SlaPolicy } from '../../sla.policy.js';

export interface LoadHolidaysCommand {
  /** `GB`, `GB-ENG`, `DE-BY-A`, in any case. */
  readonly code: string;
  readonly fromYear: number;
  readonly toYear: number;
}

export interface HolidaysLoaded {
  readonly id: string;
  readonly added: number;
  readonly changed: number;
  /** Rows that the library states no more. */
  readonly removed: number;
  /** Rows that stayed as somebody amended them. */
  readonly kept: number;
}

/** How far ahead of the present year the nightly job keeps sets: calendars must know when something is due. */
const YEARS_AHEAD = 3;

/**
 * Takes public holidays from the library into rows, and again when the library knows more or better. What somebody
 * amended stays as he left it; what the library takes back goes. Calendars that stand on a set follow in the background.
 */
@Injectable()
export class LoadHolidays {
  constructor(
    private readonly db: Database,
    private readonly queries: HolidayQueries,
    private readonly jobs: Jobs,
    private readonly policy: SlaPolicy,
    private readonly notices: NoticeHolidays,
  ) {}

  /** Loads the years, and those between them and the ones that are there, so that a set has no gaps. */
  async load(
    ctx: Ctx,
    cmd: LoadHolidaysCommand,
    now = systemClock.now(),
  ): Promise<Result<HolidaysLoaded, CheckCode | 'HOLIDAYS_UNKNOWN' | 'END_BEFORE_START'>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    const wrong = new Checks().text('code', cmd.code, CALENDAR_LIMITS.region).err();
    if (wrong) return wrong;
    const region = libraryRegion(cmd.code.trim());
    if (!region) return err('HOLIDAYS_UNKNOWN', 'code', { code: cmd.code.trim() });
    const years = { min: firstYearOf(region.code), max: LAST_YEAR };
    const outside = new Checks().integer('fromYear', cmd.fromYear, years).integer('toYear', cmd.toYear, years).err();
    if (outside) return errs(outside.failures);
    if (cmd.toYear < cmd.fromYear) return err('END_BEFORE_START', 'toYear', { start: cmd.fromYear, end: cmd.toYear });
    const known = (await this.queries.setsByCode([region.code])).get(region.code);
    const fromYear = known?.toYear ? Math.min(cmd.fromYear, known.toYear + 1) : cmd.fromYear;
    const toYear = known?.fromYear ? Math.max(cmd.toYear, known.fromYear - 1) : cmd.toYear;
    const statements = await libraryHolidays(region.code, fromYear, toYear);
    return this.db.transaction(ctx, async () => {
      const { code, country, name, nameNative } = region;
      const { id } = await this.db.one<{ id: string }>(
        sql`${insert('sla.holiday_set', {
          ...{ id: uuidv7(), code, country, name, name_native: nameNative },
          ...{ from_year: fromYear, to_year: toYear, loaded_at: now },
        })} on conflict on constraint holiday_set_code_key do update
              set from_year = least(holiday_set.from_year, excluded.from_year),
                  to_year = greatest(holiday_set.to_year, excluded.to_year), loaded_at = excluded.loaded_at
            returning id`,
      );
      return ok({ id, ...(await this.sync(ctx, id, statements, fromYear, toYear)) });
    });
  }

  /**
   * Brings every set up to what the library knows of this year and the coming ones. Those who keep calendars are notified
   * of what became firm, changed, differs from amended rows, or is still to be announced.
   */
  async topUp(ctx: Ctx, now = systemClock.now()): Promise<{ sets: number; changed: number }> {
    let changed = 0;
    const sets = (await this.queries.allSets()).filter((s) => s.country !== null);
    for (const set of sets) changed += Number(await this.topUpOne(ctx, set, now));
    return { sets: sets.length, changed };
  }

  private async topUpOne(ctx: Ctx, set: HolidaySet, now: Date): Promise<boolean> {
    const { code, fromYear: first, toYear: last } = set;
    if (first === null || last === null || !libraryRegion(code)) return false;
    const year = now.getUTCFullYear();
    const toYear = Math.min(Math.max(last, year + YEARS_AHEAD), LAST_YEAR);
    const fromYear = Math.max(first, Math.min(year, last + 1));
    const statements = await libraryHolidays(code, fromYear, toYear);
    const today = now.toISOString().slice(0, 10);
    const result = await this.db.transaction(ctx, async () => {
      const stored = await this.queries.rowsOf([set.id], `${fromYear}-01-01`, `${toYear}-12-31`);
      await this.notices.tell(ctx, set, holidayNews(stored, statements, last, today), now);
      await this.db.execute(
        sql`update sla.holiday_set set to_year = greatest(to_year, ${toYear}), loaded_at = ${now} where id = ${set.id}`,
      );
      return ok(await this.sync(ctx, set.id, statements, fromYear, toYear));
    });
    return result.ok && result.value.added + result.value.changed + result.value.removed > 0;
  }

  /** Makes the library's rows of some years what the library states. */
  private async sync(
    ctx: Ctx,
    setId: string,
    statements: readonly HolidayStatement[],
    fromYear: number,
    toYear: number,
  ): Promise<Omit<HolidaysLoaded, 'id'>> {
    const rows = statements.map((s) => ({
      ...{ id: uuidv7(), set_id: setId, date: s.date, name: s.name, name_native: s.nameNative, kind: s.kind },
      ...{ closed_from: s.closedFrom, closed_to: s.closedTo, replaces: s.replaces, provisional: s.provisional },
      ...{ source: 'LIBRARY', suppressed: false, library_key: libraryKeyOf(s), version: 1 },
    }));
    const stated = sql`jsonb_populate_recordset(null::sla.holiday, ${JSON.stringify(rows)}::jsonb)`;
    const removed = await this.db.execute(
      sql`delete from sla.holiday where set_id = ${setId} and source = 'LIBRARY'
             and date between ${`${fromYear}-01-01`} and ${`${toYear}-12-31`}
             and library_key <> all(${rows.map((r) => r.library_key)}::text[])`,
    );
    const changed = await this.db.execute(
      sql`update sla.holiday h
             set name_native = n.name_native, kind = n.kind, closed_from = n.closed_from, closed_to = n.closed_to,
                 replaces = n.replaces, provisional = n.provisional, version = h.version + 1
            from ${stated} n
           where h.set_id = ${setId} and h.source = 'LIBRARY' and h.library_key = n.library_key
             and (h.name_native, h.kind, h.closed_from, h.closed_to, h.replaces, h.provisional)
                 is distinct from (n.name_native, n.kind, n.closed_from, n.closed_to, n.replaces, n.provisional)`,
    );
    // A row that somebody added before the library knew of it stands for the library's.
    const added = await this.db.execute(sql`insert into sla.holiday select * from ${stated} on conflict do nothing`);
    const { kept } = await this.db.one<{ kept: number }>(
      sql`select count(*) as kept from sla.holiday h where h.set_id = ${setId} and h.source = 'AMENDED'
             and h.date between ${`${fromYear}-01-01`} and ${`${toYear}-12-31`}`,
    );
    if (added + changed + removed > 0) await noteChange(this.db, this.jobs, ctx, setId);
    return { added, changed, removed, kept };
  }
}

/** In the transaction of a change of rows: calendars that stand on the set wait, and are brought up to date soon. */
export async function noteChange(db: Database, jobs: Jobs, ctx: Ctx, setId: string): Promise<void> {
  await db.execute(sql`update sla.holiday_set set generation = generation + 1 where id = ${setId}`);
  // Only a wake: should it get lost, the schedule finds the set.
  jobs.wake(ctx, rebuildCalendars, 'rebuild');
}
