import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { statementsOf, type FreeJson } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ManageTeams } from '#modules/identity/seeding';
import { AddNote } from '../application/add-note.js';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';

let app: TestApp;
let world: ServiceWorld;
let agent: TestEmployee;
let member: TestEmployee;
let outsider: TestEmployee;
let teamId: string;

beforeAll(async () => {
  app = await createTestApp();
  world = await serviceWorld(app);
  agent = await app.employee({ name: 'Agent' });
  member = await app.employee({
    permissions: { 'services.read': 'firm', 'services.work': 'office', 'identity.read': 'firm' },
    officeId: await app.office(),
    name: 'Member',
  });
  outsider = await app.employee({ permissions: { 'services.read': 'firm' } });
  const team = { code: 'LIFTS', name: 'Lifts', nameNative: '电梯组', officeId: app.officeId, memberIds: [member.id] };
  teamId = app.must(await app.get(ManageTeams).save(app.system(), team)).id;
});

const request = (id: string): string => toGlobalId('ServiceRequest', id);
const employee = (id: string): string => toGlobalId('Employee', id);
const run = async (name: string, input: object, who = agent): Promise<FreeJson> => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const fields = 'serviceRequest { id version assignee { id } } userErrors { code field message current }';
  const { data, errors } = await who.client.send(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`,
    { input },
  );
  return data?.[name] ?? errors?.[0]?.extensions?.['code'];
};
const errorsOf = async (name: string, input: object, who = agent): Promise<string[]> =>
  (await run(name, input, who)).userErrors.map((e: FreeJson) => `${e.code} ${e.field}`);
const ids = async (filter: object, who = agent): Promise<string[]> =>
  (
    await who.client.query(
      'query ($filter: ServiceRequestFilterInput) { serviceRequests(first: 200, filter: $filter) { nodes { id } } }',
      { filter },
    )
  )['serviceRequests'].nodes.map((n: FreeJson) => n.id);

describe('the queue of a team', () => {
  it('holds what is assigned to it until one of the team takes it', async () => {
    const id = request(await world.request());
    expect((await run('assignServiceRequest', { id, teamId: toGlobalId('Team', teamId) })).userErrors).toEqual([]);
    expect(await ids({ teamMemberId: employee(member.id), unassigned: true })).toEqual([id]);
    expect(await ids({ teamId: toGlobalId('Team', teamId) })).toEqual([id]);
    expect(await ids({ teamMemberId: employee(agent.id) })).toEqual([]);
    const { serviceRequest } = await run('takeServiceRequest', { id }, member);
    expect(serviceRequest.assignee).toEqual({ id: employee(member.id) });
    expect((await run('takeServiceRequest', { id }, member)).userErrors).toEqual([]);
    expect((await run('takeServiceRequest', { id })).userErrors).toMatchObject([
      { code: 'ALREADY_TAKEN', field: 'id', message: expect.stringContaining('Member') as string },
    ]);
    expect(await ids({ teamId: toGlobalId('Team', teamId), unassigned: true })).toEqual([]);
    const data = await agent.client.query(
      `query ($id: ID!) { serviceRequest(id: $id) { team { code nameNative office { id } members { id } }
         timeline(kinds: [ASSIGNED]) { nodes { actor { id } changes { field before after } } } } }`,
      { id },
    );
    expect(data['serviceRequest'].team).toEqual({
      ...{ code: 'LIFTS', nameNative: '电梯组', office: { id: toGlobalId('Office', app.officeId) } },
      members: [{ id: employee(member.id) }],
    });
    expect(data['serviceRequest'].timeline.nodes[0].changes).toEqual([
      { field: 'teamId', before: null, after: toGlobalId('Team', teamId) },
    ]);
  });

  it('gives a request to one of two who take it at the same moment', async () => {
    const other = await app.employee();
    const id = request(await world.request());
    const results = await Promise.all([run('takeServiceRequest', { id }), run('takeServiceRequest', { id }, other)]);
    expect(results.filter((r) => r.serviceRequest !== null)).toHaveLength(1);
    expect(results.flatMap((r) => r.userErrors.map((e: FreeJson) => e.code))).toEqual(['ALREADY_TAKEN']);
  });

  it('is worked on by its members, wherever the office is, and by no others of theirs', async () => {
    const [theirs, others] = [await world.request({ teamId }), await world.request()];
    app.must(await app.get(AddNote).run(member.ctx(), { id: theirs, body: 'x' }));
    expect(await run('takeServiceRequest', { id: request(others) }, member)).toBe('FORBIDDEN');
    expect(await run('takeServiceRequest', { id: request(theirs) }, outsider)).toBe('FORBIDDEN');
    const { serviceRequests } = await member.client.query(
      '{ serviceRequests(first: 2) { nodes { id viewerCan { work } } } }',
    );
    expect(serviceRequests.nodes.map((n: FreeJson) => n.viewerCan.work)).toEqual([false, true]);
  });

  it('takes nothing for a team that was dissolved or never was, or for somebody who left', async () => {
    const id = request(await world.request());
    const gone = app.must(
      await app.get(ManageTeams).save(app.system(), { code: 'GONE', name: 'Gone', officeId: app.officeId }),
    ).id;
    app.must(await app.get(ManageTeams).save(app.system(), { active: false }, { id: gone, version: 1 }));
    const assign = (more: object) => errorsOf('assignServiceRequest', { id, ...more });
    expect(await assign({ teamId: toGlobalId('Team', gone) })).toEqual(['TEAM_DISSOLVED teamId']);
    expect(await assign({ teamId: toGlobalId('Team', id.length > 0 ? app.officeId : '') })).toEqual([
      'TEAM_NOT_FOUND teamId',
    ]);
    expect(await assign({})).toEqual(['REQUIRED assigneeId']);
    const done = await world.request();
    await run('changeServiceRequestStatus', { id: request(done), status: 'RESOLVED' });
    expect(await errorsOf('takeServiceRequest', { id: request(done) })).toEqual(['REQUEST_ENDED id']);
  });
});

describe('following a request', () => {
  it('is said for others by those who may work on it', async () => {
    const id = request(await world.request());
    const watch = { id, employeeId: employee(member.id) };
    expect(await run('watchServiceRequest', watch, outsider)).toBe('FORBIDDEN');
    expect((await run('watchServiceRequest', watch)).userErrors).toEqual([]);
    expect((await run('watchServiceRequest', watch)).userErrors).toEqual([]);
    const { serviceRequest } = await agent.client.query(
      `query ($id: ID!) { serviceRequest(id: $id) { watchers { id } timeline(kinds: [WATCHED, UNWATCHED]) { nodes { kind changes { field before after } } } } }`,
      { id },
    );
    expect(serviceRequest).toEqual({
      watchers: [{ id: employee(member.id) }],
      timeline: {
        nodes: [{ kind: 'WATCHED', changes: [{ field: 'watcherId', before: null, after: employee(member.id) }] }],
      },
    });
    expect(await run('unwatchServiceRequest', watch, outsider)).toBe('FORBIDDEN');
    expect((await run('unwatchServiceRequest', watch)).userErrors).toEqual([]);
    const nobody = { id, employeeId: employee(app.officeId) };
    expect(await errorsOf('watchServiceRequest', nobody)).toEqual(['EMPLOYEE_NOT_FOUND employeeId']);
  });
});

describe('requests that hang together', () => {
  it('show parents, parts, ties and what they were merged into, with a fixed number of statements', async () => {
    const top = request(await world.request());
    for (let i = 0; i < 4; i++) {
      const part = request(await world.request());
      await run('setServiceRequestParent', { id: part, parentId: top });
      await run('linkServiceRequest', { id: part, relation: 'CAUSED_BY', otherId: top });
      await run('linkServiceRequest', { id: part, jobId: toGlobalId('Job', world.groupJobId) });
    }
    const query = `query ($id: ID!) { serviceRequest(id: $id) { children(first: 10) { totalCount nodes {
      id parent { id } links { relation since serviceRequest { id number } } jobs { id } contacts { id } mergedInto { id }
      mergedRequests { totalCount } timeline(first: 5) { nodes { kind request { id } relatedRequest { id } } } } } } }`;
    const few = await statementsOf(() => agent.client.query(query, { id: top }));
    const { nodes, totalCount } = few.result['serviceRequest'].children;
    expect(totalCount).toBe(4);
    for (const node of nodes) {
      expect(node).toMatchObject({
        parent: { id: top },
        links: [{ relation: 'CAUSED_BY', serviceRequest: { id: top } }],
      });
      expect(node.jobs).toEqual([{ id: toGlobalId('Job', world.groupJobId) }]);
      expect(node.timeline.nodes.slice(1)).toEqual([
        { kind: 'LINKED', request: { id: node.id }, relatedRequest: { id: top } },
        { kind: 'LINKED', request: { id: node.id }, relatedRequest: { id: top } },
        { kind: 'LINKED', request: { id: node.id }, relatedRequest: null },
      ]);
    }
    expect(few.statements.length).toBeLessThanOrEqual(16);
    expect(await ids({ parentId: top })).toHaveLength(4);
    expect(await ids({ part: false, parentId: top })).toEqual([]);
    expect(await run('setServiceRequestParent', { id: nodes[0].id, parentId: null }, outsider)).toBe('FORBIDDEN');
    const clerk = await app.employee({ permissions: { 'services.read': 'firm', 'services.create': 'firm' } });
    const part = {
      ...{ customerId: toGlobalId('Customer', world.nationalId), channel: 'PHONE', subject: 'A part' },
      ...{ serviceLine: 'MAINTENANCE', officeId: toGlobalId('Office', app.officeId), parentId: top },
    };
    expect(await run('createServiceRequest', part, clerk)).toBe('FORBIDDEN');
    expect((await run('createServiceRequest', { ...part, parentId: null }, clerk)).userErrors).toEqual([]);
    const stale = await run('setServiceRequestParent', { id: nodes[0].id, parentId: null, version: 1 });
    expect(stale.userErrors[0]).toMatchObject({ code: 'STALE_VERSION', current: { parentId: top } });
    expect(
      (await run('unlinkServiceRequest', { id: nodes[0].id, relation: 'CAUSED_BY', otherId: top })).userErrors,
    ).toEqual([]);
    expect(await errorsOf('linkServiceRequest', { id: top })).toEqual(['ONE_OF otherId']);
  });

  it('are merged and split, and each answers with the request that goes on', async () => {
    const [duplicate, survivor] = [request(await world.request()), request(await world.request())];
    expect(await run('mergeServiceRequests', { id: duplicate, intoId: survivor }, outsider)).toBe('FORBIDDEN');
    expect((await run('mergeServiceRequests', { id: duplicate, intoId: survivor })).serviceRequest.id).toBe(survivor);
    const said = await run('recordCustomerMessage', { id: duplicate, body: 'Also the gate' });
    expect(said.serviceRequest.id).toBe(survivor);
    const { serviceRequest } = await agent.client.query(
      `query ($id: ID!) { serviceRequest(id: $id) { mergedRequests { nodes { id mergedInto { id } status { category } } }
         timeline { nodes { seq kind body request { id } relatedRequest { id } } }
         shown: timeline(visibility: PUBLIC, includeMerged: false, latestFirst: true) { totalCount nodes { kind } } } }`,
      { id: survivor },
    );
    expect(serviceRequest.mergedRequests.nodes).toEqual([
      { id: duplicate, mergedInto: { id: survivor }, status: { category: 'CANCELLED' } },
    ]);
    expect(serviceRequest.timeline.nodes.filter((e: FreeJson) => e.request.id === duplicate)).toHaveLength(1);
    expect(serviceRequest.shown).toEqual({
      totalCount: 3,
      nodes: [{ kind: 'CUSTOMER_MESSAGE' }, { kind: 'CUSTOMER_MESSAGE' }, { kind: 'CREATED' }],
    });
    const { seq } = serviceRequest.timeline.nodes.find((e: FreeJson) => e.body === 'Also the gate');
    const made = await run('splitServiceRequest', { id: survivor, events: [seq], subject: 'The gate' });
    expect(made.userErrors).toEqual([]);
    expect(made.serviceRequest.id).not.toBe(survivor);
    expect(await errorsOf('splitServiceRequest', { id: survivor, events: [], subject: 'x' })).toEqual([
      'REQUIRED events',
    ]);
    expect(await run('splitServiceRequest', { id: survivor, events: [1], subject: 'x' }, outsider)).toBe('FORBIDDEN');
    expect(await errorsOf('mergeServiceRequests', { id: survivor, intoId: survivor })).toEqual([
      'MERGE_INTO_ITSELF intoId',
    ]);
  });
});

describe('what administrators decide', () => {
  it('is a life cycle that can be looked at, tried and changed', async () => {
    const fields = `name version statuses { key name category initial resumesOnCustomerMessage movesTo requestCount retired } retiredStatuses { key }`;
    const query = `{ serviceLifeCycles { serviceLine ${fields} } }`;
    const read = async (who = agent): Promise<FreeJson> =>
      (await who.client.query(query))['serviceLifeCycles'].find((l: FreeJson) => l.serviceLine === 'CONSULTING');
    const { version, statuses } = await read();
    const draft = statuses
      .filter((s: FreeJson) => s.key !== 'REOPENED')
      .map(({ requestCount: _count, retired: _retired, ...s }: FreeJson) => ({
        ...s,
        movesTo: s.movesTo.filter((to: string) => to !== 'REOPENED'),
        resumesOnCustomerMessage: s.resumesOnCustomerMessage && s.key !== 'RESOLVED',
      }));
    await world.request({ serviceLine: 'CONSULTING' });
    expect((await read()).statuses[0]).toMatchObject({ key: 'NEW', requestCount: 1 });
    expect((await read(await app.employee({ permissions: {} }))).statuses[0].requestCount).toBeNull();
    const input = { serviceLine: 'CONSULTING', version, name: 'Advice', statuses: draft };
    const check = async (more: object, who = agent, language = 'en'): Promise<FreeJson> =>
      (
        await who.client
          .with({ 'accept-language': language })
          .query(
            `query ($input: ChangeLifeCycleInput!) { checkLifeCycle(input: $input) { problems { code field message } retirements { from to requests } } }`,
            { input: { ...input, ...more } },
          )
      )['checkLifeCycle'];
    expect(await check({})).toEqual({ problems: [], retirements: [{ from: 'REOPENED', to: 'NEW', requests: 0 }] });
    const trapped = draft.map((s: FreeJson) => (s.key === 'IN_PROGRESS' ? { ...s, movesTo: ['CANCELLED'] } : s));
    expect((await check({ statuses: trapped }, agent, 'zh-CN')).problems).toEqual([
      {
        code: 'TRAP_STATUS',
        field: 'statuses.1.movesTo',
        message: '从 IN_PROGRESS 无法到达任何已完成状态，请为其添加转换。',
      },
    ]);
    const change = async (more: object, who = agent): Promise<FreeJson> => {
      const { data, errors } = await who.client.send(
        `mutation ($input: ChangeLifeCycleInput!) { changeLifeCycle(input: $input) { lifeCycle { ${fields} } userErrors { code field current } } }`,
        { input: { ...input, ...more } },
      );
      return data?.['changeLifeCycle'] ?? errors?.[0]?.extensions?.['code'];
    };
    expect(await change({}, outsider)).toBe('FORBIDDEN');
    const { lifeCycle, userErrors } = await change({});
    expect(userErrors).toEqual([]);
    expect(lifeCycle).toMatchObject({ name: 'Advice', version: version + 1, retiredStatuses: [{ key: 'REOPENED' }] });
    expect((await change({})).userErrors).toMatchObject([
      { code: 'STALE_VERSION', field: 'version', current: { version: version + 1, name: 'Advice' } },
    ]);
  });

  it('is the matrix of priorities, with every version of it', async () => {
    const { priorityMatrix } = await agent.client.query(
      '{ priorityMatrix { version cells { impact urgency priority } appliesToOpen recordedBy { id } } }',
    );
    expect(priorityMatrix).toMatchObject({ version: 1, appliesToOpen: false, recordedBy: null });
    const cells = priorityMatrix.cells.map((c: FreeJson) => ({ ...c, priority: 'HIGH' }));
    const change = (input: object, who = agent) =>
      who.client.send(
        `mutation ($input: ChangePriorityMatrixInput!) { changePriorityMatrix(input: $input) {
           priorityMatrix { version cells { priority } recordedBy { id } } userErrors { code field current } } }`,
        { input },
      );
    expect((await change({ version: 1, cells }, outsider)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const done = (await change({ version: 1, cells })).data?.['changePriorityMatrix'];
    expect(done).toMatchObject({
      userErrors: [],
      priorityMatrix: { version: 2, recordedBy: { id: employee(agent.id) } },
    });
    const again = (await change({ version: 1, cells })).data?.['changePriorityMatrix'];
    expect(again.userErrors).toMatchObject([{ code: 'STALE_VERSION', current: { version: 2 } }]);
    const { priorityMatrixVersions } = await agent.client.query('{ priorityMatrixVersions { version } }');
    expect(priorityMatrixVersions).toEqual([{ version: 2 }, { version: 1 }]);
  });

  it('does not touch a priority that was given by hand, which says why', async () => {
    const id = request(await world.request({ impact: 'LOW', urgency: 'LOW' }));
    const give = (more: object) => errorsOf('updateServiceRequest', { id, version: 1, ...more });
    expect(await give({ priority: 'CRITICAL' })).toEqual(['REASON_NEEDED priorityReason']);
    expect(await give({ priority: 'CRITICAL', priorityOverridden: false })).toEqual([
      'PRIORITY_CONTRADICTION priorityOverridden',
    ]);
    expect(await give({ priority: 'CRITICAL', priorityReason: 'x'.repeat(501) })).toEqual(['TOO_LONG priorityReason']);
    expect(await give({ priorityOverridden: null })).toEqual(['REQUIRED priorityOverridden']);
    expect(await give({ priority: 'CRITICAL', priorityReason: 'The mayor' })).toEqual([]);
    const { serviceRequest } = await agent.client.query(
      'query ($id: ID!) { serviceRequest(id: $id) { priority priorityOverridden priorityReason priorityMatrix } }',
      { id },
    );
    expect(serviceRequest).toEqual({
      ...{ priority: 'CRITICAL', priorityOverridden: true, priorityReason: 'The mayor', priorityMatrix: null },
    });
    expect(await ids({ priorityOverridden: true })).toEqual([id]);
  });
});
