import { type INestApplicationContext } from '@nestjs/common';
import { err, ok, type Result } from '#kernel';
import { systemCtx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { planDemo, type DemoPlan } from './plan/index.js';
import { writeConsulting } from './write/consulting.js';
import { writeCustomers } from './write/customers.js';
import { seedContactsAndRequests } from './write/seed-contacts-and-requests.js';
import { SeedContext } from './write/seed-context.js';
import { writeCalendars, writeFirm, writeHolidays } from './write/firm.js';
import { writeMaintenance } from './write/maintenance.js';
import { writeManagement } from './write/management.js';
import { evaluateRequests, writePyramid, writeTerms } from './write/seed-terms-and-revenue.js';

export interface SeedOptions {
  /** The instant that all times are relative to. */
  readonly now: Date;
  /** Another seed makes another firm. */
  readonly seed?: string;
  /** Told after each step what was done. */
  readonly say?: (line: string) => void;
}

export interface Seeded {
  readonly customers: number;
  readonly contacts: number;
  readonly requests: number;
  readonly seconds: number;
}

type Step = readonly [what: string, run: (seeding: SeedContext, plan: DemoPlan) => Promise<void>];

const STEPS: readonly Step[] = [
  ['Offices and people', writeFirm],
  ['Calendars', writeCalendars],
  ['Customers, branches, people and jobs', writeCustomers],
  ['Revenue and tiers', writePyramid],
  ['Contacts and requests', seedContactsAndRequests],
  ['SLA terms', writeTerms],
  ['SLA clocks', evaluateRequests],
  ['Assets, plans and work orders', writeMaintenance],
  ['Engagements and advice', writeConsulting],
  ['Duties and reviews', writeManagement],
];

/** Only one process at a time fills the database. */
const LOCK = 20_099;

/**
 * Fills an empty database with the demo firm, through the use cases of the modules and in one transaction: a seeding
 * that is killed leaves nothing behind, and whoever finds an office finds the whole firm. `NOT_EMPTY` when there are
 * offices already.
 */
export async function seedDemo(
  app: Pick<INestApplicationContext, 'get'>,
  { now, seed = 'meridian', say = () => undefined }: SeedOptions,
): Promise<Result<Seeded, 'NOT_EMPTY'>> {
  const begun = performance.now();
  const db = app.get(Database, { strict: false });
  const identity = app.get(IdentityApi, { strict: false });
  if ((await identity.allOffices()).length > 0) return err('NOT_EMPTY');
  const ctx = systemCtx('cli');
  let plan: DemoPlan | undefined;
  const done = await db.transaction<void, 'NOT_EMPTY'>(ctx, async () => {
    await db.query(sql`select pg_advisory_xact_lock(${LOCK})`);
    if ((await identity.allOffices()).length > 0) return err('NOT_EMPTY');
    const seeding = new SeedContext(app, ctx, now);
    plan = planDemo(seed, now, await writeHolidays(seeding));
    for (const [what, run] of STEPS) {
      const started = performance.now();
      say(what);
      await run(seeding, plan);
      say(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
    // The first queries should not have to guess how much there is.
    await db.execute(sql`analyze customers.customer, customers.branch, customers.person, customers.job, contacts.contact,
      contacts.contact_person, services.request, services.request_event, pyramid.revenue_entry, sla.clock, sla.evaluation,
      maintenance.asset, maintenance.work_order, consulting.deliverable, consulting.advice, management.duty, management.review`);
    return ok();
  });
  if (!done.ok) return done;
  if (!plan) throw new Error('nothing was planned');
  return ok({
    customers: plan.customers.length,
    contacts: plan.contacts.length,
    requests: plan.requests.length,
    seconds: (performance.now() - begun) / 1000,
  });
}
