import { beforeAll, expect, test } from 'vitest';
import { toGlobalId as gid } from '#platform/graphql';
import { sql } from '#platform/database';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomersApi } from '#modules/customers';
import { ServicesApi, type ImportRequest } from '#modules/services';
import { SlaApi } from '#modules/sla';
import { managementWorld, type ManagementWorld } from '../../testing/index.js';
import { PlanReviews } from '../application/plan-reviews.js';
import { PrepareDueReviews } from '../application/prepare-due-reviews.js';

let t: TestApp;
let world: ManagementWorld;
let manager: TestEmployee;
beforeAll(async () => {
  t = await createTestApp();
  world = await managementWorld(t);
  manager = await t.employee();
  t.must(await t.get(SlaApi).ensureReferenceSla(t.system()));
  await taken(
    { createdAt: new Date('2026-01-10T02:00:00Z'), events: done('2026-01-10T03:00:00Z', '2026-01-12T03:00:00Z') },
    { createdAt: new Date('2026-02-03T02:00:00Z'), events: done('2026-02-03T03:00:00Z', '2026-02-04T03:00:00Z') },
    { createdAt: new Date('2026-02-05T02:00:00Z'), contactTypeId: world.inquiryId },
    { createdAt: new Date('2026-02-28T15:59:59Z'), jobId: world.managementJobId, serviceLine: 'MANAGEMENT' },
    // Midnight in Hong Kong: of the next month.
    { createdAt: new Date('2026-02-28T16:00:00Z') },
    { createdAt: new Date('2026-02-10T02:00:00Z'), customerId: world.groupId },
  );
});

const done = (replied: string, completed: string): ImportRequest['events'] => [
  { kind: 'STAFF_REPLY', at: new Date(replied) },
  { kind: 'STATUS', at: new Date(completed), status: 'RESOLVED' },
];
const taken = async (...requests: Partial<ImportRequest>[]): Promise<string[]> => {
  const results = await t.get(ServicesApi).createMany(
    t.system(),
    requests.map((r) => world.imported({ events: [], ...r })),
  );
  return results.map((r) => t.must(r).id);
};
const none = '019360a0-0000-7000-8000-0000000000ff';
const FIELDS: Record<string, string> = {
  serviceReview:
    'id version status number name minutes heldAt closedAt agenda { title notes presenter { id } } participants { employee { id } person { id } attended }',
  serviceReviewPlan: 'id version status rule nextAt zone leadSeconds upcoming(count: 2) ruleText { english }',
  serviceReviewAction: 'id version kind text dueOn doneAt doneNote owner { id } ownerPerson { id } doneBy { id }',
  serviceReviewKpi: 'id version code green amber weight customer { id }',
};
const mutation = (name: string, field: string) =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${field} { ${FIELDS[field]} } userErrors { code field current } } }`;
const run = async (name: string, field: string, input: object, by = manager) =>
  (await by.client.query(mutation(name, field), { input }))[name];
const codes = (answer: { userErrors: { code: string; field: string | null }[] }) =>
  answer.userErrors.map((e) => [e.code, e.field]);
const call = async (more: object = {}, by = manager) =>
  run(
    'scheduleServiceReview',
    'serviceReview',
    {
      ...{
        customerId: gid('Customer', world.nationalId),
        name: 'February',
        periodFrom: '2026-02-01',
        periodTo: '2026-02-28',
      },
      ...{ plannedAt: '2026-03-05T02:00:00Z', agenda: ['Figures', 'Complaints'] },
      ...more,
    },
    by,
  );
const called = async (more: object = {}): Promise<{ id: string; version: number; number: string }> =>
  (await call(more)).serviceReview;
const held = async (more: object = {}): Promise<{ id: string; version: number }> => {
  const { id, version } = await called(more);
  return (await run('finalizeServiceReview', 'serviceReview', { id, version })).serviceReview;
};
const uuid = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!;

test('a review is prepared with a scorecard of its period beside the one before', async () => {
  const { id, number } = await called({ chairId: gid('Employee', manager.id) });
  const { serviceReview } = await manager.client.query(
    `query ($number: String!) { serviceReview(number: $number) { id status periodFrom periodTo zone plannedAt viewerCan { manage } customer { name } office { id }
      chair { id } job { id } plan { id } agenda { title } participants { employee { id } person { id } attended } actions { id } carriedOver { id }
      scorecard { computedAt beforeFrom beforeTo score kpis { code value before light green amber weight }
        figures { opened completed cancelled backlog reopened breaches attainment { metric priority met missed breached running percent }
          firstResponse { count median p90 } completion { count median p90 } byType { opened contactType { code } }
          oldestOpen { number days createdAt serviceRequest { subject } } }
        before { opened completed } } } }`,
    { number },
  );
  expect(serviceReview).toMatchObject({
    id,
    status: 'PREPARED',
    zone: 'Asia/Hong_Kong',
    customer: { name: 'Harbour Hotels China' },
    chair: { id: gid('Employee', manager.id) },
    participants: [{ employee: { id: gid('Employee', manager.id) }, person: null, attended: null }],
    agenda: [{ title: 'Figures' }, { title: 'Complaints' }],
    viewerCan: { manage: true },
    ...{ plan: null, job: null, actions: [], carriedOver: [] },
  });
  const { scorecard } = serviceReview;
  expect(scorecard).toMatchObject({
    beforeFrom: '2026-01-01',
    beforeTo: '2026-01-31',
    before: { opened: 1, completed: 1 },
  });
  expect(scorecard.figures).toMatchObject({
    opened: 3,
    completed: 1,
    backlog: 2,
    cancelled: 0,
    reopened: 0,
    firstResponse: { count: 1, median: 3600 },
  });
  expect(scorecard.figures.byType).toEqual([
    { opened: 2, contactType: null },
    { opened: 1, contactType: { code: 'INQUIRY' } },
  ]);
  expect(scorecard.figures.oldestOpen).toMatchObject({ days: 23, serviceRequest: { subject: 'Lift 3 stands still' } });
  expect(scorecard.kpis.map((k: { code: string }) => k.code)).toEqual([
    'IN-TIME',
    'FIRST-RESPONSE',
    'DONE',
    'REOPENED',
    'OLDEST',
  ]);
  expect(scorecard.score).not.toBeNull();
});

test('a review may look at one job alone, or at all customers below', async () => {
  const opened = async (more: object) => {
    const { id } = await called(more);
    const { serviceReview } = await manager.client.query(
      `query ($id: ID!) { serviceReview(id: $id) { scorecard { figures { opened } } } }`,
      { id },
    );
    return serviceReview.scorecard.figures.opened as number;
  };
  expect(await opened({ jobId: gid('Job', world.managementJobId) })).toBe(1);
  expect(await opened({ customerId: gid('Customer', world.groupId) })).toBe(1);
  expect(await opened({ customerId: gid('Customer', world.groupId), includeBelow: true })).toBe(4);
});

test('what is wrong with a review that is called is said', async () => {
  expect(codes(await call({ name: '' }))).toEqual([['REQUIRED', 'name']]);
  expect(codes(await call({ agenda: ['ok', ' '] }))).toEqual([['REQUIRED', 'agenda.1.title']]);
  expect(codes(await call({ agenda: Array(51).fill('x') }))).toEqual([['TOO_MANY', 'agenda']]);
  expect(codes(await call({ periodTo: '2026-01-31' }))).toEqual([['END_BEFORE_START', 'periodTo']]);
  expect(codes(await call({ periodTo: '2030-02-28' }))).toEqual([['REVIEW_PERIOD_TOO_LONG', 'periodTo']]);
  expect(codes(await call({ plannedAt: '1999-01-01T00:00:00Z' }))).toEqual([['DATE_OUT_OF_RANGE', 'plannedAt']]);
  expect(codes(await call({ zone: 'Nowhere' }))).toEqual([['INVALID_TIME_ZONE', 'zone']]);
  expect(codes(await call({ customerId: gid('Customer', none) }))).toEqual([['CUSTOMER_NOT_FOUND', 'customerId']]);
  expect(codes(await call({ jobId: gid('Job', world.strangerJobId) }))).toEqual([['OTHER_GROUP', 'jobId']]);
  expect(codes(await call({ chairId: gid('Employee', none) }))).toEqual([['EMPLOYEE_NOT_FOUND', 'chairId']]);
  expect(codes(await call({ officeId: gid('Office', none) }))).toEqual([['OFFICE_NOT_FOUND', 'officeId']]);
});

test('agenda, participants and plans can be changed until it is held; minutes until it is closed', async () => {
  const { id, version } = await called();
  const person = gid('Person', world.personIds[0]!);
  const changed = await run('updateServiceReview', 'serviceReview', {
    ...{ id, version, name: 'Renamed', plannedAt: '2026-03-06T02:00:00Z', chairId: gid('Employee', manager.id) },
    agenda: [{ title: 'Only this', notes: 'Bring figures', presenterId: gid('Employee', manager.id) }],
    participants: [{ employeeId: gid('Employee', manager.id) }, { personId: person }],
  });
  expect(changed.serviceReview).toMatchObject({
    name: 'Renamed',
    version: 2,
    agenda: [{ title: 'Only this', notes: 'Bring figures', presenter: { id: gid('Employee', manager.id) } }],
    participants: [{ employee: { id: gid('Employee', manager.id) } }, { person: { id: person } }],
  });
  const update = async (values: object, at = 2) =>
    codes(await run('updateServiceReview', 'serviceReview', { id, version: at, ...values }));
  expect(await update({}, 1)).toEqual([['STALE_VERSION', 'version']]);
  expect(await update({ name: ' ' })).toEqual([['REQUIRED', 'name']]);
  expect(await update({ plannedAt: null })).toEqual([['REQUIRED', 'plannedAt']]);
  expect(await update({ minutes: 'x'.repeat(50_001) })).toEqual([['TOO_LONG', 'minutes']]);
  expect(await update({ participants: [{}] })).toEqual([['ONE_OF', 'participants.0.employeeId']]);
  expect(await update({ participants: [{ employeeId: gid('Employee', manager.id), personId: person }] })).toEqual([
    ['ONE_OF', 'participants.0.employeeId'],
  ]);
  expect(await update({ participants: [{ personId: person }, { personId: person }] })).toEqual([
    ['DUPLICATE_ITEM', 'participants.1'],
  ]);
  expect(
    await update({ participants: [{ personId: person }, { personId: gid('Person', world.strangerPersonId) }] }),
  ).toEqual([['OTHER_GROUP', 'participants.1.personId']]);
  expect(await update({ agenda: [{ title: 'x', presenterId: gid('Employee', none) }] })).toEqual([
    ['EMPLOYEE_NOT_FOUND', 'agenda.0.presenterId'],
  ]);
  expect(
    codes(await run('updateServiceReview', 'serviceReview', { id: gid('ServiceReview', none), version: 1 })),
  ).toEqual([['NOT_FOUND', 'id']]);
  const holding = {
    id,
    version: 2,
    heldAt: '2026-03-06T03:00:00Z',
    participants: [{ personId: person, attended: true }],
  };
  expect((await run('finalizeServiceReview', 'serviceReview', holding)).serviceReview).toMatchObject({
    ...{ status: 'HELD', heldAt: '2026-03-06T03:00:00.000Z', version: 3 },
    participants: [{ person: { id: person }, attended: true }],
  });
  expect(await update({ name: 'Too late' }, 3)).toEqual([['WRONG_STATUS', 'id']]);
  expect(codes(await run('closeServiceReview', 'serviceReview', { id, version: 3 }))).toEqual([
    ['MINUTES_MISSING', 'id'],
  ]);
  expect(
    (await run('updateServiceReview', 'serviceReview', { id, version: 3, minutes: 'We met.' })).serviceReview.minutes,
  ).toBe('We met.');
  expect((await run('closeServiceReview', 'serviceReview', { id, version: 4 })).serviceReview.status).toBe('CLOSED');
  expect(await update({ minutes: 'More' }, 5)).toEqual([['WRONG_STATUS', 'id']]);
  expect(codes(await run('closeServiceReview', 'serviceReview', { id, version: 5 }))).toEqual([['WRONG_STATUS', 'id']]);
});

test('a review is held once its period is over, never in the future', async () => {
  const early = await called({ periodFrom: '2099-01-01', periodTo: '2099-01-31' });
  const hold = async (which: { id: string; version: number }, more: object = {}) =>
    codes(await run('finalizeServiceReview', 'serviceReview', { id: which.id, version: which.version, ...more }));
  expect(await hold(early)).toEqual([['REVIEW_PERIOD_NOT_OVER', 'id']]);
  const due = await called();
  expect(await hold(due, { heldAt: '2099-01-01T00:00:00Z' })).toEqual([['DATE_OUT_OF_RANGE', 'heldAt']]);
  expect(await hold(due, { participants: [{ employeeId: gid('Employee', none) }] })).toEqual([
    ['EMPLOYEE_NOT_FOUND', 'participants.0.employeeId'],
  ]);
  expect(await hold({ ...due, version: 9 })).toEqual([['STALE_VERSION', 'version']]);
  expect(await hold(due)).toEqual([]);
  expect(await hold({ ...due, version: 2 })).toEqual([['WRONG_STATUS', 'id']]);
});

test('the scorecard of a held review is frozen; what it would be now is shown beside it', async () => {
  const { id } = await held({ periodFrom: '2025-06-01', periodTo: '2025-06-30' });
  const fresh = await called({ periodFrom: '2025-06-01', periodTo: '2025-06-30' });
  await taken({ createdAt: new Date('2025-06-15T02:00:00Z') });
  const query = `query ($id: ID!) { serviceReview(id: $id) { scorecard { figures { opened } } }
    serviceReviewRecomputed(id: $id) { now { figures { opened } } differences { figure held now } } }`;
  const { serviceReview, serviceReviewRecomputed } = await manager.client.query(query, { id });
  expect(serviceReview.scorecard.figures.opened).toBe(0);
  expect(serviceReviewRecomputed.now.figures.opened).toBe(1);
  expect(serviceReviewRecomputed.differences).toEqual(
    expect.arrayContaining([
      { figure: 'opened', held: 0, now: 1 },
      { figure: 'backlog', held: 0, now: 1 },
    ]),
  );
  expect(codes(await run('refreshServiceReview', 'serviceReview', { id, version: 2 }))).toEqual([
    ['WRONG_STATUS', 'id'],
  ]);
  expect((await run('refreshServiceReview', 'serviceReview', { id: fresh.id, version: 1 })).serviceReview.version).toBe(
    2,
  );
  const again = await manager.client.query(query, { id: fresh.id });
  expect(again.serviceReview.scorecard.figures.opened).toBe(1);
  await expect(
    t.db.transaction(t.system(), async () => {
      await t.db.execute(sql`update management.review set scorecard = '{}' where id = ${uuid(id)}`);
      return { ok: true, value: undefined };
    }),
  ).rejects.toThrow('frozen');
  const missing = await manager.client.query(query, { id: gid('ServiceReview', none) });
  expect(missing).toEqual({ serviceReview: null, serviceReviewRecomputed: null });
});

test('decisions stand, actions are done by their owner, and what is not done comes up in the next review', async () => {
  const owner = await t.employee({
    permissions: { 'management.read': 'office' },
    officeId: await t.office({ regionId: await t.region() }),
  });
  const where = { customerId: gid('Customer', world.strangerId) };
  const { id: reviewId } = await called(where);
  const add = async (more: object) =>
    run('addServiceReviewAction', 'serviceReviewAction', { reviewId, kind: 'ACTION', text: 'Call', ...more });
  expect((await add({ kind: 'DECISION', text: 'We go on' })).serviceReviewAction).toMatchObject({
    kind: 'DECISION',
    owner: null,
  });
  const { serviceReviewAction: action } = await add({ ownerId: gid('Employee', owner.id), dueOn: '2026-04-01' });
  expect(action).toMatchObject({ owner: { id: gid('Employee', owner.id) }, dueOn: '2026-04-01', doneAt: null });
  expect(codes(await add({ text: '' }))).toEqual([['REQUIRED', 'text']]);
  expect(codes(await add({ dueOn: '1999-01-01' }))).toEqual([['DATE_OUT_OF_RANGE', 'dueOn']]);
  expect(codes(await add({ kind: 'DECISION', dueOn: '2026-04-01' }))).toEqual([['DECISION_HAS_NO_DUE_DATE', 'dueOn']]);
  expect(
    codes(await add({ ownerId: gid('Employee', owner.id), ownerPersonId: gid('Person', world.strangerPersonId) })),
  ).toEqual([['AT_MOST_ONE_OF', 'ownerPersonId']]);
  expect(codes(await add({ ownerPersonId: gid('Person', world.personIds[0]!) }))).toEqual([
    ['OTHER_GROUP', 'ownerPersonId'],
  ]);
  expect(codes(await add({ reviewId: gid('ServiceReview', none) }))).toEqual([['NOT_FOUND', 'reviewId']]);

  const next = await called(where);
  const carried = async (id: string) =>
    (
      await manager.client.query(
        `query ($id: ID!) { serviceReview(id: $id) { carriedOver { id text review { id } } } }`,
        { id },
      )
    ).serviceReview.carriedOver;
  expect(await carried(next.id)).toEqual([{ id: action.id, text: 'Call', review: { id: reviewId } }]);

  const update = async (values: object) =>
    run('updateServiceReviewAction', 'serviceReviewAction', { id: action.id, version: 1, ...values });
  expect(codes(await update({ text: '' }))).toEqual([['REQUIRED', 'text']]);
  const handed = await update({ ownerPersonId: gid('Person', world.strangerPersonId) });
  expect(handed.serviceReviewAction).toMatchObject({
    owner: null,
    ownerPerson: { id: gid('Person', world.strangerPersonId) },
    version: 2,
  });
  expect(codes(await update({ text: 'x' }))).toEqual([['STALE_VERSION', 'version']]);
  expect(codes(await update({ id: gid('ServiceReviewAction', none) }))).toEqual([['NOT_FOUND', 'id']]);
  await update({ version: 2, ownerId: gid('Employee', owner.id) });

  const mine = await owner.client.query(
    `{ serviceReviewActions(filter: { open: true, ownerId: "${gid('Employee', owner.id)}", dueBefore: "2026-04-02" }) { nodes { id } totalCount } }`,
  );
  expect(mine.serviceReviewActions).toEqual({ nodes: [{ id: action.id }], totalCount: 1 });
  const complete = async (values: object, by = owner) =>
    run('completeServiceReviewAction', 'serviceReviewAction', { id: action.id, version: 3, ...values }, by);
  expect(codes(await complete({ note: 'x'.repeat(2001) }))).toEqual([['TOO_LONG', 'note']]);
  const stranger = await t.employee({ permissions: { 'management.read': 'firm' } });
  expect(
    await stranger.client.errorCode(mutation('completeServiceReviewAction', 'serviceReviewAction'), {
      input: { id: action.id, version: 3 },
    }),
  ).toBe('FORBIDDEN');
  expect((await complete({ note: 'Called.' })).serviceReviewAction).toMatchObject({
    doneNote: 'Called.',
    doneBy: { id: gid('Employee', owner.id) },
  });
  expect(codes(await complete({ version: 4 }))).toEqual([['ACTION_DONE', 'id']]);
  expect(codes(await update({ version: 4, text: 'x' }))).toEqual([['ACTION_DONE', 'id']]);
  const [decision] = (
    await manager.client.query(`query ($id: ID!) { serviceReview(id: $id) { actions { id version kind } } }`, {
      id: reviewId,
    })
  ).serviceReview.actions;
  expect(codes(await complete({ id: decision.id, version: 1 }, manager))).toEqual([['NO_ACTION', 'id']]);
  expect(await carried((await called(where)).id)).toEqual([]);
});

test('KPIs of a customer replace those above it, and are checked', async () => {
  const create = async (more: object = {}, by = manager) =>
    run(
      'createServiceReviewKpi',
      'serviceReviewKpi',
      {
        ...{
          customerId: gid('Customer', world.groupId),
          code: 'OPEN',
          name: 'Open',
          measure: 'BACKLOG',
          green: '5',
          amber: '10.5',
        },
        ...more,
      },
      by,
    );
  const { serviceReviewKpi: kpi } = await create();
  expect(kpi).toMatchObject({
    code: 'OPEN',
    green: '5',
    amber: '10.5',
    weight: 1,
    customer: { id: gid('Customer', world.groupId) },
  });
  const judged = async (customerId?: string) =>
    (
      await manager.client.query(`query ($id: ID) { serviceReviewKpis(customerId: $id) { code } }`, {
        id: customerId && gid('Customer', customerId),
      })
    ).serviceReviewKpis.map((k: { code: string }) => k.code);
  expect(await judged(world.nationalId)).toEqual(['OPEN']);
  expect(await judged(world.strangerId)).toContain('IN-TIME');
  expect(await judged()).toContain('IN-TIME');
  expect(codes(await create())).toEqual([['ALREADY_IN_USE', 'code']]);
  expect(codes(await create({ code: 'lower' }))).toEqual([['INVALID_FORMAT', 'code']]);
  expect(codes(await create({ code: 'B', name: '' }))).toEqual([['REQUIRED', 'name']]);
  expect(codes(await create({ code: 'B', green: '-1' }))).toEqual([['INVALID_FORMAT', 'green']]);
  expect(codes(await create({ code: 'B', green: '11' }))).toEqual([['KPI_LESS_IS_BETTER', 'amber']]);
  expect(codes(await create({ code: 'B', measure: 'ATTAINMENT' }))).toEqual([['KPI_MORE_IS_BETTER', 'amber']]);
  expect(codes(await create({ code: 'B', metric: 'UPDATE', priority: 'LOW' }))).toEqual([
    ['KPI_NARROWED', 'metric'],
    ['KPI_NARROWED', 'priority'],
  ]);
  expect(codes(await create({ code: 'B', weight: 101 }))).toEqual([['OUT_OF_RANGE', 'weight']]);
  expect(codes(await create({ customerId: gid('Customer', none) }))).toEqual([['CUSTOMER_NOT_FOUND', 'customerId']]);
  const change = async (name: string, values: object) =>
    run(name, 'serviceReviewKpi', { id: kpi.id, version: 1, ...values });
  expect((await change('updateServiceReviewKpi', { green: '6', weight: null })).serviceReviewKpi).toMatchObject({
    green: '6',
    weight: 1,
    version: 2,
  });
  expect(codes(await change('updateServiceReviewKpi', { green: '7' }))).toEqual([['STALE_VERSION', 'version']]);
  expect(codes(await change('updateServiceReviewKpi', { version: 2, green: '70' }))).toEqual([
    ['KPI_LESS_IS_BETTER', 'amber'],
  ]);
  expect(codes(await change('deleteServiceReviewKpi', {}))).toEqual([['STALE_VERSION', 'version']]);
  expect(codes(await change('deleteServiceReviewKpi', { version: 2 }))).toEqual([]);
  expect(codes(await change('deleteServiceReviewKpi', { version: 2 }))).toEqual([['NOT_FOUND', 'id']]);
  expect(await judged(world.nationalId)).toContain('IN-TIME');
  const local = await t.employee({ permissions: { 'management.read': 'firm', 'management.manage-kpis': 'office' } });
  const query = mutation('createServiceReviewKpi', 'serviceReviewKpi');
  const firm = { code: 'X', name: 'X', measure: 'BACKLOG', green: '1', amber: '2' };
  expect(await local.client.errorCode(query, { input: firm })).toBe('FORBIDDEN');
  expect((await create({ code: 'LOCAL' }, local)).userErrors).toEqual([]);
});

test('a plan prepares a review for each occurrence, once, with the account manager told', async () => {
  const account = await t.employee();
  const [customer] = await t
    .get(CustomersApi)
    .createCustomers(t.system(), [{ name: 'Kept', officeId: t.officeId, accountManagerId: account.id }]);
  const customerId = t.must(customer!).id;
  const plan = t.must(
    await t.get(PlanReviews).create(
      t.system(),
      {
        customerId,
        name: 'Monthly',
        period: 'MONTH',
        rule: 'FREQ=MONTHLY;BYDAY=2TU',
        startsOn: '2026-01-01',
        localTime: '10:00',
        agenda: ['Figures'],
      },
      new Date('2026-02-20T00:00:00Z'),
    ),
  );
  const prepare = (at: string) => t.get(PrepareDueReviews).run(t.system(), new Date(at));
  expect(await prepare('2026-03-03T01:59:00Z')).toEqual({ prepared: 0 });
  const results = await Promise.all([prepare('2026-03-03T02:00:00Z'), prepare('2026-03-03T02:00:00Z')]);
  expect(results.reduce((n, r) => n + r.prepared, 0)).toBe(1);
  expect(await prepare('2026-03-03T02:00:00Z')).toEqual({ prepared: 0 });
  expect(await prepare('2026-06-01T00:00:00Z')).toEqual({ prepared: 2 });
  const { customer: found, notifications } = await account.client.query(
    `query ($id: ID!) { customer(id: $id) { serviceReviews { totalCount nodes { number name periodFrom periodTo plannedAt chair { id } plan { id reviews { totalCount } } agenda { title } } } }
      notifications { nodes { text } } }`,
    { id: gid('Customer', customerId) },
  );
  expect(
    found.serviceReviews.nodes.map((r: Record<string, string>) => [r.periodFrom, r.periodTo, r.plannedAt]),
  ).toEqual([
    ['2026-04-01', '2026-04-30', '2026-05-12T02:00:00.000Z'],
    ['2026-03-01', '2026-03-31', '2026-04-14T02:00:00.000Z'],
    ['2026-02-01', '2026-02-28', '2026-03-10T02:00:00.000Z'],
  ]);
  expect(found.serviceReviews.nodes[0]).toMatchObject({
    chair: { id: gid('Employee', account.id) },
    plan: { id: gid('ServiceReviewPlan', plan.id), reviews: { totalCount: 3 } },
    agenda: [{ title: 'Figures' }],
  });
  expect(notifications.nodes).toHaveLength(3);
  expect(notifications.nodes[0].text).toContain('for Kept is ready');
});

test('another time of day prepares no second review of what was prepared', async () => {
  const [customer] = await t.get(CustomersApi).createCustomers(t.system(), [{ name: 'Moved', officeId: t.officeId }]);
  const command = {
    ...{ customerId: t.must(customer!).id, name: 'Monthly', period: 'MONTH' as const, rule: 'FREQ=MONTHLY;BYDAY=2TU' },
    ...{ startsOn: '2026-01-01', localTime: '10:00', agenda: ['Figures'] },
  };
  const { id } = t.must(await t.get(PlanReviews).create(t.system(), command, new Date('2026-02-20T00:00:00Z')));
  const reviews = async (at: string) => {
    await t.get(PrepareDueReviews).run(t.system(), new Date(at));
    return t.db.query<{ on: string }>(
      sql`select to_char(planned_at, 'YYYY-MM-DD"T"HH24:MI') as on from management.review where plan_id = ${id} order by 1`,
    );
  };
  expect(await reviews('2026-03-04T00:00:00Z')).toEqual([{ on: '2026-03-10T02:00' }]);
  const { version } = await t.db.one<{ version: number }>(
    sql`select version from management.review_plan where id = ${id}`,
  );
  const later = { id, version, localTime: '14:00' };
  t.must(await t.get(PlanReviews).update(t.system(), later, new Date('2026-03-04T01:00:00Z')));
  expect(await reviews('2026-03-05T00:00:00Z')).toEqual([{ on: '2026-03-10T02:00' }]);
  expect(await reviews('2026-04-08T00:00:00Z')).toEqual([{ on: '2026-03-10T02:00' }, { on: '2026-04-14T06:00' }]);
});

test('plans can be made, changed and ended', async () => {
  const base = {
    customerId: gid('Customer', world.nationalId),
    name: 'Quarterly',
    period: 'QUARTER',
    rule: 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20',
    startsOn: '2096-01-20',
    localTime: '10:00',
  };
  const create = async (more: object = {}) => run('createServiceReviewPlan', 'serviceReviewPlan', { ...base, ...more });
  const { serviceReviewPlan: plan } = await create();
  expect(plan).toMatchObject({
    ...{ status: 'ACTIVE', zone: 'Asia/Hong_Kong', leadSeconds: 604_800, nextAt: '2096-01-13T02:00:00.000Z' },
    upcoming: ['2096-01-20T02:00:00.000Z', '2096-04-20T02:00:00.000Z'],
    ruleText: { english: 'every 3 months on the 20th day of the month at 10:00' },
  });
  expect(codes(await create({ name: '' }))).toEqual([['REQUIRED', 'name']]);
  expect(codes(await create({ rule: 'FREQ=SECONDLY' }))).toEqual([['RULE_FREQUENCY', 'rule']]);
  expect(codes(await create({ leadSeconds: -1 }))).toEqual([['OUT_OF_RANGE', 'leadSeconds']]);
  expect(codes(await create({ agenda: [''] }))).toEqual([['REQUIRED', 'agenda.0']]);
  expect(codes(await create({ chairId: gid('Employee', none) }))).toEqual([['EMPLOYEE_NOT_FOUND', 'chairId']]);
  expect(codes(await create({ customerId: gid('Customer', none) }))).toEqual([['CUSTOMER_NOT_FOUND', 'customerId']]);
  const change = async (name: string, values: object) =>
    run(name, 'serviceReviewPlan', { id: plan.id, version: 1, ...values });
  expect(
    (await change('updateServiceReviewPlan', { localTime: '11:00', leadSeconds: 0 })).serviceReviewPlan,
  ).toMatchObject({ version: 2, nextAt: '2096-01-20T03:00:00.000Z' });
  expect(codes(await change('updateServiceReviewPlan', {}))).toEqual([['STALE_VERSION', 'version']]);
  expect(codes(await change('updateServiceReviewPlan', { version: 2, rule: 'FREQ=DAILY;COUNT=0' }))).toEqual([
    ['RULE_VALUE', 'rule'],
  ]);
  expect(codes(await change('endServiceReviewPlan', { id: gid('ServiceReviewPlan', none) }))).toEqual([
    ['NOT_FOUND', 'id'],
  ]);
  expect((await change('endServiceReviewPlan', { version: 2 })).serviceReviewPlan).toMatchObject({
    status: 'ENDED',
    nextAt: null,
    upcoming: [],
  });
  expect(codes(await change('endServiceReviewPlan', { version: 3 }))).toEqual([['WRONG_STATUS', 'id']]);
  const { serviceReviewPlans } = await manager.client.query(
    `query ($id: ID!) { serviceReviewPlans(filter: { customerId: $id, activeOnly: true }) { nodes { id } } }`,
    { id: base.customerId },
  );
  expect(serviceReviewPlans.nodes.map((p: { id: string }) => p.id)).not.toContain(plan.id);
});

test('reviews are seen by those whose office it is and by those who take part; nobody else', async () => {
  const elsewhere = await t.office({ regionId: await t.region() });
  const guest = await t.employee({ permissions: { 'management.read': 'office' }, officeId: elsewhere });
  const chair = await t.employee({
    permissions: { 'management.read': 'office', 'management.manage-reviews': 'office' },
    officeId: elsewhere,
  });
  const other = await t.employee({ permissions: { 'management.read': 'region' }, officeId: elsewhere });
  const { id, version } = await called({ chairId: gid('Employee', chair.id) });
  await run('updateServiceReview', 'serviceReview', {
    id,
    version,
    participants: [{ employeeId: gid('Employee', guest.id) }],
  });
  const sees = async (who: TestEmployee) =>
    await who.client.query(
      `query ($id: ID!) { serviceReview(id: $id) { id } serviceReviews(filter: { statuses: [PREPARED] }) { nodes { id } } }`,
      { id },
    );
  expect((await sees(guest)).serviceReviews.nodes).toEqual([{ id }]);
  expect((await sees(chair)).serviceReview).toEqual({ id });
  expect(await sees(other)).toEqual({ serviceReview: null, serviceReviews: { nodes: [] } });
  expect(
    await chair.client.errorCode(mutation('finalizeServiceReview', 'serviceReview'), { input: { id, version: 2 } }),
  ).toBe('FORBIDDEN');
  const nobody = await t.employee({ permissions: {} });
  for (const query of [
    '{ serviceReviews { nodes { id } } }',
    '{ serviceReviewPlans { nodes { id } } }',
    '{ serviceReviewActions { nodes { id } } }',
    '{ serviceReviewKpis { id } }',
  ])
    expect(await nobody.client.errorCode(query)).toBe('FORBIDDEN');
  for (const [name, field] of [
    ['scheduleServiceReview', 'serviceReview'],
    ['createServiceReviewPlan', 'serviceReviewPlan'],
  ] as const)
    expect(
      await chair.client.errorCode(mutation(name, field), {
        input: {
          customerId: gid('Customer', world.nationalId),
          name: 'x',
          ...(name === 'scheduleServiceReview'
            ? { periodFrom: '2026-01-01', periodTo: '2026-01-31', plannedAt: '2026-02-05T00:00:00Z' }
            : { period: 'MONTH', rule: 'FREQ=MONTHLY', startsOn: '2096-01-01', localTime: '09:00' }),
        },
      }),
    ).toBe('FORBIDDEN');
});
