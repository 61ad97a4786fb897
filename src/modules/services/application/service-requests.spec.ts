import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';
import { AddNote } from './add-note.js';
import { AssignRequest } from './assign-request.js';
import { ChangeRequest } from './change-request.js';
import { ChangeStatus } from './change-status.js';
import { CreateRequest } from './create-request.js';
import { EnsureReferenceLifeCycles } from './ensure-reference-life-cycles.js';
import { RecordCustomerMessage } from './record-customer-message.js';
import { ReplyToRequest } from './reply-to-request.js';
import { type EventRow, type RequestRow } from './request.rows.js';
import { ServicesQueries } from './services.queries.js';
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
const timeline = async (id: string): Promise<EventRow[]> =>
  ((await app.get(ServicesQueries).timelines([id], {}, { first: 200 }))[0]?.nodes ?? []) as EventRow[];
const kinds = async (id: string): Promise<string[]> => (await timeline(id)).map((e) => e.kind);
const told = (id: string): Promise<{ name: string; payload: Record<string, unknown> }[]> =>
  app.db.query(sql`select name, payload from platform.outbox_event where payload ->> 'requestId' = ${id} order by seq`);
const codes = (result: { ok: boolean; failures?: readonly { code: string; field?: string }[] }): string[] =>
  (result.failures ?? []).map((f) => `${f.code} ${f.field}`);
const move = (id: string, status: string, version?: number) =>
  app.get(ChangeStatus).run(agent.ctx(), { id, status, version });

describe('taking a request down', () => {
  it('is for the offices that the permission reaches', async () => {
    const near = await app.office();
    const far = await app.office({ regionId: await app.region() });
    const take = async (scope: 'office' | 'region' | 'firm', officeId: string) => {
      const clerk = await app.employee({ permissions: { 'services.create': scope } });
      return app.get(CreateRequest).run(clerk.ctx(), world.command({ officeId }));
    };
    expect(await take('office', app.officeId)).toMatchObject({ ok: true });
    await expect(take('office', near)).rejects.toThrow('services.create does not reach');
    expect(await take('region', near)).toMatchObject({ ok: true });
    await expect(take('region', far)).rejects.toThrow('services.create does not reach');
    expect(await take('firm', far)).toMatchObject({ ok: true });
  });

  it('gives it a number, its initial status, a creation event, and tells it once', async () => {
    const result = await app.get(CreateRequest).run(agent.ctx(), world.command({ impact: 'HIGH', urgency: 'HIGH' }));
    const { id } = app.must(result);
    const row = await read(id);
    expect(row.number).toMatch(/^R-\d{6}$/);
    expect(row).toMatchObject({
      statusKey: 'NEW',
      statusCategory: 'OPEN',
      priority: 'CRITICAL',
      version: 1,
      clockVersion: 1,
    });
    expect(row.createdById).toBe(agent.id);
    expect(await timeline(id)).toMatchObject([
      { seq: 1, kind: 'CREATED', actorId: agent.id, toStatus: 'NEW', at: row.createdAt, visibility: 'PUBLIC' },
    ]);
    expect(await told(id)).toEqual([
      {
        name: 'services.request-created',
        payload: { requestId: id, customerId: world.nationalId, officeId: app.officeId, clockVersion: 1 },
      },
    ]);
  });

  it('makes the office of the job responsible, and the line of the job its own, when nobody says otherwise', async () => {
    const cmd = world.command({ jobId: world.groupJobId, serviceLine: null });
    const row = await read(app.must(await app.get(CreateRequest).run(agent.ctx(), cmd)).id);
    expect(row).toMatchObject({ serviceLine: 'MAINTENANCE', officeId: app.officeId, jobId: world.groupJobId });
  });

  it('says everything that is wrong at once, with the field', async () => {
    const wrong = world.command({ subject: ' ', description: 'x'.repeat(20_001), serviceLine: null });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), wrong))).toEqual([
      'REQUIRED subject',
      'TOO_LONG description',
      'REQUIRED serviceLine',
    ]);
    const unknown = uuidv7();
    const lost = world.command({
      branchId: unknown,
      jobId: unknown,
      requesterId: unknown,
      contactId: unknown,
      contactTypeId: unknown,
      officeId: unknown,
      assigneeId: unknown,
    });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), lost))).toEqual([
      'BRANCH_NOT_FOUND branchId',
      'JOB_NOT_FOUND jobId',
      'PERSON_NOT_FOUND requesterId',
      'CONTACT_NOT_FOUND contactId',
      'CONTACT_TYPE_NOT_FOUND contactTypeId',
      'OFFICE_NOT_FOUND officeId',
      'EMPLOYEE_NOT_FOUND assigneeId',
    ]);
    const nobody = world.command({ customerId: unknown });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), nobody))).toEqual(['CUSTOMER_NOT_FOUND customerId']);
    const watched = world.command({ watcherIds: [unknown] });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), watched))).toEqual(['EMPLOYEE_NOT_FOUND watcherIds']);
  });

  it('refuses what belongs to a customer of another group, and jobs of another service line', async () => {
    const strange = world.command({
      branchId: world.strangerBranchId,
      jobId: world.strangerJobId,
      requesterId: world.strangerPersonId,
    });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), strange))).toEqual([
      'OTHER_GROUP branchId',
      'OTHER_GROUP jobId',
      'OTHER_GROUP requesterId',
    ]);
    const other = world.command({ jobId: world.groupJobId, serviceLine: 'CONSULTING' });
    expect(codes(await app.get(CreateRequest).run(agent.ctx(), other))).toEqual(['JOB_OF_OTHER_LINE jobId']);
  });
});

describe('moving a request along its life cycle', () => {
  it('tells pause, resumption, completion and reopening, each once', async () => {
    const id = await world.request();
    for (const status of ['WAITING_FOR_CUSTOMER', 'IN_PROGRESS', 'RESOLVED', 'REOPENED', 'CANCELLED'])
      app.must(await move(id, status));
    expect(await kinds(id)).toEqual(['CREATED', 'PAUSED', 'RESUMED', 'COMPLETED', 'REOPENED', 'CANCELLED']);
    expect(await read(id)).toMatchObject({ statusKey: 'CANCELLED', completedAt: null, version: 6, clockVersion: 6 });
    expect((await told(id)).map((e) => [e.name, e.payload['clockVersion']])).toEqual([
      ['services.request-created', 1],
      ...[2, 3, 4, 5, 6].map((v) => ['services.request-changed', v]),
    ]);
  });

  it('refuses moves the life cycle does not have, unknown statuses and stale versions, and changes nothing then', async () => {
    const id = await world.request();
    app.must(await move(id, 'RESOLVED'));
    expect(await move(id, 'IN_PROGRESS')).toMatchObject({
      failures: [{ code: 'INVALID_MOVE', field: 'status', params: { allowed: 'CLOSED, REOPENED' } }],
    });
    expect(codes(await move(id, 'ASLEEP'))).toEqual(['UNKNOWN_STATUS status']);
    expect(await move(id, 'CLOSED', 1)).toMatchObject({
      failures: [{ code: 'STALE_VERSION', params: { version: 2 }, current: { statusKey: 'RESOLVED', version: 2 } }],
    });
    expect(codes(await move(uuidv7(), 'CLOSED'))).toEqual(['NOT_FOUND id']);
    expect(await kinds(id)).toEqual(['CREATED', 'COMPLETED']);
  });

  it('lets one of two moves at the same moment win; the other is told what is allowed now', async () => {
    const id = await world.request();
    const results = await Promise.all([move(id, 'RESOLVED'), move(id, 'RESOLVED')]);
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(results.flatMap((r) => codes(r))).toEqual(['INVALID_MOVE status']);
    expect(await kinds(id)).toEqual(['CREATED', 'COMPLETED']);
  });

  it('lets one of two moves from the same version win; the other is stale', async () => {
    const id = await world.request();
    const results = await Promise.all([move(id, 'IN_PROGRESS', 1), move(id, 'WAITING_FOR_CUSTOMER', 1)]);
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(results.flatMap((r) => codes(r))).toEqual(['STALE_VERSION version']);
  });

  it('puts the reason in front of the move, where the customer cannot see it', async () => {
    const id = await world.request();
    app.must(await app.get(ChangeStatus).run(agent.ctx(), { id, status: 'CANCELLED', note: 'Asked twice' }));
    expect((await timeline(id)).slice(1)).toMatchObject([
      { kind: 'INTERNAL_NOTE', body: 'Asked twice', visibility: 'INTERNAL' },
      { kind: 'CANCELLED', fromStatus: 'NEW', toStatus: 'CANCELLED', body: null },
    ]);
  });
});

describe('talking about a request', () => {
  it('keeps twenty replies at once, each once, numbered without a gap and in order of time', async () => {
    const id = await world.request();
    const bodies = Array.from({ length: 20 }, (_, i) => `Reply ${i}`);
    const results = await Promise.all(bodies.map((body) => app.get(ReplyToRequest).run(agent.ctx(), { id, body })));
    for (const result of results) app.must(result);
    const events = (await timeline(id)).slice(1);
    expect(events.map((e) => e.seq)).toEqual(bodies.map((_, i) => i + 2));
    expect(new Set(events.map((e) => e.body))).toEqual(new Set(bodies));
    events.forEach((e, i) => expect(e.at >= (events[i - 1] ?? e).at).toBe(true));
    expect(await read(id)).toMatchObject({ lastSeq: 21, clockVersion: 21, version: 1 });
  });

  it('moves with the reply when told to, or does neither', async () => {
    const id = await world.request();
    const replying = app.get(ReplyToRequest);
    app.must(await replying.run(agent.ctx(), { id, body: 'Which lift?', thenStatus: 'WAITING_FOR_CUSTOMER' }));
    expect(await kinds(id)).toEqual(['CREATED', 'STAFF_REPLY', 'PAUSED']);
    expect(codes(await replying.run(agent.ctx(), { id, body: 'Done', thenStatus: 'CLOSED' }))).toEqual([
      'INVALID_MOVE thenStatus',
    ]);
    expect(await kinds(id)).toHaveLength(3);
  });

  it('goes on by itself when the customer answers', async () => {
    const id = await world.request();
    app.must(await move(id, 'WAITING_FOR_CUSTOMER'));
    const personId = world.personIds[0] as string;
    app.must(await app.get(RecordCustomerMessage).run(agent.ctx(), { id, body: 'Lift 3', personId }));
    expect(await kinds(id)).toEqual(['CREATED', 'PAUSED', 'CUSTOMER_MESSAGE', 'RESUMED']);
    expect((await read(id)).statusKey).toBe('IN_PROGRESS');
    const strange = { id, body: 'Hello', personId: world.strangerPersonId };
    expect(codes(await app.get(RecordCustomerMessage).run(agent.ctx(), strange))).toEqual(['OTHER_GROUP personId']);
  });

  it('a note is kept, seen by us only, and moves no clock', async () => {
    const id = await world.request();
    app.must(await app.get(AddNote).run(agent.ctx(), { id, body: ' Chan is on leave ' }));
    expect((await timeline(id))[1]).toMatchObject({ body: 'Chan is on leave', visibility: 'INTERNAL' });
    expect(await read(id)).toMatchObject({ clockVersion: 1, version: 1 });
  });

  it('refuses empty and oversize words, and words about nothing', async () => {
    const id = await world.request();
    const body = 'x'.repeat(20_001);
    expect(codes(await app.get(ReplyToRequest).run(agent.ctx(), { id, body }))).toEqual(['TOO_LONG body']);
    expect(codes(await app.get(AddNote).run(agent.ctx(), { id, body: '' }))).toEqual(['REQUIRED body']);
    expect(codes(await app.get(RecordCustomerMessage).run(agent.ctx(), { id, body: ' ' }))).toEqual(['REQUIRED body']);
    expect(codes(await app.get(AddNote).run(agent.ctx(), { id: uuidv7(), body: 'x' }))).toEqual(['NOT_FOUND id']);
  });

  it('history cannot be rewritten, not even by ourselves', async () => {
    const id = await world.request();
    const rewriting = app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update services.request_event set at = now() where request_id = ${id}`);
      return { ok: true, value: undefined };
    });
    await expect(rewriting).rejects.toThrow('append-only');
  });
});

describe('changing and assigning a request', () => {
  const change = (id: string, version: number, changes: object) =>
    app.get(ChangeRequest).run(agent.ctx(), { id, version, changes });

  it('keeps what was before and after, and refuses a version that was overtaken', async () => {
    const id = await world.request();
    app.must(await change(id, 1, { priority: 'HIGH', contactTypeId: world.delayId, subject: ' Lift 4 ' }));
    expect((await timeline(id))[1]).toMatchObject({
      kind: 'CHANGED',
      before: { priority: 'MODERATE', contactTypeId: null, subject: 'Lift 3 stands still' },
      after: { priority: 'HIGH', contactTypeId: world.delayId, subject: 'Lift 4' },
    });
    expect(await change(id, 1, { priority: 'LOW' })).toMatchObject({
      failures: [{ code: 'STALE_VERSION', current: { priority: 'HIGH', version: 2 } }],
    });
  });

  it('works the priority out again when impact or urgency change, unless it is given', async () => {
    const id = await world.request();
    app.must(await change(id, 1, { impact: 'HIGH' }));
    expect(await read(id)).toMatchObject({ priority: 'HIGH', impact: 'HIGH', urgency: null });
    expect(codes(await change(id, 2, { urgency: 'HIGH', priority: 'LOW' }))).toEqual(['REASON_NEEDED priorityReason']);
    const priorityReason = ' A test lift ';
    app.must(await change(id, 2, { urgency: 'HIGH', priority: 'LOW', priorityReason }));
    expect(await read(id)).toMatchObject({
      ...{ priority: 'LOW', urgency: 'HIGH', priorityOverridden: true, priorityReason: 'A test lift' },
      priorityMatrix: null,
    });
    app.must(await change(id, 3, { impact: 'LOW' }));
    expect(await read(id)).toMatchObject({ priority: 'LOW', impact: 'LOW' });
    app.must(await change(id, 4, { priorityOverridden: false }));
    expect(await read(id)).toMatchObject({ priority: 'MODERATE', priorityOverridden: false, priorityReason: null });
    expect((await timeline(id)).slice(1).map((e) => e.after)).toEqual([
      { impact: 'HIGH', priority: 'HIGH' },
      {
        urgency: 'HIGH',
        priority: 'LOW',
        priorityOverridden: true,
        priorityReason: 'A test lift',
        priorityMatrix: null,
      },
      { impact: 'LOW' },
      { priority: 'MODERATE', priorityOverridden: false, priorityReason: null, priorityMatrix: 1 },
    ]);
  });

  it('writes and tells nothing when nothing is different', async () => {
    const id = await world.request();
    app.must(await change(id, 1, { priority: 'MODERATE' }));
    expect(await kinds(id)).toEqual(['CREATED']);
    expect(await told(id)).toHaveLength(1);
  });

  it('refuses what cannot be emptied and what belongs to others', async () => {
    const id = await world.request();
    expect(codes(await change(id, 1, { subject: null, channel: null, priority: null }))).toEqual([
      'REQUIRED subject',
      'REQUIRED priority',
      'REQUIRED channel',
    ]);
    expect(codes(await change(id, 1, { jobId: world.strangerJobId }))).toEqual(['OTHER_GROUP jobId']);
  });

  it('hands it to an employee and to another office with one event', async () => {
    const id = await world.request();
    const officeId = await app.office();
    const assigning = app.get(AssignRequest);
    app.must(await assigning.run(agent.ctx(), { id, assigneeId: agent.id, officeId, note: 'Nearer' }));
    expect(await kinds(id)).toEqual(['CREATED', 'INTERNAL_NOTE', 'ASSIGNED']);
    expect(await read(id)).toMatchObject({ assigneeId: agent.id, officeId, version: 2, clockVersion: 2 });
    // Whoever looks at the requests of the former office learns that it has left.
    expect((await told(id)).at(-1)?.payload).toMatchObject({ officeId, formerOfficeId: app.officeId });
    app.must(await assigning.run(agent.ctx(), { id, assigneeId: null }));
    expect(await read(id)).toMatchObject({ assigneeId: null, officeId });
    expect(codes(await assigning.run(agent.ctx(), { id }))).toEqual(['REQUIRED assigneeId']);
    expect(codes(await assigning.run(agent.ctx(), { id, assigneeId: uuidv7() }))).toEqual([
      'EMPLOYEE_NOT_FOUND assigneeId',
    ]);
    expect(codes(await assigning.run(agent.ctx(), { id, assigneeId: null, version: 1 }))).toEqual([
      'STALE_VERSION version',
    ]);
  });

  it('leaves an audit entry of what people decided, with who and how', async () => {
    const id = await world.request();
    app.must(await change(id, 1, { priority: 'HIGH' }));
    app.must(await app.get(AddNote).run(agent.ctx(), { id, body: 'x' }));
    const entries = await app.db.query(
      sql`select action, actor_id as actor, via, after ->> 'priority' as priority from platform.audit_entry
           where row_id = ${id} order by id`,
    );
    expect(entries).toEqual([
      { action: 'insert', actor: null, via: 'test', priority: 'MODERATE' },
      { action: 'update', actor: agent.id, via: 'test', priority: 'HIGH' },
    ]);
  });

  it('is followed and left again, twice as well as once', async () => {
    const id = await world.request({ watcherIds: [agent.id, agent.id] });
    const watchers = () => app.get(ServicesQueries).watchersOf([id]);
    expect(await watchers()).toEqual([{ requestId: id, employeeId: agent.id }]);
    const watching = app.get(WatchRequest);
    app.must(await watching.run(agent.ctx(), { id, watching: true }));
    expect(await watchers()).toHaveLength(1);
    app.must(await watching.run(agent.ctx(), { id, watching: false }));
    app.must(await watching.run(agent.ctx(), { id, watching: false }));
    expect(await watchers()).toEqual([]);
    expect(codes(await watching.run(agent.ctx(), { id: uuidv7(), watching: true }))).toEqual(['NOT_FOUND id']);
  });
});

describe('who may work on a request', () => {
  it('those whose permission reaches the responsible office, and whoever it is assigned to', async () => {
    const elsewhere = await app.office();
    const abroad = await app.office({ regionId: await app.region() });
    const local = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'office' } });
    const regional = await app.employee({ permissions: { 'services.read': 'firm', 'services.work': 'region' } });
    const note = (who: TestEmployee, id: string) => app.get(AddNote).run(who.ctx(), { id, body: 'x' });
    const here = await world.request();
    const there = await world.request({ officeId: elsewhere });
    const away = await world.request({ officeId: abroad });
    app.must(await note(local, here));
    app.must(await note(regional, there));
    await expect(note(local, there)).rejects.toThrow(ForbiddenError);
    await expect(note(regional, away)).rejects.toThrow(ForbiddenError);
    app.must(await app.get(AssignRequest).run(agent.ctx(), { id: away, assigneeId: local.id }));
    app.must(await note(local, away));
    await expect(move(away, 'IN_PROGRESS').then(() => note(regional, away))).rejects.toThrow(ForbiddenError);
  });
});

describe('the reference life cycles', () => {
  it('are given once to every service line, and what is there is left alone', async () => {
    expect(app.must(await app.get(EnsureReferenceLifeCycles).run(app.system()))).toEqual({ created: 0 });
  });
});
