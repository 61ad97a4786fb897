import { beforeAll, describe, expect, it } from 'vitest';
import { ForbiddenError } from '#platform/access';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { CustomersApi } from '../customers.api.js';
import { CustomerFactory } from '../testing/index.js';
import { LinkPerson } from './link-person.js';
import { ManageSectors } from './manage-sectors.js';
import { UpdateBranch } from './update-branch.js';
import { UpdateCustomer } from './update-customer.js';
import { UpdateJob } from './update-job.js';
import { UpdatePerson } from './update-person.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('changing customers and what belongs to them', () => {
  let app: TestApp;
  let make: CustomerFactory;
  let api: CustomersApi;

  beforeAll(async () => {
    app = await createTestApp();
    make = new CustomerFactory(app);
    api = app.get(CustomersApi);
  });

  const codes = (result: { ok: boolean }): string[] =>
    'failures' in result
      ? (result.failures as { code: string; field?: string }[]).map((f) => `${f.code} ${f.field}`)
      : [];

  it('what is left out stays, what is emptied is gone, and the version grows', async () => {
    const id = await make.customer({
      name: '  Zürich Hotels ',
      nameNative: '苏黎世酒店',
      website: 'https://zh.example',
    });
    app.must(await app.get(UpdateCustomer).run(app.system(), { id, version: 1, stage: 'LOYAL', website: null }));
    expect((await api.customers([id])).get(id)).toMatchObject({
      name: 'Zürich Hotels',
      nameNative: '苏黎世酒店',
      stage: 'LOYAL',
      website: null,
      active: true,
      version: 2,
      sortName: 'zurich hotels',
    });
    app.must(await app.get(UpdateCustomer).run(app.system(), { id, version: 2, active: false }));
    expect((await api.customers([id])).get(id)?.active).toBe(false);
  });

  it('of two who change the same version exactly one succeeds; the other gets the current values', async () => {
    const id = await make.customer();
    const update = app.get(UpdateCustomer);
    const results = await Promise.all(['One', 'Two'].map((name) => update.run(app.system(), { id, version: 1, name })));
    const [lost] = results.filter((r) => !r.ok);
    const current = (await api.customers([id])).get(id);
    expect(results.filter((r) => r.ok)).toHaveLength(1);
    expect(lost).toMatchObject({
      failures: [{ code: 'STALE_VERSION', field: 'version', params: { version: 2 }, current: { name: current?.name } }],
    });
  });

  it('everything wrong with a change is said at once, and nothing is changed', async () => {
    const id = await make.customer();
    const update = app.get(UpdateCustomer);
    const wrong = await update.run(app.system(), {
      id,
      version: 1,
      name: '',
      website: 'ftp://old',
      stage: null as never,
      officeId: null as never,
    });
    expect(codes(wrong)).toEqual(['REQUIRED name', 'INVALID_FORMAT website', 'REQUIRED officeId', 'REQUIRED stage']);
    expect(codes(await update.run(app.system(), { id, version: 1, officeId: NOBODY }))).toEqual([
      'OFFICE_NOT_FOUND officeId',
    ]);
    expect(codes(await update.run(app.system(), { id, version: 1, sectorId: NOBODY }))).toEqual([
      'SECTOR_NOT_FOUND sectorId',
    ]);
    expect(codes(await update.run(app.system(), { id: NOBODY, version: 1 }))).toEqual(['NOT_FOUND id']);
    expect((await api.customers([id])).get(id)?.version).toBe(1);
  });

  it('a retired sector takes no new customers, but those in it may be changed', async () => {
    const sectors = app.get(ManageSectors);
    const sector = app.must(await sectors.create(app.system(), { code: 'WHALING', name: 'Whaling' })).id;
    const inside = await make.customer({ sectorId: sector });
    const outside = await make.customer();
    app.must(await sectors.update(app.system(), { id: sector, version: 1, active: false }));
    const update = app.get(UpdateCustomer);
    app.must(await update.run(app.system(), { id: inside, version: 1, sectorId: sector, name: 'Still here' }));
    expect(codes(await update.run(app.system(), { id: outside, version: 1, sectorId: sector }))).toEqual([
      'SECTOR_INACTIVE sectorId',
    ]);
  });

  it('sectors form a tree without circles, with unique codes', async () => {
    const sectors = app.get(ManageSectors);
    const top = app.must(await sectors.create(app.system(), { code: 'ENERGY', name: 'Energy', nameNative: '能源' })).id;
    const low = app.must(await sectors.create(app.system(), { code: 'WIND', name: 'Wind', parentId: top })).id;
    expect(codes(await sectors.update(app.system(), { id: top, version: 1, parentId: low }))).toEqual([
      'CYCLE parentId',
    ]);
    expect(codes(await sectors.create(app.system(), { code: 'WIND', name: 'Again' }))).toEqual(['ALREADY_IN_USE code']);
    expect(codes(await sectors.create(app.system(), { code: 'x', name: '' }))).toEqual([
      'REQUIRED name',
      'INVALID_FORMAT code',
    ]);
    expect(codes(await sectors.create(app.system(), { code: 'SUN', name: 'Sun', parentId: NOBODY }))).toEqual([
      'PARENT_NOT_FOUND parentId',
    ]);
    const [first, second] = await Promise.all([
      sectors.update(app.system(), { id: low, version: 1, parentId: null }),
      sectors.update(app.system(), { id: low, version: 1, code: 'WIND-POWER' }),
    ]);
    expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
  });

  it('handing a customer over needs reach over both offices', async () => {
    const other = await app.office();
    const id = await make.customer();
    const agent = await app.employee({ permissions: { 'customers.write': 'office' } });
    const manager = await app.employee({ permissions: { 'customers.write': 'region' } });
    const update = app.get(UpdateCustomer);
    await expect(update.run(agent.ctx(), { id, version: 1, officeId: other })).rejects.toThrow(ForbiddenError);
    app.must(await update.run(manager.ctx(), { id, version: 1, officeId: other }));
    await expect(update.run(agent.ctx(), { id, version: 2, name: 'Mine' })).rejects.toThrow(ForbiddenError);
  });

  it('a branch may be changed by the office that serves it, and goes from a rival to us in one step', async () => {
    const other = await app.office();
    const customerId = await make.customer({ officeId: other });
    const id = await make.branch({ customerId, incumbent: 'Rival & Sons' });
    const agent = await app.employee({ permissions: { 'customers.write': 'office' } });
    const update = app.get(UpdateBranch);
    await expect(update.run(agent.ctx(), { id, version: 1, city: 'Kowloon' })).rejects.toThrow(ForbiddenError);
    expect(codes(await update.run(app.system(), { id, version: 1, officeId: app.officeId }))).toEqual([
      'AT_MOST_ONE_OF incumbent',
    ]);
    app.must(await update.run(app.system(), { id, version: 1, officeId: app.officeId, incumbent: null }));
    app.must(await update.run(agent.ctx(), { id, version: 2, city: 'Kowloon' }));
    expect(codes(await update.run(agent.ctx(), { id, version: 2, city: 'Central' }))).toEqual([
      'STALE_VERSION version',
    ]);
    expect(codes(await update.run(app.system(), { id, version: 3, officeId: NOBODY }))).toEqual([
      'OFFICE_NOT_FOUND officeId',
    ]);
    expect((await api.branches([id])).get(id)).toMatchObject({ city: 'Kowloon', incumbent: null, version: 3 });
  });

  it('a person can be linked to branches of the same customer, once, and unlinked', async () => {
    const [mine, other] = (await make.customers([{}, {}])) as [string, string];
    const branchId = await make.branch({ customerId: mine });
    const foreign = await make.branch({ customerId: other });
    const personId = await make.person({ customerId: mine });
    const links = app.get(LinkPerson);
    const count = async () =>
      (
        await app.db.one<{ n: number }>(
          sql`select count(*) as n from customers.person_branch where person_id = ${personId}`,
        )
      ).n;
    const both = await Promise.all([1, 2].map(() => links.link(app.system(), { personId, branchId })));
    expect(both.map((r) => r.ok)).toEqual([true, true]);
    expect(await count()).toBe(1);
    expect(codes(await links.link(app.system(), { personId, branchId: foreign }))).toEqual(['OTHER_CUSTOMER branchId']);
    expect(codes(await links.link(app.system(), { personId: NOBODY, branchId }))).toEqual([
      'PERSON_NOT_FOUND personId',
    ]);
    expect(codes(await links.link(app.system(), { personId, branchId: NOBODY }))).toEqual([
      'BRANCH_NOT_FOUND branchId',
    ]);
    const stranger = await app.employee({ permissions: { 'customers.write': 'office' }, officeId: await app.office() });
    await expect(links.unlink(stranger.ctx(), { personId, branchId })).rejects.toThrow(ForbiddenError);
    app.must(await links.unlink(app.system(), { personId, branchId }));
    app.must(await links.unlink(app.system(), { personId, branchId }));
    expect(await count()).toBe(0);
  });

  it('persons and jobs follow the same rules when they are changed', async () => {
    const customerId = await make.customer();
    const person = await make.person({ customerId, email: 'a@example.com' });
    const job = await make.job({ customerId, startsOn: '2026-03-01' });
    const persons = app.get(UpdatePerson);
    const jobs = app.get(UpdateJob);
    app.must(await persons.run(app.system(), { id: person, version: 1, phone: '+852 2345 6789 ext 12', email: '' }));
    expect((await api.persons([person])).get(person)).toMatchObject({ phone: '+852 2345 6789 ext 12', email: null });
    expect(codes(await persons.run(app.system(), { id: person, version: 1, name: 'Late' }))).toEqual([
      'STALE_VERSION version',
    ]);
    expect(codes(await persons.run(app.system(), { id: person, version: 2, email: 'x' }))).toEqual([
      'INVALID_EMAIL email',
    ]);
    app.must(await jobs.run(app.system(), { id: job, version: 1, status: 'CLOSED', endsOn: '2026-03-01' }));
    expect(codes(await jobs.run(app.system(), { id: job, version: 2, endsOn: '2026-02-28' }))).toEqual([
      'END_BEFORE_START endsOn',
    ]);
    expect(codes(await jobs.run(app.system(), { id: job, version: 2, branchId: NOBODY }))).toEqual([
      'BRANCH_NOT_FOUND branchId',
    ]);
    const foreign = await make.branch({ customerId: await make.customer() });
    expect(codes(await jobs.run(app.system(), { id: job, version: 2, branchId: foreign }))).toEqual([
      'OTHER_CUSTOMER branchId',
    ]);
    const stranger = await app.employee({ permissions: { 'customers.write': 'office' }, officeId: await app.office() });
    await expect(persons.run(stranger.ctx(), { id: person, version: 2, name: 'X' })).rejects.toThrow(ForbiddenError);
    await expect(jobs.run(stranger.ctx(), { id: job, version: 2, name: 'X' })).rejects.toThrow(ForbiddenError);
  });
});
