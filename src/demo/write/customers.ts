import { CustomersApi } from '#modules/customers';
import { ReferenceSectors } from '#modules/customers/seeding';
import { type DemoPlan } from '../plan/index.js';
import { idOf, inPages, type SeedContext } from './seed-context.js';

const PAGE = 2_000;

/** Customers (heads of groups before those below them), branches, persons and jobs. */
export async function writeCustomers(seeding: SeedContext, { customers, sites }: DemoPlan): Promise<void> {
  const { ctx } = seeding;
  const api = seeding.get(CustomersApi);
  const sectors = await seeding.get(ReferenceSectors).ensure(ctx);
  for (let depth = 0; depth <= Math.max(...customers.map((c) => c.depth)); depth++) {
    const commands = customers
      .filter((c) => c.depth === depth)
      .map(({ code, name, nameNative, website, sector, office, accountManager, stage, parent }) => ({
        ...{ code, name, nameNative, website, stage },
        parentId: parent === null ? null : idOf(seeding.customers, parent),
        sectorId: idOf(sectors, sector),
        officeId: idOf(seeding.offices, office.code),
        accountManagerId: idOf(seeding.employees, accountManager),
      }));
    await inPages(
      commands,
      PAGE,
      (page) => api.createCustomers(ctx, page),
      ({ code }, id) => seeding.customers.set(code, id),
    );
  }
  await inPages(
    sites.branches.map(({ key, customer, name, nameNative, place, address, office, incumbent }) => ({
      key,
      command: {
        ...{ name, nameNative, address, incumbent, country: place.country, city: place.city, timeZone: place.zone },
        customerId: idOf(seeding.customers, customer.code),
        officeId: office === null ? null : idOf(seeding.offices, office.code),
      },
    })),
    PAGE,
    (page) =>
      api.createBranches(
        ctx,
        page.map((p) => p.command),
      ),
    ({ key }, id) => seeding.branches.set(key, id),
  );
  await inPages(
    sites.persons.map(({ key, customer, branches, name, nameNative, email, phone, language, roleTitle }) => ({
      key,
      command: {
        ...{ name, nameNative, email, phone, language, roleTitle },
        customerId: idOf(seeding.customers, customer.code),
        branchIds: branches.map((b) => idOf(seeding.branches, b)),
      },
    })),
    PAGE,
    (page) =>
      api.createPersons(
        ctx,
        page.map((p) => p.command),
      ),
    ({ key }, id) => seeding.persons.set(key, id),
  );
  await inPages(
    sites.jobs.map(
      ({ code, customer, branch, name, serviceLine, country, city, site, office, status, startsOn, endsOn }) => ({
        ...{ code, name, serviceLine, country, city, site, status, startsOn, endsOn },
        customerId: idOf(seeding.customers, customer.code),
        branchId: branch === null ? null : idOf(seeding.branches, branch),
        officeId: idOf(seeding.offices, office.code),
      }),
    ),
    PAGE,
    (page) => api.createJobs(ctx, page),
    ({ code }, id) => seeding.jobs.set(code, id),
  );
}
