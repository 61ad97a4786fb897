import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Checks, err, errs, ok, systemClock, uuidv7, type CheckCode, type Failure, type Result } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type SlaCalendar } from '../sla.types.js';
import { calendarFailures, opensAfter, type CalendarCode } from './calendar-checks.js';
import { ReplayClocks } from './replay-clocks.js';
import { SlaQueries } from './sla.queries.js';

export interface CalendarCommand {
  readonly code: string;
  readonly name: string;
  readonly nameNative?: string | null;
  readonly spec: CalendarSpec;
}

type CalendarFailure = CheckCode | CalendarCode | 'CODE_TAKEN';
type ChangeFailure = CalendarFailure | 'NOT_FOUND' | 'STALE_VERSION';

const TAKEN = { constraints: { calendar_code_key: err('CODE_TAKEN', 'code') } };

/** Calendars and which office works by which. A changed calendar gets a new version; the old one stays for ever. */
@Injectable()
export class ManageCalendars {
  constructor(
    private readonly db: Database,
    private readonly queries: SlaQueries,
    private readonly replays: ReplayClocks,
    private readonly identity: IdentityApi,
  ) {}

  create(ctx: Ctx, cmd: CalendarCommand, now = systemClock.now()): Promise<Result<{ id: string }, CalendarFailure>> {
    const wrong = check(cmd, now);
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction(
      ctx,
      async () => {
        const id = uuidv7();
        const { code, name, nameNative, spec } = cmd;
        await this.db.execute(
          insert('sla.calendar', {
            id,
            code: code.trim(),
            name: name.trim(),
            name_native: tidy(nameNative),
            current: 1,
          }),
        );
        await this.addVersion(ctx, id, 1, spec, now);
        return ok({ id });
      },
      TAKEN,
    );
  }

  /** What is left out stays. Open clocks that stand on it are replayed in the background. */
  update(
    ctx: Ctx,
    target: { id: string; version: number },
    cmd: Partial<CalendarCommand>,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, ChangeFailure>> {
    const wrong = check(cmd, now);
    if (wrong) return Promise.resolve(wrong);
    return this.db.transaction<{ id: string }, ChangeFailure>(
      ctx,
      async () => {
        const before = (await this.queries.calendars([target.id], { lock: true })).get(target.id);
        if (!before) return err('NOT_FOUND', 'id');
        if (before.version !== target.version) return stale(before);
        const spec = cmd.spec && plain(cmd.spec);
        const respecified = spec !== undefined && !isDeepStrictEqual(spec, before.spec);
        const number = before.current + Number(respecified);
        const changes = assignments({
          code: cmd.code?.trim(),
          name: cmd.name?.trim(),
          name_native: cmd.nameNative === undefined ? undefined : tidy(cmd.nameNative),
          current: number,
        });
        await this.db.execute(sql`update sla.calendar set ${changes}, version = version + 1 where id = ${target.id}`);
        if (respecified) {
          await this.addVersion(ctx, target.id, number, spec, now);
          await this.replays.note(ctx, { calendarId: target.id }, now, now);
        }
        return ok({ id: target.id });
      },
      TAKEN,
    );
  }

  /** From now on the office works by that calendar; its requests' open clocks are replayed where terms say so. */
  async setOffice(
    ctx: Ctx,
    officeId: string,
    calendarId: string,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, 'OFFICE_NOT_FOUND' | 'CALENDAR_NOT_FOUND'>> {
    if (!(await this.identity.offices([officeId])).has(officeId)) return err('OFFICE_NOT_FOUND', 'officeId');
    return this.db.transaction(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(
          sql`${insert('sla.office_calendar', { id, office_id: officeId, calendar_id: calendarId, recorded_at: now })}
              on conflict on constraint office_calendar_key do update set calendar_id = excluded.calendar_id`,
        );
        await this.bump();
        await this.replays.note(ctx, { officeId }, now, now);
        return ok({ id: calendarId });
      },
      { constraints: { office_calendar_calendar_fk: err('CALENDAR_NOT_FOUND', 'calendarId') } },
    );
  }

  private async addVersion(ctx: Ctx, calendarId: string, number: number, spec: CalendarSpec, now: Date): Promise<void> {
    await this.db.execute(
      insert('sla.calendar_version', {
        id: uuidv7(),
        calendar_id: calendarId,
        number,
        spec: JSON.stringify(plain(spec)),
        recorded_at: now,
        recorded_by: ctx.actor.id,
      }),
    );
    await this.bump();
  }

  private async bump(): Promise<void> {
    await this.db.execute(sql`update sla.catalogue set generation = generation + 1`);
  }
}

function check(
  cmd: Partial<CalendarCommand>,
  now: Date,
): ReturnType<typeof errs<CheckCode | CalendarCode>> | undefined {
  const checks = new Checks();
  if (cmd.code !== undefined)
    checks
      .text('code', cmd.code, { max: 40 })
      .pattern(
        'code',
        cmd.code.trim(),
        /^[A-Z0-9][A-Z0-9._-]*$/,
        'capital letters, digits, dots and hyphens, such as HK-OFFICE',
      );
  if (cmd.name !== undefined) checks.text('name', cmd.name, { max: 120 });
  checks.text('nameNative', cmd.nameNative, { max: 120, optional: true });
  const failures = [...(checks.err()?.failures ?? [])] as Failure<CheckCode | CalendarCode>[];
  if (cmd.spec) {
    const wrong = calendarFailures('spec', cmd.spec);
    if (wrong.length === 0 && !opensAfter(cmd.spec, now))
      failures.push({ code: 'CALENDAR_NEVER_OPENS', field: 'spec', params: { calendar: cmd.code ?? '' } });
    failures.push(...wrong);
  }
  return failures.length > 0 ? errs(failures) : undefined;
}

function stale(before: SlaCalendar): Result<never, 'STALE_VERSION'> {
  const { version, code, name, nameNative, spec } = before;
  return {
    ok: false,
    failures: [
      {
        code: 'STALE_VERSION',
        field: 'version',
        params: { version },
        current: { version, code, name, nameNative, spec },
      },
    ],
  };
}

export function tidy(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** As it comes back from the database: plain, without what is absent. */
function plain(spec: CalendarSpec): CalendarSpec {
  return JSON.parse(
    JSON.stringify(spec, (_key, value: unknown) => (value === null ? undefined : value)),
  ) as CalendarSpec;
}
