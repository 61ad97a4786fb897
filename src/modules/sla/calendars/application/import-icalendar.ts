import { Injectable } from '@nestjs/common';
import { Checks, err, errs, ok, systemClock, type CheckCode, type Result } from '#kernel';
import { type CalendarSpec, type DateHoursSpec } from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { calendarChanges, type CalendarChange } from '../domain/calendar-changes.js';
import { closureKey } from '../domain/calendar-days.js';
import { type CalendarStatement } from '../domain/holidays.js';
import { SLA } from '../../sla.permissions.js';
import { CalendarQueries, type CalendarRecord } from './calendar.queries.js';
import { CalendarStatements, type StatementCode } from './calendar-statements.js';
import { ManageCalendars, restated } from './manage-calendars.js';
import { readIcalendar, withinOneDate, type IcalContents, type ReadCode } from './read-icalendar.js';
import { SlaPolicy } from '../../sla.policy.js';

export interface IcalendarCommand {
  /** The file. */
  readonly text: string;
  /** Dates within which events count, both included. */
  readonly from: string;
  readonly to: string;
}

export interface IcalendarImported {
  readonly id: string;
  readonly events: number;
  readonly skipped: number;
  /** Dates and times the events came to within the period. */
  readonly occurrences: number;
  /** What the calendar says otherwise than before; empty when it said all of it already. */
  readonly changes: readonly CalendarChange[];
}

type PeriodCode = CheckCode | 'END_BEFORE_START' | 'PERIOD_TOO_LONG';
export type IcalendarCode = ReadCode | PeriodCode;

const MAX_DAYS = 3_660;

/** Takes the events of an iCalendar file into a calendar: whole days close it, times become breaks or closures. */
@Injectable()
export class ImportIcalendar {
  constructor(
    private readonly queries: CalendarQueries,
    private readonly statements: CalendarStatements,
    private readonly calendars: ManageCalendars,
    private readonly policy: SlaPolicy,
  ) {}

  /** With `dryRun` nothing is saved; the answer is the same. */
  async run(
    ctx: Ctx,
    target: { readonly id: string; readonly version: number },
    cmd: IcalendarCommand & { readonly dryRun: boolean },
    now = systemClock.now(),
  ): Promise<
    Result<IcalendarImported, IcalendarCode | StatementCode | 'NOT_FOUND' | 'STALE_VERSION' | 'ALREADY_IN_USE'>
  > {
    this.policy.assertFirm(ctx, SLA['sla.manage-calendars']);
    const before = (await this.queries.records([target.id])).get(target.id);
    if (!before) return err('NOT_FOUND', 'id');
    const read = await this.read(before, cmd);
    if (!read.ok) return read;
    const { contents, change } = read.value;
    const after = restated(before, change);
    const spec = await this.statements.specOf(after, { now, code: before.code, stored: before.stated });
    if (!spec.ok) return spec;
    const { events, skipped, occurrences } = contents;
    const changes = calendarChanges(before.spec, spec.value, after.names);
    const answer = { id: target.id, events, skipped, occurrences: occurrences.length, changes };
    if (cmd.dryRun || changes.length === 0) return ok(answer);
    const saved = await this.calendars.update(ctx, target, change, now, 'IMPORTED');
    return saved.ok ? ok(answer) : saved;
  }

  /** What a file would make a calendar say. Failures name the fields of `icalendar`, as all inputs call it. */
  async read(
    before: CalendarRecord,
    cmd: IcalendarCommand,
  ): Promise<
    Result<{ contents: IcalContents; change: Pick<CalendarStatement, 'names'> & { spec: CalendarSpec } }, IcalendarCode>
  > {
    const contents = await this.contents(before, cmd);
    if (contents.ok) return ok({ contents: contents.value, change: merged(before, contents.value) });
    return errs(contents.failures.map((f) => ({ ...f, field: `icalendar.${f.field ?? 'text'}` })));
  }

  private async contents(
    { stated }: CalendarRecord,
    { text, from, to }: IcalendarCommand,
  ): Promise<Result<IcalContents, IcalendarCode>> {
    const bounds = { from: '1901-01-01', to: '2498-12-31' };
    const wrong = new Checks().date('from', from, bounds).date('to', to, bounds).err();
    if (wrong) return wrong;
    if (to < from) return err('END_BEFORE_START', 'to', { start: from, end: to });
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    if (days > MAX_DAYS) return err('PERIOD_TOO_LONG', 'to', { max: MAX_DAYS, given: days });
    return readIcalendar(text, { from, to, zone: stated.zone });
  }
}

/** The statement with what the events add to it; what it says already stays as it is. */
function merged(
  { stated, names: known }: CalendarStatement,
  { occurrences }: IcalContents,
): Pick<CalendarStatement, 'names'> & { spec: CalendarSpec } {
  const holidays = [...(stated.holidays ?? [])];
  const closures = [...(stated.closures ?? [])];
  const breaks = new Map<string, DateHoursSpec>((stated.breaks ?? []).map((b) => [b.date, b]));
  const names: Record<string, string> = { ...known };
  for (const { name, when } of occurrences) {
    if (when.kind === 'DAYS') {
      const text = when.from === when.to ? when.from : `${when.from}/${when.to}`;
      if (!holidays.includes(text)) holidays.push(text);
      names[text] ??= name;
      continue;
    }
    const part = stated.always ? undefined : withinOneDate(stated.zone, when.from, when.to);
    if (!part) {
      const closure = { from: when.from, to: when.to };
      if (!closures.some((c) => c.from === closure.from && c.to === closure.to)) closures.push(closure);
      names[closureKey(closure)] ??= name;
      continue;
    }
    const { date, open, close } = part;
    const intervals = breaks.get(date)?.intervals ?? [];
    if (!intervals.some((i) => i.open === open && i.close === close))
      breaks.set(date, { date, intervals: [...intervals, { open, close }] });
    names[`${date}T${open}`] ??= name;
  }
  const all = [...breaks.values()];
  return {
    spec: {
      ...stated,
      ...(holidays.length > 0 && { holidays }),
      ...(closures.length > 0 && { closures }),
      ...(all.length > 0 && { breaks: all }),
    },
    names,
  };
}
