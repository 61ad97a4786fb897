import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar, type CalendarSpec } from '#kernel/calendar';
import { type RequestEvent, type RequestFacts } from '#modules/services';
import { type ClockState, type SlaMetric } from '../../engine/domain/clock-types.js';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { foldLedger } from '../../engine/domain/fold-ledger.js';
import { type TermsContent } from '../../terms/domain/terms-content.js';
import { type CalendarBasis } from '../../calendars/domain/calendar-basis.js';
import { CalendarRegister, type CalendarHistory } from '../../calendars/application/calendar-register.js';
import { PublishedSlaConfig, type PublishedTerms } from '../../terms/application/published-sla-configs.js';
import { changeOf, removalOf } from './clock-diff.js';
import { type ClockRow, type LedgerEntry } from './clock-store.js';
import { buildTimeline, type SlaSubject } from './build-timeline.js';

/** Whole lives of requests, evaluated whenever something may have changed, and the ledger read back after each evaluation. */

const HOUR = 3_600_000;
const BASE = Date.UTC(2026, 2, 2);
const hours = fc.integer({ min: 0, max: 60 * 24 }).map((h) => BASE + h * HOUR);

const kinds = fc.constantFrom(
  ...(['CUSTOMER_MESSAGE', 'STAFF_REPLY', 'INTERNAL_NOTE', 'PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED'] as const),
  ...(['PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED', 'CANCELLED', 'CHANGED', 'CHANGED', 'ASSIGNED'] as const),
);
const story = fc
  .array(fc.record({ at: hours, kind: kinds, pick: fc.nat(3) }), { maxLength: 14 })
  .map((rows) => rows.sort((a, b) => a.at - b.at).map(eventOf));

const PRIORITIES = ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'] as const;
function eventOf(
  { at, kind, pick }: { at: number; kind: RequestEvent['kind']; pick: number },
  i: number,
): RequestEvent {
  const event = { seq: i + 2, at: new Date(at), kind };
  if (kind === 'CHANGED') return { ...event, priority: PRIORITIES[pick]! };
  return kind === 'ASSIGNED' ? { ...event, officeId: pick % 2 === 0 ? 'office' : 'bare' } : event;
}

const zones = ['Asia/Hong_Kong', 'Europe/London', 'America/New_York'] as const;
const spec: fc.Arbitrary<CalendarSpec> = fc.record({
  zone: fc.constantFrom(...zones),
  weekly: fc
    .subarray(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const, { minLength: 3 })
    .map((days) => days.map((day) => ({ day, open: '09:00', close: '18:00' }))),
  holidays: fc.subarray(['2026-03-05', '2026-03-10/2026-03-12', '2026-04-01']),
});

const seconds = fc.integer({ min: 1, max: 90 }).map((h) => h * 3_600);
const targets = fc
  .uniqueArray(
    fc.record({
      metric: fc.constantFrom<SlaMetric>('FIRST_RESPONSE', 'NEXT_RESPONSE', 'UPDATE', 'COMPLETION'),
      priority: fc.constantFrom(null, 'HIGH' as const, 'LOW' as const),
      seconds,
    }),
    { minLength: 1, maxLength: 8, selector: (t) => `${t.metric}${t.priority ?? ''}` },
  )
  .map((list) => [{ metric: 'COMPLETION' as const, priority: null, seconds: 40 * 3_600 }, ...list]);
const sources: CalendarBasis['sources'] = [
  { kind: 'OFFICE', officeId: null },
  { kind: 'CALENDAR', calendarId: 'one' },
  { kind: 'CALENDAR', calendarId: 'two' },
];
const basis = fc.oneof(
  fc.constantFrom(...sources).map((source): CalendarBasis => ({ combination: 'ONE', sources: [source] })),
  fc.constant<CalendarBasis>({ combination: 'UNION', sources: sources.slice(1) }),
  fc.constant<CalendarBasis>({ combination: 'INTERSECTION', sources: sources.slice(0, 2) }),
);
const content: fc.Arbitrary<TermsContent> = fc.record({
  basis,
  targets,
  pausingMetrics: fc.subarray(['FIRST_RESPONSE', 'UPDATE', 'COMPLETION'] as SlaMetric[]),
  warnings: fc.constant([]),
  escalations: fc.constant([]),
  credits: fc.constant(null),
});
const published = fc.record({ content, at: hours, moves: fc.boolean(), tier: fc.boolean() });
const correction = fc.record({ calendar: fc.constantFrom('one', 'two'), at: hours, spec });
const chosen = fc.record({ at: hours, calendar: fc.constantFrom('one', 'two') });

const life = fc.record({
  events: story,
  first: content,
  terms: fc.array(published, { maxLength: 3 }),
  one: spec,
  two: spec,
  corrections: fc.array(correction, { maxLength: 3 }),
  choices: fc.array(chosen, { maxLength: 2 }),
  evaluations: fc.array(hours, { minLength: 1, maxLength: 8 }),
  sweeps: fc.boolean(),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

const facts: RequestFacts = {
  id: 'request',
  number: 'R-1',
  customerId: 'customer',
  branchId: null,
  jobId: null,
  officeId: 'office',
  assigneeId: null,
  teamId: null,
  parentId: null,
  serviceLine: 'MAINTENANCE',
  contactTypeId: null,
  channel: 'PHONE',
  subject: 'Lift',
  priority: 'MODERATE',
  statusKey: 'NEW',
  createdAt: new Date(BASE),
  completedAt: null,
  cancelledAt: null,
  clockVersion: 1,
};

function configAt({ first, terms, one, two, corrections, choices }: Life, now: number): PublishedSlaConfig {
  const scope = { serviceLine: null, contactTypeId: null, priority: null, effectiveTo: null, nameNative: null };
  const firm = {
    ...scope,
    ...first,
    level: 'FIRM' as const,
    levelKey: '',
    termsId: 'firm',
    code: 'FIRM',
    name: 'Firm',
  };
  const more = terms.flatMap(({ content: said, at, moves, tier }, i): PublishedTerms[] => {
    if (at > now) return [];
    const level = tier ? { level: 'TIER' as const, levelKey: 'top' } : { level: 'FIRM' as const, levelKey: '' };
    const dates = { effectiveFrom: at, movesOpenAt: moves ? at : null, number: i + 2 };
    return [{ ...scope, ...said, ...level, ...dates, versionId: `v${i + 2}`, termsId: 't', code: `T${i}`, name: 'T' }];
  });
  const list: PublishedTerms[] = [
    { ...firm, versionId: 'v1', number: 1, effectiveFrom: BASE - HOUR, movesOpenAt: null },
    ...more,
  ];
  const versions = (['one', 'two'] as const).flatMap((calendarId) => [
    { id: `${calendarId}/1`, calendarId, number: 1, recordedAt: BASE - HOUR, spec: calendarId === 'one' ? one : two },
    ...corrections
      .filter((c) => c.calendar === calendarId && c.at <= now)
      .sort((a, b) => a.at - b.at)
      .map((c, i) => ({ id: `${calendarId}/${i + 2}`, calendarId, number: i + 2, recordedAt: c.at, spec: c.spec })),
  ]);
  const history: CalendarHistory = {
    versions,
    offices: choices
      .filter((c) => c.at <= now)
      .sort((a, b) => a.at - b.at)
      .map((c) => ({ of: 'office', calendarId: c.calendar, recordedAt: c.at })),
    branches: [],
    zones: new Map([
      ['office', 'Asia/Hong_Kong'],
      ['bare', 'Europe/London'],
    ]),
  };
  return new PublishedSlaConfig(1, list, new CalendarRegister(history, ({ spec: said }) => compileCalendar(said)));
}

/** The stored clocks and the ledger, as evaluation and the sweep leave them. */
class Books {
  readonly rows = new Map<string, ClockRow>();
  readonly ledger: LedgerEntry[] = [];

  evaluate(told: Life, firstEvaluatedAt: number, now: number): void {
    const events: RequestEvent[] = [
      { seq: 1, at: new Date(BASE), kind: 'CREATED', priority: 'MODERATE', officeId: 'office' },
      ...told.events.filter((e) => e.at.getTime() <= now),
    ];
    const request: SlaSubject = {
      facts,
      events,
      customerPath: ['customer', 'group'],
      tier: 'top',
      firstEvaluatedAt,
      recordedAt: BASE,
      carried: [],
      typePaths: {},
    };
    const timeline = buildTimeline(request, configAt(told, now), now);
    const at = new Date(now);
    const left = new Map(this.rows);
    for (const clock of inspectClocks(timeline.input, now)) {
      const key = `${clock.metric}/${clock.cycle}`;
      left.delete(key);
      const applicable = timeline.applicableTermsOf(clock.metric, clock.stoppedAt);
      const change = changeOf(this.rows.get(key), clock, applicable, facts, events.length, at);
      if (!change.changed) continue;
      this.rows.set(key, change.row);
      this.ledger.push(...change.entries);
    }
    for (const [key, row] of left) {
      this.rows.delete(key);
      this.ledger.push(...removalOf(row, timeline.applicableTerms.at(-1), at));
    }
  }

  /** As the sweep's statement does it. */
  sweep(now: number): void {
    for (const [key, row] of this.rows) {
      if (row.state !== 'RUNNING' || row.dueAt === null || row.dueAt.getTime() >= now) continue;
      const breaches = row.breaches + 1;
      const marks = `${row.marks} B${row.dueAt.getTime()}`;
      this.rows.set(key, { ...row, state: 'BREACHED', breachedAt: row.dueAt, breaches, marks });
      const started = this.ledger.find((e) => e.clock_id === row.id) as LedgerEntry;
      this.ledger.push({
        ...started,
        ...{ kind: 'BREACHED', at: row.dueAt, breach: breaches, state: 'BREACHED', due_at: row.dueAt, details: {} },
        terms_version_id: row.termsVersionId,
        calendar_version_id: row.calendarVersionId,
        more_calendar_version_ids: row.moreCalendarVersionIds,
      });
    }
  }

  /** As it comes out of the database: details are JSON. */
  folded() {
    return foldLedger(
      this.ledger.map((e) => ({
        clockId: e.clock_id,
        metric: e.metric,
        cycle: e.cycle,
        kind: e.kind,
        at: e.at.getTime(),
        breach: e.breach,
        state: e.state,
        dueAt: e.due_at?.getTime() ?? null,
        details: JSON.parse(JSON.stringify(e.details)) as object,
        termsVersionId: e.terms_version_id,
        calendarVersionIds: ids(e.calendar_version_id, e.more_calendar_version_ids),
      })),
    );
  }
}

const ids = (first: string | null, more: readonly string[] | null) => [
  ...(first === null ? [] : [first]),
  ...(more ?? []),
];

function expected(row: ClockRow) {
  return {
    clockId: row.id,
    metric: row.metric,
    cycle: row.cycle,
    state: row.state satisfies ClockState['state'],
    startedAt: row.startedAt.getTime(),
    dueAt: row.dueAt?.getTime() ?? null,
    stoppedAt: row.stoppedAt?.getTime() ?? null,
    breachedAt: row.breachedAt?.getTime() ?? null,
    breaches: row.breaches,
    targetSeconds: row.targetSeconds,
    elapsedSeconds: row.stoppedAt === null ? null : row.elapsedSeconds,
    pausedSeconds: row.stoppedAt === null ? null : row.pausedSeconds,
    marks: row.marks,
    termsVersionId: row.termsVersionId,
    calendarVersionIds: ids(row.calendarVersionId, row.moreCalendarVersionIds),
    customerPath: ['customer', 'group'],
    tier: 'top',
  };
}

const byKey = (a: { metric: string; cycle: number }, b: { metric: string; cycle: number }) =>
  a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : a.cycle - b.cycle;

/** Every instant at which somebody would evaluate: what was told, what was changed, and some more. */
function evaluationsOf({ events, terms, corrections, choices, evaluations }: Life): number[] {
  const all = [BASE, ...events.map((e) => e.at.getTime()), ...terms.map((t) => t.at), ...evaluations];
  return [...new Set([...all, ...corrections.map((c) => c.at), ...choices.map((c) => c.at)])].sort((a, b) => a - b);
}

describe('the ledger', () => {
  it('replayed from its entries alone gives the stored state, after every evaluation', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 1, max: 4 }), (told, every) => {
        const books = new Books();
        // Not all of them: what happened between two evaluations is evaluated together.
        const instants = evaluationsOf(told).filter((_, i) => i % every === 0);
        for (const now of instants) {
          if (told.sweeps) books.sweep(now);
          books.evaluate(told, instants[0] as number, now);
          const stored = [...books.rows.values()].sort(byKey).map(expected);
          expect(books.folded().sort(byKey)).toEqual(stored);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('names the terms, the calendars, the tier and the customers that each verdict stood on', () => {
    fc.assert(
      fc.property(life, (told) => {
        const books = new Books();
        for (const now of evaluationsOf(told)) books.evaluate(told, BASE, now);
        for (const entry of books.ledger) {
          expect(entry.terms_version_id).not.toBeNull();
          expect(entry.request_clock_version).toBeGreaterThan(0);
          if (entry.kind !== 'STARTED') continue;
          expect(entry.details).toMatchObject({ customerPath: ['customer', 'group'], tier: 'top' });
          const usual = (entry.details as { usualHoursIn?: string[] }).usualHoursIn ?? [];
          expect(ids(entry.calendar_version_id, entry.more_calendar_version_ids).length + usual.length).toBeGreaterThan(
            0,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
