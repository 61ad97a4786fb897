import { beforeAll, describe, expect, it } from 'vitest';
import { ok, uuidv7 } from '#kernel';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomersApi } from '#modules/customers';
import { ManageEmployees } from '#modules/identity/seeding';
import { PyramidApi } from '#modules/pyramid';
import { BranchCalendars } from '../../calendars/application/branch-calendars.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { NINE_TO_SIX, slaWorld, type SlaWorld } from '../../testing/index.js';

const CONTENT = `basis { combination sources { kind calendar { code } office { code } } }
  warnings { metric sharePercent secondsBefore recipients { kind role of employee { name } } }
  escalations { metric secondsAfter recipients { kind } }
  credits { currency fee period capPercent capAmount rules { metric priority percent amount } }`;
const TERMS = `terms { id version versions { id number status effectiveFrom effectiveTo ${CONTENT} } } userErrors { code field message }`;
const CREATE = `mutation ($input: CreateSlaTermsInput!) { createSlaTerms(input: $input) { ${TERMS} } }`;
const DRAFT = `mutation ($input: DraftSlaTermsInput!) { draftSlaTerms(input: $input) { ${TERMS} } }`;
const PUBLISH = `mutation ($input: PublishSlaTermsInput!) { publishSlaTerms(input: $input) { ${TERMS} } }`;
const WITHDRAW = `mutation ($input: WithdrawSlaTermsInput!) { withdrawSlaTerms(input: $input) { ${TERMS} } }`;
const CANCEL_SCHEDULED = `mutation ($input: CancelScheduledSlaTermsInput!) { cancelScheduledSlaTerms(input: $input) { ${TERMS} } }`;
const CHECK = `query ($id: ID!, $effectiveFrom: DateTime!) { slaTermsCheck(id: $id, effectiveFrom: $effectiveFrom) {
  publishable errors { code field message } warnings { code field message } ends { number effectiveTo neverApplies } reevaluated wouldMove estimated } }`;
const COMPARE = `query ($from: ID!, $to: ID!) { slaTermsComparison(from: $from, to: $to) { from { number } to { number } differences { field before after text } } }`;
const FOR = `query ($requestId: ID!) { slaTermsFor(requestId: $requestId) { reason calendars { calendar { code } } notApplied { reason terms { number terms { code } } } } }`;
const SET_BRANCH = `mutation ($input: SetBranchCalendarInput!) { setBranchCalendar(input: $input) { branch { name slaCalendar { code } } userErrors { code field } } }`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked at field by field
type Answer = Record<string, any>;

const TARGETS = [{ metric: 'COMPLETION', seconds: 28_800 }];
const FAR = '2031-01-01T00:00:00.000Z';

describe('publishing SLA terms', () => {
  let app: TestApp;
  let world: SlaWorld;
  let admin: TestEmployee;
  let reader: TestEmployee;
  let codes = 0;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await app.get(PyramidApi).ensureReferenceTiers(app.system());
    admin = await app.employee({ name: 'Ana Silva' });
    reader = await app.employee({ permissions: { 'sla.read': 'office', 'services.read': 'firm' } });
  });

  const ask = async (query: string, name: string, variables: object, who = admin): Promise<Answer> =>
    (await who.client.query(query, variables as never))[name] as Answer;
  const create = async (more: object = {}) =>
    ask(CREATE, 'createSlaTerms', {
      input: { code: `P-${++codes}`, name: 'Terms', level: 'TIER', tier: 'TOP', targets: TARGETS, ...more },
    });
  const publish = (id: string, version: number, effectiveFrom: string, more: object = {}) =>
    ask(PUBLISH, 'publishSlaTerms', { input: { id, version, effectiveFrom, ...more } });
  const draft = (id: string, version: number, more: object = {}) =>
    ask(DRAFT, 'draftSlaTerms', { input: { id, version, targets: TARGETS, ...more } });
  const check = async (id: string, effectiveFrom: string) => ask(CHECK, 'slaTermsCheck', { id, effectiveFrom });
  const wrong = (list: { code: string; field: string }[]) => list.map(({ code, field }) => `${code} ${field}`);
  const customer = (id: string) => ({ level: 'CUSTOMER', customerId: toGlobalId('Customer', id), tier: null });
  const recipients = [{ kind: 'ASSIGNEE' }];

  it('everything that terms say is kept as it was given', async () => {
    const { terms, userErrors } = await create({
      basis: {
        combination: 'UNION',
        sources: [
          { kind: 'CALENDAR', calendarId: toGlobalId('SlaCalendar', world.alwaysId) },
          { kind: 'OFFICE', officeId: toGlobalId('Office', app.officeId) },
          { kind: 'OFFICE' },
          { kind: 'BRANCH' },
        ],
      },
      warnings: [
        { sharePercent: 75, recipients: [{ kind: 'ROLE', role: 'agent' }, { kind: 'TEAM' }] },
        {
          metric: 'COMPLETION',
          secondsBefore: 600,
          recipients: [{ kind: 'EMPLOYEE', employeeId: toGlobalId('Employee', admin.id) }],
        },
      ],
      escalations: [{ secondsAfter: 0, recipients: [{ kind: 'WATCHERS' }] }],
      credits: { currency: 'GBP', fee: '1000', period: 'QUARTER', capPercent: '20', rules: [{ percent: '2.5' }] },
    });
    expect(userErrors).toEqual([]);
    const [code] = terms.versions[0].basis.sources.flatMap((s: Answer) => s['office']?.code ?? []);
    expect(terms.versions[0]).toMatchObject({
      basis: {
        combination: 'UNION',
        sources: [
          { kind: 'CALENDAR', calendar: { code: 'ALWAYS' }, office: null },
          { kind: 'OFFICE', calendar: null, office: { code } },
          { kind: 'OFFICE', calendar: null, office: null },
          { kind: 'BRANCH', calendar: null, office: null },
        ],
      },
      warnings: [
        {
          metric: null,
          sharePercent: 75,
          secondsBefore: null,
          recipients: [
            { kind: 'ROLE', role: 'agent', of: 'OFFICE', employee: null },
            { kind: 'TEAM', role: null, of: null, employee: null },
          ],
        },
        {
          metric: 'COMPLETION',
          sharePercent: null,
          secondsBefore: 600,
          recipients: [{ employee: { name: 'Ana Silva' } }],
        },
      ],
      escalations: [{ metric: null, secondsAfter: 0, recipients: [{ kind: 'WATCHERS' }] }],
      credits: {
        currency: 'GBP',
        fee: '1000',
        period: 'QUARTER',
        capPercent: '20',
        capAmount: null,
        rules: [{ metric: null, priority: null, percent: '2.5', amount: null }],
      },
    });
  });

  it.each<[string, () => object, string[]]>([
    [
      'two calendars where there is to be one',
      () => ({ basis: { combination: 'ONE', sources: [{ kind: 'BRANCH' }, { kind: 'OFFICE' }] } }),
      ['ONE_CALENDAR_ONLY basis.sources'],
    ],
    [
      'one calendar where there are to be several',
      () => ({ basis: { combination: 'UNION', sources: [{ kind: 'BRANCH' }] } }),
      ['CALENDARS_TO_COMBINE basis.sources'],
    ],
    [
      'the same calendar twice',
      () => ({ basis: { combination: 'UNION', sources: [{ kind: 'OFFICE' }, { kind: 'OFFICE' }] } }),
      ['DUPLICATE_ITEM basis.sources.1'],
    ],
    [
      'a calendar that is not said which',
      () => ({ basis: { combination: 'ONE', sources: [{ kind: 'CALENDAR' }] } }),
      ['REQUIRED basis.sources.0.calendarId'],
    ],
    [
      'an unknown calendar and an unknown office',
      () => ({
        basis: {
          combination: 'INTERSECTION',
          sources: [
            { kind: 'CALENDAR', calendarId: toGlobalId('SlaCalendar', uuidv7()) },
            { kind: 'OFFICE', officeId: toGlobalId('Office', uuidv7()) },
          ],
        },
      }),
      ['CALENDAR_NOT_FOUND basis.sources.0.calendarId', 'OFFICE_NOT_FOUND basis.sources.1.officeId'],
    ],
    [
      'a basis and a calendar beside it',
      () => ({
        basis: { combination: 'ONE', sources: [{ kind: 'OFFICE' }] },
        calendarId: toGlobalId('SlaCalendar', world.alwaysId),
      }),
      ['ONE_OF calendarId'],
    ],
    [
      'a warning of both kinds, one of none and one to nobody',
      () => ({
        warnings: [
          { sharePercent: 50, secondsBefore: 60, recipients },
          { recipients },
          { sharePercent: 0, recipients: [] },
        ],
      }),
      [
        'ONE_OF warnings.0',
        'ONE_OF warnings.1',
        'OUT_OF_RANGE warnings.2.sharePercent',
        'REQUIRED warnings.2.recipients',
      ],
    ],
    [
      'an escalation before the breach, to a role that is not said which and to nobody in particular',
      () => ({ escalations: [{ secondsAfter: -1, recipients: [{ kind: 'ROLE' }, { kind: 'EMPLOYEE' }] }] }),
      [
        'OUT_OF_RANGE escalations.0.secondsAfter',
        'REQUIRED escalations.0.recipients.0.role',
        'REQUIRED escalations.0.recipients.1.employeeId',
      ],
    ],
    [
      'credits of nothing, of more than all, and of both kinds at once',
      () => ({
        credits: {
          currency: 'GBP',
          fee: '0',
          period: 'MONTH',
          capPercent: '101',
          rules: [{ percent: '5', amount: '1' }, { amount: '-3' }],
        },
      }),
      [
        'INVALID_FORMAT credits.fee',
        'INVALID_FORMAT credits.capPercent',
        'ONE_OF credits.rules.0',
        'INVALID_FORMAT credits.rules.1.amount',
      ],
    ],
    [
      'credits without a rule',
      () => ({ credits: { currency: 'GBP', period: 'MONTH', rules: [] } }),
      ['REQUIRED credits.rules'],
    ],
  ])('a draft with %s is refused', async (_what, more, expected) => {
    const { userErrors } = await create(more());
    expect(wrong(userErrors)).toEqual(expected);
    for (const { code, message } of userErrors) expect(message).not.toBe(code);
  });

  it('all that stands in the way is named at once, by the check and by publishing, in two languages', async () => {
    const gone = await app.employee({ name: 'Ben Gone' });
    app.must(await app.get(ManageEmployees).saveEmployee(app.system(), { active: false }, { id: gone.id, version: 1 }));
    const never = await world.calendar('MORNING', {
      ...NINE_TO_SIX,
      weekly: [{ day: 'MON', open: '01:00', close: '02:00' }],
    });
    const taken = await create({ ...customer(world.groupId), code: 'TAKEN' });
    expect((await publish(taken.terms.id, 1, '2026-01-01T00:00:00Z')).userErrors).toEqual([]);
    const { terms } = await create({
      ...customer(world.groupId),
      basis: {
        combination: 'INTERSECTION',
        sources: [
          { kind: 'CALENDAR', calendarId: toGlobalId('SlaCalendar', never) },
          { kind: 'CALENDAR', calendarId: toGlobalId('SlaCalendar', await world.calendar('DAY')) },
        ],
      },
      targets: [...TARGETS, { metric: 'UPDATE', seconds: 90_000 }],
      warnings: [
        { sharePercent: 100, recipients },
        { metric: 'COMPLETION', secondsBefore: 28_800, recipients: [{ kind: 'ROLE', role: 'nobody' }] },
        { metric: 'COMPLETION', sharePercent: 50, recipients },
        { secondsBefore: 14_400, recipients: [{ kind: 'EMPLOYEE', employeeId: toGlobalId('Employee', gone.id) }] },
      ],
      escalations: [{ metric: 'FIRST_RESPONSE', secondsAfter: 0, recipients }],
      credits: { currency: 'GBP', period: 'MONTH', rules: [{ percent: '5' }] },
    });
    const found = await check(terms.id, '2026-02-01T00:00:00Z');
    expect(found['publishable']).toBe(false);
    expect(wrong(found['errors'])).toEqual([
      'OVERLAPPING_TERMS effectiveFrom',
      'CALENDAR_NEVER_OPENS basis',
      'WARNING_NOT_BEFORE_DUE warnings.0.sharePercent',
      'WARNING_BEFORE_START warnings.1.secondsBefore',
      'WARNINGS_FALL_TOGETHER warnings.3',
      'PERCENT_WITHOUT_FEE credits.fee',
      'ROLE_NOT_FOUND warnings.1.recipients.0.role',
      'EMPLOYEE_INACTIVE warnings.3.recipients.0.employeeId',
    ]);
    expect(wrong(found['warnings'])).toEqual(['LONGER_THAN_COMPLETION targets.1', 'STEP_WITHOUT_TARGET escalations.0']);
    expect(found['errors'][0].message).toContain('TAKEN');
    expect(found['errors'][1].message).toContain('MORNING ∩ DAY');
    const refused = await publish(terms.id, 1, '2026-02-01T00:00:00Z');
    expect(refused.userErrors.map((e: Answer) => e['message'])).toEqual(
      found['errors'].map((e: Answer) => e['message']),
    );
    const chinese = await admin.client
      .with({ 'accept-language': 'zh' })
      .query(CHECK, { id: terms.id, effectiveFrom: FAR });
    for (const { message } of chinese['slaTermsCheck'].errors) expect(message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('a calendar that meets none of the offices is refused, one that misses some is a warning', async () => {
    await app.office({ timeZone: 'America/New_York', code: 'NYC' });
    const night = await world.calendar('NIGHT', {
      zone: 'America/New_York',
      weekly: [{ day: 'MON', open: '10:00', close: '11:00' }],
    });
    const never = await world.calendar('SUNDAY', {
      zone: 'UTC',
      weekly: [{ day: 'SUN', open: '12:00', close: '13:00' }],
    });
    const both = (calendarId: string) => ({
      tier: 'MEDIUM',
      basis: {
        combination: 'INTERSECTION',
        sources: [{ kind: 'CALENDAR', calendarId: toGlobalId('SlaCalendar', calendarId) }, { kind: 'OFFICE' }],
      },
    });
    const some = await check((await create(both(night))).terms.id, FAR);
    expect(some['errors']).toEqual([]);
    expect(wrong(some['warnings'])).toEqual(['CALENDAR_NEVER_OPENS_SOMEWHERE basis']);
    const none = await check((await create(both(never))).terms.id, FAR);
    expect([...new Set(wrong(none['errors']))]).toEqual(['CALENDAR_NEVER_OPENS basis']);
  });

  it('only calendars of branches that requests under the terms may name count', async () => {
    const over = await world.calendar('OVER', {
      zone: 'UTC',
      overrides: [{ date: '2026-02-02', intervals: [{ open: '09:00', close: '10:00' }] }],
    });
    const choose = (branchId: string, calendarId: string | null) =>
      app.get(BranchCalendars).set(app.system(), branchId, calendarId);
    app.must(await choose(world.strangerBranchId, over));
    const basis = { combination: 'ONE', sources: [{ kind: 'BRANCH' }] };
    const scopes = {
      stranger: customer(world.strangerId),
      strangerJob: { level: 'JOB', jobId: toGlobalId('Job', world.strangerJobId), tier: null },
      national: customer(world.nationalId),
      group: customer(world.groupId),
      groupJob: { level: 'JOB', jobId: toGlobalId('Job', world.groupJobId), tier: null },
    };
    const ids = new Map<string, string>();
    for (const [who, scope] of Object.entries(scopes)) ids.set(who, (await create({ ...scope, basis })).terms.id);
    const refused = async () => {
      const found: string[] = [];
      for (const [who, id] of ids)
        if (wrong((await check(id, FAR))['errors']).includes('CALENDAR_NEVER_OPENS basis')) found.push(who);
      return found;
    };
    expect(await refused()).toEqual(['stranger', 'strangerJob']);
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update customers.branch set active = false where id = ${world.strangerBranchId}`);
      return ok();
    });
    expect(await refused()).toEqual([]);
    app.must(await choose(world.branchId, over));
    expect(await refused()).toEqual(['national', 'group', 'groupJob']);
    app.must(await choose(world.branchId, null));
    app.must(await choose(world.strangerBranchId, null));
  });

  it('the check says what publishing would do, and does nothing', async () => {
    const scope = customer(world.strangerId);
    const { terms } = await create({ ...scope, code: 'STRANGER' });
    await publish(terms.id, 1, '2026-01-01T00:00:00Z');
    const request = (createdAt: string, more: object = {}) =>
      world.request(createdAt, [], { customerId: world.strangerId, ...more });
    const ids = [
      await request('2026-03-02T09:00:00Z'),
      await request('2026-03-02T09:00:00Z', { priority: 'HIGH' }),
      await request('2026-05-02T09:00:00Z'),
    ];
    await app.get(EvaluateSla).run(app.system(), ids, { now: new Date('2026-05-02T10:00:00Z') });
    const narrow = await create({ ...scope, code: 'STRANGER-HIGH', priority: 'HIGH' });
    expect(await check(narrow.terms.id, '2026-05-01T00:00:00Z')).toMatchObject({
      publishable: true,
      ends: [],
      reevaluated: 1,
      wouldMove: 1,
      estimated: false,
    });
    const next = await draft(terms.id, 2);
    expect(next.userErrors).toEqual([]);
    expect(await check(terms.id, '2026-05-01T00:00:00Z')).toMatchObject({
      ends: [{ number: 1, effectiveTo: '2026-05-01T00:00:00.000Z', neverApplies: false }],
      reevaluated: 1,
      wouldMove: 2,
    });
    expect(await check(terms.id, '2025-05-01T00:00:00Z')).toMatchObject({
      ends: [{ number: 1, effectiveTo: '2026-01-01T00:00:00.000Z', neverApplies: true }],
    });
    expect(wrong((await check(terms.id, '1980-01-01T00:00:00Z'))['errors'])).toEqual([
      'DATE_OUT_OF_RANGE effectiveFrom',
    ]);
    expect(await check(toGlobalId('SlaTerms', uuidv7()), FAR)).toBeNull();
    expect((await draft(terms.id, 3)).terms.versions.map((v: Answer) => v['status'])).toEqual(['DRAFT', 'PUBLISHED']);
    const published = await create({ tier: 'SMALL' });
    await publish(published.terms.id, 1, '2026-01-01T00:00:00Z');
    expect(wrong((await check(published.terms.id, FAR))['errors'])).toEqual(['NO_DRAFT id']);
  });

  it('two versions are compared field by field, in the language of the reader', async () => {
    const { terms } = await create({ tier: 'MAJOR', warnings: [{ sharePercent: 50, recipients }] });
    await publish(terms.id, 1, '2026-01-01T00:00:00Z');
    const next = await draft(terms.id, 2, {
      targets: [{ metric: 'COMPLETION', seconds: 14_400 }],
      basis: { combination: 'ONE', sources: [{ kind: 'OFFICE', officeId: toGlobalId('Office', app.officeId) }] },
      warnings: [
        { sharePercent: 50, recipients: [{ kind: 'EMPLOYEE', employeeId: toGlobalId('Employee', admin.id) }] },
      ],
    });
    const [to, from] = next.terms.versions.map((v: Answer) => v['id'] as string);
    const compared = await ask(COMPARE, 'slaTermsComparison', { from, to }, reader);
    expect(compared).toMatchObject({ from: { number: 1 }, to: { number: 2 } });
    expect(compared['differences'].map((d: Answer) => d['text'])).toEqual([
      "Calendar: the calendar of the office Office instead of the serving office's calendar.",
      'Target of the completion, every priority: 4 h instead of 8 h.',
      'Warning at 50 % of the target, every metric: Ana Silva instead of the assignee.',
      'In force from: none any more; it was 2026-01-01T00:00Z.',
    ]);
    const chinese = await reader.client.with({ 'accept-language': 'zh' }).query(COMPARE, { from, to });
    expect(chinese['slaTermsComparison'].differences[1]).toMatchObject({
      field: 'targets.COMPLETION.*',
      before: '8 小时',
      after: '4 小时',
    });
    const same = await ask(COMPARE, 'slaTermsComparison', { from, to: from });
    expect(same['differences']).toEqual([]);
    const unknown = toGlobalId('SlaTermsVersion', uuidv7());
    expect(await ask(COMPARE, 'slaTermsComparison', { from, to: unknown })).toBeNull();
    const { node } = await admin.client.query(
      `query ($id: ID!) { node(id: $id) { ... on SlaTermsVersion { number } } }`,
      { id: from },
    );
    expect(node).toEqual({ number: 1 });
  });

  describe('what is to come', () => {
    it('can be taken back, and the version before goes on in its place', async () => {
      const { terms } = await create({ ...customer(world.nationalId), code: 'NATIONAL' });
      await publish(terms.id, 1, '2026-01-01T00:00:00Z');
      await draft(terms.id, 2);
      const published = await publish(terms.id, 3, FAR, { moveOpenRequests: true });
      expect(published.terms.versions.map((v: Answer) => v['effectiveTo'])).toEqual([null, FAR]);
      const cancelScheduled = (version: number) =>
        ask(CANCEL_SCHEDULED, 'cancelScheduledSlaTerms', { input: { id: terms.id, version } });
      expect(wrong((await cancelScheduled(1)).userErrors)).toEqual(['STALE_VERSION version']);
      const back = await cancelScheduled(4);
      expect(back.userErrors).toEqual([]);
      expect(back.terms.versions).toMatchObject([
        { number: 2, status: 'WITHDRAWN', effectiveFrom: FAR, effectiveTo: FAR },
        { number: 1, status: 'PUBLISHED', effectiveTo: null },
      ]);
      expect(wrong((await cancelScheduled(5)).userErrors)).toEqual(['NOTHING_SCHEDULED id']);
      expect(
        wrong(
          (
            await ask(CANCEL_SCHEDULED, 'cancelScheduledSlaTerms', {
              input: { id: toGlobalId('SlaTerms', uuidv7()), version: 1 },
            })
          ).userErrors,
        ),
      ).toEqual(['NOT_FOUND id']);
    });

    it('taken back, it leaves exactly what was there: other ends and versions that had given way', async () => {
      const day = (date: string) => `2031-${date}T00:00:00.000Z`;
      const made = await create({ level: 'JOB', tier: null, jobId: toGlobalId('Job', world.strangerJobId) });
      const { id } = made.terms;
      let at = 1;
      const step = async (mutation: string, name: string, more: object = {}) => {
        const { terms, userErrors } = await ask(mutation, name, { input: { id, version: at++, ...more } });
        expect(userErrors).toEqual([]);
        const periods = (terms.versions as Answer[]).map((v) => [v['effectiveFrom'], v['effectiveTo']]);
        return periods.reverse();
      };
      const publishFrom = async (date: string) => {
        if (at > 1) await step(DRAFT, 'draftSlaTerms', { targets: TARGETS });
        return step(PUBLISH, 'publishSlaTerms', { effectiveFrom: date });
      };
      const cancelScheduled = () => step(CANCEL_SCHEDULED, 'cancelScheduledSlaTerms');
      const began = '2026-01-01T00:00:00.000Z';
      await publishFrom(began);
      await publishFrom(day('09-01'));
      // It comes before the second and leaves nothing of it.
      expect(await publishFrom(day('08-01'))).toEqual([
        [began, day('08-01')],
        [day('09-01'), day('09-01')],
        [day('08-01'), null],
      ]);
      expect((await cancelScheduled()).slice(0, 2)).toEqual([
        [began, day('09-01')],
        [day('09-01'), null],
      ]);
      // What the terms were made to end at since is their end still.
      await step(WITHDRAW, 'withdrawSlaTerms', { from: day('12-31') });
      expect((await cancelScheduled())[0]).toEqual([began, day('12-31')]);
      expect((await publishFrom(day('10-01')))[0]).toEqual([began, day('10-01')]);
      expect((await cancelScheduled())[0]).toEqual([began, day('12-31')]);
    });

    it('terms may be withdrawn from a later date on, and earlier after all; an empty period is none', async () => {
      const { terms } = await create({ level: 'BRANCH', tier: null, branchId: toGlobalId('Branch', world.branchId) });
      await publish(terms.id, 1, '2026-01-01T00:00:00Z');
      const withdraw = (version: number, from?: string) =>
        ask(WITHDRAW, 'withdrawSlaTerms', { input: { id: terms.id, version, from } });
      const later = await withdraw(2, FAR);
      expect(later.terms.versions[0]).toMatchObject({ status: 'PUBLISHED', effectiveTo: FAR });
      expect(wrong((await withdraw(3, FAR)).userErrors)).toEqual(['NOTHING_TO_WITHDRAW id']);
      expect(wrong((await withdraw(3, '2099-01-01T00:00:00Z')).userErrors)).toEqual(['DATE_OUT_OF_RANGE from']);
      const now = await withdraw(3);
      expect(now.terms.versions[0]['status']).toBe('WITHDRAWN');
      expect(wrong((await withdraw(4)).userErrors)).toEqual(['NOTHING_TO_WITHDRAW id']);
    });
  });

  it('says for a request what was passed over and why, to those who may see the request only', async () => {
    const line = await create({
      ...customer(world.groupId),
      code: 'LINE-CONSULTING',
      serviceLine: 'CONSULTING',
    });
    await publish(line.terms.id, 1, '2026-01-01T00:00:00Z');
    const id = await world.request('2026-03-02T09:00:00Z', [], { customerId: world.groupId });
    const requestId = toGlobalId('ServiceRequest', id);
    const seen = await ask(FOR, 'slaTermsFor', { requestId }, reader);
    expect(seen['reason']).toContain('The terms TAKEN apply');
    expect(seen['notApplied']).toContainEqual({
      reason: 'LINE-CONSULTING are for the service line consulting; this request is of maintenance.',
      terms: { number: 1, terms: { code: 'LINE-CONSULTING' } },
    });
    const chinese = await reader.client.with({ 'accept-language': 'zh' }).query(FOR, { requestId });
    expect(chinese['slaTermsFor'].notApplied[0].reason).toMatch(/[\u4e00-\u9fff]/);
    const stranger = await app.employee({ permissions: { 'sla.read': 'firm' } });
    expect(await ask(FOR, 'slaTermsFor', { requestId }, stranger)).toBeNull();
  });

  it('a branch chooses its calendar, or none any more', async () => {
    const input = {
      branchId: toGlobalId('Branch', world.branchId),
      calendarId: toGlobalId('SlaCalendar', world.alwaysId),
    };
    const set = (more: object) => ask(SET_BRANCH, 'setBranchCalendar', { input: { ...input, ...more } });
    expect(await set({})).toEqual({
      branch: { name: 'Shenzhen Bay', slaCalendar: { code: 'ALWAYS' } },
      userErrors: [],
    });
    expect((await set({ calendarId: null }))['branch']).toEqual({ name: 'Shenzhen Bay', slaCalendar: null });
    expect((await set({ branchId: toGlobalId('Branch', uuidv7()) }))['userErrors']).toEqual([
      { code: 'BRANCH_NOT_FOUND', field: 'branchId' },
    ]);
    expect((await set({ calendarId: toGlobalId('SlaCalendar', uuidv7()) }))['userErrors']).toEqual([
      { code: 'CALENDAR_NOT_FOUND', field: 'calendarId' },
    ]);
  });

  it('the calendar of a branch is chosen by the office that serves it or looks after its customer', async () => {
    const served = await app.office();
    const [made] = await app.get(CustomersApi).createBranches(app.system(), [
      {
        ...{ customerId: world.nationalId, name: 'Pudong', country: 'CN', city: 'Shanghai' },
        ...{ timeZone: 'Asia/Shanghai', officeId: served },
      },
    ]);
    const branchId = toGlobalId('Branch', app.must(made!).id);
    const calendarId = toGlobalId('SlaCalendar', world.alwaysId);
    const choose = async (officeId: string, scope: 'office' | 'region') => {
      const permissions = { 'sla.manage-calendars': scope, 'sla.read': 'firm', 'customers.read': 'firm' } as const;
      const { client } = await app.employee({ officeId, permissions });
      const { data, errors } = await client.send(SET_BRANCH, { input: { branchId, calendarId } });
      return errors ? 'FORBIDDEN' : (data as Answer)['setBranchCalendar'].branch.name;
    };
    expect(await choose(served, 'office')).toBe('Pudong');
    expect(await choose(app.officeId, 'office')).toBe('Pudong');
    const stranger = await app.office();
    expect(await choose(stranger, 'region')).toBe('Pudong');
    expect(await choose(stranger, 'office')).toBe('FORBIDDEN');
    expect(await choose(await app.office({ regionId: await app.region() }), 'region')).toBe('FORBIDDEN');
  });

  it('what is published is taken back by those who manage terms', async () => {
    const branchId = toGlobalId('Branch', world.strangerBranchId);
    const { terms } = await create({ level: 'BRANCH', tier: null, branchId });
    await publish(terms.id, 1, FAR);
    const input = { id: terms.id, version: 2 };
    const regional = await app.employee({ permissions: { 'sla.manage-calendars': 'firm' } });
    expect(await regional.client.errorCode(CANCEL_SCHEDULED, { input })).toBe('FORBIDDEN');
    expect((await ask(CANCEL_SCHEDULED, 'cancelScheduledSlaTerms', { input })).userErrors).toEqual([]);
  });

  it('is for those who may', async () => {
    const target = { id: 'x', version: 1 };
    for (const [query, variables] of [
      [CHECK, { id: 'x', effectiveFrom: FAR }],
      [CANCEL_SCHEDULED, { input: target }],
      [WITHDRAW, { input: target }],
      [SET_BRANCH, { input: { branchId: 'x' } }],
    ] as const)
      expect(await reader.client.errorCode(query, variables)).toBe('FORBIDDEN');
    const nobody = await app.employee({ permissions: {} });
    for (const [query, variables] of [
      [COMPARE, { from: 'x', to: 'y' }],
      [FOR, { requestId: 'x' }],
    ] as const)
      expect(await nobody.client.errorCode(query, variables)).toBe('FORBIDDEN');
  });
});
