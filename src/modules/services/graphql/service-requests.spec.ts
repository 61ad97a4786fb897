import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { eventually, statementsOf, type FreeJson } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ContactsApi } from '#modules/contacts';
import { ChangeStatus } from '../application/change-status.js';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';

let app: TestApp;
let world: ServiceWorld;
let agent: TestEmployee;
let reader: TestEmployee;
let outsider: TestEmployee;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  agent = await app.employee();
  reader = await app.employee({
    permissions: { 'services.read': 'firm', 'services.work': 'office', 'customers.read': 'firm' },
    officeId: await app.office(),
  });
  outsider = await app.employee({ permissions: { 'customers.read': 'firm' } });
});

const customer = (id: string): string => toGlobalId('Customer', id);
const mutation = (name: string, fields = 'serviceRequest { id number version status { key } }') => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field message current } } }`;
};
const run = async (name: string, input: object, who = agent): Promise<FreeJson> =>
  (await who.client.query(mutation(name), { input }))[name];
const errorsOf = async (name: string, input: object, who = agent): Promise<string[]> =>
  (await run(name, input, who)).userErrors.map((e: FreeJson) => `${e.code} ${e.field}`);

const creation = (more: object = {}) => ({
  customerId: customer(world.nationalId),
  serviceLine: 'MAINTENANCE',
  channel: 'PHONE',
  subject: 'Lift 3 stands still',
  ...more,
});
const create = async (more: object = {}): Promise<{ id: string; number: string; version: number }> =>
  (await run('createServiceRequest', creation(more))).serviceRequest;

describe('service requests over GraphQL', () => {
  it('are created with everything they belong to, and found by id, number and node', async () => {
    const { id, number } = await create({
      branchId: toGlobalId('Branch', world.branchId),
      jobId: toGlobalId('Job', world.groupJobId),
      requesterId: toGlobalId('Person', world.personIds[0] as string),
      contactTypeId: toGlobalId('ContactType', world.delayId),
      assigneeId: toGlobalId('Employee', agent.id),
      impact: 'HIGH',
      urgency: 'MEDIUM',
      watcherIds: [toGlobalId('Employee', reader.id)],
    });
    const fields = `id number serviceLine channel subject impact urgency priority version completedAt
      status { key name nameNative category } allowedMoves { key } customer { id } branch { id } job { id } requester { id }
      contactType { code } contact { id } office { id } assignee { id } createdBy { id } watchers { id } viewerCan { work watch }
      timeline(first: 5) { totalCount nodes { seq kind toStatus visibility actor { id } changes { field before after } } }`;
    const data = await agent.client.query(
      `query ($id: ID!, $number: String!) { byId: serviceRequest(id: $id) { ${fields} }
         byNumber: serviceRequest(number: $number) { id } node(id: $id) { id ... on ServiceRequest { number } } }`,
      { id, number: number.toLowerCase() },
    );
    expect(data['byNumber'].id).toBe(id);
    expect(data['node']).toEqual({ id, number });
    expect(data['byId']).toMatchObject({
      serviceLine: 'MAINTENANCE',
      priority: 'HIGH',
      status: { key: 'NEW', name: 'New', nameNative: '新建', category: 'OPEN' },
      customer: { id: customer(world.nationalId) },
      branch: { id: toGlobalId('Branch', world.branchId) },
      job: { id: toGlobalId('Job', world.groupJobId) },
      contactType: { code: 'COMPLAINT.DELAY' },
      contact: null,
      office: { id: toGlobalId('Office', app.officeId) },
      assignee: { id: toGlobalId('Employee', agent.id) },
      watchers: [{ id: toGlobalId('Employee', reader.id) }],
      viewerCan: { work: true, watch: true },
    });
    expect(data['byId'].allowedMoves).toHaveLength(5);
    expect(data['byId'].timeline.totalCount).toBe(2);
    expect(data['byId'].timeline.nodes[0]).toMatchObject({
      seq: 1,
      kind: 'CREATED',
      actor: { id: toGlobalId('Employee', agent.id) },
    });
    expect(data['byId'].timeline.nodes[0].changes).toContainEqual({
      field: 'jobId',
      before: null,
      after: toGlobalId('Job', world.groupJobId),
    });
  });

  it('go through every mutation', async () => {
    const { id } = await create();
    await run('replyToServiceRequest', { id, body: 'Which lift?', thenStatus: 'WAITING_FOR_CUSTOMER' });
    const personId = toGlobalId('Person', world.personIds[0] as string);
    await run('recordCustomerMessage', { id, body: 'Lift 3', personId });
    await run('addServiceRequestNote', { id, body: 'Spare part ordered' });
    const assigned = await run('assignServiceRequest', { id, assigneeId: toGlobalId('Employee', agent.id) });
    const { version } = assigned.serviceRequest;
    await run('updateServiceRequest', { id, version, priority: 'CRITICAL', subject: 'Lift 3 stands still again' });
    await run('changeServiceRequestStatus', { id, status: 'RESOLVED', note: 'Relay replaced' });
    await run('watchServiceRequest', { id }, reader);
    const done = await run('unwatchServiceRequest', { id }, reader);
    expect(done.serviceRequest.status.key).toBe('RESOLVED');
    const { serviceRequest } = await agent.client.query(
      `query ($id: ID!) { serviceRequest(id: $id) { priority subject completedAt watchers { id }
         timeline(first: 50, latestFirst: true) { nodes { kind body visibility fromStatus toStatus person { id } changes { field before after } } }
         messages: timeline(kinds: [CUSTOMER_MESSAGE, STAFF_REPLY]) { totalCount nodes { body } } } }`,
      { id },
    );
    expect(serviceRequest).toMatchObject({ priority: 'CRITICAL', subject: 'Lift 3 stands still again', watchers: [] });
    expect(serviceRequest.timeline.nodes.map((e: FreeJson) => e.kind).reverse()).toEqual([
      ...['CREATED', 'STAFF_REPLY', 'PAUSED', 'CUSTOMER_MESSAGE', 'RESUMED', 'INTERNAL_NOTE', 'ASSIGNED', 'CHANGED'],
      ...['INTERNAL_NOTE', 'COMPLETED', 'WATCHED', 'UNWATCHED'],
    ]);
    expect(serviceRequest.messages).toEqual({ totalCount: 2, nodes: [{ body: 'Which lift?' }, { body: 'Lift 3' }] });
    expect(serviceRequest.timeline.nodes[5].changes).toEqual([
      { field: 'assigneeId', before: null, after: toGlobalId('Employee', agent.id) },
    ]);
  });

  it('say what is wrong with the input, by field and in the language of the reader', async () => {
    expect(await errorsOf('createServiceRequest', creation({ subject: 'x'.repeat(201) }))).toEqual([
      'TOO_LONG subject',
    ]);
    expect(await errorsOf('createServiceRequest', creation({ jobId: customer(world.nationalId) }))).toEqual([
      'WRONG_ID_TYPE jobId',
    ]);
    const { id } = await create();
    expect(await errorsOf('changeServiceRequestStatus', { id, status: 'CLOSED' })).toEqual(['INVALID_MOVE status']);
    expect(await errorsOf('assignServiceRequest', { id })).toEqual(['REQUIRED assigneeId']);
    expect(await errorsOf('replyToServiceRequest', { id, body: '' })).toEqual(['REQUIRED body']);
    expect(await errorsOf('addServiceRequestNote', { id, body: '' })).toEqual(['REQUIRED body']);
    const stranger = toGlobalId('Person', world.strangerPersonId);
    expect(await errorsOf('recordCustomerMessage', { id, body: 'x', personId: stranger })).toEqual([
      'OTHER_GROUP personId',
    ]);
    const nobody = toGlobalId('ServiceRequest', world.nationalId);
    expect(await errorsOf('watchServiceRequest', { id: nobody })).toEqual(['NOT_FOUND id']);
    expect(await errorsOf('unwatchServiceRequest', { id: nobody })).toEqual(['NOT_FOUND id']);
    const chinese = await agent.client
      .with({ 'accept-language': 'zh-CN' })
      .query(mutation('changeServiceRequestStatus'), { input: { id, status: 'CLOSED' } });
    expect(chinese['changeServiceRequestStatus'].userErrors[0].message).toMatch(/^处于 NEW 状态的请求不能转为 CLOSED/);
  });

  it('a stale correction is answered with the current values, as they can be sent back', async () => {
    const { id, version } = await create({ jobId: toGlobalId('Job', world.groupJobId) });
    await run('updateServiceRequest', { id, version, priority: 'HIGH' });
    const stale = await run('updateServiceRequest', { id, version, priority: 'LOW' });
    expect(stale.serviceRequest).toBeNull();
    expect(stale.userErrors).toMatchObject([
      {
        code: 'STALE_VERSION',
        field: 'version',
        current: { version: 2, priority: 'HIGH', jobId: toGlobalId('Job', world.groupJobId) },
      },
    ]);
  });

  it('a retry with the same clientMutationId replies once', async () => {
    const { id } = await create();
    const input = { id, body: 'On our way', clientMutationId: 'reply-1' };
    await run('replyToServiceRequest', input);
    expect((await run('replyToServiceRequest', input)).serviceRequest.id).toBe(id);
    const { serviceRequest } = await agent.client.query(
      `query ($id: ID!) { serviceRequest(id: $id) { timeline(kinds: [STAFF_REPLY]) { totalCount } } }`,
      { id },
    );
    expect(serviceRequest.timeline.totalCount).toBe(1);
  });

  it('the answer to an unreadable question names what is missing', async () => {
    expect(await agent.client.errorCode('{ serviceRequest { id } }')).toBe('BAD_USER_INPUT');
    expect(
      await agent.client.errorCode('{ serviceRequests(filter: { text: "' + 'x'.repeat(201) + '" }) { totalCount } }'),
    ).toBe('BAD_USER_INPUT');
  });
});

describe('who may do what', () => {
  it('those without the permission see and change nothing', async () => {
    const { id, version } = await create();
    expect(await outsider.client.errorCode('{ serviceRequests { totalCount } }')).toBe('FORBIDDEN');
    expect(await app.anonymous.errorCode('{ serviceLifeCycles { name } }')).toBe('UNAUTHENTICATED');
    const inputs: [string, object][] = [
      ['createServiceRequest', creation()],
      ['changeServiceRequestStatus', { id, status: 'RESOLVED' }],
      ['replyToServiceRequest', { id, body: 'x' }],
      ['addServiceRequestNote', { id, body: 'x' }],
      ['recordCustomerMessage', { id, body: 'x' }],
      ['assignServiceRequest', { id, assigneeId: null }],
      ['updateServiceRequest', { id, version, priority: 'LOW' }],
      ['watchServiceRequest', { id }],
      ['unwatchServiceRequest', { id }],
    ];
    for (const [name, input] of inputs)
      expect(await outsider.client.errorCode(mutation(name), { input }), name).toBe('FORBIDDEN');
    const data = await outsider.client.query(
      `query ($id: ID!, $customer: ID!) { node(id: $id) { id } customer(id: $customer) { serviceRequests { totalCount } } }`,
      { id, customer: customer(world.nationalId) },
    );
    expect(data).toEqual({ node: null, customer: { serviceRequests: null } });
  });

  it('those of another office may read and follow, but not work, and are told so beforehand', async () => {
    const { id } = await create();
    const asked = `query ($id: ID!) { serviceRequest(id: $id) { viewerCan { work watch } } }`;
    const { serviceRequest } = await reader.client.query(asked, { id });
    expect(serviceRequest.viewerCan).toEqual({ work: false, watch: true });
    expect(await reader.client.errorCode(mutation('replyToServiceRequest'), { input: { id, body: 'x' } })).toBe(
      'FORBIDDEN',
    );
    await run('assignServiceRequest', { id, assigneeId: toGlobalId('Employee', reader.id) });
    expect((await reader.client.query(asked, { id }))['serviceRequest'].viewerCan.work).toBe(true);
    expect(await errorsOf('replyToServiceRequest', { id, body: 'x' }, reader)).toEqual([]);
  });
});

describe('lists of service requests', () => {
  const list = async (filter: object, orderBy?: object): Promise<string[]> => {
    const { serviceRequests } = await agent.client.query(
      `query ($filter: ServiceRequestFilterInput, $orderBy: ServiceRequestOrderInput) {
         serviceRequests(first: 200, filter: $filter, orderBy: $orderBy) { totalCount nodes { subject } } }`,
      { filter, orderBy },
    );
    expect(serviceRequests.totalCount).toBe(serviceRequests.nodes.length);
    return serviceRequests.nodes.map((n: FreeJson) => n.subject);
  };

  it('are filtered by everything a request is, and by words in any part of it', async () => {
    const regionId = await app.region('Lists');
    const officeId = await app.office({ regionId });
    const [contact] = await app.get(ContactsApi).recordMany(agent.ctx(), [world.contact({ branchId: world.branchId })]);
    const contactId = app.must(contact as Extract<typeof contact, object>).id;
    const ids = { officeId, branchId: world.branchId, contactId, contactTypeId: world.delayId, assigneeId: agent.id };
    const critical = await world.request({
      ...ids,
      subject: 'Filter 100% 电梯',
      priority: 'CRITICAL',
      channel: 'CHAT',
    });
    await world.request({ officeId, subject: 'Filter group', customerId: world.groupId, priority: 'LOW' });
    await world.request({ officeId, subject: 'Filter line', serviceLine: 'CONSULTING', priority: 'HIGH' });
    app.must(await app.get(ChangeStatus).run(agent.ctx(), { id: critical, status: 'WAITING_FOR_CUSTOMER' }));
    const office = { officeId: toGlobalId('Office', officeId) };
    const all = ['Filter line', 'Filter group', 'Filter 100% 电梯'];
    const cases: [object, string[]][] = [
      [{}, all],
      [{ regionId: toGlobalId('Region', regionId) }, all],
      [{ customerId: customer(world.groupId) }, ['Filter group']],
      [{ customerId: customer(world.groupId), includeBelow: true }, all],
      [{ branchId: toGlobalId('Branch', world.branchId) }, ['Filter 100% 电梯']],
      [{ contactId: toGlobalId('Contact', contactId) }, ['Filter 100% 电梯']],
      [{ contactTypeId: toGlobalId('ContactType', world.complaintId) }, ['Filter 100% 电梯']],
      [{ assigneeId: toGlobalId('Employee', agent.id) }, ['Filter 100% 电梯']],
      [{ unassigned: true }, ['Filter line', 'Filter group']],
      [{ serviceLine: 'CONSULTING' }, ['Filter line']],
      [{ channel: 'CHAT' }, ['Filter 100% 电梯']],
      [{ statuses: ['WAITING_FOR_CUSTOMER'] }, ['Filter 100% 电梯']],
      [{ statusCategories: ['OPEN'] }, ['Filter line', 'Filter group']],
      [{ priorities: ['CRITICAL', 'LOW'] }, ['Filter group', 'Filter 100% 电梯']],
      [{ createdFrom: '2000-01-01T00:00:00Z' }, all],
      [{ createdBefore: '2000-01-01T00:00:00Z' }, []],
      [{ text: '电梯' }, ['Filter 100% 电梯']],
      [{ text: '100%' }, ['Filter 100% 电梯']],
      [{ text: 'FILTER g' }, ['Filter group']],
      [{ text: '%' }, ['Filter 100% 电梯']],
      [{ jobId: toGlobalId('Job', world.groupJobId) }, []],
    ];
    for (const [filter, expected] of cases)
      expect(await list({ ...office, ...filter }), JSON.stringify(filter)).toEqual(expected);
    const byPriority = await list(office, { field: 'PRIORITY', direction: 'ASC' });
    expect(byPriority).toEqual(['Filter 100% 电梯', 'Filter line', 'Filter group']);
    expect(await list(office, { field: 'NUMBER', direction: 'ASC' })).toEqual([...all].reverse());
  });

  it('are paged forwards and backwards in every order without losing or repeating any', async () => {
    const officeId = await app.office();
    const priorities = ['LOW', 'CRITICAL', 'HIGH', 'LOW', 'MODERATE', 'CRITICAL', 'HIGH'] as const;
    for (const [i, priority] of priorities.entries()) await world.request({ officeId, priority, subject: `Page ${i}` });
    const query = `query ($office: ID!, $orderBy: ServiceRequestOrderInput!, $first: Int, $after: String, $last: Int, $before: String) {
      serviceRequests(filter: { officeId: $office }, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
        nodes { subject } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const office = toGlobalId('Office', officeId);
    for (const field of ['CREATED_AT', 'NUMBER', 'PRIORITY', 'NEXT_DUE', 'LAST_EVENT_AT'])
      for (const direction of ['ASC', 'DESC']) {
        const orderBy = { field, direction };
        const page = async (args: object) =>
          (await agent.client.query(query, { office, orderBy, ...args }))['serviceRequests'];
        const whole = (await page({ first: 50 })).nodes.map((n: FreeJson) => n.subject);
        const forwards: string[] = [];
        for (let p = await page({ first: 3 }); ; p = await page({ first: 3, after: p.pageInfo.endCursor })) {
          forwards.push(...p.nodes.map((n: FreeJson) => n.subject));
          if (!p.pageInfo.hasNextPage) break;
        }
        const backwards: string[] = [];
        for (let p = await page({ last: 3 }); ; p = await page({ last: 3, before: p.pageInfo.startCursor })) {
          backwards.unshift(...p.nodes.map((n: FreeJson) => n.subject));
          if (!p.pageInfo.hasPreviousPage) break;
        }
        expect(forwards, `${field} ${direction}`).toEqual(whole);
        expect(backwards, `${field} ${direction}`).toEqual(whole);
        expect(new Set(whole).size).toBe(priorities.length);
      }
  });

  it('hang under customers, branches, jobs, persons and contacts', async () => {
    const requesterId = world.personIds[1] as string;
    await world.request({
      requesterId,
      branchId: world.branchId,
      jobId: world.groupJobId,
      subject: 'Hangs everywhere',
    });
    const page = `serviceRequests(first: 1, filter: { text: "hangs everywhere", statusCategories: [OPEN] }) { totalCount nodes { subject } }`;
    const data = await agent.client.query(
      `query ($customer: ID!, $branch: ID!, $job: ID!, $person: ID!) {
         a: node(id: $customer) { ... on Customer { ${page} } } b: node(id: $branch) { ... on Branch { ${page} } }
         c: node(id: $job) { ... on Job { ${page} } } d: node(id: $person) { ... on Person { ${page} } } }`,
      {
        customer: customer(world.nationalId),
        branch: toGlobalId('Branch', world.branchId),
        job: toGlobalId('Job', world.groupJobId),
        person: toGlobalId('Person', requesterId),
      },
    );
    const expected = { serviceRequests: { totalCount: 1, nodes: [{ subject: 'Hangs everywhere' }] } };
    expect(data).toEqual({ a: expected, b: expected, c: expected, d: expected });
  });

  it('with everything about twenty requests cost at most ten statements', async () => {
    const people = { assigneeId: agent.id, watcherIds: [agent.id, reader.id] };
    for (let i = 0; i < 20; i++) await world.request({ ...people, subject: `Budget ${i}` });
    const query = `{ serviceRequests(first: 20) { nodes { number status { key } allowedMoves { key }
      customer { name } office { code } assignee { name } viewerCan { work } watchers { name }
      timeline(first: 3) { totalCount nodes { kind actor { name } changes { field } } } } } }`;
    const { result, statements } = await statementsOf(() => reader.client.query(query));
    expect(result['serviceRequests'].nodes).toHaveLength(20);
    // Requests, life cycles, customers, offices, watchers, time lines and their totals; employees come in up to three goes.
    expect(statements.length).toBeLessThanOrEqual(10);
  });

  it('a reply costs few statements', async () => {
    const { id } = await create();
    const { statements } = await statementsOf(() => run('replyToServiceRequest', { id, body: 'On our way' }));
    // Begin, context, hold, update, event, outbox, commit; then wake the relay, answer with request and life cycle.
    expect(statements.length).toBeLessThanOrEqual(11);
  });
});

describe('live changes', () => {
  it('reach those who follow the office, the request or the group, once each, with the latest state', async () => {
    await app.startWorker();
    const officeId = await app.office();
    const id = await world.request({ officeId, subject: 'Live' });
    const other = await world.request({ subject: 'Not live' });
    await eventually(
      async () => !(await app.db.maybeOne(sql`select 1 from platform.outbox_event where relayed_at is null`)),
      'their creation has been told',
    );
    const query = `subscription ($filter: ServiceRequestFeedFilterInput) {
      serviceRequestChanged(filter: $filter) { id subject status { key } } }`;
    const feeds = [
      { officeId: toGlobalId('Office', officeId) },
      { requestId: toGlobalId('ServiceRequest', id) },
      { customerId: customer(world.groupId), officeId: toGlobalId('Office', officeId) },
    ].map((filter) => reader.client.subscribe(query, { filter }));
    const created = feeds.map((feed) => feed.next());
    const strange = reader.client.subscribe(query, { filter: { customerId: customer(world.strangerId) } });
    let strangers = 0;
    void strange.next().then((step) => (strangers += step.done ? 0 : 1));
    await subscribed(4);
    const moving = app.get(ChangeStatus);
    app.must(await moving.run(agent.ctx(), { id: other, status: 'IN_PROGRESS' }));
    app.must(await moving.run(agent.ctx(), { id, status: 'IN_PROGRESS' }));
    for (const step of await Promise.all(created))
      expect(step.value).toEqual({
        data: {
          serviceRequestChanged: {
            id: toGlobalId('ServiceRequest', id),
            subject: 'Live',
            status: { key: 'IN_PROGRESS' },
          },
        },
      });
    expect(strangers).toBe(0);
    for (const feed of [...feeds, strange]) await feed.return?.();
  });

  it('are refused to those who may not see requests', async () => {
    const feed = outsider.client.subscribe('subscription { serviceRequestChanged { id } }');
    const step = await feed.next().catch((error: unknown) => ({ value: { errors: error } }));
    expect(JSON.stringify(step.value)).toContain('FORBIDDEN');
  });
});

async function subscribed(count: number): Promise<void> {
  const { Live } = await import('#platform/realtime');
  await eventually(() => app.get(Live).size >= count && app.get(Live).listening, 'the subscriptions');
}
