import { beforeAll, describe, expect, it } from 'vitest';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { CustomersApi } from '../customers.api.js';
import { CustomerFactory } from '../testing/index.js';
import { ManageSectors } from './manage-sectors.js';
import { ReferenceSectors } from './reference-sectors.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('entering customers, branches, persons and jobs, one or many', () => {
  let app: TestApp;
  let make: CustomerFactory;
  let api: CustomersApi;

  beforeAll(async () => {
    app = await createTestApp();
    make = new CustomerFactory(app);
    api = app.get(CustomersApi);
  });

  const failuresOf = (results: readonly { ok: boolean }[]): unknown[] =>
    results.map((r) =>
      'failures' in r ? (r.failures as { code: string; field?: string }[]).map((f) => `${f.code} ${f.field}`) : 'ok',
    );

  it('a customer without a code gets the next free one, and one that is taken by hand is passed over', async () => {
    const base = { name: 'Harbour Hotels', officeId: app.officeId };
    const first = await make.customer(base);
    const code = (await api.customers([first])).get(first)?.code ?? '';
    expect(code).toMatch(/^C-\d{6}$/);
    const next = `C-${String(Number(code.slice(2)) + 1).padStart(6, '0')}`;
    const after = `C-${String(Number(code.slice(2)) + 2).padStart(6, '0')}`;
    await make.customer({ code: next });
    const second = await make.customer(base);
    expect((await api.customersByCode([after])).get(after)?.id).toBe(second);
  });

  it('branches are numbered per customer and country', async () => {
    const customerId = await make.customer({ code: 'ACME' });
    await Promise.all([1, 2, 3].map(() => make.branch({ customerId, country: 'HK' })));
    await make.branch({ customerId, country: 'CN', timeZone: 'Asia/Shanghai' });
    const found = await api.branchesByCode(['ACME/HK1', 'ACME/HK2', 'ACME/HK3', 'ACME/HK4', 'ACME/CN1']);
    expect([...found.keys()].sort()).toEqual(['ACME/CN1', 'ACME/HK1', 'ACME/HK2', 'ACME/HK3']);
  });

  it('of many who want the same code at once exactly one gets it', async () => {
    const wanted = Array.from({ length: 6 }, (_, i) => ({
      name: `Rival ${i}`,
      officeId: app.officeId,
      code: 'RACE-1',
    }));
    const results = (await Promise.all(wanted.map((cmd) => api.createCustomers(app.system(), [cmd])))).flat();
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(failuresOf(results.filter((r) => !r.ok))).toEqual(Array.from({ length: 5 }, () => ['ALREADY_IN_USE code']));
  });

  it('every command of a batch gets its own answer, in order, and the good ones are in', async () => {
    const results = await api.createCustomers(app.system(), [
      { name: 'Good', officeId: app.officeId },
      { name: '  ', officeId: app.officeId },
      { name: 'Nowhere', officeId: NOBODY },
      { name: 'x'.repeat(201), officeId: app.officeId, website: 'example', code: 'lower' },
      { name: 'Orphan', officeId: app.officeId, parentId: NOBODY },
      { name: 'Unmanaged', officeId: app.officeId, accountManagerId: NOBODY },
      { name: 'Sectorless', officeId: app.officeId, sectorId: NOBODY },
      { name: 'Odd', officeId: app.officeId, stage: 'ASLEEP' as never, externalRef: 'nocolon' },
      { name: 'Also good', officeId: app.officeId, code: 'TWIN' },
      { name: 'Twin', officeId: app.officeId, code: 'TWIN' },
    ]);
    expect(failuresOf(results)).toEqual([
      'ok',
      ['REQUIRED name'],
      ['OFFICE_NOT_FOUND officeId'],
      ['TOO_LONG name', 'INVALID_FORMAT website', 'INVALID_FORMAT code'],
      ['PARENT_NOT_FOUND parentId'],
      ['EMPLOYEE_NOT_FOUND accountManagerId'],
      ['SECTOR_NOT_FOUND sectorId'],
      ['NOT_ALLOWED_VALUE stage', 'INVALID_FORMAT externalRef'],
      'ok',
      ['ALREADY_IN_USE code'],
    ]);
  });

  it('an import that runs again finds what it made before and changes nothing', async () => {
    const customers = [1, 2, 3].map((n) => ({
      name: `Imported ${n}`,
      officeId: app.officeId,
      externalRef: `log:c${n}`,
    }));
    const first = (await api.createCustomers(app.system(), customers)).map((r) => app.must(r));
    const again = (await api.createCustomers(app.system(), customers)).map((r) => app.must(r));
    expect(first.map((r) => r.created)).toEqual([true, true, true]);
    expect(again).toEqual(first.map((r) => ({ ...r, created: false })));
    const branch = { customerId: first[0]?.id as string, name: 'Desk', country: 'GB', timeZone: 'Europe/London' };
    const twice = [
      { ...branch, externalRef: 'log:b1' },
      { ...branch, externalRef: 'log:b1' },
    ];
    const branches = (await api.createBranches(app.system(), twice)).map((r) => app.must(r));
    expect(branches.map((r) => r.created)).toEqual([true, false]);
    expect(branches[0]?.id).toBe(branches[1]?.id);
    expect(await api.findByExternalRefs('branch', ['log:b1', 'log:b2'])).toEqual(
      new Map([['log:b1', branches[0]?.id]]),
    );
    const numbers = await app.db.query(
      sql`select last from customers.branch_number where customer_id = ${branch.customerId}`,
    );
    await api.createBranches(app.system(), twice);
    expect(
      await app.db.query(sql`select last from customers.branch_number where customer_id = ${branch.customerId}`),
    ).toEqual(numbers);
  });

  it('a branch is served by us or by a rival, not by both, and belongs to a customer', async () => {
    const customerId = await make.customer();
    const branch = { customerId, name: 'Tower', country: 'HK', timeZone: 'Asia/Hong_Kong' };
    const results = await api.createBranches(app.system(), [
      { ...branch, officeId: app.officeId, incumbent: 'Rival & Sons' },
      { ...branch, customerId: NOBODY },
      { ...branch, officeId: NOBODY },
      { ...branch, country: 'XX', timeZone: 'Mars/Olympus' },
      { ...branch, incumbent: 'Rival & Sons' },
    ]);
    expect(failuresOf(results)).toEqual([
      ['AT_MOST_ONE_OF incumbent'],
      ['CUSTOMER_NOT_FOUND customerId'],
      ['OFFICE_NOT_FOUND officeId'],
      ['INVALID_COUNTRY country', 'INVALID_TIME_ZONE timeZone'],
      'ok',
    ]);
  });

  it('a person is met at branches of its own customer only', async () => {
    const [mine, other] = (await make.customers([{}, {}])) as [string, string];
    const here = await make.branch({ customerId: mine });
    const there = await make.branch({ customerId: other });
    const results = await api.createPersons(app.system(), [
      { customerId: mine, name: 'Li Wei', nameNative: '李伟', email: 'li.wei@example.com', branchIds: [here, here] },
      { customerId: mine, name: 'Stray', branchIds: [here, there] },
      { customerId: mine, name: 'Lost', branchIds: [NOBODY] },
      { customerId: NOBODY, name: 'Homeless' },
      { customerId: mine, name: 'Garbled', email: 'nowhere', phone: 'ring me', language: 'Klingon!' },
    ]);
    expect(failuresOf(results)).toEqual([
      'ok',
      ['OTHER_CUSTOMER branchIds.1'],
      ['BRANCH_NOT_FOUND branchIds.0'],
      ['CUSTOMER_NOT_FOUND customerId'],
      ['INVALID_EMAIL email', 'INVALID_FORMAT phone', 'INVALID_FORMAT language'],
    ]);
  });

  it('a job belongs to a customer, at one of its branches, and does not end before it starts', async () => {
    const [mine, other] = (await make.customers([{}, {}])) as [string, string];
    const there = await make.branch({ customerId: other });
    const job = {
      customerId: mine,
      name: 'Fit-out',
      serviceLine: 'MAINTENANCE',
      country: 'HK',
      officeId: app.officeId,
    } as const;
    const results = await api.createJobs(app.system(), [
      { ...job, startsOn: '2026-02-01', endsOn: '2026-01-31' },
      { ...job, startsOn: '2026-02-30' },
      { ...job, endsOn: '1066-10-14' },
      { ...job, branchId: there },
      { ...job, branchId: NOBODY },
      { ...job, customerId: NOBODY },
      { ...job, officeId: NOBODY },
      { ...job, serviceLine: 'COOKING' as never },
      { ...job, startsOn: '2026-01-31', endsOn: '2026-01-31' },
    ]);
    expect(failuresOf(results)).toEqual([
      ['END_BEFORE_START endsOn'],
      ['INVALID_DATE startsOn'],
      ['DATE_OUT_OF_RANGE endsOn'],
      ['OTHER_CUSTOMER branchId'],
      ['BRANCH_NOT_FOUND branchId'],
      ['CUSTOMER_NOT_FOUND customerId'],
      ['OFFICE_NOT_FOUND officeId'],
      ['NOT_ALLOWED_VALUE serviceLine'],
      'ok',
    ]);
    const id = app.must(results[8] as (typeof results)[number]).id;
    const found = (await api.jobs([id])).get(id);
    expect(found).toMatchObject({ status: 'OPEN', startsOn: '2026-01-31', endsOn: '2026-01-31' });
    expect(found?.code).toMatch(/^J-\d{6}$/);
  });

  it('who may write for the office of Hong Kong only cannot enter a customer for another', async () => {
    const elsewhere = await app.office();
    const agent = await app.employee({ permissions: { 'customers.write': 'office' } });
    const manager = await app.employee({ permissions: { 'customers.write': 'region' } });
    const stranger = await app.employee({
      permissions: { 'customers.write': 'region' },
      officeId: await app.office({ regionId: await app.region() }),
    });
    const cmd = { name: 'Contested', officeId: elsewhere };
    await expect(api.createCustomers(agent.ctx(), [{ ...cmd, officeId: app.officeId }, cmd])).rejects.toThrow(
      ForbiddenError,
    );
    await expect(api.createCustomers(stranger.ctx(), [cmd])).rejects.toThrow(ForbiddenError);
    expect(failuresOf(await api.createCustomers(manager.ctx(), [cmd]))).toEqual(['ok']);
    // The serving office may enter the branch, though the customer is another's.
    const customerId = await make.customer({ officeId: elsewhere });
    const branch = { customerId, name: 'Shop', country: 'HK', timeZone: 'Asia/Hong_Kong' };
    await expect(api.createBranches(agent.ctx(), [branch])).rejects.toThrow(ForbiddenError);
    expect(failuresOf(await api.createBranches(agent.ctx(), [{ ...branch, officeId: app.officeId }]))).toEqual(['ok']);
    await expect(api.createPersons(agent.ctx(), [{ customerId, name: 'Nobody' }])).rejects.toThrow(ForbiddenError);
  });

  it('two thousand customers take as many statements as two', async () => {
    const commands = (n: number, tag: string) =>
      Array.from({ length: n }, (_, i) => ({ name: `Bulk ${i}`, officeId: app.officeId, externalRef: `${tag}:${i}` }));
    const { statements: few } = await statementsOf(() => api.createCustomers(app.system(), commands(2, 'few')));
    const { statements: many } = await statementsOf(() => api.createCustomers(app.system(), commands(2000, 'many')));
    // Waking the relay happens beside the transaction, at its own times.
    const own = (texts: string[]) => texts.filter((text) => !text.includes('pg_notify'));
    expect(own(many)).toEqual(own(few));
  });

  it('each new customer, branch, person and job is told, and those that were there are not', async () => {
    const told = async (since: number) =>
      app.db.query<{ name: string; seq: number }>(
        sql`select name, seq from platform.outbox_event where seq > ${since} and name like 'customers.%' order by seq`,
      );
    const before = (await told(0)).at(-1)?.seq ?? 0;
    const customerId = await make.customer({ externalRef: 'told:1' });
    await make.customer({ externalRef: 'told:1' });
    await make.branch({ customerId });
    await make.person({ customerId });
    await make.job({ customerId });
    expect((await told(before)).map((e) => e.name)).toEqual([
      'customers.customer-created',
      'customers.branch-changed',
      'customers.person-changed',
      'customers.job-changed',
    ]);
  });

  it('the reference sectors are put in once, and what administrators changed stays', async () => {
    const sectors = app.get(ReferenceSectors);
    const ids = await sectors.ensure(app.system());
    expect(ids.size).toBe(24);
    const hotels = ids.get('HOTELS') as string;
    const found = await api.sectors([hotels]);
    expect(found.get(hotels)).toMatchObject({
      name: 'Hotels',
      nameNative: '酒店',
      path: [ids.get('REAL-ESTATE'), hotels],
    });
    app.must(await app.get(ManageSectors).update(app.system(), { id: hotels, version: 1, name: 'Hotels and resorts' }));
    expect(await sectors.ensure(app.system())).toEqual(ids);
    expect((await api.sectors([hotels])).get(hotels)?.name).toBe('Hotels and resorts');
  });
});
