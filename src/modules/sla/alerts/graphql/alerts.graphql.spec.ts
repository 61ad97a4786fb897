import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#kernel';
import { sql } from '#platform/database';
import { Live } from '#platform/realtime';
import { eventually, type GraphqlAnswer } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { slaWorld, type SlaWorld } from '../../testing/index.js';

/** Clocks that fall due in real time, with a worker that watches them. */
describe('warnings and escalations as they happen', () => {
  let app: TestApp;
  let world: SlaWorld;
  let agent: TestEmployee;
  let elsewhere: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    agent = await app.employee({
      permissions: {
        ...{ 'sla.read': 'office', 'services.read': 'firm' },
        ...{ 'customers.read': 'firm', 'identity.read': 'firm' },
      },
    });
    elsewhere = await app.employee({ permissions: { 'sla.read': 'office' }, officeId: await app.office() });
    await world.terms({
      // The warning comes minutes before its clock is due, or a busy machine would find the clock breached already.
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: 300 },
        { metric: 'COMPLETION', priority: null, seconds: 3 },
      ],
      warnings: [
        { metric: 'FIRST_RESPONSE', sharePercent: 1, secondsBefore: null, recipients: [{ kind: 'ASSIGNEE' }] },
      ],
      escalations: [{ metric: 'COMPLETION', secondsAfter: 0, recipients: [{ kind: 'ASSIGNEE' }] }],
    });
    await app.startWorker();
    await eventually(() => app.get(Live).listening, 'the node listens');
  });

  /** The first one of that kind; whom a request is given to is told of other things too. */
  const noted = async (events: AsyncIterableIterator<GraphqlAnswer>, kind: string) => {
    for (;;) {
      const note = (await next(events))?.['notificationReceived'];
      if (!note || note.kind === kind) return note;
    }
  };
  const next = async (events: AsyncIterableIterator<GraphqlAnswer>) =>
    ((await events.next()) as { value?: GraphqlAnswer }).value?.data;

  it('reach the assignee and whoever looks at clocks of the office, the customer or everything; and nobody else', async () => {
    const fields = '{ metric step dueAt at recordedAt request { id } clock { state } customer { id } office { id } }';
    const warned = agent.client.subscribe(`subscription { slaWarned ${fields} }`);
    const escalated = agent.client.subscribe(
      `subscription($id: ID!) { slaEscalated(filter: { customerId: $id }) ${fields} }`,
      { id: toGlobalId('Customer', world.groupId) },
    );
    const received = agent.client.subscribe('subscription { notificationReceived { kind text about { id } } }');
    const far = elsewhere.client.subscribe('subscription { slaWarned { step } }');
    const [warning, escalation, note, nothing] = [
      next(warned),
      next(escalated),
      noted(received, 'sla.warned'),
      far.next(),
    ];
    let heard = false;
    void nothing.then(() => (heard = true));
    await eventually(() => app.get(Live).size === 4, 'all subscriptions');

    const id = await world.request(new Date().toISOString(), [], { assigneeId: agent.id, officeId: app.officeId });
    const about = {
      request: { id: toGlobalId('ServiceRequest', id) },
      customer: { id: toGlobalId('Customer', world.nationalId) },
      office: { id: toGlobalId('Office', app.officeId) },
    };
    const first = (await warning)?.['slaWarned'];
    expect(first).toMatchObject({ ...about, metric: 'FIRST_RESPONSE', step: '1%' });
    expect(new Date(first.dueAt).getTime() - new Date(first.at).getTime()).toBe(297_000);
    const second = (await escalation)?.['slaEscalated'];
    expect(second).toMatchObject({ ...about, metric: 'COMPLETION', step: '+0s', at: second.dueAt });
    expect(await note).toMatchObject({
      kind: 'sla.warned',
      text: expect.stringMatching(/^R-.* "Lift 3 stands still" \(Harbour Hotels China\): the first response is due /),
      about: about.request,
    });
    expect(heard).toBe(false);

    // One message each: nothing was chosen, and there is a file for every message without a mail server.
    await eventually(
      async () =>
        (
          await app.db.one<{ n: number }>(
            sql`select count(*) as n from platform.outgoing_mail where status = 'SENT' and purpose in ('sla.warned', 'sla.escalated')`,
          )
        ).n === 2,
      'both messages',
    );

    const { slaLedger } = await agent.client.query(
      `query($id: ID!) { slaLedger(requestId: $id) { kind step breach recipients { id } } }`,
      { id: about.request.id },
    );
    const told = [{ id: toGlobalId('Employee', agent.id) }];
    const steps = slaLedger.filter((e: { step: string | null }) => e.step !== null);
    expect(steps).toHaveLength(2);
    expect(steps).toEqual(
      expect.arrayContaining([
        { kind: 'WARNED', step: '1%', breach: null, recipients: told },
        { kind: 'ESCALATED', step: '+0s', breach: 1, recipients: told },
      ]),
    );
    for (const events of [warned, escalated, received, far]) await events.return?.();
  });

  it('are for those who may see clocks', async () => {
    const clerk = await app.employee({ permissions: {} });
    for (const field of ['slaWarned', 'slaEscalated']) {
      const events = clerk.client.subscribe(`subscription { ${field} { step } }`);
      const { value } = (await events.next()) as { value: GraphqlAnswer };
      expect(value.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
  });
});
