import { beforeAll, describe, expect, it } from 'vitest';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { LEVELS, type Priority } from '#modules/vocabulary';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';
import { type LifeCycleDraft } from '../domain/check-life-cycle.js';
import { FIRST_MATRIX } from '../domain/priority.js';
import { ApplyChangedRules } from './apply-changed-rules.js';
import { ChangeLifeCycle } from './change-life-cycle.js';
import { ChangePriorityMatrix, type MatrixCell } from './change-priority-matrix.js';
import { ChangeRequest } from './change-request.js';
import { ChangeStatus } from './change-status.js';
import { LifeCycles } from './life-cycles.js';
import { PriorityMatrices } from './priority-matrices.js';
import { type EventRow, type RequestRow } from './request.rows.js';
import { ServicesQueries } from './services.queries.js';

let app: TestApp;
let world: ServiceWorld;
let admin: TestEmployee;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  admin = await app.employee();
});

const read = async (id: string): Promise<RequestRow> =>
  (await app.get(ServicesQueries).byIds(app.system(), [id])).get(id) as RequestRow;
const timeline = async (id: string): Promise<EventRow[]> =>
  ((await app.get(ServicesQueries).timelines([id], {}, { first: 200 }))[0]?.nodes ?? []) as EventRow[];
const codes = (result: { ok: boolean; failures?: readonly { code: string; field?: string }[] }): string[] =>
  (result.failures ?? []).map((f) => `${f.code} ${f.field}`);
const present = async () => app.must(await app.get(LifeCycles).byLine('MAINTENANCE'));
/** The present life cycle as a draft, with some statuses left out and others added. */
const draftOf = async (without: string[] = [], more: LifeCycleDraft['statuses'] = []) => {
  const { version, name, nameNative, statuses } = await present();
  const kept = statuses
    .filter((s) => !s.retired && !without.includes(s.key))
    .map((s) => ({ ...s, movesTo: s.movesTo.filter((to) => !without.includes(to)) }));
  return { serviceLine: 'MAINTENANCE' as const, version, name, nameNative, statuses: [...kept, ...more] };
};
const change = (cmd: Parameters<ChangeLifeCycle['run']>[1], who = admin) =>
  app.get(ChangeLifeCycle).run(who.ctx(), cmd);
const apply = () => app.get(ApplyChangedRules).run(app.system());
const move = (id: string, status: string) => app.get(ChangeStatus).run(admin.ctx(), { id, status });

describe('changing a life cycle', () => {
  it('adds, renames, reorders and marks, and tells it once', async () => {
    const draft = await draftOf(
      [],
      [{ key: 'ON_SITE', name: 'On site', nameNative: '现场', category: 'OPEN', movesTo: ['RESOLVED'] }],
    );
    const statuses = draft.statuses.map((s) =>
      s.key === 'NEW'
        ? { ...s, name: 'Fresh', initial: false, movesTo: [...s.movesTo, 'ON_SITE'] }
        : s.key === 'IN_PROGRESS'
          ? { ...s, initial: true, movesTo: [...s.movesTo, 'NEW'] }
          : s,
    );
    app.must(
      await change({
        ...draft,
        name: 'Repairs',
        statuses: [...statuses.slice(1), statuses[0] as (typeof statuses)[0]],
      }),
    );
    const after = await present();
    expect(after).toMatchObject({ name: 'Repairs', version: draft.version + 1 });
    expect(after.statuses.map((s) => s.key)).toEqual([
      ...[
        'IN_PROGRESS',
        'WAITING_FOR_CUSTOMER',
        'WAITING_FOR_THIRD_PARTY',
        'RESOLVED',
        'CLOSED',
        'REOPENED',
        'CANCELLED',
      ],
      ...['ON_SITE', 'NEW'],
    ]);
    expect(after.statuses.at(-1)).toMatchObject({ name: 'Fresh', initial: false });
    expect((await read(await world.request())).statusKey).toBe('IN_PROGRESS');
    const back = await draftOf();
    app.must(
      await change({
        ...back,
        statuses: [back.statuses.at(-1) as (typeof back.statuses)[0], ...back.statuses.slice(0, -1)].map((s) => ({
          ...s,
          initial: s.key === 'NEW',
          name: s.key === 'NEW' ? 'New' : s.name,
        })),
      }),
    );
    const told = await app.db.query(
      sql`select 1 from platform.outbox_event where name = 'services.life-cycle-changed'`,
    );
    expect(told).toHaveLength(2);
    const audited = await app.db.query<{ t: string; n: number }>(
      sql`select table_name as t, count(*)::int as n from platform.audit_entry
           where table_name like 'services.status%' and actor_id = ${admin.id} group by 1 order by 1`,
    );
    expect(audited.map((a) => a.t)).toEqual(['services.status', 'services.status_move']);
  });

  it('is refused with everything that is wrong, and changes nothing then', async () => {
    const draft = await draftOf(['RESOLVED', 'CLOSED']);
    const before = await present();
    expect(codes(await change(draft))).toContain('NO_COMPLETED_STATUS statuses');
    expect(await present()).toEqual(before);
    const checked = await app.get(ChangeLifeCycle).check(admin.ctx(), draft);
    expect(checked.problems.map((f) => f.code)).toContain('NO_COMPLETED_STATUS');
  });

  it('of two at once lets one win and shows the other what it has become', async () => {
    const draft = await draftOf();
    const results = await Promise.all([change({ ...draft, name: 'One' }), change({ ...draft, name: 'Two' })]);
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(results.flatMap(codes)).toEqual(['STALE_VERSION version']);
    const { name } = await present();
    expect(results.find((r) => !r.ok)).toMatchObject({
      failures: [{ params: { version: draft.version + 1 }, current: { name, version: draft.version + 1 } }],
    });
    expect(codes(await change({ ...draft, version: null }))).toEqual(['STALE_VERSION version']);
  });

  it('belongs to those who may edit it', async () => {
    const clerk = await app.employee({ permissions: { 'services.manage-priorities': 'firm' } });
    const draft = await draftOf();
    await expect(change(draft, clerk)).rejects.toThrow(ForbiddenError);
    await expect(app.get(ChangeLifeCycle).check(clerk.ctx(), draft)).rejects.toThrow(ForbiddenError);
  });
});

describe('retiring a status', () => {
  it('moves its requests on in the background, each with its event, and every clock is told', async () => {
    const waiting = await Promise.all(Array.from({ length: 7 }, () => world.request()));
    for (const id of waiting) app.must(await move(id, 'WAITING_FOR_THIRD_PARTY'));
    const bare = await draftOf(['WAITING_FOR_THIRD_PARTY']);
    expect(codes(await change(bare))).toEqual(['STATUS_IN_USE moveRequestsTo']);
    const moveRequestsTo = [{ from: 'WAITING_FOR_THIRD_PARTY', to: 'IN_PROGRESS' }];
    const { retirements } = await app.get(ChangeLifeCycle).check(admin.ctx(), { ...bare, moveRequestsTo });
    expect(retirements).toMatchObject([{ status: { key: 'WAITING_FOR_THIRD_PARTY' }, to: 'IN_PROGRESS', requests: 7 }]);
    app.must(await change({ ...bare, moveRequestsTo }));
    const [first] = waiting as [string];
    expect(await read(first)).toMatchObject({ statusKey: 'WAITING_FOR_THIRD_PARTY', clockVersion: 2 });
    expect(codes(await move(first, 'RESOLVED'))).toEqual(['INVALID_MOVE status']);
    app.must(await move(first, 'IN_PROGRESS'));
    expect(await apply()).toEqual({ moved: 6, weighed: 0 });
    for (const id of waiting) {
      expect(await read(id)).toMatchObject({
        statusKey: 'IN_PROGRESS',
        statusCategory: 'OPEN',
        clockVersion: 3,
        version: 3,
      });
      expect((await timeline(id)).at(-1)).toMatchObject({
        ...{ kind: 'RESUMED', fromStatus: 'WAITING_FOR_THIRD_PARTY', toStatus: 'IN_PROGRESS', actorId: admin.id },
      });
      const told = await app.db
        .query(sql`select payload from platform.outbox_event where payload ->> 'requestId' = ${id}
        and name = 'services.request-changed' and (payload ->> 'clockVersion')::int = 3`);
      expect(told).toHaveLength(1);
    }
    expect(await apply()).toEqual({ moved: 0, weighed: 0 });
    expect((await present()).statuses.find((s) => s.retired)?.key).toBe('WAITING_FOR_THIRD_PARTY');
  });

  it('brings whoever came in behind its back after, and what was recorded before stays as it was', async () => {
    const id = await world.request();
    app.must(await move(id, 'RESOLVED'));
    app.must(await move(id, 'CLOSED'));
    const history = await timeline(id);
    const others = await app.db.query<{ id: string }>(
      sql`select r.id from services.request r join services.status s on s.id = r.status_id where s.key = 'CLOSED'`,
    );
    expect(others).toEqual([{ id }]);
    app.must(await change({ ...(await draftOf(['CLOSED'])), moveRequestsTo: [{ from: 'CLOSED', to: 'RESOLVED' }] }));
    expect(await apply()).toMatchObject({ moved: 1 });
    expect((await timeline(id)).slice(0, -1)).toEqual(history);
    expect(await read(id)).toMatchObject({ statusKey: 'RESOLVED', completedAt: history[1]?.at });
  });

  it('comes back under its key, and its meaning stays while requests stand in it', async () => {
    const draft = await draftOf([], [{ key: 'CLOSED', name: 'Closed', category: 'COMPLETED', movesTo: ['REOPENED'] }]);
    const statuses = draft.statuses.map((s) =>
      s.key === 'RESOLVED' ? { ...s, movesTo: [...s.movesTo, 'CLOSED'] } : s,
    );
    app.must(await change({ ...draft, statuses }));
    expect((await present()).statuses.filter((s) => s.key === 'CLOSED')).toMatchObject([{ retired: false }]);
    const again = await draftOf();
    const resolved = await world.request();
    app.must(await move(resolved, 'RESOLVED'));
    const meaning = again.statuses.map((s) =>
      s.key === 'RESOLVED' ? { ...s, category: 'OPEN' as const, movesTo: ['CLOSED'] } : s,
    );
    expect(codes(await change({ ...again, statuses: meaning }))).toContain('CATEGORY_IN_USE statuses.3.category');
  });

  it('while somebody moves a request there loses neither the request nor its clocks', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => world.request()));
    const draft = {
      ...(await draftOf(['REOPENED', 'ON_SITE'])),
      moveRequestsTo: [{ from: 'ON_SITE', to: 'IN_PROGRESS' }],
    };
    const statuses = draft.statuses.map((s) =>
      s.key === 'RESOLVED' ? { ...s, movesTo: [...s.movesTo, 'IN_PROGRESS'] } : s,
    );
    const [changed, ...moved] = await Promise.all([
      change({ ...draft, statuses }),
      ...ids.map((id) => move(id, 'ON_SITE')),
    ]);
    app.must(changed);
    for (const result of moved)
      if (!result.ok) expect(codes(result)[0]).toMatch(/^(INVALID_MOVE|UNKNOWN_STATUS) status$/);
    await apply();
    for (const id of ids) expect(['NEW', 'IN_PROGRESS']).toContain((await read(id)).statusKey);
  });

  it('is done by the worker, woken by the change', async () => {
    const id = await world.request();
    app.must(await move(id, 'WAITING_FOR_CUSTOMER'));
    await app.startWorker();
    app.must(
      await change({
        ...(await draftOf(['WAITING_FOR_CUSTOMER'])),
        moveRequestsTo: [{ from: 'WAITING_FOR_CUSTOMER', to: 'IN_PROGRESS' }],
      }),
    );
    const { eventually } = await import('#testing');
    await eventually(async () => (await read(id)).statusKey === 'IN_PROGRESS', 'the request moves on');
    await app.stopWorker();
  });
});

describe('the matrix of priorities', () => {
  const cells = (more: Partial<Record<string, Priority>> = {}): MatrixCell[] =>
    LEVELS.flatMap((impact) =>
      LEVELS.map((urgency) => ({
        impact,
        urgency,
        priority: more[`${impact} ${urgency}`] ?? FIRST_MATRIX.cells[impact][urgency],
      })),
    );
  const save = (version: number, given: MatrixCell[], applyToOpen = false, who = admin) =>
    app.get(ChangePriorityMatrix).run(who.ctx(), { version, cells: given, applyToOpen });

  it('changes what is weighed from then on, and nothing that exists', async () => {
    const old = await world.request({ impact: 'MEDIUM', urgency: 'HIGH' });
    expect(app.must(await save(1, cells({ 'MEDIUM HIGH': 'CRITICAL' })))).toEqual({ version: 2 });
    expect(await read(old)).toMatchObject({ priority: 'HIGH', priorityMatrix: 1 });
    const fresh = await world.request({ impact: 'MEDIUM', urgency: 'HIGH' });
    expect(await read(fresh)).toMatchObject({ priority: 'CRITICAL', priorityMatrix: 2 });
    app.must(
      await app
        .get(ChangeRequest)
        .run(admin.ctx(), { id: old, version: 1, changes: { subject: 'x', impact: 'MEDIUM' } }),
    );
    expect(await read(old)).toMatchObject({ priority: 'HIGH' });
    expect((await app.get(PriorityMatrices).history(10)).map((m) => [m.number, m.recordedById])).toEqual([
      [2, admin.id],
      [1, null],
    ]);
  });

  it('weighs open requests again when asked, but not those given by hand or at an end, and says why', async () => {
    const open = await world.request({ impact: 'LOW', urgency: 'LOW' });
    const given = await world.request({ impact: 'LOW', urgency: 'LOW', priority: 'HIGH', priorityReason: 'The mayor' });
    const done = await world.request({ impact: 'LOW', urgency: 'LOW' });
    app.must(await move(done, 'RESOLVED'));
    app.must(await save(2, cells({ 'LOW LOW': 'MODERATE' }), true));
    expect(await apply()).toMatchObject({ weighed: expect.any(Number) as number });
    expect(await read(open)).toMatchObject({ priority: 'MODERATE', priorityMatrix: 3, clockVersion: 2 });
    expect((await timeline(open)).at(-1)).toMatchObject({
      ...{ kind: 'CHANGED', actorId: admin.id, before: { priority: 'LOW', priorityMatrix: 2 } },
      after: { priority: 'MODERATE', priorityMatrix: 3 },
    });
    expect(await read(given)).toMatchObject({ priority: 'HIGH', priorityReason: 'The mayor', version: 1 });
    expect(await read(done)).toMatchObject({ priority: 'LOW' });
    expect((await app.get(PriorityMatrices).current()).appliedAt).not.toBeNull();
    expect(await apply()).toEqual({ moved: 0, weighed: 0 });
  });

  it('is given whole, by one of two at once, by those who may', async () => {
    expect(codes(await save(3, cells().slice(1)))).toEqual(['MATRIX_CELL_MISSING cells']);
    expect(codes(await save(3, [...cells(), ...cells().slice(0, 1)]))).toEqual(['DUPLICATE_ITEM cells.9']);
    const results = await Promise.all([save(3, cells()), save(3, cells())]);
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(results.find((r) => !r.ok)).toMatchObject({
      failures: [{ code: 'STALE_VERSION', params: { version: 4 }, current: { version: 4 } }],
    });
    const clerk = await app.employee({ permissions: { 'services.manage-life-cycles': 'firm' } });
    expect(() => save(4, cells(), false, clerk)).toThrow(ForbiddenError);
  });
});
