import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { type HistoricEvent } from '../domain/historic-event.js';
import { ServicesApi } from '../services.api.js';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';
import { type Imported, type ImportRequest } from './import-commands.js';
import { ReplyToRequest } from './reply-to-request.js';

let app: TestApp;
let world: ServiceWorld;
let services: ServicesApi;
let ref: string;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  services = app.get(ServicesApi);
});
beforeEach(() => (ref = `log:${uuidv7()}`));

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute));
const status = (minute: number, key: string): HistoricEvent => ({ kind: 'STATUS', at: at(minute), status: key });
const reply = (minute: number, body?: string): HistoricEvent => ({ kind: 'STAFF_REPLY', at: at(minute), body });

const history: HistoricEvent[] = [
  status(5, 'IN_PROGRESS'),
  { kind: 'CHANGED', at: at(10), values: { priority: 'CRITICAL' } },
  reply(12),
  status(20, 'WAITING_FOR_THIRD_PARTY'),
  status(50, 'RESOLVED'),
  status(55, 'CLOSED'),
];
const take = (...requests: ImportRequest[]): Promise<Imported[]> => services.createMany(app.system(), requests);
const one = async (request: ImportRequest) => app.must((await take(request))[0] as Imported);
const codes = (results: Imported[]): (string | undefined)[][] =>
  results.map((r) => (r.ok ? [] : r.failures.map((f) => `${f.code} ${f.field}`)));
const told = async (id: string): Promise<string[]> => {
  const events = await app.db.query<{ name: string }>(
    sql`select name from platform.outbox_event where payload ->> 'requestId' = ${id} order by seq`,
  );
  return events.map((e) => e.name);
};
const count = async (): Promise<number> =>
  (
    await app.db.one<{ n: number }>(
      sql`select (select count(*) from services.request) + (select count(*) from services.request_event)
               + (select count(*) from platform.outbox_event) + (select count(*) from platform.audit_entry) as n`,
    )
  ).n;

describe('taking requests over with their history', () => {
  it('keeps the times of the source, ends in its last state, and tells each request once', async () => {
    const { id, created } = await one(world.imported({ externalRef: ref, events: history, priority: 'LOW' }));
    expect(created).toBe(true);
    const facts = (await services.requests([id])).get(id);
    expect(facts).toMatchObject({
      statusKey: 'CLOSED',
      priority: 'CRITICAL',
      createdAt: at(0),
      completedAt: at(50),
      cancelledAt: null,
      // Created, changed, replied, paused, completed.
      clockVersion: 5,
    });
    expect((await services.events([id])).get(id)).toEqual([
      {
        seq: 1,
        at: at(0),
        kind: 'CREATED',
        priority: 'LOW',
        branchId: null,
        jobId: null,
        contactTypeId: null,
        officeId: app.officeId,
      },
      { seq: 2, at: at(5), kind: 'STATUS_CHANGED' },
      { seq: 3, at: at(10), kind: 'CHANGED', priority: 'CRITICAL' },
      { seq: 4, at: at(12), kind: 'STAFF_REPLY' },
      { seq: 5, at: at(20), kind: 'PAUSED' },
      { seq: 6, at: at(50), kind: 'COMPLETED' },
      { seq: 7, at: at(55), kind: 'STATUS_CHANGED' },
    ]);
    expect(await told(id)).toEqual(['services.request-created']);
  });

  it('changes nothing the second time: no row, no event, no audit entry', async () => {
    const requests = [world.imported({ externalRef: ref, events: history })];
    const first = app.must((await take(...requests))[0] as Imported);
    const before = await count();
    const second = app.must((await take(...requests))[0] as Imported);
    expect(second).toEqual({ id: first.id, created: false, addedEvents: 0 });
    expect(await count()).toBe(before);
  });

  it('adds only what a longer history has more, also after somebody of ours replied meanwhile', async () => {
    const { id } = await one(world.imported({ externalRef: ref, events: history.slice(0, 3) }));
    const more = await one(world.imported({ externalRef: ref, events: history.slice(0, 4) }));
    expect(more).toEqual({ id, created: false, addedEvents: 1 });
    app.must(await app.get(ReplyToRequest).run(app.system(), { id, body: 'From here on we answer' }));
    const late: HistoricEvent = { kind: 'STATUS', at: new Date(), status: 'RESOLVED' };
    expect(await one(world.imported({ externalRef: ref, events: [...history.slice(0, 4), late] }))).toMatchObject({
      addedEvents: 1,
    });
    const kinds = (await services.events([id])).get(id)?.map((e) => e.kind);
    expect(kinds).toEqual([
      'CREATED',
      'STATUS_CHANGED',
      'CHANGED',
      'STAFF_REPLY',
      'PAUSED',
      'STAFF_REPLY',
      'COMPLETED',
    ]);
    expect(await told(id)).toEqual(['services.request-created', ...Array(3).fill('services.request-changed')]);
  });

  it('never rewrites what was taken before', async () => {
    await one(world.imported({ externalRef: ref, events: history }));
    const otherwise = [status(6, 'IN_PROGRESS'), ...history.slice(1)];
    const results = await take(
      world.imported({ externalRef: ref, events: otherwise }),
      world.imported({ externalRef: `${ref}-2`, events: history }),
    );
    expect(codes(results)).toEqual([['HISTORY_CHANGED events'], []]);
    expect(codes(await take(world.imported({ externalRef: ref, events: history.slice(0, 2) })))).toEqual([
      ['HISTORY_CHANGED events'],
    ]);
  });

  it('says of each request that cannot be taken why, and takes the others', async () => {
    const unknown = uuidv7();
    const future = new Date(Date.now() + 3_600_000);
    const results = await take(
      world.imported({ externalRef: `${ref}-1`, events: [reply(5), reply(4)] }),
      world.imported({ externalRef: `${ref}-2`, events: [status(5, 'ASLEEP')] }),
      world.imported({ externalRef: `${ref}-3`, events: [reply(5), { kind: 'STAFF_REPLY', at: future }] }),
      world.imported({ externalRef: `${ref}-4`, subject: '', customerId: unknown }),
      world.imported({ externalRef: `${ref}-5`, customerId: unknown }),
      world.imported({ externalRef: `${ref}-6`, events: [{ ...reply(5), actorId: unknown }] }),
      world.imported({ externalRef: `${ref}-7`, events: [{ kind: 'CHANGED', at: at(1), values: { jobId: unknown } }] }),
      world.imported({ externalRef: `${ref}-8` }),
      world.imported({ externalRef: `${ref}-8` }),
      world.imported({ externalRef: 'no colon' }),
    );
    expect(codes(results)).toEqual([
      ['EVENT_OUT_OF_ORDER events.1.at'],
      ['UNKNOWN_STATUS events.0.status'],
      ['DATE_OUT_OF_RANGE events.1.at'],
      ['REQUIRED subject'],
      ['CUSTOMER_NOT_FOUND customerId'],
      ['EMPLOYEE_NOT_FOUND actorId'],
      ['JOB_NOT_FOUND jobId'],
      [],
      ['DUPLICATE_ITEM externalRef'],
      ['INVALID_FORMAT externalRef'],
    ]);
  });

  it('takes each request once when two imports bring the same at the same moment', async () => {
    const batch = Array.from({ length: 20 }, (_, i) => world.imported({ externalRef: `${ref}-${i}`, events: history }));
    const both = await Promise.all([take(...batch), take(...[...batch].reverse())]);
    const outcomes = both.flat().map((r) => app.must(r));
    expect(outcomes.filter((o) => o.created)).toHaveLength(20);
    expect(new Set(outcomes.map((o) => o.id)).size).toBe(20);
  });

  it('writes five hundred requests with three thousand events with a handful of statements', async () => {
    const batch = Array.from({ length: 500 }, (_, i) =>
      world.imported({ externalRef: `${ref}-${i}`, events: history }),
    );
    const first = await statementsOf(() => take(...batch));
    for (const result of first.result) expect(app.must(result)).toMatchObject({ created: true, addedEvents: 6 });
    // Begin, context, what is referred to (customers, life cycles), what is there, requests, events, outbox, commit, wake.
    expect(first.statements.length).toBeLessThanOrEqual(10);
    const again = await statementsOf(() => take(...batch));
    expect(again.statements.length).toBeLessThanOrEqual(6);
  });

  it('needs the permission to import', async () => {
    const worker = await app.employee({ permissions: { 'services.work': 'firm', 'services.create': 'firm' } });
    await expect(services.createMany(worker.ctx(), [world.imported()])).rejects.toThrow(ForbiddenError);
    await expect(services.appendEventsMany(worker.ctx(), [])).rejects.toThrow(ForbiddenError);
  });
});

describe('appending events to requests that exist', () => {
  it('continues each where it stands, in order, and refuses what lies before', async () => {
    const first = await one(world.imported({ events: [reply(5)] }));
    const second = await one(world.imported());
    const results = await services.appendEventsMany(app.system(), [
      { requestId: first.id, events: [status(6, 'RESOLVED')] },
      { requestId: first.id, events: [status(7, 'IN_PROGRESS')] },
      { requestId: second.id, events: [status(-5, 'RESOLVED')] },
      { requestId: uuidv7(), events: [] },
    ]);
    expect(codes(results)).toEqual([[], [], ['EVENT_OUT_OF_ORDER events.0.at'], ['NOT_FOUND requestId']]);
    const kinds = (await services.events([first.id])).get(first.id)?.map((e) => [e.seq, e.kind]);
    expect(kinds).toEqual([
      [1, 'CREATED'],
      [2, 'STAFF_REPLY'],
      [3, 'COMPLETED'],
      [4, 'REOPENED'],
    ]);
    expect(await services.clockVersions([first.id, second.id])).toEqual(
      new Map([
        [first.id, 4],
        [second.id, 1],
      ]),
    );
    expect(await told(first.id)).toEqual(['services.request-created', 'services.request-changed']);
  });
});

describe('going through all requests', () => {
  it('meets each exactly once, and of the open ones only those', async () => {
    const all = await pages(false);
    expect(new Set(all).size).toBe(all.length);
    const facts = await services.requests(all);
    expect(facts.size).toBe(all.length);
    const open = all.filter((id) =>
      ['NEW', 'IN_PROGRESS', 'WAITING_FOR_THIRD_PARTY'].includes(facts.get(id)?.statusKey ?? ''),
    );
    expect(await pages(true)).toEqual(open);
    expect(open.length).toBeGreaterThan(0);
  });

  async function pages(openOnly: boolean): Promise<string[]> {
    const found: string[] = [];
    for (let last: string | null = null; ;) {
      const page: string[] = await services.requestIdsAfter(last, 100, { openOnly });
      if (page.length === 0) return found;
      found.push(...page);
      last = page.at(-1) ?? null;
    }
  }
});
