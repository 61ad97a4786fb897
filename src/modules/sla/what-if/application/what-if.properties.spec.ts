import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CalendarSpec } from '#kernel/calendar';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { ServicesApi, type HistoricEvent } from '#modules/services';
import { AGREED, HOUR, slaWorld, type SlaWorld } from '../../testing/index.js';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type TermsTarget } from '../../terms/domain/terms-content.js';
import { StartSimulation, type SimulationCommand } from './start-simulation.js';
import { EvaluateBacklog } from '../../monitoring/application/evaluate-backlog.js';
import { ManageTerms, type TermsContentCommand } from '../../terms/application/manage-terms.js';
import { PublishTerms } from '../../terms/application/publish-terms.js';
import { ReplayClocks } from '../../monitoring/application/replay-clocks.js';
import { WhatIfQueries } from './what-if-queries.js';
import { RunWhatIfs } from './what-if-run.js';

const at = (text: string): Date => new Date(text);
const PERIOD = { from: at('2026-03-01T00:00:00Z'), to: at('2026-04-01T00:00:00Z') };
/** Before everything has come to its end, so that all states occur. */
const NOW = at('2026-04-10T00:00:00Z');
const REQUESTS = 60;
const MINUTE = 60_000;

const hours = (open: string, close: string, holidays: string[] = []): CalendarSpec => ({
  ...{ zone: 'Europe/London', holidays },
  weekly: (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).map((day) => ({ day, open, close })),
});
const OFFICE = hours('09:00', '17:30', ['2026-03-17']);

/** A request with what happened to it, in minutes after its creation. */
interface Story {
  readonly created: number;
  readonly priority: 'CRITICAL' | 'HIGH' | 'MODERATE' | 'LOW';
  readonly stranger: boolean;
  readonly events: readonly { readonly after: number; readonly what: string }[];
}

const WHAT = ['reply', 'note', 'message', 'WAITING_FOR_CUSTOMER', 'IN_PROGRESS', 'RESOLVED', 'REOPENED', 'HIGH', 'LOW'];
const story: fc.Arbitrary<Story> = fc.record({
  created: fc.integer({ min: 0, max: 31 * 24 * 60 - 1 }),
  priority: fc.constantFrom('CRITICAL', 'HIGH', 'MODERATE', 'LOW'),
  stranger: fc.boolean(),
  events: fc.array(fc.record({ after: fc.integer({ min: 0, max: 8 * 24 * 60 }), what: fc.constantFrom(...WHAT) }), {
    maxLength: 7,
  }),
});

const metrics: SlaMetric[] = ['FIRST_RESPONSE', 'NEXT_RESPONSE', 'UPDATE', 'COMPLETION'];
const targets: fc.Arbitrary<TermsTarget[]> = fc
  .tuple(fc.subarray(metrics, { minLength: 1 }), fc.subarray(metrics))
  .chain(([all, urgent]) => {
    const seconds = fc.integer({ min: 60, max: 60 * HOUR });
    const one = (metric: SlaMetric, priority: 'HIGH' | null) => seconds.map((s) => ({ metric, priority, seconds: s }));
    return fc.tuple(...all.map((m) => one(m, null)), ...urgent.map((m) => one(m, 'HIGH'))) as fc.Arbitrary<
      TermsTarget[]
    >;
  });
const pausing = fc.subarray(metrics);

/** The world before anything is drafted; the same stories give the same requests in each. */
async function worldOf(app: TestApp, stories: readonly Story[], office: CalendarSpec) {
  const world = await slaWorld(app);
  const calendarId = await world.calendar('OFFICE', office);
  const two = {
    combination: 'UNION' as const,
    sources: [world.alwaysId, calendarId].map((id) => ({ kind: 'CALENDAR' as const, calendarId: id })),
  };
  const common = [
    { metric: 'FIRST_RESPONSE' as const, priority: null, seconds: 6 * HOUR },
    { metric: 'COMPLETION' as const, priority: null, seconds: 30 * HOUR },
  ];
  const firm = await world.terms({ code: 'FIRM', targets: common, calendarId });
  // Terms of one customer from the middle of the month on, to which its open requests are moved.
  await world.terms(
    {
      code: 'STRANGER',
      level: 'CUSTOMER',
      levelKey: world.strangerId,
      targets: [{ ...common[0]!, seconds: 2 * HOUR }],
      basis: two,
    },
    { from: at('2026-03-15T00:00:00Z'), moveOpen: true, at: at('2026-03-15T00:00:00Z') },
  );
  return { world, calendarId, firm, fill: () => fill(app, world, stories) };
}

async function fill(app: TestApp, world: SlaWorld, stories: readonly Story[]): Promise<void> {
  const requests = stories.map(({ created, priority, stranger, events }, i) => {
    const createdAt = PERIOD.from.getTime() + created * MINUTE;
    const sorted = [...events].sort((a, b) => a.after - b.after);
    return world.imported({
      createdAt: new Date(createdAt),
      ...{ priority, subject: `Story ${i}`, customerId: stranger ? world.strangerId : world.nationalId },
      events: sorted.map(({ after, what }): HistoricEvent => {
        const when = new Date(createdAt + after * MINUTE);
        if (what === 'reply') return { kind: 'STAFF_REPLY', at: when };
        if (what === 'note') return { kind: 'INTERNAL_NOTE', at: when };
        if (what === 'message') return { kind: 'CUSTOMER_MESSAGE', at: when };
        if (what === 'HIGH' || what === 'LOW') return { kind: 'CHANGED', values: { priority: what }, at: when };
        return { kind: 'STATUS', status: what, at: when };
      }),
    });
  });
  // Some stories make no sense and are refused; most do not.
  const taken = (await app.get(ServicesApi).createMany(app.system(), requests)).filter((r) => r.ok);
  expect(taken.length).toBeGreaterThan(REQUESTS / 3);
  await app.get(EvaluateBacklog).all(app.system(), { now: NOW });
}

type Verdicts = Record<string, { state: string; breachedAt: Date | null; dueAt: Date | null }>;

/** The stored clocks as `subject metric/cycle`. */
async function stored(app: TestApp): Promise<Verdicts> {
  const rows = await app.db.query<{ key: string; state: string; breachedAt: Date | null; dueAt: Date | null }>(
    sql`select r.subject || ' ' || c.metric || '/' || c.cycle as key, c.state, c.breached_at as "breachedAt", c.due_at as "dueAt"
          from sla.clock c join services.request r on r.id = c.request_id`,
  );
  return Object.fromEntries(rows.map(({ key, ...clock }) => [key, clock]));
}

async function whatIf(app: TestApp, cmd: Partial<SimulationCommand>) {
  const { id } = app.must(await app.get(StartSimulation).run(app.system(), { ...PERIOD, ...cmd }, NOW));
  await app.get(RunWhatIfs).run(app.system(), { page: 25, checkpoint: 40 });
  const queries = app.get(WhatIfQueries);
  const figures = (await queries.figures([id])).get(id) ?? [];
  const subjects = new Map(
    (await app.db.query<{ id: string; subject: string }>(sql`select id, subject from services.request`)).map((r) => [
      r.id,
      r.subject,
    ]),
  );
  const changes = [];
  for (let after: string | null = null; ;) {
    const [page] = await queries.changes([id], {}, { first: 200, after });
    changes.push(...(page?.nodes ?? []));
    if (!page?.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  return {
    total: figures.find((f) => f.dimension === 'TOTAL'),
    changes: changes.map((c) => ({ ...c, key: `${subjects.get(c.requestId)} ${c.metric}/${c.cycle}` })),
  };
}

/** The verdicts that an answer foretells, from those that stand. */
function foretold(before: Verdicts, { changes }: Awaited<ReturnType<typeof whatIf>>): Record<string, string> {
  const states = new Map<string, string | null>(Object.entries(before).map(([key, c]) => [key, c.state]));
  for (const { key, stateAfter } of changes) states.set(key, stateAfter);
  return Object.fromEntries([...states].filter((entry): entry is [string, string] => entry[1] !== null));
}

function expectForetold(answer: Awaited<ReturnType<typeof whatIf>>, before: Verdicts, after: Verdicts): void {
  expect(foretold(before, answer)).toEqual(Object.fromEntries(Object.entries(after).map(([key, c]) => [key, c.state])));
  for (const { key, dueAfter, stateBefore, dueBefore } of answer.changes) {
    expect(dueAfter, key).toEqual(after[key]?.dueAt ?? null);
    expect([stateBefore, dueBefore], key).toEqual([before[key]?.state ?? null, before[key]?.dueAt ?? null]);
  }
  // What is not listed is late at the same instant, or on neither side.
  const listed = new Set(answer.changes.map((c) => c.key));
  for (const [key, clock] of Object.entries(after))
    if (!listed.has(key)) expect(clock.breachedAt, key).toEqual(before[key]?.breachedAt);
  const counted = (verdicts: Verdicts) => {
    const counts: Record<string, number> = {};
    for (const { state } of Object.values(verdicts)) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  };
  expect(answer.total).toMatchObject({ before: counted(before), after: counted(after) });
}

const apps: TestApp[] = [];
const fresh = async (): Promise<TestApp> => {
  const app = await createTestApp();
  apps.push(app);
  return app;
};
let first: TestApp;
let firstWorld: Awaited<ReturnType<typeof worldOf>>;
beforeAll(async () => {
  first = await fresh();
  const stories = fc.sample(story, REQUESTS);
  firstWorld = await worldOf(first, stories, OFFICE);
  await firstWorld.fill();
});
afterAll(async () => {
  for (const app of apps) await app.close();
});

it('random: the same terms and the same calendar change nothing', async () => {
  const { firm, calendarId } = firstWorld;
  const content: TermsContentCommand = {
    calendarId,
    targets: [
      { metric: 'FIRST_RESPONSE', priority: null, seconds: 6 * HOUR },
      { metric: 'COMPLETION', priority: null, seconds: 30 * HOUR },
    ],
  };
  for (const cmd of [
    { terms: { termsId: firm, content } },
    { calendar: { calendarId, spec: OFFICE } },
    { terms: { termsId: firm, content }, calendar: { calendarId, spec: OFFICE } },
  ]) {
    const { total, changes } = await whatIf(first, cmd);
    expect(changes).toEqual([]);
    expect(total).toMatchObject({ changed: 0, moved: 0 });
    expect(total?.after).toEqual(total?.before);
  }
});

it('random: what a draft would have done is what publishing it does', async () => {
  const { firm, calendarId, world } = firstWorld;
  const ctx = first.system();
  await fc.assert(
    fc.asyncProperty(targets, pausing, fc.boolean(), async (said, pausingMetrics, always) => {
      const before = await stored(first);
      const content = { targets: said, pausingMetrics, calendarId: always ? world.alwaysId : calendarId };
      const version = async () =>
        (await first.db.one<{ version: number }>(sql`select version from sla.terms where id = ${firm}`)).version;
      first.must(await first.get(ManageTerms).redraft(ctx, { id: firm, version: await version() }, content, AGREED));
      const answer = await whatIf(first, { terms: { termsId: firm } });
      const publish = { id: firm, version: await version(), effectiveFrom: PERIOD.from, moveOpenRequests: false };
      first.must(await first.get(PublishTerms).publish(ctx, publish, NOW));
      await first.get(ReplayClocks).run(ctx, NOW);
      expectForetold(answer, before, await stored(first));
    }),
    { numRuns: 8 },
  );
});

it('random: a draft on a draft calendar gives what a firm gets that had both from the beginning', async () => {
  const at2 = fc.integer({ min: 0, max: 3 }).map((n) => hours(`0${6 + n}:00`, `1${3 + n}:30`, [`2026-03-0${2 + n}`]));
  await fc.assert(
    fc.asyncProperty(
      fc.array(story, { minLength: REQUESTS, maxLength: REQUESTS }),
      targets,
      at2,
      async (stories, said, spec) => {
        const [asIs, asIf] = [await fresh(), await fresh()];
        const here = await worldOf(asIs, stories, OFFICE);
        await here.fill();
        const there = await worldOf(asIf, stories, spec);
        const drafted = { targets: said, calendarId: there.calendarId };
        asIf.must(await asIf.get(ManageTerms).redraft(asIf.system(), { id: there.firm, version: 2 }, drafted, AGREED));
        const publish = { id: there.firm, version: 3, effectiveFrom: PERIOD.from, moveOpenRequests: false };
        asIf.must(await asIf.get(PublishTerms).publish(asIf.system(), publish, AGREED));
        await there.fill();
        const answer = await whatIf(asIs, {
          terms: { termsId: here.firm, content: { targets: said, calendarId: here.calendarId } },
          calendar: { calendarId: here.calendarId, spec },
        });
        expectForetold(answer, await stored(asIs), await stored(asIf));
      },
    ),
    { numRuns: 2, endOnFailure: true },
  );
});
