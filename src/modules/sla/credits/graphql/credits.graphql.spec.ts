import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { ok, uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { PyramidApi } from '#modules/pyramid';
import { EvaluateBacklog } from '../../monitoring/application/evaluate-backlog.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { type CreditTerms } from '../../terms/domain/terms-content.js';
import { HOUR, reply, slaWorld, status, type SlaWorld } from '../../testing/index.js';

const CREDITS = `query ($filter: SlaCreditFilterInput!, $first: Int, $after: String) {
  slaCredits(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
    customer { name } terms { code } period periodStart from to timeZone currency breaches uncapped cap credit approved difference
    breachList(first: 10) { totalCount nodes { metric priority breachedAt amount request { number } } }
    statements { number difference lines { totalCount nodes { takenBack amount breachedAt } } } } } }`;
const APPROVE = `mutation ($input: ApproveSlaCreditStatementInput!) { approveSlaCreditStatement(input: $input) {
  statement { id number breaches uncapped cap credit difference approvedBy { name } termsVersion { number } lines { totalCount } }
  userErrors { code field message current } } }`;

const at = (text: string): Date => new Date(text);
const NOW = at('2026-06-01T00:00:00Z');
const CREDIT_TERMS: CreditTerms = {
  ...{ currency: 'HKD', fee: '20000.00', period: 'MONTH', capPercent: null, capAmount: '1000.00' },
  rules: [
    { metric: null, priority: null, percent: '2', amount: null },
    { metric: null, priority: 'CRITICAL', percent: null, amount: '900.00' },
    { metric: 'COMPLETION', priority: 'LOW', percent: null, amount: '1.25' },
  ],
};

describe('service credits', () => {
  let app: TestApp;
  let world: SlaWorld;
  let clerk: TestEmployee;
  let termsId: string;
  let open: string;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    termsId = await world.terms({
      code: 'GROUP',
      ...{ level: 'CUSTOMER', levelKey: world.groupId },
      targets: [
        { metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR },
        { metric: 'FIRST_RESPONSE', priority: 'HIGH', seconds: 1000 * HOUR },
        { metric: 'COMPLETION', priority: null, seconds: 24 * HOUR },
      ],
      credits: CREDIT_TERMS,
    });
    await world.terms({ code: 'FIRM' });
    clerk = await app.employee({
      name: 'Clerk',
      permissions: {
        ...{ 'sla.read-credits': 'firm', 'sla.approve-credits': 'firm', 'sla.read': 'firm', 'services.read': 'firm' },
        ...{ 'customers.read': 'firm', 'identity.read': 'firm' },
      },
    });
    const late = async (created: string, hours: number, more: object = {}) => {
      const end = new Date(Date.parse(created) + hours * HOUR * 1000).toISOString();
      return world.request(created, [reply(end), status(end, 'RESOLVED')], more);
    };
    // In March there: answered late, answered and completed late, in time, of another priority.
    await late('2026-03-02T09:00:00Z', 2);
    await late('2026-03-03T09:00:00Z', 30, { priority: 'LOW' });
    await late('2026-03-04T09:00:00Z', 0.5);
    await late('2026-03-05T09:00:00Z', 2, { priority: 'CRITICAL' });
    // Due half past midnight of 1 April in Hong Kong, where it is still March in London.
    await late('2026-03-31T15:30:00Z', 2);
    // Another customer's, under terms that give nothing back; and one of the group itself.
    await late('2026-03-06T09:00:00Z', 2, { customerId: world.strangerId });
    await late('2026-03-06T09:00:00Z', 2, { customerId: world.groupId });
    open = await world.request('2026-02-10T09:00:00Z', [], { priority: 'LOW' });
    await app.get(EvaluateBacklog).all(app.system(), { now: NOW });
  });

  const read = async (filter: object, who = clerk, more: object = {}) =>
    (await who.client.query(CREDITS, { filter, ...more }))['slaCredits'];
  const march = { from: '2026-03-01', to: '2026-04-01' };
  const approve = async (more: object = {}, who = clerk) =>
    (
      await who.client.query(APPROVE, {
        input: {
          customerId: toGlobalId('Customer', world.nationalId),
          termsId: toGlobalId('SlaTerms', termsId),
          ...{ period: 'MONTH', periodStart: '2026-03-01', currency: 'HKD', credit: '1000.00' },
          ...more,
        },
      })
    )['approveSlaCreditStatement'];

  it('are counted per customer and period, capped, with the breaches behind them', async () => {
    const { nodes, totalCount } = await read({ ...march, customerId: toGlobalId('Customer', world.nationalId) });
    expect(totalCount).toBe(1);
    expect(nodes[0]).toMatchObject({
      customer: { name: 'Harbour Hotels China' },
      terms: { code: 'GROUP' },
      ...{ period: 'MONTH', periodStart: '2026-03-01', timeZone: 'Asia/Hong_Kong', currency: 'HKD' },
      ...{ from: '2026-02-28T16:00:00.000Z', to: '2026-03-31T16:00:00.000Z' },
      // 400 twice for late answers, 900 for the critical one, 1.25 for the late completion.
      ...{ breaches: 4, uncapped: '1701.25', cap: '1000.00', credit: '1000.00', approved: null, difference: null },
    });
    expect(nodes[0].breachList.totalCount).toBe(4);
    expect(
      nodes[0].breachList.nodes.map((b: Record<string, string>) => [b['metric'], b['priority'], b['amount']]),
    ).toEqual([
      ['FIRST_RESPONSE', 'MODERATE', '400.00'],
      ['FIRST_RESPONSE', 'LOW', '400.00'],
      ['COMPLETION', 'LOW', '1.25'],
      ['FIRST_RESPONSE', 'CRITICAL', '900.00'],
    ]);
    expect(nodes[0].breachList.nodes[0].request.number).toMatch(/^R-/);
  });

  it('a breach belongs to the month of its due time where the office responsible for the customer is', async () => {
    const { nodes } = await read({ from: '2026-04-01', to: '2026-05-01' });
    expect(nodes).toMatchObject([{ periodStart: '2026-04-01', breaches: 1, credit: '400.00' }]);
    expect(nodes[0].breachList.nodes[0].breachedAt).toBe('2026-03-31T16:30:00.000Z');
  });

  it('a group is listed with those below it, each by itself, page by page', async () => {
    const filter = { ...march, customerId: toGlobalId('Customer', world.groupId) };
    const all = await read(filter);
    expect(all.totalCount).toBe(2);
    const first = await read(filter, clerk, { first: 1 });
    const second = await read(filter, clerk, { first: 1, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes]).toEqual(all.nodes);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const names = all.nodes.map((n: { customer: { name: string } }) => n.customer.name).sort();
    expect(names).toEqual(['Harbour Hotels China', 'Harbour Hotels Group']);
  });

  it('however many rows are shown, as many statements as for one', async () => {
    const statements = async (filter: object) =>
      (await statementsOf(() => read(filter))).statements.filter((s) => !s.includes('pg_notify')).length;
    const one = await statements({ from: '2026-04-01', to: '2026-05-01' });
    expect(await statements({ from: '2026-02-01', to: '2026-05-01' })).toBe(one);
  });

  it('an empty or impossible period and what does not exist are told', async () => {
    const code = (filter: object) => clerk.client.errorCode(CREDITS, { filter });
    expect(await code({ from: '2026-03-01', to: '2026-03-01' })).toBe('BAD_USER_INPUT');
    expect(await code({ from: '1700-03-01', to: '2026-03-01' })).toBe('BAD_USER_INPUT');
    expect((await read({ ...march, termsId: toGlobalId('SlaTerms', uuidv7()) })).totalCount).toBe(0);
  });

  describe('a statement', () => {
    it('is not approved by mistake', async () => {
      const told = async (more: object) => (await approve(more)).userErrors;
      expect(await told({ credit: '999.00' })).toMatchObject([
        { code: 'CREDITS_CHANGED', field: 'credit', current: { credit: '1000.00', breaches: 4 } },
      ]);
      expect(await told({ periodStart: '2026-03-02' })).toMatchObject([{ code: 'NOT_A_PERIOD_START' }]);
      expect(await told({ periodStart: '2450-01-01' })).toMatchObject([{ code: 'PERIOD_NOT_OVER' }]);
      expect(await told({ periodStart: '2025-03-01' })).toMatchObject([{ code: 'NOTHING_TO_APPROVE' }]);
      expect(await told({ currency: 'GBP', credit: '0' })).toMatchObject([{ code: 'NOTHING_TO_APPROVE' }]);
      expect(await told({ customerId: toGlobalId('Customer', uuidv7()) })).toMatchObject([
        { code: 'CUSTOMER_NOT_FOUND' },
      ]);
      expect(await told({ credit: '-1.00' })).toMatchObject([{ code: 'INVALID_FORMAT', field: 'credit' }]);
    });

    it('fixes figures and lines for good', async () => {
      const { statement, userErrors } = await approve();
      expect(userErrors).toEqual([]);
      expect(statement).toMatchObject({
        ...{ number: 1, breaches: 4, uncapped: '1701.25', cap: '1000.00', credit: '1000.00', difference: '1000.00' },
        approvedBy: { name: 'Clerk' },
        termsVersion: { number: 1 },
        lines: { totalCount: 4 },
      });
      const found = await clerk.client.query(
        `query ($id: ID!) { node(id: $id) { ... on SlaCreditStatement { credit } } }`,
        {
          id: statement.id,
        },
      );
      expect(found['node']).toEqual({ credit: '1000.00' });
      for (const tamper of [
        sql`update sla.credit_statement set credit = 0`,
        sql`delete from sla.credit_statement_line`,
        sql`update sla.credit_statement_line set amount = 0`,
      ])
        await expect(
          app.db.transaction(app.system(), async () => {
            await app.db.execute(tamper);
            return ok();
          }),
        ).rejects.toThrow(/append-only/);
      expect((await approve()).userErrors).toMatchObject([{ code: 'NOTHING_TO_APPROVE' }]);
    });

    it('two approvals at once make one statement', async () => {
      const input = { customerId: toGlobalId('Customer', world.groupId), credit: '400.00' };
      const both = await Promise.all([approve(input), approve(input)]);
      expect(both.filter((b) => b.statement !== null)).toHaveLength(1);
      const { nodes } = await read({ ...march, customerId: input.customerId });
      const own = nodes.find((n: { customer: { name: string } }) => n.customer.name === 'Harbour Hotels Group');
      expect(own.statements).toHaveLength(1);
    });

    it('a withdrawn breach is not counted, and shows as a difference that the next statement says', async () => {
      const february = { from: '2026-02-01', to: '2026-03-01', customerId: toGlobalId('Customer', world.nationalId) };
      const before = (await read(february)).nodes[0];
      // A late answer and a late completion of one request that is still open.
      expect(before).toMatchObject({ breaches: 2, credit: '401.25' });
      const first = await approve({ periodStart: '2026-02-01', credit: '401.25' });
      expect(first.statement).toMatchObject({ number: 1, difference: '401.25' });

      await world.append(open, { kind: 'CHANGED', values: { priority: 'HIGH' }, at: at('2026-02-12T09:00:00Z') });
      await app.get(EvaluateSla).run(app.system(), [open], { now: at('2026-02-13T09:00:00Z') });
      const after = (await read(february)).nodes[0];
      expect(after).toMatchObject({ breaches: 1, credit: '400.00', approved: '401.25', difference: '-1.25' });

      const second = await approve({ periodStart: '2026-02-01', credit: '400.00' });
      expect(second.statement).toMatchObject({ number: 2, difference: '-1.25', breaches: 1 });
      const { statements, difference } = (await read(february)).nodes[0];
      expect(difference).toBe('0.00');
      expect(statements).toHaveLength(2);
      // The completion costs another price at its new priority, the answer is not late any more.
      expect(statements[1].lines.nodes).toEqual(
        expect.arrayContaining([
          { takenBack: true, amount: '400.00', breachedAt: '2026-02-10T10:00:00.000Z' },
          { takenBack: true, amount: '1.25', breachedAt: '2026-02-11T09:00:00.000Z' },
          { takenBack: false, amount: '400.00', breachedAt: '2026-02-11T09:00:00.000Z' },
        ]),
      );
      expect((await approve({ periodStart: '2026-02-01', credit: '400.00' })).userErrors).toMatchObject([
        { code: 'NOTHING_TO_APPROVE' },
      ]);
    });
  });

  it('what terms give back is told to those who may see credits there', async () => {
    await app.get(PyramidApi).ensureReferenceTiers(app.system());
    const credits = { ...CREDIT_TERMS, fee: '777.00' };
    const tierId = await world.terms({ level: 'TIER', levelKey: 'SMALL', credits });
    const version = async (id: string) => toGlobalId('SlaTermsVersion', (await versions(id))[0]!);
    const versions = async (id: string) =>
      (await app.db.query<{ id: string }>(sql`select id from sla.terms_version where terms_id = ${id}`)).map(
        (v) => v.id,
      );
    const [ofGroup, ofTier] = [await version(termsId), await version(tierId)];
    const query = `query ($group: ID!, $tier: ID!) {
      group: node(id: $group) { ... on SlaTermsVersion { credits { fee capAmount rules { percent } } } }
      tier: node(id: $tier) { ... on SlaTermsVersion { credits { fee } } }
      slaTerms(level: CUSTOMER) { code versions { credits { fee } } }
      slaTermsComparison(from: $group, to: $tier) { from { credits { fee } } differences { field } } }`;
    const seen = async (permissions: Record<string, 'office' | 'region' | 'firm'>, officeId = app.officeId) => {
      const { client } = await app.employee({ permissions: { 'sla.read': 'firm', ...permissions }, officeId });
      const {
        group,
        tier,
        slaTerms,
        slaTermsComparison: compared,
      } = await client.query(query, {
        ...{ group: ofGroup, tier: ofTier },
      });
      const listed = slaTerms.find((t: { code: string }) => t.code === 'GROUP').versions[0].credits;
      expect(listed?.fee).toBe(group.credits?.fee);
      expect(compared.from.credits?.fee).toBe(group.credits?.fee);
      const differs = compared.differences.some((d: { field: string }) => d.field.startsWith('credits'));
      return [group.credits?.fee ?? null, tier.credits?.fee ?? null, differs];
    };
    const elsewhere = await app.office({ regionId: await app.region() });
    expect(await seen({ 'sla.read-credits': 'firm' })).toEqual(['20000.00', '777.00', true]);
    expect(await seen({ 'sla.manage-terms': 'firm' })).toEqual(['20000.00', '777.00', true]);
    expect(await seen({ 'sla.read-credits': 'office' })).toEqual(['20000.00', null, false]);
    expect(await seen({ 'sla.read-credits': 'region' }, elsewhere)).toEqual([null, null, false]);
    expect(await seen({})).toEqual([null, null, false]);
  });

  it('what was approved keeps its bounds when the customer comes to another office, and its neighbours begin and end there', async () => {
    const london = await app.office({ name: 'London', country: 'GB', timeZone: 'Europe/London' });
    const customerId = toGlobalId('Customer', world.groupId);
    const serve = (office: string) =>
      app.db.transaction(app.system(), async () => {
        await app.db.execute(sql`update customers.customer set office_id = ${office} where id = ${world.groupId}`);
        return ok();
      });
    const of = { customerId: world.groupId };
    const ids = [
      await world.request('2026-01-15T09:00:00Z', [status('2026-01-15T11:00:00Z', 'RESOLVED')], of),
      // Breached at one in the morning of 1 February in Hong Kong, on 31 January in London.
      await world.request('2026-01-31T16:00:00Z', [status('2026-01-31T18:00:00Z', 'RESOLVED')], of),
      // The same of 1 March, which is approved already.
      await world.request('2026-02-28T15:00:00Z', [status('2026-02-28T18:00:00Z', 'RESOLVED')], of),
    ];
    await app.get(EvaluateSla).run(app.system(), ids, { now: NOW });
    const rows = async () => {
      const filter = { from: '2026-01-01', to: '2026-04-01', customerId };
      const { nodes } = await read(filter);
      const own = nodes.filter((n: { customer: { name: string } }) => n.customer.name === 'Harbour Hotels Group');
      return own.map((n: Record<string, unknown> & { breachList: { totalCount: number } }) => [
        ...[n['periodStart'], n['from'], n['to'], n['timeZone'], n['breaches'], n.breachList.totalCount],
      ]);
    };
    const january = ['2026-01-01', '2025-12-31T16:00:00.000Z', '2026-01-31T16:00:00.000Z', 'Asia/Hong_Kong', 1, 1];
    const february = ['2026-02-01', '2026-01-31T16:00:00.000Z', '2026-02-28T16:00:00.000Z'];
    const march = ['2026-03-01', '2026-02-28T16:00:00.000Z', '2026-03-31T16:00:00.000Z', 'Asia/Hong_Kong', 2, 2];
    expect((await approve({ customerId, periodStart: '2026-01-01', credit: '400.00' })).userErrors).toEqual([]);
    expect(await rows()).toEqual([january, [...february, 'Asia/Hong_Kong', 1, 1], march]);
    await serve(london);
    expect(await rows()).toEqual([january, [...february, 'Europe/London', 1, 1], march]);
    expect((await approve({ customerId, periodStart: '2026-02-01', credit: '400.00' })).userErrors).toEqual([]);
    expect((await approve({ customerId, periodStart: '2026-01-01', credit: '400.00' })).userErrors).toMatchObject([
      { code: 'NOTHING_TO_APPROVE' },
    ]);
    await serve(app.officeId);
    expect(await rows()).toEqual([january, [...february, 'Europe/London', 1, 1], march]);
  });

  it('a breach costs what it did when the clock ended, also when its request was cancelled', async () => {
    const may = { from: '2026-05-01', to: '2026-06-01', customerId: toGlobalId('Customer', world.nationalId) };
    const ended = await world.request('2026-05-04T09:00:00Z', [reply('2026-05-04T11:00:00Z')]);
    const gone = await world.request('2026-05-04T09:00:00Z', [
      reply('2026-05-04T09:30:00Z'),
      status('2026-05-08T09:00:00Z', 'CANCELLED'),
    ]);
    await app.get(EvaluateSla).run(app.system(), [ended, gone], { now: at('2026-05-09T00:00:00Z') });
    const raised = { kind: 'CHANGED', values: { priority: 'CRITICAL' }, at: at('2026-05-04T12:00:00Z') } as const;
    await world.append(ended, raised, status('2026-05-04T13:00:00Z', 'RESOLVED'));
    await app.get(EvaluateSla).run(app.system(), [ended, gone], { now: at('2026-05-10T00:00:00Z') });
    expect((await world.stored(gone))['COMPLETION/1']).toMatchObject({
      ...{ state: 'MISSED', breached: '2026-05-05T09:00' },
    });
    const { nodes } = await read(may);
    expect(nodes).toMatchObject([{ breaches: 2, credit: '800.00' }]);
    const cost = { priority: 'MODERATE', amount: '400.00' };
    expect(nodes[0].breachList.nodes).toMatchObject([cost, cost]);
    const approved = await approve({ periodStart: '2026-05-01', credit: '800.00' });
    expect(approved).toMatchObject({ userErrors: [], statement: { breaches: 2, lines: { totalCount: 2 } } });
  });

  it('are seen and approved only as far as permissions reach', async () => {
    const elsewhere = await app.office({ regionId: await app.region('Far'), name: 'Far' });
    const none = await app.employee({ permissions: { 'sla.read': 'firm' } });
    const far = await app.employee({
      permissions: { 'sla.read-credits': 'region', 'sla.approve-credits': 'firm' },
      officeId: elsewhere,
    });
    const sees = await app.employee({
      permissions: {
        'sla.read-credits': 'office',
        'customers.read': 'firm',
        'sla.read': 'firm',
        'services.read': 'firm',
      },
    });
    const half = await app.employee({
      permissions: { 'sla.read-credits': 'firm', 'sla.approve-credits': 'office' },
      officeId: elsewhere,
    });
    expect(await none.client.errorCode(CREDITS, { filter: march })).toBe('FORBIDDEN');
    expect(await app.anonymous.errorCode(CREDITS, { filter: march })).toBe('UNAUTHENTICATED');
    const count = async (who: TestEmployee) =>
      (
        await who.client.query(
          `query ($filter: SlaCreditFilterInput!) { slaCredits(filter: $filter) { totalCount } }`,
          { filter: march },
        )
      )['slaCredits'].totalCount;
    expect(await count(far)).toBe(0);
    expect(await count(sees)).toBe(2);
    expect((await approve({}, far)).userErrors).toMatchObject([{ code: 'CUSTOMER_NOT_FOUND' }]);
    const input = {
      customerId: toGlobalId('Customer', world.nationalId),
      termsId: toGlobalId('SlaTerms', termsId),
      ...{ period: 'MONTH', periodStart: '2026-03-01', currency: 'HKD', credit: '1.00' },
    };
    expect(await sees.client.errorCode(APPROVE, { input })).toBe('FORBIDDEN');
    expect(await half.client.errorCode(APPROVE, { input })).toBe('FORBIDDEN');
  });
});
