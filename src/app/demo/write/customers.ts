import { CustomersApi, ReferenceSectors } from '#modules/customers';
import { type DemoPlan } from '../plan/index.js';
import { idOf, inPages, type Desk } from './desk.js';

const PAGE = 2_000;

/** Customers (heads of groups before those below them), branches, persons and jobs. */
export async function writeCustomers(desk: Desk, { customers, sites }: DemoPlan): Promise<void> {
  const { ctx } = desk;
  const api = desk.get(CustomersApi);
  const sectors = await desk.get(ReferenceSectors).ensure(ctx);
  for (let depth = 0; depth <= Math.max(...customers.map((c) => c.depth)); depth++) {
    const commands = customers
      .filter((c) => c.depth === depth)
      .map(({ code, name, nameNative, website, sector, office, accountManager, stage, parent }) => ({
        ...{ code, name, nameNative, website, stage },
        parentId: parent === null ? null : idOf(desk.customers, parent),
        sectorId: idOf(sectors, sector),
        officeId: idOf(desk.offices, office.code),
        accountManagerId: idOf(desk.employees, accountManager),
      }));
    await inPages(
      commands,
      PAGE,
      (page) => api.createCustomers(ctx, page),
      ({ code }, id) => desk.customers.set(code, id),
    );
  }
  await inPages(
    sites.branches.map(({ key, customer, name, nameNative, place, address, office, incumbent }) => ({
      key,
      command: {
        ...{ name, nameNative, address, incumbent, country: place.country, city: place.city, timeZone: place.zone },
        customerId: idOf(desk.customers, customer.code),
        officeId: office === null ? null : idOf(desk.offices, office.code),
      },
    })),
    PAGE,
    (page) =>
      api.createBranches(
        ctx,
        page.map((p) => p.command),
      ),
    ({ key }, id) => desk.branches.set(key, id),
  );
  await inPages(
    sites.persons.map(({ key, customer, branches, name, nameNative, email, phone, language, roleTitle }) => ({
      key,
      command: {
        ...{ name, nameNative, email, phone, language, roleTitle },
        customerId: idOf(desk.customers, customer.code),
        branchIds: branches.map((b) => idOf(desk.branches, b)),
      },
    })),
    PAGE,
    (page) =>
      api.createPersons(
        ctx,
        page.map((p) => p.command),
      ),
    ({ key }, id) => desk.persons.set(key, id),
  );
  await inPages(
    sites.jobs.map(
      ({ code, customer, branch, name, serviceLine, country, city, site, office, status, startsOn, endsOn }) => ({
        ...{ code, name, serviceLine, country, city, site, status, startsOn, endsOn },
        customerId: idOf(desk.customers, customer.code),
        branchId: branch === null ? null : idOf(desk.branches, branch),
        officeId: idOf(desk.offices, office.code),
      }),
    ),
    PAGE,
    (page) => api.createJobs(ctx, page),
    ({ code }, id) => desk.jobs.set(code, id),
  );
}
