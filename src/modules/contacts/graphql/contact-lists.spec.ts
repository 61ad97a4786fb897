import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { RecordContact } from '../application/record-contact.js';
import { contactWorld, type ContactWorld } from '../testing/index.js';

const LIST = `query ($filter: ContactFilter, $orderBy: ContactOrder, $first: Int, $after: String) {
  contacts(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id subject } totalCount pageInfo { hasNextPage endCursor } } }`;

describe('lists of contacts', () => {
  let app: TestApp;
  let world: ContactWorld;
  let agent: TestEmployee;
  let far: TestEmployee;
  let supervisor: TestEmployee;

  beforeAll(async () => {
    app = await createTestApp();
    world = await contactWorld(app);
    agent = await app.employee();
    supervisor = await app.employee();
    const regionId = await app.region('Far');
    far = await app.employee({ officeId: await app.office({ regionId, name: 'Far' }) });
    const make = (who: TestEmployee, more: Parameters<ContactWorld['contact']>[0]) =>
      app.get(RecordContact).run(who.ctx(), world.contact({ subject: 'List', ...more }));
    const day = (n: number) => new Date(Date.UTC(2020, 0, n));
    const made = [
      await make(agent, { subject: 'List one 投诉', customerId: world.groupId, occurredAt: day(1) }),
      await make(agent, {
        subject: 'List two',
        branchId: world.branchId,
        typeId: world.delayId,
        occurredAt: day(2),
        channel: 'LETTER',
      }),
      await make(agent, {
        subject: 'List three',
        jobId: world.groupJobId,
        occurredAt: day(3),
        followUpOn: '2020-02-01',
      }),
      await make(far, {
        subject: 'List four',
        personIds: [...world.personIds],
        occurredAt: day(4),
        direction: 'OUTBOUND',
      }),
      await make(far, { subject: 'List five', customerId: world.strangerId, body: '100% sure', occurredAt: day(5) }),
    ];
    made.forEach((m) => app.must(m));
  });

  const within = { occurredFrom: '2020-01-01T00:00:00Z', occurredBefore: '2020-01-06T00:00:00Z' };
  const subjects = async (filter: object, more: object = {}): Promise<string[]> => {
    const { contacts } = await supervisor.client.query(LIST, { filter: { ...within, ...filter }, ...more });
    expect(contacts.totalCount).toBeGreaterThanOrEqual(contacts.nodes.length);
    return contacts.nodes.map((c: { subject: string }) => c.subject.split(' ')[1]);
  };

  it.each<[string, () => object, string[]]>([
    ['everything, the last first', () => ({}), ['five', 'four', 'three', 'two', 'one']],
    ['a time span that ends before its end', () => ({ occurredBefore: '2020-01-03T00:00:00Z' }), ['two', 'one']],
    ['one customer', () => ({ customerId: toGlobalId('Customer', world.groupId) }), ['one']],
    [
      'a customer and all below it',
      () => ({ customerId: toGlobalId('Customer', world.groupId), includeBelow: true }),
      ['four', 'three', 'two', 'one'],
    ],
    ['a branch', () => ({ branchId: toGlobalId('Branch', world.branchId) }), ['two']],
    ['a job', () => ({ jobId: toGlobalId('Job', world.groupJobId) }), ['three']],
    ['a person', () => ({ personId: toGlobalId('Person', world.personIds[1] as string) }), ['four']],
    ['a type and all below it', () => ({ typeId: toGlobalId('ContactType', world.complaintId) }), ['two']],
    ['a channel', () => ({ channel: 'LETTER' }), ['two']],
    ['a direction', () => ({ direction: 'OUTBOUND' }), ['four']],
    ['an office', () => ({ officeId: toGlobalId('Office', far.officeId) }), ['five', 'four']],
    ['a region', () => ({ regionId: toGlobalId('Region', agent.regionId) }), ['three', 'two', 'one']],
    ['a recorder', () => ({ recordedById: toGlobalId('Employee', far.id) }), ['five', 'four']],
    ['open follow-ups', () => ({ followUpOpen: true }), ['three']],
    ['no open follow-up', () => ({ followUpOpen: false }), ['five', 'four', 'two', 'one']],
    ['follow-ups due before a date', () => ({ followUpDueBefore: '2020-02-02' }), ['three']],
    ['none due before that day', () => ({ followUpDueBefore: '2020-02-01' }), []],
    ['words in the body, a per cent sign being itself', () => ({ text: '00% S' }), ['five']],
    ['Chinese words', () => ({ text: '投诉' }), ['one']],
  ])('by %s', async (_what, filter, expected) => {
    expect(await subjects(filter())).toEqual(expected);
  });

  it('in the order of recording, page by page', async () => {
    const orderBy = { field: 'RECORDED_AT', direction: 'ASC' };
    const read = (after?: string) => supervisor.client.query(LIST, { filter: within, orderBy, first: 3, after });
    const { contacts: one } = await read();
    const { contacts: two } = await read(one.pageInfo.endCursor);
    expect([...one.nodes, ...two.nodes].map((c) => c.subject.split(' ')[1])).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ]);
    expect([one.totalCount, one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([5, true, false]);
  });

  it('of many customers with people, type, office and recorder take one statement for each of these', async () => {
    const QUERY = `{ customers(first: 10) { nodes { name contacts(first: 50) { nodes { subject people { name } type { code } office { code } recordedBy { name } } totalCount } } } }`;
    const { result, statements } = await statementsOf(() => supervisor.client.query(QUERY));
    const national = result['customers'].nodes.find((c: { name: string }) => c.name === 'Harbour Hotels China');
    expect(national.contacts.nodes.length).toBe(national.contacts.totalCount);
    const ours = statements.filter((s) =>
      /contacts\.|identity\.office|identity\.employee e where|customers\.person/.test(s),
    );
    expect(ours.length, ours.join('\n')).toBe(7);
  });

  it('hang below customers, branches, jobs and persons, and are hidden from those without contacts.read', async () => {
    const QUERY = `query ($c: ID!, $b: ID!, $j: ID!, $p: ID!) {
      customer: node(id: $c) { ... on Customer { contacts(last: 1) { nodes { subject } } } }
      branch: node(id: $b) { ... on Branch { contacts(first: 100) { nodes { subject } } } }
      job: node(id: $j) { ... on Job { contacts(last: 1) { nodes { subject } } } }
      person: node(id: $p) { ... on Person { contacts(last: 1) { nodes { subject } totalCount } } } }`;
    const ids = {
      c: toGlobalId('Customer', world.strangerId),
      b: toGlobalId('Branch', world.branchId),
      j: toGlobalId('Job', world.groupJobId),
      p: toGlobalId('Person', world.personIds[1] as string),
    };
    const { customer, branch, job, person } = await supervisor.client.query(QUERY, ids);
    expect(customer.contacts.nodes).toEqual([{ subject: 'List five' }]);
    expect(branch.contacts.nodes).toContainEqual({ subject: 'List two' });
    expect(job.contacts.nodes).toEqual([{ subject: 'List three' }]);
    expect(person.contacts.nodes).toEqual([{ subject: 'List four' }]);
    const outsider = await app.employee({ permissions: { 'customers.read': 'firm' } });
    expect((await outsider.client.query(QUERY, ids))['customer'].contacts).toBeNull();
  });

  it('refuse cursors and sizes that mean nothing', async () => {
    expect(await supervisor.client.errorCode(LIST, { after: 'nonsense' })).toBe('BAD_USER_INPUT');
    expect(await supervisor.client.errorCode(LIST, { first: 201 })).toBe('BAD_USER_INPUT');
    expect(await supervisor.client.errorCode(LIST, { filter: { text: 'x'.repeat(201) } })).toBe('BAD_USER_INPUT');
  });
});
