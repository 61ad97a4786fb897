import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';
import { ChangeStatus } from './change-status.js';
import { CreateRequest } from './create-request.js';
import { SetParentRequest } from './set-parent-request.js';
import { LinkRequest, type LinkRequestCommand } from './link-request.js';
import { Links } from './links.js';
import { ReplyToRequest } from './reply-to-request.js';
import { type EventRow, type RequestRow } from './request.rows.js';
import { ServicesQueries } from './services.queries.js';

let app: TestApp;
let world: ServiceWorld;
let agent: TestEmployee;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  agent = await app.employee();
});

const read = async (id: string): Promise<RequestRow> =>
  (await app.get(ServicesQueries).byIds(app.system(), [id])).get(id) as RequestRow;
const timeline = async (id: string): Promise<EventRow[]> =>
  ((await app.get(ServicesQueries).timelines([id], {}, { first: 200 }))[0]?.nodes ?? []) as EventRow[];
const codes = (result: { ok: boolean; failures?: readonly { code: string; field?: string }[] }): string[] =>
  (result.failures ?? []).map((f) => `${f.code} ${f.field}`);
const hang = (id: string, parentId: string | null, version?: number) =>
  app.get(SetParentRequest).run(agent.ctx(), { id, parentId, version });
const move = (id: string, status: string, completeChildren?: boolean, who = agent) =>
  app.get(ChangeStatus).run(who.ctx(), { id, status, completeChildren });
const requests = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => world.request()));

describe('parts of a request', () => {
  it('are created as such or hung in later, and both time lines tell it', async () => {
    const parent = await world.request();
    const child = await world.request({ parentId: parent });
    expect(await read(child)).toMatchObject({ parentId: parent, version: 1 });
    expect((await timeline(parent)).at(-1)).toMatchObject({
      ...{ kind: 'LINKED', after: { childId: child }, relatedId: child, visibility: 'INTERNAL' },
    });
    const other = await world.request();
    app.must(await hang(other, parent));
    expect(await read(other)).toMatchObject({ parentId: parent, version: 2, clockVersion: 1 });
    expect((await timeline(other)).at(-1)).toMatchObject({
      ...{
        kind: 'LINKED',
        before: { parentId: null },
        after: { parentId: parent },
        relatedId: parent,
        actorId: agent.id,
      },
    });
    app.must(await hang(other, null));
    app.must(await hang(other, null));
    expect((await timeline(parent)).map((e) => e.kind)).toEqual(['CREATED', 'LINKED', 'LINKED', 'UNLINKED']);
    expect((await timeline(other)).map((e) => e.kind)).toEqual(['CREATED', 'LINKED', 'UNLINKED']);
    expect((await read(parent)).clockVersion).toBe(1);
  });

  it('never hang in themselves, however many hang things at the same moment', async () => {
    const [a, b, c, d] = (await requests(4)) as [string, string, string, string];
    app.must(await hang(a, b));
    expect(codes(await hang(b, a))).toEqual(['PARENT_IS_PART parentId']);
    expect(codes(await hang(a, a))).toEqual(['PARENT_IS_PART parentId']);
    expect(codes(await hang(c, a))).toEqual([]);
    expect(codes(await hang(b, d))).toEqual([]);
    // Two pairs, each hung into the other at the same moment: neither change alone makes a circle.
    const quads = await Promise.all(
      Array.from({ length: 8 }, () => requests(4) as Promise<[string, string, string, string]>),
    );
    for (const [one, two, three, four] of quads) {
      app.must(await hang(one, two));
      app.must(await hang(three, four));
    }
    const results = await Promise.all(quads.flatMap(([one, two, three, four]) => [hang(two, three), hang(four, one)]));
    expect(results.filter((r) => r.ok)).toHaveLength(8);
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['PARENT_IS_PART parentId']));
  });

  it('hang at most five above one another, counted from both ends', async () => {
    const [top, ...below] = (await requests(5)) as [string, string, string, string, string];
    let above = top;
    for (const id of below) {
      app.must(await hang(id, above));
      above = id;
    }
    const deep = world.command({ parentId: above });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), deep))).toEqual(['TREE_TOO_DEEP parentId']);
    const [one] = (await requests(1)) as [string];
    expect(codes(await hang(top, one))).toEqual(['TREE_TOO_DEEP parentId']);
  });

  it('belong to customers of the same group, and to a parent that is there and open', async () => {
    const stranger = await world.request({ customerId: world.strangerId });
    const group = await world.request({ customerId: world.groupId });
    const own = await world.request();
    expect(codes(await hang(own, stranger))).toEqual(['OTHER_GROUP parentId']);
    app.must(await hang(own, group));
    expect(codes(await hang(own, uuidv7()))).toEqual(['PARENT_REQUEST_NOT_FOUND parentId']);
    expect(codes(await hang(uuidv7(), own))).toEqual(['NOT_FOUND id']);
    expect(codes(await hang(own, null, 1))).toEqual(['STALE_VERSION version']);
    const done = await world.request();
    app.must(await move(done, 'RESOLVED'));
    expect(codes(await hang(own, done))).toEqual(['PARENT_NOT_OPEN parentId']);
    const late = world.command({ parentId: done });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), late))).toEqual(['PARENT_NOT_OPEN parentId']);
    const nowhere = world.command({ parentId: uuidv7() });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), nowhere))).toEqual([
      'PARENT_REQUEST_NOT_FOUND parentId',
    ]);
  });

  it('may be hung by those who may work on both', async () => {
    const local = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'office' } });
    const [here, there] = [await world.request(), await world.request({ officeId: await app.office() })];
    await expect(app.get(SetParentRequest).run(local.ctx(), { id: here, parentId: there })).rejects.toThrow(
      ForbiddenError,
    );
    await expect(app.get(SetParentRequest).run(local.ctx(), { id: there, parentId: here })).rejects.toThrow(
      ForbiddenError,
    );
  });
});

describe('completing a request with open parts', () => {
  const family = async () => {
    const parent = await world.request();
    const [child, waiting] = [await world.request({ parentId: parent }), await world.request({ parentId: parent })];
    const grandchild = await world.request({ parentId: child });
    app.must(await move(waiting, 'WAITING_FOR_CUSTOMER'));
    return { parent, parts: [child, waiting, grandchild] };
  };

  it('is refused and names them, and completes nothing', async () => {
    const { parent } = await family();
    const refused = await move(parent, 'RESOLVED');
    expect(refused).toMatchObject({
      failures: [{ code: 'OPEN_CHILDREN', field: 'completeChildren', params: { count: 3 } }],
    });
    expect((await read(parent)).statusKey).toBe('NEW');
    const reply = { id: parent, body: 'Done', thenStatus: 'RESOLVED' };
    expect(codes(await app.get(ReplyToRequest).run(agent.ctx(), reply))).toEqual(['OPEN_CHILDREN completeChildren']);
    expect((await timeline(parent)).map((e) => e.kind)).toEqual(['CREATED', 'LINKED', 'LINKED']);
  });

  it('completes them with it when told to, all at the same instant', async () => {
    const { parent, parts } = await family();
    app.must(await move(parent, 'RESOLVED', true));
    const at = (await read(parent)).completedAt;
    for (const id of parts) {
      expect(await read(id)).toMatchObject({ statusKey: 'RESOLVED', completedAt: at });
      expect((await timeline(id)).at(-1)).toMatchObject({ kind: 'COMPLETED', actorId: agent.id });
    }
    app.must(await move(parent, 'CLOSED'));
  });

  it('completes none when one is out of reach', async () => {
    const { parent, parts } = await family();
    const local = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'office' } });
    const away = await world.request({ parentId: parts[0], officeId: await app.office() });
    const refused = await move(parent, 'RESOLVED', true, local);
    expect(refused).toMatchObject({ failures: [{ code: 'CHILDREN_OUT_OF_REACH', params: { count: 1 } }] });
    for (const id of [parent, away, ...parts]) expect((await read(id)).completedAt).toBeNull();
  });

  it('completes none when one cannot be completed from where it stands', async () => {
    const { parent, parts } = await family();
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(
        sql`delete from services.status_move m using services.status f, services.status t
             where f.id = m.from_id and t.id = m.to_id and f.key = 'WAITING_FOR_CUSTOMER' and t.category = 'COMPLETED'`,
      );
      return { ok: true, value: undefined };
    });
    expect(await move(parent, 'RESOLVED', true)).toMatchObject({ failures: [{ code: 'CHILDREN_CANNOT_COMPLETE' }] });
    for (const id of [parent, ...parts]) expect((await read(id)).completedAt).toBeNull();
    app.must(await move(parts[1] as string, 'IN_PROGRESS'));
    app.must(await move(parent, 'RESOLVED', true));
  });

  it('and adding one at the same moment ends with a part that was refused, or with a parent that is open', async () => {
    const parents = await requests(6);
    const results = await Promise.all(
      parents.flatMap((parentId) => [
        move(parentId, 'RESOLVED'),
        app.get(CreateRequest).run(agent.ctx(), world.command({ parentId })),
      ]),
    );
    for (const [i, parentId] of parents.entries()) {
      const [completed, created] = [results[2 * i], results[2 * i + 1]];
      expect([completed?.ok, created?.ok].filter(Boolean)).toHaveLength(1);
      expect((await read(parentId)).completedAt === null).toBe(created?.ok);
    }
  });

  it('is no matter when it is only given up', async () => {
    const { parent, parts } = await family();
    app.must(await move(parent, 'CANCELLED'));
    expect((await read(parts[0] as string)).statusCategory).toBe('OPEN');
  });
});

describe('ties of a request', () => {
  const tie = (cmd: Partial<LinkRequestCommand> & { id: string }) =>
    app.get(LinkRequest).run(agent.ctx(), { linked: true, ...cmd });
  const linksOf = async (id: string) => (await app.get(Links).of([id])).map((l) => [l.relation, l.otherId]);

  it('to another are seen from both, each in its own words, and are kept once', async () => {
    const [a, b] = (await requests(2)) as [string, string];
    app.must(await tie({ id: a, relation: 'CAUSED_BY', otherId: b }));
    app.must(await tie({ id: b, relation: 'CAUSED', otherId: a }));
    app.must(await tie({ id: b, relation: 'RELATES_TO', otherId: a }));
    app.must(await tie({ id: a, relation: 'RELATES_TO', otherId: b }));
    expect(await linksOf(a)).toEqual([
      ['CAUSED_BY', b],
      ['RELATES_TO', b],
    ]);
    expect(await linksOf(b)).toEqual([
      ['CAUSED', a],
      ['RELATES_TO', a],
    ]);
    expect((await timeline(b)).slice(1)).toMatchObject([
      { kind: 'LINKED', after: { relation: 'CAUSED', requestId: a }, relatedId: a },
      { kind: 'LINKED', after: { relation: 'RELATES_TO', requestId: a } },
    ]);
    app.must(await tie({ id: b, relation: 'CAUSED', otherId: a, linked: false }));
    app.must(await tie({ id: b, relation: 'CAUSED', otherId: a, linked: false }));
    expect(await linksOf(a)).toEqual([['RELATES_TO', b]]);
    expect((await timeline(a)).at(-1)).toMatchObject({
      kind: 'UNLINKED',
      before: { relation: 'CAUSED_BY', requestId: b },
    });
    expect((await read(a)).clockVersion).toBe(1);
  });

  it('to jobs and contacts are those of the same group, and many', async () => {
    const id = await world.request();
    app.must(await tie({ id, jobId: world.groupJobId }));
    app.must(await tie({ id, jobId: world.groupJobId }));
    expect(await app.get(Links).things('job', [id])).toEqual([{ requestId: id, id: world.groupJobId }]);
    expect((await timeline(id)).slice(1)).toMatchObject([{ kind: 'LINKED', after: { linkedJobId: world.groupJobId } }]);
    expect(codes(await tie({ id, jobId: world.strangerJobId }))).toEqual(['OTHER_GROUP jobId']);
    expect(codes(await tie({ id, contactId: uuidv7() }))).toEqual(['CONTACT_NOT_FOUND contactId']);
    app.must(await tie({ id, jobId: world.groupJobId, linked: false }));
    expect(await app.get(Links).things('job', [id])).toEqual([]);
  });

  it('are to one thing that is there and is not the request itself', async () => {
    const [a, b] = (await requests(2)) as [string, string];
    expect(codes(await tie({ id: a }))).toEqual(['ONE_OF otherId']);
    expect(codes(await tie({ id: a, otherId: b, jobId: world.groupJobId }))).toEqual(['ONE_OF otherId']);
    expect(codes(await tie({ id: a, otherId: b }))).toEqual(['REQUIRED relation']);
    expect(codes(await tie({ id: a, otherId: a, relation: 'CAUSED' }))).toEqual(['LINK_TO_ITSELF otherId']);
    expect(codes(await tie({ id: a, otherId: uuidv7(), relation: 'CAUSED' }))).toEqual(['REQUEST_NOT_FOUND otherId']);
    expect(codes(await tie({ id: uuidv7(), otherId: a, relation: 'CAUSED' }))).toEqual(['NOT_FOUND id']);
    const local = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'office' } });
    const there = await world.request({ officeId: await app.office() });
    const linking = app.get(LinkRequest).run(local.ctx(), { id: there, otherId: a, relation: 'CAUSED', linked: true });
    await expect(linking).rejects.toThrow(ForbiddenError);
  });

  it('are a hundred at the most', async () => {
    const [hub, one] = (await requests(2)) as [string, string];
    await app.db.transaction(app.system(), async () => {
      const others = Array.from({ length: 100 }, () => world.imported());
      const { ServicesApi } = await import('../services.api.js');
      const made = await app.get(ServicesApi).createMany(app.system(), others);
      const ids = made.map((m) => app.must(m).id);
      await app.db.execute(
        sql`insert into services.request_link (id, from_id, to_id, kind)
            select gen_random_uuid(), ${hub}, o.id, 'CAUSED_BY' from unnest(${ids}::uuid[]) as o (id)`,
      );
      return { ok: true, value: undefined };
    });
    expect(codes(await tie({ id: hub, otherId: one, relation: 'CAUSED_BY' }))).toEqual(['TOO_MANY otherId']);
    expect(codes(await tie({ id: one, otherId: hub, relation: 'CAUSED_BY' }))).toEqual(['TOO_MANY otherId']);
    expect(await linksOf(one)).toEqual([]);
  });
});
