import { Random } from '../random.js';
import { householdsOf, planContacts, type ContactPlan, type Household } from './contacts.js';
import { planCustomers, type CustomerPlan } from './customers.js';
import { planDueSoon } from './due-soon.js';
import { planRequests, type RequestPlan } from './requests.js';
import { planRevenue, type Books } from './revenue.js';
import { planSites, type Sites } from './sites.js';
import { planStaff, type OfficeStaff } from './staff.js';
import { planTerms, type TermsPlan } from './terms.js';
import { workingHours, type Holidays } from './time.js';

/** The whole demo before anything is written: the same seed and instant give the same plan. */
export interface DemoPlan {
  readonly now: Date;
  readonly staff: ReadonlyMap<string, OfficeStaff>;
  readonly customers: readonly CustomerPlan[];
  readonly sites: Sites;
  readonly households: readonly Household[];
  readonly books: Books;
  readonly terms: readonly TermsPlan[];
  /** In order of time. */
  readonly requests: readonly RequestPlan[];
  /** In order of time; those in which requests were asked included. */
  readonly contacts: readonly ContactPlan[];
}

export function planDemo(seed: string, now: Date, holidays: Holidays = new Map()): DemoPlan {
  const random = new Random(seed);
  const staff = planStaff(random.fork('staff'));
  const customers = planCustomers(random.fork('customers'), staff);
  const sites = planSites(random.fork('sites'), customers, now);
  const households = householdsOf(customers, sites);
  const terms = planTerms(random.fork('terms'), households);
  const hours = workingHours(holidays);
  const ground = { households, staff, hours, terms, now: now.getTime() };
  const requests = [...planRequests(random.fork('requests'), ground), ...planDueSoon(random.fork('due soon'), ground)];
  requests.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const contacts = [
    ...planContacts(random.fork('contacts'), households, staff, hours, now),
    ...requests.flatMap((r) => r.intake ?? []),
  ];
  contacts.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  return {
    ...{ now, staff, customers, sites, households, terms, requests, contacts },
    books: planRevenue(random.fork('revenue'), customers, now),
  };
}
