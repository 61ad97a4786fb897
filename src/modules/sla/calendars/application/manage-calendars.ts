import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
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
  type Result,
} from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type Names } from '../domain/calendar-changes.js';
import { CALENDAR_LIMITS } from '../domain/calendar-limits.js';
import { type CalendarStatement, type HolidaySetUse, type VersionCause } from '../domain/holidays.js';
import { SLA } from '../../sla.permissions.js';
import { CalendarQueries, type CalendarRecord } from './calendar.queries.js';
import { CalendarStatements, namesStill, plainSpec, type StatementCode } from './calendar-statements.js';
import { ReplayQueue } from '../../replays/replay-queue.js';
import { SlaPolicy } from '../../sla.policy.js';

export interface CalendarCommand {
  readonly code: string;
  readonly name: string;
  readonly nameNative?: string | null;
  /** As stated, without the dates of holiday sets. */
  readonly spec: CalendarSpec;
  /** Sets whose holidays it keeps; defaults to none. */
  readonly holidaySets?: readonly HolidaySetUse[];
  /** What stated dates and closures are called. */
  readonly names?: Names;
}

type CalendarFailure = StatementCode | 'ALREADY_IN_USE';
type ChangeFailure = CalendarFailure | 'NOT_FOUND' | 'STALE_VERSION';

const TAKEN = { constraints: { calendar_code_key: err('ALREADY_IN_USE', 'code') } };

/** Calendars and which office works by which. A changed calendar gets a new version; the old one stays for ever. */
@Injectable()
export class ManageCalendars {
  private readonly logger = new Logger('SLA');

  constructor(
    private readonly db: Database,
    private readonly queries: CalendarQueries,
    private readonly statements: CalendarStatements,
    private readonly replays: ReplayQueue,
    private readonly identity: IdentityApi,
    private readonly policy: SlaPolicy,
  ) {}

  async create(
    ctx: Ctx,
    cmd: CalendarCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, CalendarFailure>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    const wrong = check(cmd);
    return this.db.transaction<{ id: string }, CalendarFailure>(
      ctx,
      async () => {
        const { code, name, nameNative, holidaySets = [], names = {} } = cmd;
        const stated = plainSpec(cmd.spec);
        const statement = { stated, holidaySets, names: namesStill(stated, names) };
        const spec = await this.statements.specOf(statement, { now, code, lock: true });
        if (wrong || !spec.ok) return errs([...(wrong?.failures ?? []), ...(spec.ok ? [] : spec.failures)]);
        const id = uuidv7();
        const row = { code: code.trim(), name: name.trim(), name_native: blankToNull(nameNative) ?? null, current: 1 };
        await this.db.execute(insert('sla.calendar', { id, ...row }));
        await this.addVersion(ctx, id, 1, { ...statement, spec: spec.value, cause: 'STATED' }, now);
        return ok({ id });
      },
      TAKEN,
    );
  }

  /** What is left out stays. Open clocks that stand on it are replayed in the background when its hours change. */
  async update(
    ctx: Ctx,
    target: { id: string; version: number },
    cmd: Partial<CalendarCommand>,
    now = systemClock.now(),
    cause: VersionCause = 'STATED',
  ): Promise<Result<{ id: string }, ChangeFailure>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    const wrong = check(cmd);
    return this.db.transaction<{ id: string }, ChangeFailure>(
      ctx,
      async () => {
        const before = (await this.queries.records([target.id], { lock: true })).get(target.id);
        if (!before) return wrong ?? err('NOT_FOUND', 'id');
        if (before.version !== target.version) return wrong ?? stale(before);
        const statement = restated(before, cmd);
        const again = !isDeepStrictEqual(statement, statementOf(before));
        const spec = again
          ? await this.statements.specOf(statement, {
              now,
              code: cmd.code ?? before.code,
              lock: true,
              stored: before.stated,
            })
          : ok(before.spec);
        if (wrong || !spec.ok) return errs([...(wrong?.failures ?? []), ...(spec.ok ? [] : spec.failures)]);
        const changes = assignments({
          code: cmd.code?.trim(),
          name: cmd.name?.trim(),
          name_native: blankToNull(cmd.nameNative),
          current: before.current + Number(again),
        });
        await this.db.execute(sql`update sla.calendar set ${changes}, version = version + 1 where id = ${target.id}`);
        if (again) {
          const version = { ...statement, spec: spec.value, cause };
          await this.addVersion(ctx, target.id, before.current + 1, version, now);
          if (!isDeepStrictEqual(spec.value, before.spec))
            await this.replays.note(ctx, { calendarId: target.id }, now, now);
        }
        return ok({ id: target.id });
      },
      TAKEN,
    );
  }

  /**
   * Brings a calendar up to the present rows of its holiday sets: a new version when they change its hours, and nothing
   * when they do not. What administrators stated stays, so the version they send back with a change stays too. For
   * background work, inside its transaction.
   */
  async followHolidays(ctx: Ctx, calendarId: string, now: Date): Promise<boolean> {
    const before = (await this.queries.records([calendarId], { lock: true })).get(calendarId);
    if (!before) return false;
    const statement = statementOf(before);
    const spec = await this.statements.specOf(statement, { now, code: before.code, stored: before.stated });
    if (!spec.ok) {
      // What the library says would leave the calendar without an open hour, or with too many rows: it stays as it is.
      const [failure] = spec.failures;
      this.logger.warn({ calendar: before.code, code: failure?.code }, 'a calendar cannot follow its holiday sets');
      return false;
    }
    if (isDeepStrictEqual(spec.value, before.spec)) return false;
    const number = before.current + 1;
    await this.db.execute(sql`update sla.calendar set current = ${number} where id = ${calendarId}`);
    await this.addVersion(ctx, calendarId, number, { ...statement, spec: spec.value, cause: 'HOLIDAYS' }, now);
    await this.replays.note(ctx, { calendarId }, now, now);
    return true;
  }

  /** From now on the office works by that calendar; its requests' open clocks are replayed where terms say so. */
  async setOffice(
    ctx: Ctx,
    officeId: string,
    calendarId: string,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, 'OFFICE_NOT_FOUND' | 'CALENDAR_NOT_FOUND'>> {
    if (!(await this.identity.offices([officeId])).has(officeId)) return err('OFFICE_NOT_FOUND', 'officeId');
    await this.policy.assertReachesOne(ctx, SLA['sla.manage-calendars'], [officeId]);
    return this.db.transaction(
      ctx,
      async () => {
        // First, so that two choices at once come one after the other; and should our clock have been set back, what is
        // chosen now still comes after what was chosen before.
        await this.replays.configChanged();
        await this.db.execute(
          sql`insert into sla.office_calendar (id, office_id, calendar_id, recorded_at)
              select ${uuidv7()}, ${officeId}, ${calendarId}, greatest(${now}, max(o.recorded_at) + interval '1 millisecond')
                from sla.office_calendar o where o.office_id = ${officeId}`,
        );
        await this.replays.note(ctx, { officeId }, now, now);
        return ok({ id: calendarId });
      },
      { constraints: { office_calendar_calendar_fk: err('CALENDAR_NOT_FOUND', 'calendarId') } },
    );
  }

  /** An office works in another zone than was known; where it has no calendar, its usual hours are others now. */
  async followZone(ctx: Ctx, officeId: string, now = systemClock.now()): Promise<void> {
    await this.replays.configChanged();
    await this.replays.note(ctx, { officeId }, now, now);
  }

  private async addVersion(
    ctx: Ctx,
    calendarId: string,
    number: number,
    version: CalendarStatement & { readonly spec: CalendarSpec; readonly cause: VersionCause },
    now: Date,
  ): Promise<void> {
    const { stated, spec, holidaySets, names, cause } = version;
    await this.db.execute(
      insert('sla.calendar_version', {
        ...{ id: uuidv7(), calendar_id: calendarId, number, spec: JSON.stringify(spec) },
        stated: holidaySets.length > 0 ? JSON.stringify(stated) : null,
        ...{ holiday_sets: JSON.stringify(holidaySets), names: JSON.stringify(names), cause },
        ...{ recorded_at: now, recorded_by: ctx.actor.id },
      }),
    );
    await this.replays.configChanged();
  }
}

/** What a calendar says once a change is made. */
export function restated(
  before: CalendarStatement,
  cmd: Pick<Partial<CalendarCommand>, 'spec' | 'holidaySets' | 'names'>,
): CalendarStatement {
  const stated = cmd.spec ? plainSpec(cmd.spec) : before.stated;
  return {
    stated,
    holidaySets: cmd.holidaySets ?? before.holidaySets,
    names: namesStill(stated, { ...before.names, ...cmd.names }),
  };
}

function statementOf({ stated, holidaySets, names }: CalendarRecord): CalendarStatement {
  return { stated, holidaySets, names };
}

function check(cmd: Partial<CalendarCommand>): Err<CheckCode> | undefined {
  const checks = new Checks();
  if (cmd.code !== undefined)
    checks
      .text('code', cmd.code, CALENDAR_LIMITS.code)
      .pattern(
        'code',
        cmd.code.trim(),
        /^[A-Z0-9][A-Z0-9._-]*$/,
        'capital letters, digits, dots and hyphens, such as HK-OFFICE',
      );
  if (cmd.name !== undefined) checks.text('name', cmd.name, CALENDAR_LIMITS.name);
  return checks.text('nameNative', cmd.nameNative, { ...CALENDAR_LIMITS.name, optional: true }).err();
}

function stale(before: CalendarRecord): Err<'STALE_VERSION'> {
  const { version, code, name, nameNative, spec, stated, holidaySets } = before;
  return staleVersion({ version, code, name, nameNative, spec, stated, holidaySets });
}
