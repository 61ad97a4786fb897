import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { PyramidApi } from '#modules/pyramid';
import { AROUND_THE_CLOCK, HOUR, NINE_TO_SIX, reply, slaWorld, status, type SlaWorld } from '../../testing/index.js';
import { type TermsScope } from '../../terms/domain/terms-content.js';
import { EvaluateBacklog } from '../../monitoring/application/evaluate-backlog.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { type TermsContentCommand } from '../../terms/application/manage-terms.js';
import { StartSimulation, type SimulationCommand } from './start-simulation.js';
import { WhatIfHistory } from './what-if-history.js';
import { WhatIfQueries, type WhatIfChangeFilter } from './what-if-queries.js';
import { RunWhatIfs } from './what-if-run.js';
import { WhatIfStore } from './what-if-store.js';

const at = (text: string): Date => new Date(text);
const NOW = at('2026-06-01T00:00:00Z');
const PERIOD = { from: at('2026-03-01T00:00:00Z'), to: at('2026-05-01T00:00:00Z') };
const FIRM: TermsScope = { level: 'FIRM', levelKey: '', serviceLine: null, contactTypeId: null, priority: null };
const within = (hours: number, more: Partial<TermsContentCommand> = {}): TermsContentCommand => ({
  targets: [{ metric: 'FIRST_RESPONSE', priority: null, seconds: hours * HOUR }],
  ...more,
});

describe('what would have been', () => {
  let app: TestApp;
  let world: SlaWorld;
  let firm: string;
  let officeCalendar: string;
  const answered: Record<string, string> = {};
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await app.get(PyramidApi).ensureReferenceTiers(app.system());
    officeCalendar = await world.calendar('OFFICE', NINE_TO_SIX);
    firm = await world.terms({ code: 'FIRM' });
    const after = async (name: string, created: string, hours: number, more: object = {}) => {
      const end = new Date(Date.parse(created) + hours * HOUR * 1000).toISOString();
      answered[name] = await world.request(created, [reply(end), status(end, 'RESOLVED')], more);
    };
    await after('half', '2026-03-02T02:00:00Z', 0.5);
    await after('two', '2026-03-03T02:00:00Z', 2);
    await after('five', '2026-04-02T02:00:00Z', 5, { priority: 'HIGH' });
    await after('stranger', '2026-04-03T02:00:00Z', 3, { customerId: world.strangerId });
    await after('earlier', '2026-02-03T02:00:00Z', 30);
    answered['open'] = await world.request('2026-04-04T02:00:00Z', []);
    await app.get(EvaluateBacklog).all(app.system(), { now: NOW });
  });
  beforeEach(async () => {
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`delete from sla.what_if_run`);
      return { ok: true, value: undefined };
    });
  });

  const ask = (cmd: Partial<SimulationCommand>, now = NOW) =>
    app.get(StartSimulation).run(app.system(), { ...PERIOD, ...cmd }, now);
  const answer = async (cmd: Partial<SimulationCommand>, options: object = {}) => {
    const { id } = app.must(await ask(cmd));
    await app.get(RunWhatIfs).run(app.system(), options);
    return read(id);
  };
  const read = async (id: string, filter: WhatIfChangeFilter = {}) => {
    const queries = app.get(WhatIfQueries);
    const run = (await queries.byIds(app.system(), [id])).get(id);
    const figures = (await queries.figures([id])).get(id) ?? [];
    const [changes] = await queries.changes([id], filter, { first: 200 });
    const [credits] = await queries.credits([id], { first: 200 });
    const [customers] = await queries.customers([id], { first: 200 });
    return {
      run,
      figure: (dimension: string, key = '') => figures.find((f) => f.dimension === dimension && f.key === key),
      customers: customers?.nodes ?? [],
      changes: changes?.nodes ?? [],
      credits: credits?.nodes ?? [],
    };
  };
  const refused = async (cmd: Partial<SimulationCommand>, now = NOW): Promise<string[]> => {
    const result = await ask(cmd, now);
    return result.ok ? [] : result.failures.map((f) => `${f.code} ${f.field ?? ''}`.trim());
  };

  it('longer targets keep what was missed, and say so in all, by customer, priority, metric and month', async () => {
    const { run, figure, customers, changes } = await answer({
      terms: { termsId: firm, content: within(4, { calendarId: world.alwaysId }) },
    });
    expect(run).toMatchObject({ status: 'DONE', total: 5, done: 5, replayed: 5 });
    expect(figure('TOTAL')).toMatchObject({
      ...{
        before: { MET: 1, MISSED: 3, BREACHED: 1 },
        after: { MET: 3, MISSED: 1, BREACHED: 1 },
        changed: 2,
        moved: 5,
      },
    });
    expect(figure('PRIORITY', 'HIGH')).toMatchObject({ before: { MISSED: 1 }, after: { MISSED: 1 }, changed: 0 });
    expect(figure('METRIC', 'FIRST_RESPONSE')).toMatchObject({ changed: 2 });
    expect(figure('MONTH', '2026-03-01')).toMatchObject({ before: { MET: 1, MISSED: 1 }, after: { MET: 2 } });
    expect(figure('MONTH', '2026-04-01')).toMatchObject({ after: { MET: 1, MISSED: 1, BREACHED: 1 } });
    expect(Object.fromEntries(customers.map((c) => [c.key, c.changed]))).toEqual({
      [world.nationalId]: 1,
      [world.strangerId]: 1,
    });
    expect(changes.map((c) => [c.requestId, c.stateBefore, c.stateAfter, c.lateBefore, c.lateAfter])).toEqual([
      [answered['two'], 'MISSED', 'MET', HOUR, 0],
      [answered['five'], 'MISSED', 'MISSED', 4 * HOUR, HOUR],
      [answered['stranger'], 'MISSED', 'MET', 2 * HOUR, 0],
      [answered['open'], 'BREACHED', 'BREACHED', expect.any(Number), expect.any(Number)],
    ]);
    expect(changes[0]).toMatchObject({ dueBefore: at('2026-03-03T03:00:00Z'), dueAfter: at('2026-03-03T06:00:00Z') });
  });

  it('the same terms change nothing', async () => {
    const { figure, changes } = await answer({
      terms: { termsId: firm, content: within(1, { calendarId: world.alwaysId }) },
    });
    expect(figure('TOTAL')).toMatchObject({ changed: 0, moved: 0 });
    expect(changes).toEqual([]);
  });

  it('touches no clock, no ledger, no evaluation, and announces no breach', async () => {
    const facts = () =>
      app.db.one<object>(
        sql`select (select md5(string_agg(c::text, '|' order by c.id)) from sla.clock c) as clocks,
                   (select count(*) from sla.ledger) as ledger, (select md5(string_agg(j::text, '|' order by j.request_id)) from sla.evaluation j) as evaluations,
                   (select count(*) from platform.outbox_event where name <> 'sla.what-if-progressed') as told,
                   (select count(*) from services.request_event) as events, (select count(*) from sla.replay) as replays`,
      );
    const before = await facts();
    await answer({ terms: { termsId: firm, content: within(0.1, { calendarId: world.alwaysId }) } });
    expect(await facts()).toEqual(before);
  });

  it('terms of one customer concern its requests only; other scopes narrow what is looked at', async () => {
    const scope: TermsScope = { ...FIRM, level: 'CUSTOMER', levelKey: world.strangerId };
    const terms = { scope, content: within(4, { calendarId: world.alwaysId }) };
    const all = await answer({ terms });
    expect(all.changes.map((c) => c.requestId)).toEqual([answered['stranger']]);
    expect(all.figure('TOTAL')).toMatchObject({ changed: 1, moved: 1 });
    const group = await answer({ terms, customerId: world.groupId });
    expect(group.run).toMatchObject({ replayed: 4 });
    expect(group.changes).toEqual([]);
    expect((await answer({ terms, officeId: app.officeId, serviceLine: 'MAINTENANCE' })).run?.replayed).toBe(5);
    expect(await refused({ terms, serviceLine: 'CONSULTING' })).toEqual(['NOTHING_IN_SCOPE from']);
  });

  it('a tier is the one that customers had when their requests were first evaluated', async () => {
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update sla.evaluation set tier = 'TOP' where request_id = ${answered['two']}`);
      return { ok: true, value: undefined };
    });
    const terms = { termsId: firm, content: within(4, { calendarId: world.alwaysId }) };
    const { run, changes } = await answer({ terms, tier: 'TOP' });
    expect(run).toMatchObject({ status: 'DONE', replayed: 1 });
    expect(changes.map((c) => c.requestId)).toEqual([answered['two']]);
    expect(await refused({ terms, tier: 'SMALL' })).toEqual(['NOTHING_IN_SCOPE from']);
  });

  it('another calendar moves all clocks whose terms use it', async () => {
    // Open from 11 to 18 in Hong Kong: who asked at ten is counted from eleven on.
    const spec = { ...NINE_TO_SIX, weekly: NINE_TO_SIX.weekly?.map((row) => ({ ...row, open: '11:00' })) };
    const { changes } = await answer({ calendar: { calendarId: world.alwaysId, spec } });
    expect(changes.map((c) => [c.requestId, c.stateBefore, c.stateAfter])).toEqual([
      [answered['two'], 'MISSED', 'MET'],
      [answered['five'], 'MISSED', 'MISSED'],
      [answered['stranger'], 'MISSED', 'MISSED'],
      [answered['open'], 'BREACHED', 'BREACHED'],
    ]);
    const unused = await answer({ calendar: { calendarId: officeCalendar, spec } });
    expect(unused.figure('TOTAL')).toMatchObject({ moved: 0 });
    // Draft terms on the draft calendar.
    const both = await answer({
      calendar: { calendarId: officeCalendar, spec },
      terms: { termsId: firm, content: within(1, { calendarId: officeCalendar }) },
    });
    expect(both.changes.map((c) => c.stateAfter)).toEqual(changes.map((c) => c.stateAfter));
  });

  it('a breach that ended is priced by its priority then, also that of a cancelled request', async () => {
    const credits = {
      ...{ currency: 'GBP', fee: null, period: 'MONTH' as const, capPercent: null, capAmount: null },
      rules: [
        { metric: null, priority: null, percent: null, amount: '1.00' },
        { metric: null, priority: 'CRITICAL' as const, percent: null, amount: '900.00' },
      ],
    };
    const created = '2026-02-02T02:00:00Z';
    const raised = { kind: 'CHANGED', values: { priority: 'CRITICAL' }, at: at('2026-02-02T07:00:00Z') } as const;
    const late = reply('2026-02-02T06:00:00Z');
    const ids = [
      await world.request(created, [late, raised, status('2026-02-02T08:00:00Z', 'RESOLVED')]),
      await world.request(created, [status('2026-02-02T06:00:00Z', 'CANCELLED')]),
    ];
    await app.get(EvaluateSla).run(app.system(), ids, { now: at('2026-02-03T00:00:00Z') });
    const { credits: rows } = await answer({
      ...{ from: at(created), to: at('2026-02-02T02:00:01Z') },
      terms: { termsId: firm, content: within(1, { calendarId: world.alwaysId, credits }) },
    });
    expect(rows.map((r) => r.after)).toMatchObject([{ breaches: 2, credit: '2.00' }]);
  });

  it('service credits as they are and as they would have been, capped per customer and month', async () => {
    const credits = {
      ...{ currency: 'GBP', fee: '100.00', period: 'MONTH' as const, capPercent: '15', capAmount: null },
      rules: [{ metric: null, priority: null, percent: '10', amount: null }],
    };
    const {
      figure,
      customers,
      credits: rows,
    } = await answer({
      terms: { termsId: firm, content: within(0.1, { calendarId: world.alwaysId, credits }) },
    });
    expect(figure('TOTAL')?.credits).toEqual([
      { currency: 'GBP', uncapped: ['0.00', '50.00'], credit: ['0.00', '40.00'] },
    ]);
    expect(figure('MONTH', '2026-03-01')?.credits).toEqual([
      { currency: 'GBP', uncapped: ['0.00', '20.00'], credit: null },
    ]);
    expect(customers.find((c) => c.key === world.nationalId)?.credits[0]?.credit).toEqual(['0.00', '30.00']);
    expect(rows.map((r) => [r.periodStart, r.customerId, r.after])).toEqual(
      expect.arrayContaining([
        ['2026-03-01', world.nationalId, { breaches: 2, uncapped: '20.00', cap: '15.00', credit: '15.00' }],
        ['2026-04-01', world.nationalId, { breaches: 2, uncapped: '20.00', cap: '15.00', credit: '15.00' }],
        ['2026-04-01', world.strangerId, { breaches: 1, uncapped: '10.00', cap: '15.00', credit: '10.00' }],
      ]),
    );
    expect(rows[0]?.before).toEqual({ breaches: 0, uncapped: '0.00', cap: null, credit: '0.00' });
  });

  it('what cannot be answered is refused with what is at fault', async () => {
    const terms = { termsId: firm, content: within(4, { calendarId: world.alwaysId }) };
    const never = { ...AROUND_THE_CLOCK, always: false };
    expect(await refused({ terms, to: PERIOD.from })).toEqual(['END_NOT_AFTER_START to']);
    expect(await refused({ terms }, at('2026-04-30T23:59:59Z'))).toEqual(['FUTURE_PERIOD to']);
    expect(await refused({ terms, from: at('1980-01-01T00:00:00Z') })).toEqual(['DATE_OUT_OF_RANGE from']);
    expect(await refused({})).toEqual(['AT_LEAST_ONE_OF terms']);
    expect(await refused({ terms, to: at('2026-03-01T00:00:01Z') })).toEqual(['NOTHING_IN_SCOPE from']);
    expect(await refused({ terms, customerId: firm })).toEqual(['CUSTOMER_NOT_FOUND customerId']);
    expect(await refused({ terms, officeId: firm })).toEqual(['OFFICE_NOT_FOUND officeId']);
    expect(await refused({ terms, tier: 'HUGE' })).toEqual(['TIER_NOT_FOUND tier']);
    expect(await refused({ terms, timeZone: 'Mars/Base' })).toEqual(['INVALID_TIME_ZONE timeZone']);
    expect(await refused({ terms: { termsId: firm } })).toEqual(['DRAFT_NOT_FOUND terms.termsId']);
    expect(await refused({ terms: { termsId: world.nationalId } })).toEqual(['TERMS_NOT_FOUND terms.termsId']);
    expect(await refused({ terms: { scope: FIRM, content: within(4) } })).toEqual(['WHAT_IF_OVERLAPS terms']);
    expect(await refused({ terms: { content: within(4) } })).toEqual(['REQUIRED terms.level']);
    expect(await refused({ terms: { termsId: firm, content: { targets: [] } } })).toEqual(['NO_TARGETS terms.targets']);
    expect(await refused({ calendar: { calendarId: firm, spec: NINE_TO_SIX } })).toEqual([
      'CALENDAR_NOT_FOUND calendar.calendarId',
    ]);
    expect(await refused({ calendar: { calendarId: officeCalendar } })).toEqual(['AT_LEAST_ONE_OF calendar']);
    expect(await refused({ calendar: { calendarId: officeCalendar, spec: never } })).toEqual([
      'CALENDAR_NEVER_OPENS calendar.spec',
    ]);
    const apart = await world.calendar('NIGHTS', {
      zone: 'Asia/Hong_Kong',
      weekly: NINE_TO_SIX.weekly?.map((row) => ({ ...row, open: '20:00', close: '22:00' })),
    });
    const sources = [officeCalendar, apart].map((calendarId) => ({ kind: 'CALENDAR' as const, calendarId }));
    const disjoint = within(4, { basis: { combination: 'INTERSECTION', sources } });
    expect(await refused({ terms: { termsId: firm, content: disjoint } })).toEqual(['TERMS_NEVER_OPEN terms']);
  });

  it('a draft that may be published may be asked about, though some office never opens under it', async () => {
    const far = await app.office({ regionId: await app.region('Far'), name: 'Far', timeZone: 'America/New_York' });
    const sources = [
      { kind: 'CALENDAR' as const, calendarId: officeCalendar },
      { kind: 'OFFICE' as const, officeId: null },
    ];
    const terms = { termsId: firm, content: within(4, { basis: { combination: 'INTERSECTION', sources } }) };
    expect(await refused({ terms })).toEqual([]);
    expect(await refused({ terms, officeId: far })).toEqual(['TERMS_NEVER_OPEN terms']);
    await app.get(RunWhatIfs).run(app.system());
  });

  it('nobody has more than five waiting', async () => {
    const terms = { termsId: firm, content: within(4, { calendarId: world.alwaysId }) };
    for (let i = 0; i < 5; i++) app.must(await ask({ terms }));
    expect(await refused({ terms })).toEqual(['TOO_MANY_WHAT_IFS']);
    await app.get(RunWhatIfs).run(app.system());
    expect(await refused({ terms })).toEqual([]);
  });

  describe('the work', () => {
    const terms = () => ({ terms: { termsId: firm, content: within(4, { calendarId: world.alwaysId }) } });
    const whole = async () => {
      const { run: _run, figure, changes, credits, customers } = await answer(terms());
      return { total: figure('TOTAL'), changes, credits, customers };
    };
    const without = (result: Awaited<ReturnType<typeof read>>) => {
      const { figure, changes, credits, customers } = result;
      return { total: figure('TOTAL'), changes, credits, customers };
    };
    const plain = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replaceAll(/"runId":"[^"]*"/g, '"runId":""')) as object;

    it('gives the same in small pages with many checkpoints as in one', async () => {
      const all = plain(await whole());
      expect(plain(without(await answer(terms(), { page: 1, checkpoint: 2 })))).toEqual(all);
      expect(plain(without(await answer(terms(), { page: 2, checkpoint: 1 })))).toEqual(all);
    });

    it('a worker that dies at any step costs what came after the last checkpoint, and doubles nothing', async () => {
      const all = plain(await whole());
      const store = app.get(WhatIfStore);
      const history = app.get(WhatIfHistory);
      const steps = [
        ...[1, 2, 3].map((n) => [store, 'keep', n] as const),
        ...[1, 2].map((n) => [store, 'progress', n] as const),
        [store, 'finish', 1] as const,
        ...[1, 3].map((n) => [history, 'page', n] as const),
      ];
      for (const [part, method, n] of steps) {
        const { id } = app.must(await ask(terms()));
        const original = part[method as never] as (...args: unknown[]) => Promise<unknown>;
        for (const dies of ['before', 'after'] as const) {
          let calls = 0;
          Object.assign(part, {
            [method]: async (...args: unknown[]) => {
              const last = ++calls === n;
              if (last && dies === 'before') throw new Error('killed');
              const done = await original.apply(part, args);
              if (last) throw new Error('killed');
              return done;
            },
          });
          await app
            .get(RunWhatIfs)
            .run(app.system(), { page: 1, checkpoint: 2 })
            .catch(() => undefined);
          Object.assign(part, { [method]: original });
        }
        await app.get(RunWhatIfs).run(app.system(), { page: 1, checkpoint: 2 });
        expect((await read(id)).run?.status, `${method} ${n}`).toBe('DONE');
        expect(plain(without(await read(id))), `${method} ${n}`).toEqual(all);
      }
    });

    it('two workers at once count nothing twice', async () => {
      const all = plain(await whole());
      const { id } = app.must(await ask(terms()));
      const runs = app.get(RunWhatIfs);
      await Promise.all([1, 2, 3].map(() => runs.run(app.system(), { page: 1, checkpoint: 1 })));
      await runs.run(app.system());
      expect(plain(without(await read(id)))).toEqual(all);
    });

    it('one that stops its workers again and again is given up', async () => {
      const { id } = app.must(await ask(terms()));
      const history = app.get(WhatIfHistory);
      const original = history.page.bind(history);
      history.page = () => Promise.reject(new Error('cannot be read'));
      for (let i = 0; i < 5; i++) await expect(app.get(RunWhatIfs).run(app.system())).rejects.toThrow('cannot be read');
      history.page = original;
      await app.get(RunWhatIfs).run(app.system());
      expect((await read(id)).run?.status).toBe('FAILED');
      const kept = await app.db.one<{ error: string }>(sql`select error from sla.what_if_run where id = ${id}`);
      expect(kept.error).toContain('cannot be read');
    });

    it('a simulation given up while it is worked at stops, and what was found goes', async () => {
      const { id } = app.must(await ask(terms()));
      const store = app.get(WhatIfStore);
      const original = store.keep.bind(store);
      store.keep = async (...args) => {
        const kept = await original(...args);
        app.must(await app.get(StartSimulation).cancel(app.system(), id));
        return kept;
      };
      await app.get(RunWhatIfs).run(app.system(), { page: 1, checkpoint: 2 });
      store.keep = original;
      const { run, changes, figure } = await read(id);
      expect(run).toMatchObject({ status: 'CANCELLED', done: 2 });
      expect([changes, figure('TOTAL')]).toEqual([[], undefined]);
      expect(await app.get(StartSimulation).cancel(app.system(), id)).toMatchObject({
        failures: [{ code: 'WHAT_IF_ENDED' }],
      });
      expect(await app.get(StartSimulation).cancel(app.system(), firm)).toMatchObject({
        failures: [{ code: 'NOT_FOUND' }],
      });
    });

    it('answers are deleted a week after they were given', async () => {
      const { id } = app.must(await ask(terms()));
      await app.get(RunWhatIfs).run(app.system(), { now: NOW });
      const prune = (now: string) => app.get(WhatIfStore).prune(app.system(), at(now));
      expect(await prune('2026-06-08T00:00:00Z')).toEqual({ deleted: 0 });
      expect(await prune('2026-06-08T00:00:00.001Z')).toEqual({ deleted: 1 });
      expect((await read(id)).changes).toEqual([]);
    });
  });
});
