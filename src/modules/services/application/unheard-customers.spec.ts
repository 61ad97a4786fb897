import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { type Ctx } from '#platform/context';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ManageEmployees, ManageTeams } from '#modules/identity/seeding';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';
import { ServicesApi } from '../services.api.js';
import { AssignRequest } from './assign-request.js';
import { ChangeStatus } from './change-status.js';
import { CreateRequest } from './create-request.js';
import { NotifyWatchers } from './notify-watchers.js';
import { RecordCustomerMessage } from './record-customer-message.js';

let app: TestApp;
let world: ServiceWorld;
let agent: TestEmployee;
let member: TestEmployee;
let head: TestEmployee;
let leaver: TestEmployee;
let teamId: string;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  agent = await app.employee({ name: 'Agent Ann' });
  member = await app.employee({ name: 'Member Mo' });
  head = await app.employee({ name: 'Head Hu' });
  leaver = await app.employee({ name: 'Leaver Li' });
  const manage = app.get(ManageEmployees);
  app.must(await manage.saveRole(app.system(), { key: 'regional-manager', name: 'Manager', grants: [] }));
  app.must(await manage.saveEmployee(app.system(), { roleKeys: ['regional-manager'] }, { id: head.id, version: 1 }));
  const team = { code: 'HKG-LIFTS', name: 'Lifts', officeId: app.officeId, memberIds: [member.id, agent.id] };
  teamId = app.must(await app.get(ManageTeams).save(app.system(), team)).id;
});

const active = (who: TestEmployee, is: boolean) =>
  app.db.transaction(app.system(), async () =>
    ok(await app.db.execute(sql`update identity.employee set active = ${is} where id = ${who.id}`)),
  );
const create = async (more: object = {}): Promise<string> =>
  app.must(await app.get(CreateRequest).run(agent.ctx(), world.command({ officeId: app.officeId, ...more }))).id;
const move = async (id: string, status: string) =>
  app.must(await app.get(ChangeStatus).run(agent.ctx(), { id, status }));
/** What the customer says, and who is notified, as `name: kind`. */
const says = async (id: string, ctx: Ctx = agent.ctx()): Promise<string[]> => {
  app.must(await app.get(RecordCustomerMessage).run(ctx, { id, body: 'It is broken again' }));
  await app.db.transaction(ctx, async () => ok(await app.get(NotifyWatchers).run(ctx, id)));
  const rows = await app.db.query<{ text: string }>(
    sql`select e.name || ': ' || n.kind as text from notifications.notification n
          join identity.employee e on e.id = n.employee_id
         where n.about_id = ${id} and n.kind in ('services.customer-wrote', 'services.message-unattended')
           and n.dedupe_key = (select max(dedupe_key) from notifications.notification where about_id = ${id}) order by 1`,
  );
  return rows.map((r) => r.text);
};
const list = async (filter: object): Promise<string[]> => {
  const { serviceRequests } = await agent.client.query(
    `query ($filter: ServiceRequestFilterInput) { serviceRequests(filter: $filter, first: 100) { nodes { id } } }`,
    { filter },
  );
  return serviceRequests.nodes.map((n: { id: string }) => n.id);
};
const state = async (id: string): Promise<{ status: { key: string }; awaitingReplySince: string | null }> =>
  (
    await agent.client.query(
      `query ($id: ID!) { serviceRequest(id: $id) { status { key } awaitingReplySince lastEventAt } }`,
      { id: toGlobalId('ServiceRequest', id) },
    )
  )['serviceRequest'];

describe('a customer who writes', () => {
  it('about a resolved request reopens it; about a closed or cancelled one is on the list until somebody answers', async () => {
    const [resolved, closed, cancelled] = [await create(), await create(), await create()];
    expect((await state(resolved)).awaitingReplySince).not.toBeNull();
    for (const id of [resolved, closed]) await move(id, 'RESOLVED');
    await move(closed, 'CLOSED');
    await move(cancelled, 'CANCELLED');
    for (const id of [resolved, closed, cancelled]) expect((await state(id)).awaitingReplySince).toBeNull();
    for (const id of [resolved, closed, cancelled]) await says(id);
    expect(await state(resolved)).toMatchObject({
      status: { key: 'REOPENED' },
      awaitingReplySince: expect.any(String),
    });
    const unheard = { awaitingReply: true, statusCategories: ['COMPLETED', 'CANCELLED'] };
    const ids = (...of: string[]): string[] => of.map((id) => toGlobalId('ServiceRequest', id));
    expect(await list(unheard)).toEqual(ids(cancelled, closed));
    app.must(await app.get(ServicesApi).reply(agent.ctx(), { id: closed, body: 'We come again.' }));
    expect(await list(unheard)).toEqual(ids(cancelled));
    expect(await list({ awaitingReply: false })).toContain(ids(closed)[0]);
  });

  it('waits since his first message that nobody answered', async () => {
    const id = await create();
    app.must(await app.get(ServicesApi).reply(agent.ctx(), { id, body: 'We come.' }));
    expect((await state(id)).awaitingReplySince).toBeNull();
    await says(id);
    const since = (await state(id)).awaitingReplySince;
    await says(id);
    expect((await state(id)).awaitingReplySince).toBe(since);
  });

  it('is heard by the assignee, or else by the team, or else by the office', async () => {
    expect(await says(await create({ assigneeId: member.id, teamId }))).toEqual(['Member Mo: services.customer-wrote']);
    expect(await says(await create({ teamId }))).toEqual(['Member Mo: services.message-unattended']);
    expect(await says(await create())).toEqual(['Head Hu: services.message-unattended']);
    // The only other one of the team took it down himself.
    expect(await says(await create({ assigneeId: agent.id }))).toEqual([]);
    expect(await says(await create({ teamId }), member.ctx())).toEqual(['Agent Ann: services.message-unattended']);
  });

  it('is heard by others when the assignee has left, and by the head when the whole team has', async () => {
    const mine = await create({ assigneeId: leaver.id });
    const ours = await create({ assigneeId: leaver.id, teamId });
    await active(leaver, false);
    expect(await says(mine)).toEqual(['Head Hu: services.message-unattended']);
    expect(await says(ours)).toEqual(['Member Mo: services.message-unattended']);
    await active(member, false);
    expect(await says(ours)).toEqual(['Head Hu: services.message-unattended']);
    await active(member, true);
    await active(leaver, true);
  });
});

describe('requests of somebody who has left', () => {
  it('are found as unassigned', async () => {
    const id = await create({ assigneeId: leaver.id });
    const [gid] = [toGlobalId('ServiceRequest', id)];
    expect(await list({ unassigned: true })).not.toContain(gid);
    await active(leaver, false);
    expect(await list({ unassigned: true })).toContain(gid);
    expect(await list({ unassigned: false })).not.toContain(gid);
    app.must(await app.get(AssignRequest).run(agent.ctx(), { id, assigneeId: agent.id }));
    expect(await list({ unassigned: false })).toContain(gid);
    await active(leaver, true);
  });
});
