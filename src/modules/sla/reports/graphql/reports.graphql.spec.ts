import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { sql, type Sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { AtRiskQueries } from '../application/at-risk.queries.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { SlaApi } from '../../index.js';
import { HOUR, NINE_TO_SIX, reply, slaWorld, type SlaWorld } from '../../testing/index.js';

const DISTRIBUTION = `query ($groupBy: [SlaDimension!], $filter: SlaAttainmentFilterInput) { slaTimeDistribution(groupBy: $groupBy, filter: $filter) {
  metric priority period stopped overdue late shares { above upTo clocks } medianSeconds p90Seconds p95Seconds medianLateSeconds longestLateSeconds } }`;
const ATTAINMENT = `query ($groupBy: [SlaDimension!], $filter: SlaAttainmentFilterInput) { slaAttainment(groupBy: $groupBy, filter: $filter) {
  period month tier met missed breached region { name } contactType { code } customer { name } terms { code } } }`;
const AT_RISK = `query ($filter: SlaAtRiskFilterInput, $at: DateTime, $first: Int, $after: String) { slaAtRisk(filter: $filter, at: $at, first: $first, after: $after) {
  totalCount pageInfo { endCursor hasNextPage } nodes { state remainingSeconds dueAt request { subject } } } }`;
const CSV = `query ($report: SlaCsvReport!, $groupBy: [SlaDimension!], $filter: SlaAttainmentFilterInput) { slaReportCsv(report: $report, groupBy: $groupBy, filter: $filter) { fileName text rows truncated } }`;
const CLOCKS = `query ($filter: SlaClockFilterInput) { slaClocks(filter: $filter) { totalCount nodes { request { subject } } } }`;

/** A Wednesday, ten in the morning in Hong Kong. */
const NOW = '2026-03-04T02:00:00Z';

interface AtRisk {
  readonly request: { readonly subject: string };
  readonly remainingSeconds: number;
}

describe('SLA reports', () => {
  let app: TestApp;
  let world: SlaWorld;
  let reader: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms({ code: 'FIRM', targets: [{ metric: 'FIRST_RESPONSE', priority: null, seconds: 4 * HOUR }] });
    const hours = await world.calendar('HK', NINE_TO_SIX);
    await world.terms({
      code: 'STRANGER',
      level: 'CUSTOMER',
      levelKey: world.strangerId,
      basis: { combination: 'ONE', sources: [{ kind: 'CALENDAR', calendarId: hours }] },
      targets: [{ metric: 'FIRST_RESPONSE', priority: null, seconds: 9 * HOUR }],
    });
    reader = await app.employee({
      permissions: {
        'sla.read': 'firm',
        'services.read': 'firm',
        'identity.read': 'firm',
        'customers.read': 'firm',
        'contacts.read': 'firm',
      },
    });
    const answered = (after: number) => [
      reply(new Date(Date.parse('2026-01-05T00:00:00Z') + after * 1000).toISOString()),
    ];
    for (const [subject, seconds] of [
      ['at once', 60],
      ['a quarter', HOUR],
      ['just more', HOUR + 1],
      ['exactly full', 4 * HOUR],
      ['a little late', 4 * HOUR + 1],
      ['much too late', 10 * HOUR],
    ] as const)
      await world.request('2026-01-05T00:00:00Z', answered(seconds), { subject });
    await world.request('2026-02-02T00:00:00Z', [], { subject: '=overdue, "quoted"' });
    await world.request('2026-03-04T01:00:00Z', [], { subject: 'three hours left, any time' });
    await world.request('2026-03-03T07:00:00Z', [], {
      customerId: world.strangerId,
      subject: 'five working hours left',
    });
    await world.request('2026-03-03T02:30:00Z', [], {
      customerId: world.strangerId,
      subject: 'half a working hour left',
    });
    await app.get(SlaApi).evaluateAll(app.system(), { now: new Date(NOW) });
  });

  const ask = async (query: string, variables: Record<string, unknown>, name: string) =>
    (await reader.client.query(query, variables))[name];

  const write = (statement: Sql) => app.db.transaction(app.system(), async () => ok(await app.db.execute(statement)));

  it('tells how much of their targets clocks took, the exactly full one in time', async () => {
    const [row] = await ask(DISTRIBUTION, { filter: { to: '2026-02-01T00:00:00Z' } }, 'slaTimeDistribution');
    expect(row.shares.map((s: { upTo: number | null; clocks: number }) => [s.upTo, s.clocks])).toEqual([
      [25, 2],
      [50, 1],
      [75, 0],
      [90, 0],
      [100, 1],
      [125, 1],
      [150, 0],
      [200, 0],
      [null, 1],
    ]);
    expect(row).toMatchObject({
      stopped: 6,
      overdue: 0,
      late: 2,
      medianSeconds: HOUR + 1,
      p90Seconds: 10 * HOUR,
      medianLateSeconds: 1,
      longestLateSeconds: 6 * HOUR,
    });
  });

  it('counts what is overdue apart: nobody knows yet how long it will take', async () => {
    const rows = await ask(
      DISTRIBUTION,
      { groupBy: ['MONTH'], filter: { to: '2026-03-01T00:00:00Z' } },
      'slaTimeDistribution',
    );
    expect(
      rows.map((r: Record<string, unknown>) => [r['period'], r['stopped'], r['overdue'], r['medianSeconds']]),
    ).toEqual([
      ['2026-01-01', 6, 0, HOUR + 1],
      ['2026-02-01', 0, 1, null],
    ]);
  });

  it('groups by periods, region, type, top of the tree, tier and terms', async () => {
    const by = async (...groupBy: string[]) =>
      (await ask(ATTAINMENT, { groupBy, filter: { to: '2026-03-01T00:00:00Z' } }, 'slaAttainment')) as Record<
        string,
        never
      >[];
    expect((await by('WEEK')).map((r) => [r['period'], r['month'], r['met']])).toEqual([
      ['2026-01-05', null, 4],
      ['2026-02-02', null, 0],
    ]);
    expect((await by('QUARTER')).map((r) => r['period'])).toEqual(['2026-01-01']);
    const [all] = await by('REGION', 'CUSTOMER_GROUP', 'TIER', 'TERMS');
    expect(all).toMatchObject({ met: 4, missed: 2, breached: 1, terms: { code: 'FIRM' }, tier: null });
    expect(all?.['customer']).toEqual({ name: 'Harbour Hotels Group' });
    expect(all?.['region']).not.toBeNull();
    expect(await reader.client.errorCode(ATTAINMENT, { groupBy: ['DAY', 'MONTH'] })).toBe('BAD_USER_INPUT');
  });

  it('what is behind a row is listed with its values', async () => {
    const filter = {
      from: '2026-01-01T00:00:00Z',
      to: '2026-02-01T00:00:00Z',
      states: ['MISSED'],
      channels: ['PHONE'],
    };
    const { totalCount, nodes } = await ask(CLOCKS, { filter }, 'slaClocks');
    expect(totalCount).toBe(2);
    expect(nodes.map((n: { request: { subject: string } }) => n.request.subject).sort()).toEqual([
      'a little late',
      'much too late',
    ]);
  });

  it('lists what is at risk by the open time that is left, not by the due time', async () => {
    const found = await ask(AT_RISK, { at: NOW }, 'slaAtRisk');
    expect(found.nodes.map((n: AtRisk) => [n.request.subject, n.remainingSeconds])).toEqual([
      ['half a working hour left', HOUR / 2],
      ['three hours left, any time', 3 * HOUR],
      ['five working hours left', 5 * HOUR],
    ]);
    const dues = found.nodes.map((n: { dueAt: string }) => n.dueAt);
    expect(dues[2] > dues[1]).toBe(true);
    const late = await ask(AT_RISK, { at: NOW, filter: { overdue: true }, first: 1 }, 'slaAtRisk');
    expect(late).toMatchObject({ totalCount: 4, nodes: [{ state: 'BREACHED' }] });
    const next = await ask(
      AT_RISK,
      { at: NOW, filter: { overdue: true }, first: 2, after: late.pageInfo.endCursor },
      'slaAtRisk',
    );
    expect(next.nodes.map((n: { remainingSeconds: number }) => n.remainingSeconds)).toEqual([HOUR / 2, 3 * HOUR]);
    expect(next.pageInfo.hasNextPage).toBe(true);
  });

  it('narrows what is at risk by time left and by share used', async () => {
    const within = await ask(AT_RISK, { at: NOW, filter: { withinSeconds: 3 * HOUR } }, 'slaAtRisk');
    expect(within.totalCount).toBe(2);
    const used = await ask(AT_RISK, { at: NOW, filter: { usedPercent: 90 } }, 'slaAtRisk');
    expect(used.nodes.map((n: AtRisk) => n.request.subject)).toEqual(['half a working hour left']);
    expect(await reader.client.errorCode(AT_RISK, { filter: { usedPercent: 101 } })).toBe('BAD_USER_INPUT');
  });

  it('the same figures are to be had as CSV, with names, and nothing a spreadsheet would run', async () => {
    const attained = await ask(CSV, { report: 'ATTAINMENT', groupBy: ['CUSTOMER', 'MONTH'] }, 'slaReportCsv');
    const rows: Record<string, string>[] = parse(attained.text as string, { columns: true, bom: true });
    expect(rows.map((r) => [r['customer'], r['period'], r['met'], r['breached']])).toContainEqual([
      'Harbour Hotels China',
      '2026-01-01',
      '4',
      '0',
    ]);
    expect((attained.text as string).startsWith('\ufeff')).toBe(true);
    expect(attained).toMatchObject({ fileName: 'sla-attainment.csv', rows: rows.length, truncated: false });
    const single = await ask(CSV, { report: 'CLOCKS', filter: { states: ['BREACHED'] } }, 'slaReportCsv');
    const [overdue]: Record<string, string>[] = parse(single.text, { columns: true, bom: true });
    expect(overdue).toMatchObject({
      subject: `'=overdue, "quoted"`,
      metric: 'FIRST_RESPONSE',
      'target s': String(4 * HOUR),
    });
    const spread = await ask(CSV, { report: 'TIME_DISTRIBUTION', groupBy: ['METRIC'] }, 'slaReportCsv');
    expect(parse(spread.text, { columns: true, bom: true })[0]).toMatchObject({
      metric: 'FIRST_RESPONSE',
      stopped: '6',
      '0-25% of target': '2',
    });
  });

  it('each row lists exactly what it counts: of one customer without those below it, without a tier, of a week elsewhere', async () => {
    await world.request('2026-01-06T00:00:00Z', [], {
      subject: 'of the group itself',
      customerId: world.groupId,
    });
    await app.get(SlaApi).evaluateAll(app.system(), { now: new Date(NOW) });
    const states = 'met missed breached running paused cancelled';
    const query = `query ($groupBy: [SlaDimension!], $filter: SlaAttainmentFilterInput) { slaAttainment(groupBy: $groupBy, filter: $filter) { row ${states} } }`;
    const filter = { to: '2026-03-01T00:00:00Z', timeZone: 'Asia/Hong_Kong' };
    for (const groupBy of [
      ...[['CUSTOMER'], ['CUSTOMER_GROUP', 'TIER'], ['WEEK', 'OFFICE'], ['REGION', 'METRIC', 'PRIORITY']],
      ...[['CONTACT_TYPE', 'CHANNEL'], ['TERMS', 'SERVICE_LINE'], []],
    ]) {
      const rows = await ask(query, { groupBy, filter }, 'slaAttainment');
      expect(rows.length).toBeGreaterThan(0);
      for (const { row, ...counted } of rows) {
        const { totalCount } = await ask(CLOCKS, { filter: { to: filter.to, row } }, 'slaClocks');
        const all = Object.values<number>(counted).reduce((a, b) => a + b, 0);
        expect([groupBy, totalCount]).toEqual([groupBy, all]);
      }
    }
    const tree = { ...filter, customerId: toGlobalId('Customer', world.groupId) };
    expect(await ask(query, { groupBy: ['CUSTOMER'], filter: tree }, 'slaAttainment')).toHaveLength(2);
    const madeUp = ['["UTC",["CUSTOMER","1"]]', '["Mars"]', '{}'].map((t) => Buffer.from(t).toString('base64url'));
    for (const row of ['', 'x', ...madeUp])
      expect(await reader.client.errorCode(CLOCKS, { filter: { row } })).toBe('BAD_USER_INPUT');
  });

  it('what stood still while it was overdue is not made later by it, and is left out while it stands still', async () => {
    const due = Date.parse('2026-02-09T04:00:00Z');
    const at = new Date('2026-03-02T04:00:00Z');
    const id = await world.request('2026-02-09T00:00:00Z', [], { subject: 'waits' });
    const dayLate = await world.request('2026-03-01T00:00:00Z', [], { subject: 'a day late' });
    await app.get(EvaluateSla).run(app.system(), [dayLate], { now: at });
    await app.get(EvaluateSla).run(app.system(), [id], { now: new Date('2026-02-09T05:00:00Z') });
    const marked = (marks: string) =>
      write(sql`update sla.clock set marks = ${marks}, remaining_seconds = -3600 where request_id = ${id}`);
    const start = `S${due - 4 * 3_600_000} B${due}`;
    const risks = app.get(AtRiskQueries);
    const listed = async (more: object) => {
      const { nodes } = await risks.list(app.system(), { first: 50 }, { overdue: true, ...more }, at);
      return nodes.filter((c) => c.requestId === id).length;
    };
    const place = async () => {
      const { clocks } = await risks.first(app.system(), 50, { overdue: true, paused: true }, at);
      return clocks.findIndex((c) => c.requestId === id);
    };
    await marked(start);
    const before = await place();
    // Three weeks, of which it stood still for all but two hours: what is a day late is later.
    await marked(`${start} P${due + 3_600_000} R${Date.parse('2026-03-02T03:00:00Z')}`);
    expect(await place()).toBe(before + 1);
    expect(await listed({})).toBe(1);
    await marked(`${start} P${due + 3_600_000}`);
    expect(await listed({})).toBe(0);
    expect(await listed({ paused: true })).toBe(1);
  });

  it('an instant that no calendar knows is refused', async () => {
    for (const at of ['1800-01-01T00:00:00Z', '2600-01-01T00:00:00Z'])
      expect(await reader.client.errorCode(AT_RISK, { at, filter: { overdue: true } })).toBe('BAD_USER_INPUT');
  });

  it('a file shows requests only to those who may see requests', async () => {
    const blind = await app.employee({ permissions: { 'sla.read': 'firm', 'customers.read': 'firm' } });
    const { text } = (await blind.client.query(CSV, { report: 'CLOCKS' }))['slaReportCsv'];
    expect(text).not.toContain('at once');
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((r) => r['request']))).toEqual(new Set(['']));
  });

  it('is closed to those without the permission', async () => {
    const nobody = await app.employee({ permissions: {} });
    for (const query of [DISTRIBUTION, ATTAINMENT, AT_RISK])
      expect(await nobody.client.errorCode(query, {})).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(CSV, { report: 'CLOCKS' })).toBe('FORBIDDEN');
    const far = await app.employee({
      permissions: { 'sla.read': 'office' },
      officeId: await app.office({ regionId: await app.region('Far'), name: 'Far' }),
    });
    expect((await far.client.query(AT_RISK, { at: NOW }))['slaAtRisk'].totalCount).toBe(0);
    expect(await far.client.errorCode(AT_RISK, { filter: { customerId: toGlobalId('Office', app.officeId) } })).toBe(
      'BAD_USER_INPUT',
    );
  });
});
