import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { type Ctx } from '#platform/context';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';
import { ServicesApi } from '../services.api.js';
import { AddNote } from './add-note.js';
import { CreateRequest } from './create-request.js';
import { RecordCustomerMessage } from './record-customer-message.js';
import { NotifyWatchers } from './notify-watchers.js';

describe('those who have to do with a request', () => {
  let app: TestApp;
  let world: ServiceWorld;
  let agent: TestEmployee;
  let other: TestEmployee;
  let watcher: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await serviceWorld(app);
    agent = await app.employee({ name: 'Agent Ann' });
    other = await app.employee({ name: 'Other Otto' });
    watcher = await app.employee({ name: 'Watcher Wen' });
  });

  const api = () => app.get(ServicesApi);
  const create = async (ctx: Ctx, more: object = {}) =>
    app.must(await app.get(CreateRequest).run(ctx, world.command({ officeId: app.officeId, ...more }))).id;
  /** Delivers what one operation told, as the worker does; twice, as may happen. */
  const deliver = async (ctx: Ctx, id: string) => {
    for (let times = 0; times < 2; times++)
      await app.db.transaction(ctx, async () => ok(await app.get(NotifyWatchers).run(ctx, id)));
  };
  /** Who was told of the request, as `name: kind`, and forgets it. */
  const told = async (id: string): Promise<string[]> => {
    const rows = await app.db.query<{ text: string }>(
      sql`select e.name || ': ' || n.kind as text from notifications.notification n
            join identity.employee e on e.id = n.employee_id where n.about_id = ${id} order by 1`,
    );
    await app.db.transaction(app.system(), async () =>
      ok(await app.db.execute(sql`update notifications.notification set about_type = null, about_id = null`)),
    );
    return rows.map((r) => r.text);
  };
  const watched = () => create(agent.ctx(), { assigneeId: agent.id, watcherIds: [watcher.id, other.id] });
  const does = async (who: TestEmployee, id: string, work: (ctx: Ctx) => Promise<unknown>) => {
    const ctx = who.ctx();
    app.must((await work(ctx)) as never);
    await deliver(ctx, id);
    return told(id);
  };

  it('watchers hear of answers, moves and assignments; whoever did it does not', async () => {
    const id = await watched();
    expect(await does(other, id, (ctx) => api().reply(ctx, { id, body: 'We are coming.' }))).toEqual([
      'Watcher Wen: services.reply-sent',
    ]);
    expect(await does(agent, id, (ctx) => api().changeStatus(ctx, { id, version: 1, status: 'IN_PROGRESS' }))).toEqual([
      'Other Otto: services.status-changed',
      'Watcher Wen: services.status-changed',
    ]);
    expect(await does(agent, id, (ctx) => api().assign(ctx, { id, version: 2, assigneeId: other.id }))).toEqual([
      'Other Otto: services.assigned-to-you',
      'Watcher Wen: services.request-assigned',
    ]);
    expect(await does(other, id, (ctx) => app.get(AddNote).run(ctx, { id, body: 'Among ourselves.' }))).toEqual([]);
  });

  it('the assignee and the watchers hear of what the customer wrote', async () => {
    const id = await watched();
    expect(await does(other, id, (ctx) => app.get(RecordCustomerMessage).run(ctx, { id, body: 'When?' }))).toEqual([
      'Agent Ann: services.customer-wrote',
      'Watcher Wen: services.customer-wrote',
    ]);
  });

  it('an answer that moves the request on tells of both', async () => {
    const id = await watched();
    expect(
      await does(agent, id, (ctx) =>
        api().reply(ctx, { id, body: 'Which floor?', thenStatus: 'WAITING_FOR_CUSTOMER' }),
      ),
    ).toEqual([
      'Other Otto: services.reply-sent',
      'Other Otto: services.status-changed',
      'Watcher Wen: services.reply-sent',
      'Watcher Wen: services.status-changed',
    ]);
  });

  it('a request that is taken down for somebody else is told to him, his own is not', async () => {
    const ctx = agent.ctx();
    const theirs = await create(ctx, { assigneeId: other.id });
    await deliver(ctx, theirs);
    expect(await told(theirs)).toEqual(['Other Otto: services.assigned-to-you']);
    const own = await create(ctx, { assigneeId: agent.id });
    await deliver(ctx, own);
    expect(await told(own)).toEqual([]);
  });

  it('speaks of the request, the customer and the one who did it, in both languages', async () => {
    const id = await watched();
    const ctx = agent.ctx();
    app.must(await api().changeStatus(ctx, { id, version: 1, status: 'IN_PROGRESS' }));
    await deliver(ctx, id);
    const text = async (language: string) =>
      (
        await watcher.client
          .with({ 'accept-language': language })
          .query('{ notifications(first: 1) { nodes { text about { __typename } } } }')
      ).notifications.nodes[0];
    expect(await text('en')).toEqual({
      text: expect.stringMatching(/^R-\d+ "Lift 3 stands still" \(Harbour Hotels China\) is now In progress\.$/),
      about: { __typename: 'ServiceRequest' },
    });
    expect((await text('zh-CN')).text).toMatch(/的状态变为：处理中。$/);
  });

  it('history that an import brings is told to nobody', async () => {
    const ctx = app.system();
    const events = [
      { kind: 'STAFF_REPLY' as const, at: new Date('2026-03-02T10:00:00Z') },
      { kind: 'ASSIGNED' as const, assigneeId: agent.id, at: new Date('2026-03-02T10:01:00Z') },
    ];
    const [result] = await api().createMany(ctx, [world.imported({ assigneeId: agent.id, events })]);
    const { id } = app.must(result!);
    await deliver(ctx, id);
    expect(await told(id)).toEqual([]);
  });

  it('it all happens by itself', async () => {
    await app.startWorker();
    const id = await create(agent.ctx(), { assigneeId: other.id });
    const note = sql`select 1 from notifications.notification where about_id = ${id} and employee_id = ${other.id}`;
    await eventually(async () => (await app.db.query(note)).length === 1, 'the assignee is told');
  });
});
