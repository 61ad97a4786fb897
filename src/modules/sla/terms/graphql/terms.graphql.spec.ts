import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { PyramidApi } from '#modules/pyramid';
import { slaWorld, status, type SlaWorld } from '../../testing/index.js';

const TERMS = `terms { id code level version serviceLine priority tier customer { name } branch { name } job { name } contactType { code }
    versions { number status effectiveFrom effectiveTo movesOpenAt pausingMetrics calendar { code } targets { metric priority seconds } } }
  userErrors { code field message }`;
const CREATE = `mutation ($input: CreateSlaTermsInput!) { createSlaTerms(input: $input) { ${TERMS} } }`;
const DRAFT = `mutation ($input: DraftSlaTermsInput!) { draftSlaTerms(input: $input) { ${TERMS} } }`;
const PUBLISH = `mutation ($input: PublishSlaTermsInput!) { publishSlaTerms(input: $input) { ${TERMS} } }`;
const WITHDRAW = `mutation ($input: WithdrawSlaTermsInput!) { withdrawSlaTerms(input: $input) { ${TERMS} } }`;
const FOR = `query ($requestId: ID!) { slaTermsFor(requestId: $requestId) { reason targets { metric seconds } calendar { calendar { code } } terms { number terms { code } } } }`;

const TARGETS = [{ metric: 'FIRST_RESPONSE', seconds: 3600 }];

describe('SLA terms', () => {
  let app: TestApp;
  let world: SlaWorld;
  let admin: TestEmployee;
  let reader: TestEmployee;
  let codes = 0;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await app.get(PyramidApi).ensureReferenceTiers(app.system());
    admin = await app.employee();
    reader = await app.employee({ permissions: { 'sla.read': 'firm', 'services.read': 'firm' } });
  });

  const create = async (more: object = {}) => {
    const input = { code: `T-${++codes}`, name: 'Terms', level: 'FIRM', targets: TARGETS, ...more };
    return (await admin.client.query(CREATE, { input }))['createSlaTerms'];
  };
  const publish = async (id: string, effectiveFrom: string, more: object = {}) =>
    (await admin.client.query(PUBLISH, { input: { id, version: 1, effectiveFrom, ...more } }))['publishSlaTerms'];
  const withdraw = async (id: string, version: number) =>
    (await admin.client.query(WITHDRAW, { input: { id, version } }))['withdrawSlaTerms'];
  const wrong = (answer: { userErrors: { code: string; field: string }[] }) =>
    answer.userErrors.map(({ code, field }) => ({ code, field }));
  const customer = (id: string) => ({ level: 'CUSTOMER', customerId: toGlobalId('Customer', id) });

  it('begin as a draft with everything that was given', async () => {
    const { terms, userErrors } = await create({
      ...customer(world.strangerId),
      code: 'RAIL',
      serviceLine: 'MAINTENANCE',
      priority: 'HIGH',
      contactTypeId: toGlobalId('ContactType', world.complaintId),
      calendarId: toGlobalId('SlaCalendar', world.alwaysId),
      targets: [...TARGETS, { metric: 'COMPLETION', priority: 'HIGH', seconds: 7200 }],
      pausingMetrics: ['COMPLETION'],
    });
    expect(userErrors).toEqual([]);
    expect(terms).toMatchObject({
      code: 'RAIL',
      level: 'CUSTOMER',
      serviceLine: 'MAINTENANCE',
      priority: 'HIGH',
      customer: { name: 'Northern Rail' },
      contactType: { code: 'COMPLAINT' },
      version: 1,
    });
    expect(terms.versions).toEqual([
      {
        number: 1,
        status: 'DRAFT',
        effectiveFrom: null,
        effectiveTo: null,
        movesOpenAt: null,
        pausingMetrics: ['COMPLETION'],
        calendar: { code: 'ALWAYS' },
        targets: [
          { metric: 'FIRST_RESPONSE', priority: null, seconds: 3600 },
          { metric: 'COMPLETION', priority: 'HIGH', seconds: 7200 },
        ],
      },
    ]);
  });

  it('are agreed with a job, a branch or a tier as well', async () => {
    const job = await create({ level: 'JOB', jobId: toGlobalId('Job', world.strangerJobId) });
    const branch = await create({ level: 'BRANCH', branchId: toGlobalId('Branch', world.branchId) });
    const tier = await create({ level: 'TIER', tier: 'TOP' });
    expect([job.terms.job, branch.terms.branch, tier.terms.tier]).toEqual([
      { name: 'Signals' },
      { name: 'Shenzhen Bay' },
      'TOP',
    ]);
    expect(tier.terms.versions[0].pausingMetrics).toEqual(['UPDATE', 'COMPLETION']);
  });

  it.each<[string, () => object, object[]]>([
    ['no target', () => ({ targets: [] }), [{ code: 'NO_TARGETS', field: 'targets' }]],
    [
      'a target of nothing',
      () => ({ targets: [{ metric: 'UPDATE', seconds: 0 }] }),
      [{ code: 'OUT_OF_RANGE', field: 'targets.0.seconds' }],
    ],
    ['a target twice', () => ({ targets: [...TARGETS, ...TARGETS] }), [{ code: 'DUPLICATE_ITEM', field: 'targets.1' }]],
    ['no customer where one is needed', () => ({ level: 'CUSTOMER' }), [{ code: 'LEVEL_NEEDS', field: 'customerId' }]],
    ['a tier where none belongs', () => ({ tier: 'TOP' }), [{ code: 'LEVEL_NEEDS', field: 'level' }]],
    ['an unknown customer', () => customer(uuidv7()), [{ code: 'CUSTOMER_NOT_FOUND', field: 'customerId' }]],
    ['an unknown tier', () => ({ level: 'TIER', tier: 'MOON' }), [{ code: 'TIER_NOT_FOUND', field: 'tier' }]],
    [
      'an unknown job',
      () => ({ level: 'JOB', jobId: toGlobalId('Job', uuidv7()) }),
      [{ code: 'JOB_NOT_FOUND', field: 'jobId' }],
    ],
    [
      'an unknown branch',
      () => ({ level: 'BRANCH', branchId: toGlobalId('Branch', uuidv7()) }),
      [{ code: 'BRANCH_NOT_FOUND', field: 'branchId' }],
    ],
    [
      'an unknown calendar',
      () => ({ calendarId: toGlobalId('SlaCalendar', uuidv7()) }),
      [{ code: 'CALENDAR_NOT_FOUND', field: 'calendarId' }],
    ],
    [
      'an unknown type',
      () => ({ contactTypeId: toGlobalId('ContactType', uuidv7()) }),
      [{ code: 'CONTACT_TYPE_NOT_FOUND', field: 'contactTypeId' }],
    ],
    [
      'the id of something else',
      () => ({ calendarId: toGlobalId('Office', app.officeId) }),
      [{ code: 'WRONG_ID_TYPE', field: 'calendarId' }],
    ],
    [
      'a bad code and no name at once',
      () => ({ code: 'x y', name: '' }),
      [
        { code: 'INVALID_FORMAT', field: 'code' },
        { code: 'REQUIRED', field: 'name' },
      ],
    ],
  ])('refuse %s', async (_what, more, expected) => {
    const answer = await create(more());
    expect(wrong(answer)).toEqual(expected);
    for (const { code, message } of answer.userErrors) expect(message).not.toBe(code);
  });

  it('have codes of their own', async () => {
    await create({ code: 'ONCE' });
    expect(wrong(await create({ code: 'ONCE' }))).toEqual([{ code: 'ALREADY_IN_USE', field: 'code' }]);
  });

  describe('when they are published', () => {
    it('a later version ends the earlier where it begins', async () => {
      const { terms } = await create(customer(world.groupId));
      const first = await publish(terms.id, '2026-01-01T00:00:00Z');
      expect(first.terms.versions[0]).toMatchObject({
        status: 'PUBLISHED',
        effectiveFrom: '2026-01-01T00:00:00.000Z',
        effectiveTo: null,
      });
      const draft = { id: terms.id, version: 2, targets: [{ metric: 'UPDATE', seconds: 60 }] };
      const drafted = (await admin.client.query(DRAFT, { input: draft }))['draftSlaTerms'];
      expect(drafted.terms.versions.map((v: { status: string }) => v.status)).toEqual(['DRAFT', 'PUBLISHED']);
      const redrafted = (await admin.client.query(DRAFT, { input: { ...draft, version: 3 } }))['draftSlaTerms'];
      expect(redrafted.terms.versions).toHaveLength(2);
      const second = await publish(terms.id, '2026-06-01T00:00:00Z', { version: 4, moveOpenRequests: true });
      expect(second.terms.versions).toMatchObject([
        { number: 2, effectiveFrom: '2026-06-01T00:00:00.000Z', effectiveTo: null, movesOpenAt: expect.any(String) },
        {
          number: 1,
          effectiveFrom: '2026-01-01T00:00:00.000Z',
          effectiveTo: '2026-06-01T00:00:00.000Z',
          movesOpenAt: null,
        },
      ]);
    });

    it('others that are equally narrow and overlap stand in the way, by name; narrower ones do not', async () => {
      const scope = customer(world.nationalId);
      const one = await create({ ...scope, code: 'LINE', serviceLine: 'MAINTENANCE' });
      const same = await create({ ...scope, serviceLine: 'MAINTENANCE' });
      const crossing = await create({ ...scope, priority: 'HIGH' });
      const elsewhere = await create({ ...scope, serviceLine: 'CONSULTING' });
      const narrower = await create({ ...scope, serviceLine: 'MAINTENANCE', priority: 'HIGH' });
      const wider = await create(scope);
      expect((await publish(one.terms.id, '2026-03-01T00:00:00Z')).userErrors).toEqual([]);
      for (const { terms } of [same, crossing]) {
        const refused = await publish(terms.id, '2026-05-01T00:00:00Z');
        expect(wrong(refused)).toEqual([{ code: 'OVERLAPPING_TERMS', field: 'effectiveFrom' }]);
        expect(refused.userErrors[0].message).toContain('LINE');
      }
      for (const { terms } of [elsewhere, narrower, wider])
        expect((await publish(terms.id, '2026-05-01T00:00:00Z')).userErrors).toEqual([]);
    });

    it('of two published at the same moment one wins', async () => {
      const scope = { level: 'TIER', tier: 'MAJOR' };
      const both = [await create(scope), await create(scope)];
      const answers = await Promise.all(both.map(({ terms }) => publish(terms.id, '2026-03-01T00:00:00Z')));
      expect(answers.flatMap(wrong)).toEqual([{ code: 'OVERLAPPING_TERMS', field: 'effectiveFrom' }]);
    });

    it('a calendar that will never open again is refused', async () => {
      const spec = { zone: 'UTC', overrides: [{ date: '2030-01-02', intervals: [{ open: '09:00', close: '10:00' }] }] };
      const calendarId = toGlobalId('SlaCalendar', await world.calendar('ONCE', spec));
      const { terms } = await create({ level: 'TIER', tier: 'SMALL', calendarId });
      const refused = await publish(terms.id, '2030-01-03T00:00:00Z');
      expect(wrong(refused)).toEqual([{ code: 'CALENDAR_NEVER_OPENS', field: 'basis' }]);
      expect(refused.userErrors[0].message).toContain('ONCE');
      expect((await publish(terms.id, '2030-01-02T00:00:00Z')).userErrors).toEqual([]);
    });

    it('needs a draft, the version that was read, and a sensible date', async () => {
      const { terms } = await create({ level: 'TIER', tier: 'MEDIUM' });
      expect(wrong(await publish(terms.id, '1980-01-01T00:00:00Z'))).toEqual([
        { code: 'DATE_OUT_OF_RANGE', field: 'effectiveFrom' },
      ]);
      expect(wrong(await publish(terms.id, '2026-01-01T00:00:00Z', { version: 9 }))).toEqual([
        { code: 'STALE_VERSION', field: 'version' },
      ]);
      await publish(terms.id, '2026-01-01T00:00:00Z');
      expect(wrong(await publish(terms.id, '2026-01-01T00:00:00Z', { version: 2 }))).toEqual([
        { code: 'NO_DRAFT', field: 'id' },
      ]);
      expect(wrong(await publish(toGlobalId('SlaTerms', uuidv7()), '2026-01-01T00:00:00Z'))).toEqual([
        { code: 'NOT_FOUND', field: 'id' },
      ]);
    });

    it('withdrawn terms make room for others; there is nothing to withdraw twice', async () => {
      const scope = { level: 'BRANCH', branchId: toGlobalId('Branch', world.strangerBranchId) };
      const one = await create(scope);
      const other = await create(scope);
      await publish(one.terms.id, '2026-03-01T00:00:00Z');
      const withdrawn = await withdraw(one.terms.id, 2);
      expect(withdrawn.terms.versions[0]).toMatchObject({ status: 'WITHDRAWN', effectiveTo: expect.any(String) });
      expect((await publish(other.terms.id, '2100-01-01T00:00:00Z')).userErrors).toMatchObject([
        { code: 'DATE_OUT_OF_RANGE' },
      ]);
      const after = new Date(Date.parse(withdrawn.terms.versions[0].effectiveTo as string) + 1).toISOString();
      expect((await publish(other.terms.id, after)).userErrors).toEqual([]);
      expect(wrong(await withdraw(one.terms.id, 3))).toEqual([{ code: 'NOTHING_TO_WITHDRAW', field: 'id' }]);
    });
  });

  it('say for a request which of them apply and why, in English and Chinese', async () => {
    const { terms } = await create({
      ...customer(world.groupId),
      code: 'GROUP-CRITICAL',
      priority: 'CRITICAL',
      calendarId: toGlobalId('SlaCalendar', world.alwaysId),
    });
    await publish(terms.id, '2026-02-01T00:00:00Z');
    const requestId = toGlobalId(
      'ServiceRequest',
      await world.request('2026-03-02T09:00:00Z', [], { priority: 'CRITICAL', serviceLine: 'MANAGEMENT', jobId: null }),
    );
    const firm = await create({ code: 'FIRM-ALL' });
    await publish(firm.terms.id, '2026-01-01T00:00:00Z');
    const { slaTermsFor } = await reader.client.query(FOR, { requestId });
    expect(slaTermsFor).toEqual({
      reason: expect.stringMatching(
        /^The terms GROUP-CRITICAL apply: they were agreed with Harbour Hotels Group, 1 step above its customer; they are meant for the priority critical; they come before .*FIRM-ALL\.$/,
      ),
      targets: [{ metric: 'FIRST_RESPONSE', seconds: 3600 }],
      calendar: { calendar: { code: 'ALWAYS' } },
      terms: { number: 1, terms: { code: 'GROUP-CRITICAL' } },
    });
    const chinese = await reader.client.with({ 'accept-language': 'zh' }).query(FOR, { requestId });
    expect(chinese['slaTermsFor'].reason).toContain('该条款与上级集团 Harbour Hotels Group 约定');
    const before = toGlobalId(
      'ServiceRequest',
      await world.request('2020-03-02T09:00:00Z', [status('2020-03-03T09:00:00Z', 'RESOLVED')]),
    );
    expect((await reader.client.query(FOR, { requestId: before }))['slaTermsFor']).toMatchObject({
      terms: null,
      targets: [],
    });
    expect(
      (await reader.client.query(FOR, { requestId: toGlobalId('ServiceRequest', uuidv7()) }))['slaTermsFor'],
    ).toBeNull();
  });

  it('are changed by those who manage terms, not by those who manage calendars', async () => {
    const regional = await app.employee({ permissions: { 'sla.read': 'firm', 'sla.manage-calendars': 'firm' } });
    const { terms } = await create(customer(world.strangerId));
    const target = { id: terms.id, version: 1 };
    for (const [mutation, input] of [
      [CREATE, { code: 'REGIONAL', name: 'X', level: 'FIRM', targets: TARGETS }],
      [DRAFT, { ...target, targets: TARGETS }],
      [PUBLISH, { ...target, effectiveFrom: '2026-01-01T00:00:00Z' }],
      [WITHDRAW, target],
    ] as const)
      expect(await regional.client.errorCode(mutation, { input })).toBe('FORBIDDEN');
  });

  it('are changed only by those who may', async () => {
    const target = { id: 'x', version: 1 };
    for (const [mutation, input] of [
      [CREATE, { code: 'X', name: 'X', level: 'FIRM', targets: TARGETS }],
      [DRAFT, { ...target, targets: TARGETS }],
      [PUBLISH, { ...target, effectiveFrom: '2026-01-01T00:00:00Z' }],
      [WITHDRAW, target],
    ] as const)
      expect(await reader.client.errorCode(mutation, { input })).toBe('FORBIDDEN');
    const { slaTerms } = await reader.client.query('{ slaTerms(level: TIER, publishedOnly: true) { code tier } }');
    expect(slaTerms.map((t: { tier: string }) => t.tier).sort()).toEqual(['MAJOR', 'MEDIUM', 'SMALL']);
  });
});
