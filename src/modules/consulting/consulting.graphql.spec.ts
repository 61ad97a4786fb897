import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { serviceWorld, type ServiceWorld } from '#modules/services/testing';
import { RemindDeliverables } from './application/remind-deliverables.js';

const ERRORS = 'userErrors { code field message }';
const ENGAGEMENT = `engagement { id number status version lead { id } members { role employee { id } } customer { id } deliverables { totalCount nodes { name status } } }`;
const CREATE = `mutation ($input: CreateEngagementInput!) { createEngagement(input: $input) { ${ENGAGEMENT} ${ERRORS} } }`;
const UPDATE = `mutation ($input: UpdateEngagementInput!) { updateEngagement(input: $input) { ${ENGAGEMENT} ${ERRORS} } }`;
const DELIVERABLE = `deliverable { id status version dueOn owner { id } rounds { number note decision reason decidedBy { id } submittedBy { id } } }`;
const ADD = `mutation ($input: AddDeliverableInput!) { addDeliverable(input: $input) { ${DELIVERABLE} ${ERRORS} } }`;
const CHANGE = `mutation ($input: UpdateDeliverableInput!) { updateDeliverable(input: $input) { ${DELIVERABLE} ${ERRORS} } }`;
const SUBMIT = `mutation ($input: SubmitDeliverableInput!) { submitDeliverable(input: $input) { ${DELIVERABLE} ${ERRORS} } }`;
const DECIDE = `mutation ($input: DecideDeliverableInput!) { decideDeliverable(input: $input) { ${DELIVERABLE} ${ERRORS} } }`;
const OVERDUE = `query ($day: LocalDate!) { deliverables(filter: { overdueOn: $day }) { nodes { name } } }`;
const PRODUCT = `mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id code version active } ${ERRORS} } }`;
const UPDATE_PRODUCT = `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { product { active } ${ERRORS} } }`;
const ADVICE = `advice { id number version revision recommendation decision product { code } chosenProduct { code } recipients { id } advisers { id } revisions { number recommendation correctionReason } outcomes { id assessment note request { id } contact { id } } }`;
const ISSUE = `mutation ($input: IssueAdviceInput!) { issueAdvice(input: $input) { ${ADVICE} ${ERRORS} } }`;
const CORRECT = `mutation ($input: CorrectAdviceInput!) { correctAdvice(input: $input) { ${ADVICE} ${ERRORS} } }`;
const DECISION = `mutation ($input: RecordAdviceDecisionInput!) { recordAdviceDecision(input: $input) { ${ADVICE} ${ERRORS} } }`;
const OUTCOME = `mutation ($input: RecordAdviceOutcomeInput!) { recordAdviceOutcome(input: $input) { ${ADVICE} ${ERRORS} } }`;
const REMOVE = `mutation ($input: RemoveAdviceOutcomeInput!) { removeAdviceOutcome(input: $input) { ${ADVICE} ${ERRORS} } }`;
const RECORD = `{ products { nodes { code record { recommended followed good mixed wrong wrongShare } } } }`;

const ALL = {
  'consulting.read': 'firm',
  'consulting.manage-engagements': 'firm',
  'consulting.advise': 'firm',
  'consulting.manage-products': 'firm',
  'identity.read': 'firm',
  'customers.read': 'firm',
  'contacts.read': 'firm',
  'services.read': 'firm',
} as const;

type Answer = Record<string, never> & { userErrors: { code: string; field: string }[] };

describe('consulting', () => {
  let app: TestApp;
  let world: ServiceWorld;
  let consultant: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await serviceWorld(app);
    consultant = await app.employee({ permissions: ALL });
  });

  const id = (type: string, uuid: string) => toGlobalId(type, uuid);
  const send = async (mutation: string, input: object, who = consultant): Promise<Answer> =>
    Object.values(await who.client.query(mutation, { input }))[0] as Answer;
  const codes = (answer: Answer) => answer.userErrors.map((e) => `${e.field} ${e.code}`);
  const engagement = async (more: object = {}) => {
    const input = {
      customerId: id('Customer', world.nationalId),
      name: 'Energy audit',
      startsOn: '2026-03-02',
      ...more,
    };
    const answer = await send(CREATE, input);
    expect(answer.userErrors).toEqual([]);
    return answer['engagement'] as unknown as { id: string; number: string; version: number };
  };
  const deliverable = async (engagementId: string, more: object = {}) => {
    const answer = await send(ADD, { engagementId, name: 'Report', dueOn: '2026-04-01', ...more });
    expect(answer.userErrors).toEqual([]);
    return answer['deliverable'] as unknown as { id: string; version: number };
  };
  const product = async (code: string, more: object = {}) => {
    const answer = await send(PRODUCT, { code, name: `Product ${code}`, kind: 'SYSTEM', ...more });
    expect(answer.userErrors).toEqual([]);
    return answer['product'] as unknown as { id: string; version: number };
  };
  const adviceInput = (more: object = {}) => ({
    customerId: id('Customer', world.nationalId),
    recipientIds: [],
    advisedAt: '2026-03-04T09:00:00Z',
    recommendation: 'Replace the chillers by heat pumps',
    reasons: 'The chillers are at the end of their life.',
    ...more,
  });
  const advice = async (more: object = {}) => {
    const answer = await send(ISSUE, adviceInput(more));
    expect(answer.userErrors).toEqual([]);
    return answer['advice'] as unknown as { id: string; version: number };
  };

  it('an engagement has a number, a lead and a team, and is listed with its customer', async () => {
    const colleague = await app.employee({ permissions: {} });
    const members = [{ employeeId: id('Employee', colleague.id), role: 'acoustics' }];
    const made = await engagement({ members });
    expect(made).toMatchObject({
      number: expect.stringMatching(/^E-\d{6}$/),
      status: 'PLANNED',
      lead: { id: id('Employee', consultant.id) },
      members: [{ role: 'acoustics', employee: { id: id('Employee', colleague.id) } }],
    });
    const list = `query ($id: ID!) { node(id: $id) { ... on Customer { engagements { nodes { number } } } } }`;
    const { node } = await consultant.client.query(list, { id: id('Customer', world.nationalId) });
    expect(node.engagements.nodes).toContainEqual({ number: made.number });
    const changed = await send(UPDATE, { id: made.id, version: made.version, status: 'ACTIVE', members: [] });
    expect(changed['engagement']).toMatchObject({ status: 'ACTIVE', members: [], version: 2 });
    expect(codes(await send(UPDATE, { id: made.id, version: 1, name: 'Other' }))).toEqual(['version STALE_VERSION']);
  });

  it('says what is wrong with an engagement', async () => {
    const wrong = async (more: object) =>
      codes(
        await send(CREATE, {
          customerId: id('Customer', world.nationalId),
          name: 'X',
          startsOn: '2026-03-02',
          ...more,
        }),
      );
    expect(await wrong({ name: ' ' })).toEqual(['name REQUIRED']);
    expect(await wrong({ endsOn: '2026-03-01' })).toEqual(['endsOn END_BEFORE_START']);
    expect(await wrong({ customerId: id('Customer', app.officeId) })).toEqual(['customerId CUSTOMER_NOT_FOUND']);
    expect(await wrong({ jobId: id('Job', app.officeId) })).toEqual(['jobId JOB_NOT_FOUND']);
    expect((await wrong({ leadId: id('Employee', app.officeId) }))[0]).toContain('EMPLOYEE_NOT_FOUND');
  });

  it('a deliverable goes out, comes back with a reason, goes out again and is accepted; every round is kept', async () => {
    const made = await engagement();
    const first = await deliverable(made.id);
    const submitted = await send(SUBMIT, { id: first.id, version: 1, note: 'First issue' });
    expect(submitted['deliverable']).toMatchObject({ status: 'SUBMITTED' });
    expect(codes(await send(SUBMIT, { id: first.id, version: 2 }))).toEqual(['id DELIVERABLE_NOT_OPEN']);
    expect(codes(await send(DECIDE, { id: first.id, version: 2, accepted: false }))).toEqual(['reason REQUIRED']);
    await send(DECIDE, { id: first.id, version: 2, accepted: false, reason: 'Chapter 3 is missing' });
    expect(codes(await send(UPDATE, { id: made.id, version: 1, status: 'COMPLETED' }))).toEqual([
      'status DELIVERABLES_OPEN',
    ]);
    await send(SUBMIT, { id: first.id, version: 3 });
    const accepted = await send(DECIDE, { id: first.id, version: 4, accepted: true });
    expect(accepted['deliverable']).toMatchObject({
      status: 'ACCEPTED',
      rounds: [
        { number: 1, note: 'First issue', decision: 'REJECTED', reason: 'Chapter 3 is missing' },
        { number: 2, note: null, decision: 'ACCEPTED', reason: null },
      ],
    });
    expect(codes(await send(CHANGE, { id: first.id, version: 5, name: 'Y' }))).toEqual(['id DELIVERABLE_ACCEPTED']);
    expect(codes(await send(DECIDE, { id: first.id, version: 5, accepted: true }))).toEqual([
      'id DELIVERABLE_NOT_SUBMITTED',
    ]);
    const done = await send(UPDATE, { id: made.id, version: 1, status: 'COMPLETED' });
    expect(done.userErrors).toEqual([]);
    expect(codes(await send(ADD, { engagementId: made.id, name: 'More', dueOn: '2026-05-01' }))).toEqual([
      'id ENGAGEMENT_CLOSED',
    ]);
  });

  it('what is late is listed; owners are reminded a week before, on the day and a week after, once each', async () => {
    const made = await engagement({ name: 'Reminders' });
    const owner = await app.employee({ permissions: {} });
    const late = await deliverable(made.id, { name: 'Late', dueOn: '2031-05-20', ownerId: id('Employee', owner.id) });
    const { deliverables } = await consultant.client.query(OVERDUE, { day: '2031-05-21' });
    expect(deliverables.nodes).toContainEqual({ name: 'Late' });
    const none = await consultant.client.query(OVERDUE, { day: '2031-05-20' });
    expect(none['deliverables'].nodes).not.toContainEqual({ name: 'Late' });
    const told = async () =>
      (await app.db.query(sql`select 1 from notifications.notification where employee_id = ${owner.id}`)).length;
    const remind = (at: string) => app.get(RemindDeliverables).run(app.system(), new Date(at));
    await remind('2031-05-10T12:00:00Z');
    expect(await told()).toBe(0);
    for (const [at, times] of [
      ['2031-05-13T12:00:00Z', 1],
      ['2031-05-15T12:00:00Z', 1],
      ['2031-05-20T12:00:00Z', 2],
      ['2031-05-27T12:00:00Z', 3],
      ['2031-06-27T12:00:00Z', 3],
    ] as const) {
      await remind(at);
      expect([at, await told()]).toEqual([at, times]);
    }
    const withdrawn = await send(CHANGE, { id: late.id, version: 1, withdraw: true });
    expect(withdrawn['deliverable']).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('advice stays as it was said; a correction is a revision with its reason', async () => {
    const bms = await product('BMS-4');
    const made = await advice({ productId: bms.id });
    expect(made).toMatchObject({
      revision: 1,
      product: { code: 'BMS-4' },
      advisers: [{ id: id('Employee', consultant.id) }],
    });
    const text = { recommendation: 'Keep the chillers', reasons: 'They were overhauled.' };
    expect(codes(await send(CORRECT, { id: made.id, version: 1, ...text, correctionReason: '' }))).toEqual([
      'correctionReason REQUIRED',
    ]);
    const corrected = await send(CORRECT, { id: made.id, version: 1, ...text, correctionReason: 'New facts' });
    expect(corrected['advice']).toMatchObject({
      revision: 2,
      recommendation: 'Keep the chillers',
      product: null,
      revisions: [
        { number: 1, recommendation: 'Replace the chillers by heat pumps', correctionReason: null },
        { number: 2, recommendation: 'Keep the chillers', correctionReason: 'New facts' },
      ],
    });
    expect(codes(await send(CORRECT, { id: made.id, version: 1, ...text, correctionReason: 'x' }))).toEqual([
      'version STALE_VERSION',
    ]);
    await expect(
      app.db.transaction(app.system(), async () => {
        await app.db.execute(sql`update consulting.advice_revision set reasons = 'other'`);
        return { ok: true, value: undefined };
      }),
    ).rejects.toThrow('append-only');
  });

  it('a later complaint leads back to the advice behind it, and counts against what was recommended', async () => {
    const pump = await product('PUMP-1');
    const made = await advice({ productId: pump.id });
    const good = await advice({ productId: pump.id });
    await advice({ productId: pump.id });
    const decided = await send(DECISION, { id: made.id, version: 1, decision: 'FOLLOWED', decidedOn: '2026-03-10' });
    expect(decided['advice']).toMatchObject({ decision: 'FOLLOWED' });
    const complaint = await world.request({ subject: 'The heat pump freezes' });
    const input = {
      adviceId: made.id,
      requestId: id('ServiceRequest', complaint),
      assessment: 'MIXED',
      observedOn: '2026-12-01',
    };
    await send(OUTCOME, input);
    const judged = await send(OUTCOME, { ...input, assessment: 'WRONG_RECOMMENDATION', note: 'Too small' });
    expect(judged['advice']).toMatchObject({
      outcomes: [{ assessment: 'WRONG_RECOMMENDATION', note: 'Too small', request: { id: input.requestId } }],
    });
    await send(OUTCOME, { adviceId: good.id, assessment: 'GOOD', observedOn: '2026-12-01' });
    const behind = `query ($id: ID!) { serviceRequest(id: $id) { adviceBehind { id recommendation } } }`;
    const { serviceRequest } = await consultant.client.query(behind, { id: input.requestId });
    expect(serviceRequest.adviceBehind).toEqual([
      { id: made.id, recommendation: 'Replace the chillers by heat pumps' },
    ]);
    const { products } = await consultant.client.query(RECORD);
    expect(products.nodes.find((p: { code: string }) => p.code === 'PUMP-1').record).toEqual({
      ...{ recommended: 3, followed: 1, good: 1, mixed: 0, wrong: 1, wrongShare: '0.5000' },
    });
    const [{ id: outcomeId }] = (judged['advice'] as unknown as { outcomes: [{ id: string }] }).outcomes;
    expect((await send(REMOVE, { id: outcomeId }))['advice']).toMatchObject({ outcomes: [] });
    expect(codes(await send(REMOVE, { id: outcomeId }))).toEqual(['id NOT_FOUND']);
  });

  it('says what is wrong with advice, its decision and its outcomes', async () => {
    const wrong = async (more: object) => codes(await send(ISSUE, adviceInput(more)));
    expect(await wrong({ reasons: ' ' })).toEqual(['reasons REQUIRED']);
    expect((await wrong({ advisedAt: '2199-01-01T00:00:00Z' }))[0]).toMatch(/^advisedAt /);
    expect(await wrong({ adviserIds: [] })).toEqual(['adviserIds NO_ADVISERS']);
    expect(await wrong({ productId: id('Product', app.officeId) })).toEqual(['productId PRODUCT_NOT_FOUND']);
    expect(await wrong({ engagementId: id('Engagement', app.officeId) })).toEqual([
      'engagementId ENGAGEMENT_NOT_FOUND',
    ]);
    expect(await wrong({ requestId: id('ServiceRequest', app.officeId) })).toEqual(['requestId REQUEST_NOT_FOUND']);
    const foreign = await engagement({ customerId: id('Customer', world.strangerId) });
    expect(await wrong({ engagementId: foreign.id })).toEqual(['engagementId OTHER_GROUP']);
    const old = await product('OLD-1');
    expect((await send(UPDATE_PRODUCT, { id: old.id, version: 1, active: false })).userErrors).toEqual([]);
    expect(await wrong({ productId: old.id })).toEqual(['productId PRODUCT_INACTIVE']);
    const made = await advice();
    const decision = { id: made.id, version: 1, decision: 'CHOSE_OTHER', decidedOn: '2026-03-10' };
    expect(codes(await send(DECISION, decision))).toEqual(['chosenProductId OTHER_PRODUCT_NEEDED']);
    expect(codes(await send(DECISION, { ...decision, chosenProductId: old.id, decidedOn: '2026-03-01' }))).toEqual([
      'decidedOn ADVISED_LATER',
    ]);
    expect((await send(DECISION, { ...decision, chosenProductId: old.id }))['advice']).toMatchObject({
      chosenProduct: { code: 'OLD-1' },
    });
    const outcome = { adviceId: made.id, assessment: 'GOOD', observedOn: '2026-04-01' };
    const strange = await world.request({ customerId: world.strangerId });
    expect(codes(await send(OUTCOME, { ...outcome, requestId: id('ServiceRequest', strange) }))).toEqual([
      'requestId OTHER_GROUP',
    ]);
    const both = { requestId: id('ServiceRequest', strange), contactId: id('Contact', strange) };
    expect(codes(await send(OUTCOME, { ...outcome, ...both }))).toEqual(['contactId AT_MOST_ONE_OF']);
    expect(codes(await send(OUTCOME, { ...outcome, adviceId: id('Advice', strange) }))).toEqual([
      'adviceId ADVICE_NOT_FOUND',
    ]);
    expect(codes(await send(PRODUCT, { code: 'OLD-1', name: 'X', kind: 'PRODUCT' }))).toEqual(['code ALREADY_IN_USE']);
    expect(codes(await send(UPDATE_PRODUCT, { id: old.id, version: 1, name: 'X' }))).toEqual(['version STALE_VERSION']);
    expect(codes(await send(PRODUCT, { code: 'a b', name: 'X', kind: 'PRODUCT' }))).toEqual(['code INVALID_FORMAT']);
  });

  it('is closed to those without the permission, and to offices it does not reach', async () => {
    const nobody = await app.employee({ permissions: {} });
    const made = await engagement({ name: 'Closed' });
    for (const query of [
      `{ engagements { totalCount } }`,
      `{ deliverables { totalCount } }`,
      `{ advice { totalCount } }`,
      `{ products { totalCount } }`,
    ])
      expect(await nobody.client.errorCode(query, {})).toBe('FORBIDDEN');
    expect(
      await nobody.client.errorCode(CREATE, {
        input: { customerId: id('Customer', world.nationalId), name: 'X', startsOn: '2026-03-02' },
      }),
    ).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(ISSUE, { input: adviceInput() })).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(PRODUCT, { input: { code: 'X', name: 'X', kind: 'PRODUCT' } })).toBe(
      'FORBIDDEN',
    );
    const far = await app.employee({
      permissions: {
        ...ALL,
        'consulting.read': 'office',
        'consulting.manage-engagements': 'office',
        'consulting.advise': 'office',
      },
      officeId: await app.office({ regionId: await app.region('Far'), name: 'Far' }),
    });
    expect(await far.client.query(`{ engagements { totalCount } advice { totalCount } }`)).toEqual({
      engagements: { totalCount: 0 },
      advice: { totalCount: 0 },
    });
    expect(codes(await send(UPDATE, { id: made.id, version: 1, name: 'Mine' }, far))).toEqual(['id NOT_FOUND']);
    expect(codes(await send(ADD, { engagementId: made.id, name: 'X', dueOn: '2026-05-01' }, far))).toEqual([
      'engagementId ENGAGEMENT_NOT_FOUND',
    ]);
    expect(
      await far.client.errorCode(CREATE, {
        input: { customerId: id('Customer', world.nationalId), name: 'X', startsOn: '2026-03-02' },
      }),
    ).toBe('FORBIDDEN');
    expect((await far.client.query(`query ($id: ID!) { node(id: $id) { id } }`, { id: made.id }))['node']).toBeNull();
  });
});
