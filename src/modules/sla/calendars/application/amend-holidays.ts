import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  staleVersion,
  type CheckCode,
  type Err,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { HOLIDAY_KINDS, type Holiday, type HolidayKind } from '../domain/holidays.js';
import { SLA } from '../../sla.permissions.js';
import { libraryHolidays, libraryKeyOf } from './holiday-library.js';
import { opensAfter } from './calendar-checks.js';
import { CalendarStatements } from './calendar-statements.js';
import { CalendarQueries } from './calendar.queries.js';
import { HolidayQueries } from './holiday.queries.js';
import { noteChange } from './load-holidays.js';
import { SlaPolicy } from '../../sla.policy.js';

export interface HolidayCommand {
  readonly date: string;
  readonly name: string;
  readonly nameNative?: string | null;
  readonly kind: HolidayKind;
  readonly closedFrom?: string | null;
  readonly closedTo?: string | null;
  readonly replaces?: string | null;
}

export interface AmendHolidayCommand extends Partial<HolidayCommand> {
  readonly suppressed?: boolean;
}

type RowCode = CheckCode | 'HOURS_INCOMPLETE' | 'END_NOT_AFTER_START' | 'REPLACES_NEEDS_MAKE_UP_DAY';
type UnfitCode = 'CALENDAR_NEVER_OPENS' | 'HOLIDAYS_DO_NOT_FIT';
type Target = { readonly id: string; readonly version: number };

const TAKEN = { constraints: { holiday_day_key: err('HOLIDAY_TAKEN', 'name') } };

/**
 * What administrators do to holidays: sets of their own, rows that the library does not know, corrections. A row from
 * the library is never deleted, it is suppressed: else the library would bring it back.
 */
@Injectable()
export class AmendHolidays {
  constructor(
    private readonly db: Database,
    private readonly queries: HolidayQueries,
    private readonly jobs: Jobs,
    private readonly policy: SlaPolicy,
    private readonly calendars: CalendarQueries,
    private readonly statements: CalendarStatements,
  ) {}

  /** A set of the firm's own days, such as a shut-down between the years. */
  async createSet(
    ctx: Ctx,
    cmd: { readonly code: string; readonly name: string; readonly nameNative?: string | null },
  ): Promise<Result<{ id: string }, CheckCode | 'ALREADY_IN_USE'>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    const wrong = new Checks()
      .text('code', cmd.code, CALENDAR_LIMITS.code)
      .pattern(
        'code',
        cmd.code.trim(),
        /^[A-Z0-9]{3,}([._-][A-Z0-9]+)*$/,
        'capital letters and digits, at least three before a hyphen, such as FIRM-CLOSING',
      )
      .text('name', cmd.name, CALENDAR_LIMITS.name)
      .text('nameNative', cmd.nameNative, { ...CALENDAR_LIMITS.name, optional: true })
      .err();
    if (wrong) return wrong;
    return this.db.transaction(
      ctx,
      async () => {
        const id = uuidv7();
        const { code, name, nameNative } = cmd;
        await this.db.execute(
          insert('sla.holiday_set', {
            id,
            code: code.trim(),
            name: name.trim(),
            name_native: blankToNull(nameNative) ?? null,
          }),
        );
        return ok({ id });
      },
      { constraints: { holiday_set_code_key: err('ALREADY_IN_USE', 'code') } },
    );
  }

  async add(
    ctx: Ctx,
    setId: string,
    cmd: HolidayCommand,
  ): Promise<Result<{ id: string }, RowCode | 'HOLIDAY_SET_NOT_FOUND' | 'HOLIDAY_TAKEN' | UnfitCode>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    const row = { closedFrom: null, closedTo: null, replaces: null, nameNative: null, ...cmd };
    const wrong = checkRow(row);
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, RowCode | 'HOLIDAY_SET_NOT_FOUND' | 'HOLIDAY_TAKEN' | UnfitCode>(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(insert('sla.holiday', { id, set_id: setId, ...columnsOf(row), source: 'AMENDED' }));
        const unfit = await this.changed(ctx, setId);
        if (unfit) return unfit;
        return ok({ id });
      },
      { constraints: { ...TAKEN.constraints, holiday_set_fk: err('HOLIDAY_SET_NOT_FOUND', 'setId') } },
    );
  }

  /** What is left out stays. The row is the administrator's from then on: no release of the library changes it. */
  async amend(
    ctx: Ctx,
    target: Target,
    cmd: AmendHolidayCommand,
  ): Promise<Result<{ id: string }, RowCode | 'NOT_FOUND' | 'STALE_VERSION' | 'HOLIDAY_TAKEN' | UnfitCode>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    return this.db.transaction<{ id: string }, RowCode | 'NOT_FOUND' | 'STALE_VERSION' | 'HOLIDAY_TAKEN' | UnfitCode>(
      ctx,
      async () => {
        const found = await this.current(target);
        if (!found.ok) return found;
        const before = found.value;
        const given = Object.fromEntries(Object.entries(cmd).filter(([, value]) => value !== undefined));
        // What a make-up day stood for goes with its being one.
        const turned = given['kind'] !== undefined && given['kind'] !== 'MAKE_UP_WORKING_DAY' ? { replaces: null } : {};
        const after: Holiday = { ...before, ...turned, ...given };
        const wrong = checkRow(after);
        if (wrong) return wrong;
        const changes = { ...columnsOf(after), suppressed: after.suppressed, source: 'AMENDED', provisional: false };
        const touched = await this.write(target, changes);
        if (!touched) return stale(before);
        const unfit = await this.changed(ctx, before.setId);
        if (unfit) return unfit;
        return ok({ id: target.id });
      },
      TAKEN,
    );
  }

  /** Makes an amended row what the library says again. */
  async restore(
    ctx: Ctx,
    target: Target,
  ): Promise<
    Result<{ id: string }, 'NOT_FOUND' | 'STALE_VERSION' | 'HOLIDAY_NOT_IN_LIBRARY' | 'HOLIDAY_TAKEN' | UnfitCode>
  > {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    const found = await this.current(target);
    if (!found.ok) return found;
    const before = found.value;
    const set = (await this.queries.sets([before.setId])).get(before.setId);
    const year = Number(before.libraryKey?.slice(0, 4));
    const stated =
      before.libraryKey === null || !set?.country
        ? undefined
        : (await libraryHolidays(set.code, year, year)).find((s) => libraryKeyOf(s) === before.libraryKey);
    if (!stated) return err('HOLIDAY_NOT_IN_LIBRARY', 'id');
    return this.db.transaction<{ id: string }, 'STALE_VERSION' | 'HOLIDAY_TAKEN' | UnfitCode>(
      ctx,
      async () => {
        const changes = { ...columnsOf(stated), provisional: stated.provisional, source: 'LIBRARY', suppressed: false };
        if (!(await this.write(target, changes))) return stale(before);
        const unfit = await this.changed(ctx, before.setId);
        if (unfit) return unfit;
        return ok({ id: target.id });
      },
      TAKEN,
    );
  }

  /** Deletes a row that somebody added. */
  remove(
    ctx: Ctx,
    target: Target,
  ): Promise<Result<{ id: string }, 'NOT_FOUND' | 'STALE_VERSION' | 'HOLIDAY_FROM_LIBRARY' | UnfitCode>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    return this.db.transaction<{ id: string }, 'NOT_FOUND' | 'STALE_VERSION' | 'HOLIDAY_FROM_LIBRARY' | UnfitCode>(
      ctx,
      async () => {
        const found = await this.current(target);
        if (!found.ok) return found;
        if (found.value.libraryKey !== null) return err('HOLIDAY_FROM_LIBRARY', 'id');
        const { id, version } = target;
        const gone = await this.db.execute(sql`delete from sla.holiday where id = ${id} and version = ${version}`);
        if (gone === 0) return stale(found.value);
        const unfit = await this.changed(ctx, found.value.setId);
        if (unfit) return unfit;
        return ok({ id: found.value.setId });
      },
    );
  }

  /**
   * Calendars that keep the set follow in the background; what one of them cannot follow is refused here, where somebody
   * hears of it. One that never opens as it is stands in nobody's way.
   */
  private async changed(ctx: Ctx, setId: string): Promise<Err<UnfitCode> | undefined> {
    await noteChange(this.db, this.jobs, ctx, setId);
    const now = systemClock.now();
    const standing = await this.calendars.records(await this.calendars.standingOn(setId));
    for (const calendar of standing.values()) {
      const spec = await this.statements.specOf(calendar, { now, code: calendar.code, stored: calendar.stated });
      if (spec.ok || !opensAfter(calendar.spec, now)) continue;
      const closed = spec.failures.some((f) => f.code === 'CALENDAR_NEVER_OPENS');
      return err(closed ? 'CALENDAR_NEVER_OPENS' : 'HOLIDAYS_DO_NOT_FIT', 'date', { calendar: calendar.code });
    }
    return undefined;
  }

  private async current({ id, version }: Target): Promise<Result<Holiday, 'NOT_FOUND' | 'STALE_VERSION'>> {
    const row = (await this.queries.holidays([id])).get(id);
    if (!row) return err('NOT_FOUND', 'id');
    return row.version === version ? ok(row) : stale(row);
  }

  private async write({ id, version }: Target, changes: Record<string, unknown>): Promise<boolean> {
    const touched = await this.db.execute(
      sql`update sla.holiday set ${assignments(changes)}, version = version + 1 where id = ${id} and version = ${version}`,
    );
    return touched > 0;
  }
}

type Row = { readonly [K in keyof HolidayCommand]-?: Exclude<HolidayCommand[K], undefined> };

function columnsOf(row: Row): Record<string, unknown> {
  return {
    ...{ date: row.date, name: row.name.trim(), name_native: blankToNull(row.nameNative), kind: row.kind },
    ...{ closed_from: row.closedFrom, closed_to: row.closedTo, replaces: row.replaces },
  };
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

function checkRow(row: Row): Err<RowCode> | undefined {
  const checks = new Checks()
    .required('date', row.date)
    .date('date', row.date, { from: '1900-01-02', to: '2499-12-30' })
    .text('name', row.name, CALENDAR_LIMITS.name)
    .text('nameNative', row.nameNative, { ...CALENDAR_LIMITS.name, optional: true })
    .oneOf('kind', row.kind, HOLIDAY_KINDS)
    .pattern('closedFrom', row.closedFrom, TIME, 'HH:MM, such as 14:00')
    .pattern('closedTo', row.closedTo, TIME, 'HH:MM, such as 24:00')
    .date('replaces', row.replaces);
  const failures: Failure<RowCode>[] = [...(checks.err()?.failures ?? [])];
  if ((row.closedFrom === null) !== (row.closedTo === null))
    failures.push({ code: 'HOURS_INCOMPLETE', field: 'closedTo' });
  else if (row.closedFrom !== null && row.closedTo !== null && row.closedFrom >= row.closedTo)
    failures.push({
      code: 'END_NOT_AFTER_START',
      field: 'closedTo',
      params: { start: row.closedFrom, end: row.closedTo },
    });
  if (row.replaces !== null && row.kind !== 'MAKE_UP_WORKING_DAY')
    failures.push({ code: 'REPLACES_NEEDS_MAKE_UP_DAY', field: 'replaces' });
  return failures.length > 0 ? errs(failures) : undefined;
}

function stale(current: Holiday): Err<'STALE_VERSION'> {
  const { id: _id, setId: _setId, libraryKey: _key, ...values } = current;
  return staleVersion(values);
}
