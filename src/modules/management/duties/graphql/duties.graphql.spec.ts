import { beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ManageCalendars } from '#modules/sla/seeding';
import { managementWorld, type ManagementWorld } from '../../testing/index.js';

let t: TestApp;
let world: ManagementWorld;
let manager: TestEmployee;
beforeAll(async () => {
  t = await createTestApp();
  world = await managementWorld(t);
  manager = await t.employee();
});

const gid = toGlobalId;
const input = (more: object = {}) => ({
  customerId: gid('Customer', world.nationalId),
  subject: 'Check the lobby on {date}',
  rule: 'freq=weekly;byday=mo',
  startsOn: '2096-01-02',
  localTime: '09:00',
  ...more,
});
const CREATE = `mutation ($input: CreateDutyInput!) { createDuty(input: $input) { duty { id version } userErrors { code field message } } }`;
const create = async (more: object = {}, by = manager) =>
  (await by.client.query(CREATE, { input: input(more) })).createDuty;
const created = async (more: object = {}): Promise<{ id: string; version: number }> => (await create(more)).duty;
const wrong = async (more: object): Promise<[string, string | null][]> =>
  (await create(more)).userErrors.map((e: { code: string; field: string | null }) => [e.code, e.field]);
const mutate = async (name: string, values: object, by = manager) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { duty { id version status } userErrors { code field current } } }`;
  return (await by.client.query(query, { input: values }))[name];
};

test('a duty shows what it means, what comes next and to whom it belongs', async () => {
  const { id } = await created({
    branchId: gid('Branch', world.branchId),
    jobId: gid('Job', world.managementJobId),
    contactTypeId: gid('ContactType', world.inquiryId),
    assigneeId: gid('Employee', manager.id),
    description: 'Week {week}',
  });
  const { duty } = await manager.client.query(
    `query ($id: ID!) { duty(id: $id) {
      number subject description priority rule startsOn localTime zone endsOn leadSeconds catchUp holidays status nextAt endedAt
      ruleText { english chinese } upcoming(count: 2) { originalAt dueAt opensAt skipped moved shifted }
      customer { name } branch { name } job { name } office { id } contactType { code } assignee { id } team { id } calendar { id }
      createdBy { id } exceptions { originalAt } failing { codes } viewerCan { manage }
      occurrences { totalCount nodes { id } } record(from: "2096-01-01T00:00:00Z", to: "2097-01-01T00:00:00Z") { kept open } } }`,
    { id },
  );
  expect(duty).toMatchObject({
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    zone: 'Asia/Shanghai',
    ruleText: { english: 'every week on Monday at 09:00', chinese: '每周 周一 09:00' },
    upcoming: [
      { originalAt: '2096-01-02T01:00:00.000Z', dueAt: '2096-01-02T01:00:00.000Z', skipped: null, moved: false },
      { originalAt: '2096-01-09T01:00:00.000Z', shifted: false },
    ],
    ...{ priority: 'MODERATE', catchUp: 'ALL', holidays: 'IGNORE', leadSeconds: 0, status: 'ACTIVE' },
    nextAt: '2096-01-02T01:00:00.000Z',
    customer: { name: 'Harbour Hotels China' },
    branch: { name: 'Shenzhen Bay' },
    job: { name: 'Front desk' },
    contactType: { code: 'INQUIRY' },
    assignee: { id: gid('Employee', manager.id) },
    createdBy: { id: gid('Employee', manager.id) },
    viewerCan: { manage: true },
    occurrences: { totalCount: 0, nodes: [] },
    record: { kept: 0, open: 0 },
  });
  const { node, byNumber } = await manager.client.query(
    `query ($id: ID!, $number: String!) { node(id: $id) { id __typename } byNumber: duty(number: $number) { id } }`,
    { id, number: duty.number.toLowerCase() },
  );
  expect(node).toEqual({ id, __typename: 'Duty' });
  expect(byNumber).toEqual({ id });
});

test('what is wrong with a new duty is said, field by field', async () => {
  expect(await wrong({ subject: ' ' })).toEqual([['REQUIRED', 'subject']]);
  expect(await wrong({ subject: 'x'.repeat(201) })).toEqual([['TOO_LONG', 'subject']]);
  expect(await wrong({ description: 'x'.repeat(20_001) })).toEqual([['TOO_LONG', 'description']]);
  expect(await wrong({ subject: 'On {datum}', description: '{}' })).toEqual([
    ['UNKNOWN_PLACEHOLDER', 'subject'],
    ['UNKNOWN_PLACEHOLDER', 'description'],
  ]);
  expect(await wrong({ rule: '' })).toEqual([['REQUIRED', 'rule']]);
  expect(await wrong({ rule: 'FREQ=HOURLY' })).toEqual([['RULE_FREQUENCY', 'rule']]);
  expect(await wrong({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })).toEqual([['RULE_NEVER_OCCURS', 'rule']]);
  expect(await wrong({ rule: 'FREQ=DAILY;COUNT=3', startsOn: '2001-01-01' })).toEqual([['RULE_NEVER_OCCURS', 'rule']]);
  expect(await wrong({ rule: 'FREQ=DAILY;BYHOUR=8,9,10,11,12,13;BYMINUTE=0,10,20,30,40' })).toEqual([
    ['RULE_TOO_DENSE', 'rule'],
  ]);
  expect(await wrong({ rule: `FREQ=DAILY;${'X'.repeat(500)}` })).toEqual([['TOO_LONG', 'rule']]);
  expect(await wrong({ startsOn: '1999-12-31' })).toEqual([['DATE_OUT_OF_RANGE', 'startsOn']]);
  expect(await wrong({ startsOn: '2096-02-30' })).toEqual([['INVALID_DATE', 'startsOn']]);
  expect(await wrong({ endsOn: '2096-01-01' })).toEqual([['DATE_OUT_OF_RANGE', 'endsOn']]);
  expect(await wrong({ localTime: '24:00' })).toEqual([['INVALID_FORMAT', 'localTime']]);
  expect(await wrong({ zone: 'Mars/Olympus' })).toEqual([['INVALID_TIME_ZONE', 'zone']]);
  expect(await wrong({ leadSeconds: 7_776_001 })).toEqual([['OUT_OF_RANGE', 'leadSeconds']]);
  expect(await wrong({ holidays: 'SKIP' })).toEqual([['REQUIRED', 'calendarId']]);
  const none = '019360a0-0000-7000-8000-0000000000ff';
  expect(await wrong({ holidays: 'SKIP', calendarId: gid('SlaCalendar', none) })).toEqual([
    ['CALENDAR_NOT_FOUND', 'calendarId'],
  ]);
  expect(await wrong({ customerId: gid('Customer', none) })).toEqual([['CUSTOMER_NOT_FOUND', 'customerId']]);
  expect(await wrong({ branchId: gid('Branch', world.strangerBranchId) })).toEqual([['OTHER_GROUP', 'branchId']]);
  expect(await wrong({ jobId: gid('Job', world.groupJobId) })).toEqual([['JOB_OF_OTHER_LINE', 'jobId']]);
  expect(await wrong({ assigneeId: gid('Employee', none), teamId: gid('Team', none) })).toEqual([
    ['EMPLOYEE_NOT_FOUND', 'assigneeId'],
    ['TEAM_NOT_FOUND', 'teamId'],
  ]);
  expect(await wrong({ contactTypeId: gid('ContactType', none) })).toEqual([
    ['CONTACT_TYPE_NOT_FOUND', 'contactTypeId'],
  ]);
  expect(await wrong({ officeId: gid('Customer', none) })).toEqual([['WRONG_ID_TYPE', 'officeId']]);
});

test('errors speak Chinese to those who read it', async () => {
  const { createDuty } = await manager.client
    .with({ 'accept-language': 'zh-CN' })
    .query(CREATE, { input: input({ rule: 'FREQ=HOURLY' }) });
  expect(createDuty.userErrors[0].message).toContain('规则须含 FREQ=DAILY');
});

test('a retry with the same clientMutationId makes no second duty', async () => {
  const first = await create({ clientMutationId: 'once' });
  const second = await create({ clientMutationId: 'once' });
  expect(second.duty.id).toBe(first.duty.id);
});

test('a rule can be looked at before it is kept, holidays included', async () => {
  const spec = { zone: 'Asia/Hong_Kong', weekly: [{ day: 'TUE' as const, open: '09:00', close: '18:00' }] };
  const calendar = t.must(
    await t.get(ManageCalendars).create(t.system(), { code: 'TUESDAYS', name: 'Tuesdays', spec }),
  );
  const query = `query ($input: RecurrencePreviewInput!) { recurrencePreview(input: $input) {
    rule text { english } occurrences { originalAt dueAt opensAt shifted } } }`;
  const values = { rule: 'FREQ=WEEKLY;BYDAY=MO', startsOn: '2096-01-02', localTime: '09:00', zone: 'Asia/Hong_Kong' };
  const more = {
    holidays: 'NEXT_WORKING_DAY',
    calendarId: gid('SlaCalendar', calendar.id),
    leadSeconds: 3600,
    count: 1,
  };
  const nobody = await t.employee({ permissions: {} });
  const { recurrencePreview } = await nobody.client.query(query, {
    input: { ...values, ...more, from: '2096-01-01T00:00:00Z' },
  });
  expect(recurrencePreview).toEqual({
    rule: 'FREQ=WEEKLY;BYDAY=MO',
    text: { english: 'every week on Monday at 09:00' },
    occurrences: [
      {
        originalAt: '2096-01-02T01:00:00.000Z',
        dueAt: '2096-01-03T01:00:00.000Z',
        opensAt: '2096-01-03T00:00:00.000Z',
        shifted: true,
      },
    ],
  });
  expect(await nobody.client.errorCode(query, { input: { ...values, count: 101 } })).toBe('BAD_USER_INPUT');
  expect(await nobody.client.errorCode(query, { input: { ...values, rule: 'nonsense' } })).toBe('BAD_USER_INPUT');
});

test('changes need the version that was read and answer with the current values', async () => {
  const { id, version } = await created();
  expect((await mutate('updateDuty', { id, version, subject: 'Other', priority: 'HIGH' })).duty.version).toBe(
    version + 1,
  );
  const stale = await mutate('updateDuty', { id, version, subject: 'Third' });
  expect(stale.userErrors).toMatchObject([
    { code: 'STALE_VERSION', field: 'version', current: { subject: 'Other', officeId: gid('Office', t.officeId) } },
  ]);
  expect((await mutate('updateDuty', { id, version: version + 1, rule: 'x' })).userErrors).toMatchObject([
    { code: 'RULE_MALFORMED' },
  ]);
  expect((await mutate('updateDuty', { id, version: version + 1, startsOn: null })).userErrors).toMatchObject([
    { code: 'REQUIRED', field: 'startsOn' },
  ]);
  const none = gid('Duty', '019360a0-0000-7000-8000-0000000000ff');
  expect((await mutate('updateDuty', { id: none, version: 1 })).userErrors).toMatchObject([
    { code: 'NOT_FOUND', field: 'id' },
  ]);
});

test('pausing, resuming, ending, skipping, moving and restoring are told as they stand', async () => {
  const { id } = await created({ rule: 'FREQ=DAILY' });
  const at = { originalAt: '2096-01-03T01:00:00Z' };
  expect((await mutate('pauseDuty', { id, version: 1 })).duty.status).toBe('PAUSED');
  expect((await mutate('pauseDuty', { id, version: 2 })).userErrors).toMatchObject([{ code: 'WRONG_STATUS' }]);
  expect((await mutate('resumeDuty', { id, version: 2 })).duty.status).toBe('ACTIVE');
  expect((await mutate('resumeDuty', { id, version: 3 })).userErrors).toMatchObject([{ code: 'WRONG_STATUS' }]);
  expect((await mutate('skipDutyOccurrence', { id, version: 3, ...at, reason: 'Closed' })).duty.version).toBe(4);
  expect(
    (await mutate('skipDutyOccurrence', { id, version: 4, ...at, reason: 'x'.repeat(501) })).userErrors,
  ).toMatchObject([{ code: 'TOO_LONG', field: 'reason' }]);
  const moved = { originalAt: '2096-01-04T01:00:00Z', movedTo: '2096-01-04T05:00:00Z' };
  expect((await mutate('moveDutyOccurrence', { id, version: 4, ...moved })).duty.version).toBe(5);
  const { duty } = await manager.client.query(
    `query ($id: ID!) { duty(id: $id) { exceptions { originalAt movedTo reason } upcoming(count: 4) { dueAt skipped moved } } }`,
    { id },
  );
  expect(duty.exceptions).toEqual([
    { originalAt: '2096-01-03T01:00:00.000Z', movedTo: null, reason: 'Closed' },
    { originalAt: '2096-01-04T01:00:00.000Z', movedTo: '2096-01-04T05:00:00.000Z', reason: null },
  ]);
  expect(
    duty.upcoming.map((o: { dueAt: string; skipped: string; moved: boolean }) => [
      o.dueAt.slice(8, 16),
      o.skipped,
      o.moved,
    ]),
  ).toEqual([
    ['02T01:00', null, false],
    ['03T01:00', 'EXCEPTION', false],
    ['04T05:00', null, true],
    ['05T01:00', null, false],
  ]);
  expect((await mutate('restoreDutyOccurrence', { id, version: 5, ...at })).duty.version).toBe(6);
  expect(
    (await mutate('restoreDutyOccurrence', { id, version: 6, originalAt: '2096-01-04T02:00:00Z' })).userErrors,
  ).toMatchObject([{ code: 'OCCURRENCE_NOT_FOUND', field: 'originalAt' }]);
  expect((await mutate('endDuty', { id, version: 6 })).duty.status).toBe('ENDED');
  expect((await mutate('endDuty', { id, version: 7 })).userErrors).toMatchObject([{ code: 'WRONG_STATUS' }]);
});

test('a request tells which occurrence opened it, and the duty lists its requests with how they went', async () => {
  const id = await world.created({ rule: 'FREQ=DAILY;COUNT=2' });
  await world.openAt('2026-03-03T02:00:00Z');
  const { duty } = await manager.client.query(
    `query ($id: ID!) { duty(id: $id) { status occurrences(first: 1) { totalCount nodes { id dueAt outcome skipped duty { id }
      serviceRequest { id number serviceLine dutyOccurrence { dueAt duty { id } } } } pageInfo { hasNextPage } } } }`,
    { id: gid('Duty', id) },
  );
  expect(duty).toMatchObject({
    status: 'ENDED',
    occurrences: {
      totalCount: 2,
      pageInfo: { hasNextPage: true },
      nodes: [
        {
          dueAt: '2026-03-03T01:00:00.000Z',
          outcome: 'MISSED',
          skipped: null,
          serviceRequest: { serviceLine: 'MANAGEMENT', dutyOccurrence: { duty: { id: gid('Duty', id) } } },
        },
      ],
    },
  });
  const { node } = await manager.client.query(`query ($id: ID!) { node(id: $id) { __typename } }`, {
    id: duty.occurrences.nodes[0].id,
  });
  expect(node).toEqual({ __typename: 'DutyOccurrence' });
});

test('duties are listed with filters, and under their customer, branch and job', async () => {
  const { id } = await created({
    subject: 'Unmistakable',
    branchId: gid('Branch', world.branchId),
    jobId: gid('Job', world.managementJobId),
  });
  const list = async (filter: object) =>
    (
      await manager.client.query(
        `query ($filter: DutyFilterInput) { duties(filter: $filter, first: 100, orderBy: { field: NEXT_AT, direction: ASC }) { nodes { id } totalCount } }`,
        { filter },
      )
    ).duties.nodes.map((d: { id: string }) => d.id) as string[];
  expect(await list({ text: 'unmistak' })).toEqual([id]);
  expect(await list({ text: 'unmistak', statuses: ['PAUSED'] })).toEqual([]);
  expect(await list({ text: 'unmistak', failing: true })).toEqual([]);
  expect(await list({ text: 'unmistak', failing: false, officeId: gid('Office', t.officeId) })).toEqual([id]);
  expect(await list({ customerId: gid('Customer', world.groupId), text: 'unmistak' })).toEqual([]);
  expect(await list({ customerId: gid('Customer', world.groupId), includeBelow: true, text: 'unmistak' })).toEqual([
    id,
  ]);
  expect(
    await list({ branchId: gid('Branch', world.branchId), jobId: gid('Job', world.managementJobId), text: 'unmistak' }),
  ).toEqual([id]);
  const query = `query ($c: ID!, $b: ID!, $j: ID!) {
    customer(id: $c) { duties(filter: { text: "unmistak" }) { nodes { id } totalCount } }
    branch(id: $b) { duties(filter: { text: "unmistak" }) { nodes { id } } }
    job(id: $j) { duties(filter: { text: "unmistak" }) { nodes { id } } } }`;
  const ids = {
    c: gid('Customer', world.nationalId),
    b: gid('Branch', world.branchId),
    j: gid('Job', world.managementJobId),
  };
  expect(await manager.client.query(query, ids)).toEqual({
    customer: { duties: { nodes: [{ id }], totalCount: 1 } },
    branch: { duties: { nodes: [{ id }] } },
    job: { duties: { nodes: [{ id }] } },
  });
});

test('who may not see duties is refused, and sees null where they hang on other things', async () => {
  const stranger = await t.employee({ permissions: { 'customers.read': 'firm' } });
  expect(await stranger.client.errorCode(`{ duties { nodes { id } } }`)).toBe('FORBIDDEN');
  expect(await stranger.client.errorCode(CREATE, { input: input() })).toBe('FORBIDDEN');
  const { customer } = await stranger.client.query(
    `query ($id: ID!) { customer(id: $id) { duties { totalCount } serviceReviews { totalCount } } }`,
    {
      id: gid('Customer', world.nationalId),
    },
  );
  expect(customer).toEqual({ duties: null, serviceReviews: null });
});

test('a permission for the office or region reaches the duties of its offices only', async () => {
  const elsewhere = await t.office({ regionId: await t.region() });
  const own = await created();
  const all = { 'management.read': 'office', 'management.manage-duties': 'office' } as const;
  const near = await t.employee({ permissions: all });
  const regional = await t.employee({
    permissions: { 'management.read': 'region', 'management.manage-duties': 'region' },
  });
  const far = await t.employee({ permissions: all, officeId: elsewhere });
  const see = async (who: TestEmployee) =>
    (await who.client.query(`query ($id: ID!) { duty(id: $id) { id } }`, { id: own.id })).duty;
  expect(await see(near)).toEqual({ id: own.id });
  expect(await see(regional)).toEqual({ id: own.id });
  expect(await see(far)).toBeNull();
  expect((await mutate('pauseDuty', own, far)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  expect(await far.client.errorCode(CREATE, { input: input() })).toBe('FORBIDDEN');
  expect((await mutate('pauseDuty', own, regional)).duty.status).toBe('PAUSED');
  const reader = await t.employee({
    permissions: { 'management.read': 'firm', 'management.manage-duties': 'office' },
    officeId: elsewhere,
  });
  expect(
    await reader.client.errorCode(
      `mutation ($input: EndDutyInput!) { endDuty(input: $input) { userErrors { code } } }`,
      {
        input: { id: own.id, version: 2 },
      },
    ),
  ).toBe('FORBIDDEN');
});

test('every change of a duty is in the audit trail', async () => {
  const { id } = await created();
  await mutate('pauseDuty', { id, version: 1 });
  const uuid = Buffer.from(id, 'base64url').toString().slice('Duty:'.length);
  const rows = await t.db.query<{ action: string; actor_id: string }>(
    sql`select action, actor_id from platform.audit_entry where table_name = 'management.duty' and row_id = ${uuid} order by id`,
  );
  expect(rows).toEqual([
    { action: 'insert', actor_id: manager.id },
    { action: 'update', actor_id: manager.id },
  ]);
});

test('a page of duties with what belongs to them costs a fixed number of statements', async () => {
  const { statementsOf } = await import('#testing');
  const query = (
    n: number,
  ) => `{ duties(first: ${n}, filter: { statuses: [ACTIVE] }) { nodes { id customer { name } office { name } upcoming(count: 1) { dueAt }
    exceptions { originalAt } occurrences(first: 2) { nodes { outcome serviceRequest { number } } } record(from: "2026-01-01T00:00:00Z", to: "2026-12-31T00:00:00Z") { kept } } } }`;
  await manager.client.query(query(2));
  const few = await statementsOf(() => manager.client.query(query(2)));
  const many = await statementsOf(() => manager.client.query(query(10)));
  expect(many.statements.length).toBe(few.statements.length);
});

test('the worker opens what is due by itself', async () => {
  const { eventually } = await import('#testing');
  const id = await world.created({ rule: 'FREQ=DAILY;COUNT=1' });
  await t.startWorker();
  await eventually(async () => (await world.occurrences(id)).length === 1, 'an opened duty', 40_000);
});
