import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ServicesApi } from '../services.api.js';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';
import { AddNote } from './add-note.js';
import { AssignRequest } from './assign-request.js';
import { ChangeStatus } from './change-status.js';
import { SetParentRequest } from './set-parent-request.js';
import { LinkRequest } from './link-request.js';
import { Links } from './links.js';
import { MergeRequests } from './merge-requests.js';
import { RecordCustomerMessage } from './record-customer-message.js';
import { ReplyToRequest } from './reply-to-request.js';
import { type EventRow, type RequestRow } from './request.rows.js';
import { ServicesQueries } from './services.queries.js';
import { SplitRequest, type SplitRequestCommand } from './split-request.js';
import { WatchRequest } from './watch-request.js';

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
const timeline = async (id: string, includeMerged = false): Promise<EventRow[]> =>
  ((await app.get(ServicesQueries).timelines([id], { includeMerged }, { first: 200 }))[0]?.nodes ?? []) as EventRow[];
const kinds = async (id: string): Promise<string[]> => (await timeline(id)).map((e) => e.kind);
const codes = (result: { ok: boolean; failures?: readonly { code: string; field?: string }[] }): string[] =>
  (result.failures ?? []).map((f) => `${f.code} ${f.field}`);
const merge = (id: string, intoId: string, who = agent) => app.get(MergeRequests).run(who.ctx(), { id, intoId });
const move = (id: string, status: string) => app.get(ChangeStatus).run(agent.ctx(), { id, status });
const reply = (id: string, body: string) => app.get(ReplyToRequest).run(agent.ctx(), { id, body });
const message = (id: string, body: string) => app.get(RecordCustomerMessage).run(agent.ctx(), { id, body });
const two = async (): Promise<[string, string]> => [await world.request({ subject: 'Again' }), await world.request()];

describe('merging a duplicate', () => {
  it('gives it up with its clocks, and the other goes on', async () => {
    const [duplicate, survivor] = await two();
    app.must(await reply(duplicate, 'We come'));
    expect(app.must(await merge(duplicate, survivor))).toEqual({ id: survivor });
    expect(await kinds(duplicate)).toEqual(['CREATED', 'STAFF_REPLY', 'CANCELLED', 'MERGED_INTO']);
    expect(await kinds(survivor)).toEqual(['CREATED', 'MERGED_FROM']);
    expect(await read(duplicate)).toMatchObject({ mergedIntoId: survivor, statusKey: 'CANCELLED', clockVersion: 3 });
    expect(await read(survivor)).toMatchObject({ statusKey: 'NEW', clockVersion: 2 });
    expect((await timeline(survivor)).at(-1)).toMatchObject({
      ...{ after: { requestId: duplicate }, relatedId: duplicate, actorId: agent.id, visibility: 'INTERNAL' },
    });
  });

  it('turns what the customer asked there, and nobody has answered, into a question from that instant', async () => {
    const [duplicate, survivor] = await two();
    app.must(await message(duplicate, 'And lift 4'));
    app.must(await reply(duplicate, 'Noted'));
    app.must(await message(duplicate, 'When?'));
    app.must(await message(duplicate, 'Hello?'));
    const asked = (await timeline(duplicate)).find((e) => e.body === 'When?')?.at as Date;
    app.must(await merge(duplicate, survivor));
    const question = (await timeline(survivor)).find((e) => e.kind === 'CUSTOMER_MESSAGE');
    expect(question).toMatchObject({ at: asked, relatedId: duplicate, body: null });
    expect((await read(survivor)).clockVersion).toBe(3);
    const told = (await app.get(ServicesApi).events([survivor])).get(survivor);
    expect(told?.map((e) => e.kind)).toEqual(['CREATED', 'CUSTOMER_MESSAGE', 'MERGED_FROM']);
    expect(told?.at(-1)?.carriedOver?.since).toEqual({ COMPLETION: (await read(duplicate)).createdAt });
  });

  it('never lets time run backwards in the other, and takes it up again when it waited for the customer', async () => {
    const [duplicate, survivor] = await two();
    app.must(await move(survivor, 'WAITING_FOR_CUSTOMER'));
    const last = (await read(survivor)).lastEventAt;
    app.must(await merge(duplicate, survivor));
    const events = await timeline(survivor);
    expect(events.map((e) => e.kind)).toEqual(['CREATED', 'PAUSED', 'CUSTOMER_MESSAGE', 'RESUMED', 'MERGED_FROM']);
    expect(events[2]?.at).toEqual(last);
    events.forEach((e, i) => expect(e.at >= (events[i - 1] ?? e).at).toBe(true));
  });

  it('shows its words in the time line of the other, in order of time, and copies none', async () => {
    const [duplicate, survivor] = await two();
    app.must(await message(duplicate, 'First'));
    app.must(await reply(survivor, 'Second'));
    app.must(await app.get(AddNote).run(agent.ctx(), { id: duplicate, body: 'Third' }));
    app.must(await move(duplicate, 'IN_PROGRESS'));
    app.must(await merge(duplicate, survivor));
    const woven = await timeline(survivor, true);
    const words = woven.filter((e) => e.body !== null);
    expect(words.map((e) => [e.requestId, e.body])).toEqual([
      [duplicate, 'First'],
      [survivor, 'Second'],
      [duplicate, 'Third'],
    ]);
    expect(woven.filter((e) => e.requestId === duplicate).map((e) => e.kind)).toEqual([
      ...['CREATED', 'CUSTOMER_MESSAGE', 'INTERNAL_NOTE'],
    ]);
    woven.forEach((e, i) => expect(e.at >= (woven[i - 1] ?? e).at).toBe(true));
    const pages = app.get(ServicesQueries);
    const [half] = await pages.timelines([survivor], {}, { first: 3 });
    const [rest] = await pages.timelines([survivor], {}, { first: 50, after: half?.pageInfo.endCursor });
    expect([...(half?.nodes ?? []), ...(rest?.nodes ?? [])]).toEqual(woven);
    expect(await half?.count()).toBe(woven.length);
  });

  it('moves over followers, contact, jobs, ties and parts', async () => {
    const follower = await app.employee();
    const duplicate = await world.request({ jobId: world.groupJobId, watcherIds: [agent.id, follower.id] });
    const survivor = await world.request({ watcherIds: [agent.id] });
    const [part, cause] = [await world.request({ parentId: duplicate }), await world.request()];
    for (const otherId of [cause, survivor])
      app.must(
        await app.get(LinkRequest).run(agent.ctx(), { id: duplicate, relation: 'CAUSED_BY', otherId, linked: true }),
      );
    app.must(await merge(duplicate, survivor));
    const api = app.get(ServicesApi);
    expect((await api.watchers([duplicate, survivor])).get(survivor)).toEqual([agent.id, follower.id]);
    expect((await api.watchers([duplicate])).size).toBe(0);
    expect(await read(part)).toMatchObject({ parentId: survivor });
    expect((await timeline(part)).at(-1)).toMatchObject({ kind: 'LINKED', after: { parentId: survivor } });
    expect((await app.get(Links).of([survivor])).map((l) => [l.relation, l.otherId])).toEqual([['CAUSED_BY', cause]]);
    expect((await app.get(Links).of([cause])).map((l) => [l.relation, l.otherId])).toEqual([['CAUSED', survivor]]);
    expect((await app.get(Links).things('job', [survivor])).map((j) => j.id)).toEqual([world.groupJobId]);
  });

  it('takes what the customer writes to it later down with the other, whoever of both offices hears it', async () => {
    const duplicate = await world.request();
    const survivor = await world.request({ officeId: await app.office() });
    app.must(await merge(duplicate, survivor));
    const local = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'office' } });
    const said = await app.get(RecordCustomerMessage).run(local.ctx(), { id: duplicate, body: 'Still waiting' });
    expect(app.must(said)).toEqual({ id: survivor });
    expect((await timeline(survivor)).at(-1)).toMatchObject({
      ...{ kind: 'CUSTOMER_MESSAGE', body: 'Still waiting', relatedId: duplicate },
    });
    await expect(app.get(RecordCustomerMessage).run(local.ctx(), { id: survivor, body: 'x' })).rejects.toThrow(
      ForbiddenError,
    );
  });

  it('ends every other work on it, and says where it goes on', async () => {
    const [duplicate, survivor] = await two();
    app.must(await merge(duplicate, survivor));
    const { number } = await read(survivor);
    expect(await reply(duplicate, 'x')).toMatchObject({ failures: [{ code: 'REQUEST_MERGED', params: { number } }] });
    expect(codes(await move(duplicate, 'NEW'))).toEqual(['REQUEST_MERGED id']);
    const assigned = await app.get(AssignRequest).run(agent.ctx(), { id: duplicate, assigneeId: agent.id });
    expect(codes(assigned)).toEqual(['REQUEST_MERGED id']);
    expect(codes(await app.get(WatchRequest).run(agent.ctx(), { id: duplicate, watching: true }))).toEqual([
      'REQUEST_MERGED id',
    ]);
    expect(codes(await app.get(SetParentRequest).run(agent.ctx(), { id: duplicate, parentId: survivor }))).toEqual([
      'REQUEST_MERGED id',
    ]);
  });

  it('of one that had others merged into it shows them all', async () => {
    const [first, second] = await two();
    const third = await world.request();
    app.must(await message(first, 'From the first'));
    app.must(await merge(first, second));
    app.must(await merge(second, third));
    expect(await read(first)).toMatchObject({ mergedIntoId: third });
    expect((await timeline(third, true)).map((e) => e.body)).toContain('From the first');
    expect(app.must(await message(first, 'Later'))).toEqual({ id: third });
  });

  it('is refused where it would lose something, and says why', async () => {
    const [duplicate, survivor] = await two();
    expect(codes(await merge(duplicate, duplicate))).toEqual(['MERGE_INTO_ITSELF intoId']);
    expect(codes(await merge(uuidv7(), survivor))).toEqual(['NOT_FOUND id']);
    expect(codes(await merge(duplicate, uuidv7()))).toEqual(['REQUEST_NOT_FOUND intoId']);
    const stranger = await world.request({ customerId: world.groupId });
    expect(codes(await merge(duplicate, stranger))).toEqual(['MERGE_OF_OTHER_CUSTOMER intoId']);
    const done = await world.request();
    app.must(await move(done, 'RESOLVED'));
    expect(codes(await merge(duplicate, done))).toEqual(['SURVIVOR_NOT_OPEN intoId']);
    const gone = await world.request();
    app.must(await move(gone, 'CANCELLED'));
    expect(codes(await merge(done, gone))).toEqual(['SURVIVOR_NOT_OPEN intoId']);
    const part = await world.request({ parentId: duplicate });
    expect(codes(await merge(duplicate, part))).toEqual(['MERGE_INTO_PART intoId']);
    const stale = await app.get(MergeRequests).run(agent.ctx(), { id: duplicate, intoId: survivor, version: 9 });
    expect(codes(stale)).toEqual(['STALE_VERSION version']);
    app.must(await merge(done, survivor));
    expect(codes(await merge(done, duplicate))).toEqual(['REQUEST_MERGED id']);
    expect(codes(await merge(duplicate, done))).toEqual(['REQUEST_MERGED intoId']);
    const local = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'office' } });
    const there = await world.request({ officeId: await app.office() });
    await expect(merge(duplicate, there, local)).rejects.toThrow(ForbiddenError);
    await expect(merge(there, duplicate, local)).rejects.toThrow(ForbiddenError);
  });

  it('of two into one another at the same moment happens once', async () => {
    const [a, b] = await two();
    const results = await Promise.all([merge(a, b), merge(b, a)]);
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    const merged = [await read(a), await read(b)].filter((r) => r.mergedIntoId !== null);
    expect(merged).toHaveLength(1);
  });

  it('while the customer writes loses no word of his', async () => {
    const [duplicate, survivor] = await two();
    const bodies = Array.from({ length: 8 }, (_, i) => `Word ${i}`);
    const [merged, ...said] = await Promise.all([
      merge(duplicate, survivor),
      ...bodies.map((b) => message(duplicate, b)),
    ]);
    app.must(merged);
    for (const result of said) app.must(result);
    const words = (await timeline(survivor, true)).map((e) => e.body).filter((body) => body?.startsWith('Word'));
    expect(words.sort()).toEqual(bodies);
  });

  it('leaves it out of lists unless asked for', async () => {
    const customerId = world.groupId;
    const [duplicate, survivor] = [await world.request({ customerId }), await world.request({ customerId })];
    app.must(await merge(duplicate, survivor));
    const list = async (filter: object) => {
      const page = await app.get(ServicesQueries).list({ customerId, ...filter }, { first: 50 });
      expect(await page.count()).toBe(page.nodes.length);
      return page.nodes.map((r) => r.id);
    };
    expect(await list({})).not.toContain(duplicate);
    expect(await list({ includeMerged: true })).toContain(duplicate);
    expect(await list({ text: (await read(duplicate)).number })).toEqual([duplicate]);
  });
});

describe('splitting a request', () => {
  const split = (cmd: Partial<SplitRequestCommand> & { id: string }, who = agent) =>
    app.get(SplitRequest).run(who.ctx(), { events: [2], subject: 'The gate', ...cmd });
  const source = async (): Promise<string> => {
    const id = await world.request({ jobId: world.groupJobId, impact: 'HIGH' });
    app.must(await message(id, 'The gate is broken too'));
    app.must(await reply(id, 'We shall look at the gate'));
    app.must(await message(id, 'And the lift?'));
    return id;
  };

  it('makes a request that begins when the customer said it, with what was answered since', async () => {
    const id = await source();
    const { id: made } = app.must(await split({ id, events: [3, 2] }));
    const [said, answered] = (await timeline(id)).slice(1, 3) as [EventRow, EventRow];
    const row = await read(made);
    expect(row).toMatchObject({
      ...{ subject: 'The gate', description: 'The gate is broken too', createdAt: said.at, createdById: agent.id },
      ...{ jobId: world.groupJobId, impact: 'HIGH', priority: 'HIGH', statusKey: 'NEW', assigneeId: null },
    });
    expect(await timeline(made)).toMatchObject([
      { kind: 'CREATED', at: said.at },
      { kind: 'STAFF_REPLY', at: answered.at, body: answered.body, actorId: agent.id },
      { kind: 'SPLIT_FROM', relatedId: id, after: { requestId: id, messages: '2, 3' } },
    ]);
    expect((await timeline(id)).at(-1)).toMatchObject({ kind: 'SPLIT_OFF', relatedId: made });
    expect((await timeline(id)).map((e) => e.kind)).toEqual([
      ...['CREATED', 'CUSTOMER_MESSAGE', 'STAFF_REPLY', 'CUSTOMER_MESSAGE', 'SPLIT_OFF'],
    ]);
    expect((await app.get(Links).of([made])).map((l) => [l.relation, l.otherId])).toEqual([['RELATES_TO', id]]);
    expect((await app.get(ServicesApi).events([made])).get(made)?.map((e) => e.kind)).toEqual([
      'CREATED',
      'STAFF_REPLY',
    ]);
  });

  it('may differ from the other in what is given', async () => {
    const id = await source();
    const officeId = await app.office();
    const values = { jobId: null, impact: 'LOW', officeId, assigneeId: agent.id, description: 'Gate 2' } as const;
    const row = await read(app.must(await split({ id, values })).id);
    expect(row).toMatchObject({
      jobId: null,
      impact: 'LOW',
      priority: 'LOW',
      officeId,
      assigneeId: agent.id,
      description: 'Gate 2',
    });
    const whole = await read(app.must(await split({ id, events: [1] })).id);
    expect(whole.createdAt).toEqual((await read(id)).createdAt);
  });

  it('begins with something the customer said, of the request itself', async () => {
    const id = await source();
    app.must(await move(id, 'IN_PROGRESS'));
    expect(codes(await split({ id, events: [3] }))).toEqual(['SPLIT_BEGINS_WITH_CUSTOMER events']);
    expect(codes(await split({ id, events: [2, 99] }))).toEqual(['EVENT_NOT_FOUND events']);
    expect(codes(await split({ id, events: [2, 5] }))).toEqual(['EVENT_NOT_SPLIT events']);
    expect(codes(await split({ id, events: [] }))).toEqual(['REQUIRED events']);
    expect(codes(await split({ id, subject: ' ' }))).toEqual(['REQUIRED subject']);
    expect(codes(await split({ id, values: { jobId: world.strangerJobId } }))).toEqual(['OTHER_GROUP jobId']);
    expect(codes(await split({ id: uuidv7() }))).toEqual(['NOT_FOUND id']);
    expect(codes(await split({ id, values: { priority: 'LOW' } }))).toEqual(['REASON_NEEDED priorityReason']);
    const local = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'office' } });
    const there = await world.request({ officeId: await app.office() });
    await expect(split({ id: there, events: [1] }, local)).rejects.toThrow(ForbiddenError);
  });

  it('asks a question once, until the request made of it is given up or comes back', async () => {
    const id = await source();
    const first = app.must(await split({ id, events: [2, 3] })).id;
    const refused = await split({ id, events: [2, 3] });
    expect(refused).toMatchObject({
      failures: [{ code: 'EVENT_ALREADY_SPLIT', params: { seq: 2, number: (await read(first)).number } }],
    });
    expect(codes(await split({ id, events: [1, 2] }))).toEqual(['EVENT_ALREADY_SPLIT events']);
    // An answer may belong to two questions.
    app.must(await split({ id, events: [1, 3] }));
    app.must(await move(first, 'CANCELLED'));
    const second = app.must(await split({ id, events: [2] })).id;
    app.must(await merge(second, id));
    const third = app.must(await split({ id, events: [2] })).id;
    const other = await world.request();
    app.must(await merge(third, other));
    // It goes on in the other.
    expect(codes(await split({ id, events: [2] }))).toEqual(['EVENT_ALREADY_SPLIT events']);
    app.must(await move(other, 'CANCELLED'));
    app.must(await split({ id, events: [2] }));
  });

  it('twice at the same moment makes one request', async () => {
    const id = await source();
    const both = await Promise.all([split({ id }), split({ id })]);
    expect(both.map((r) => r.ok).sort()).toEqual([false, true]);
  });

  it('of a request that is completed is open again from now on, having stood still as that did', async () => {
    const id = await source();
    app.must(await move(id, 'WAITING_FOR_THIRD_PARTY'));
    app.must(await move(id, 'IN_PROGRESS'));
    app.must(await move(id, 'RESOLVED'));
    app.must(await move(id, 'CLOSED'));
    const made = app.must(await split({ id, events: [2] })).id;
    const [events, before] = [await timeline(made), await timeline(id)];
    expect(events.map((e) => [e.kind, e.toStatus])).toEqual([
      ['CREATED', 'NEW'],
      ['PAUSED', 'WAITING_FOR_THIRD_PARTY'],
      ['RESUMED', 'IN_PROGRESS'],
      ['COMPLETED', 'RESOLVED'],
      ['REOPENED', 'REOPENED'],
      ['SPLIT_FROM', null],
    ]);
    const at = (list: EventRow[], kind: string) => list.find((e) => e.kind === kind)?.at;
    for (const kind of ['PAUSED', 'RESUMED', 'COMPLETED']) expect(at(events, kind)).toEqual(at(before, kind));
    expect(at(events, 'REOPENED')).toEqual(at(before, 'SPLIT_OFF'));
    expect(await read(made)).toMatchObject({ statusKey: 'REOPENED', completedAt: null });
    // What he said afterwards begins afterwards.
    app.must(await message(id, 'And the roof'));
    const said = (await timeline(id)).find((e) => e.body === 'And the roof') as EventRow;
    const roof = app.must(await split({ id, events: [said.seq] })).id;
    expect(await kinds(roof)).toEqual(['CREATED', 'SPLIT_FROM']);
    // A reminder reopens it when it comes.
    const gate = app.must(await split({ id: await completedWithReminder(), events: [2, 6] })).id;
    expect(await kinds(gate)).toEqual(['CREATED', 'COMPLETED', 'CUSTOMER_MESSAGE', 'REOPENED', 'SPLIT_FROM']);
  });

  const completedWithReminder = async (): Promise<string> => {
    const id = await source();
    app.must(await move(id, 'RESOLVED'));
    app.must(await message(id, 'The gate is still broken'));
    expect((await timeline(id)).findIndex((e) => e.body === 'The gate is still broken')).toBe(5);
    return id;
  };
});
