import { type Calendar } from '#kernel/calendar';
import { type Direction } from '#modules/contacts';
import { type Channel } from '#modules/vocabulary';
import { TALKS } from '../data/message-texts.js';
import { type Random } from '../random.js';
import { type CustomerPlan } from './customers.js';
import { type BranchPlan, type JobPlan, type PersonPlan, type Sites } from './sites.js';
import { type OfficeStaff } from './staff.js';
import { dateOf, DAY, HOUR, MINUTE, openInstant } from './time.js';
import { Filler, wordingOf } from './texts.js';

export interface ContactPlan {
  readonly customer: CustomerPlan;
  readonly branch: string | null;
  readonly job: string | null;
  readonly persons: readonly string[];
  /** Code of the contact type. */
  readonly type: string;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly subject: string;
  readonly body: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  /** E-mail of the employee who recorded it. */
  readonly recordedBy: string;
  readonly country: string;
  readonly city: string;
  readonly place: string | null;
  readonly followUpOn: string | null;
  readonly followUpNote: string | null;
  readonly confidential: boolean;
}

/** A customer with what belongs to it. */
export interface Household {
  readonly customer: CustomerPlan;
  readonly branches: readonly BranchPlan[];
  readonly persons: readonly PersonPlan[];
  readonly jobs: readonly JobPlan[];
}

export function householdsOf(customers: readonly CustomerPlan[], sites: Sites): Household[] {
  const group = <T extends { readonly customer: CustomerPlan }>(list: readonly T[]): Map<CustomerPlan, T[]> => {
    const groups = new Map<CustomerPlan, T[]>();
    for (const one of list) {
      const group = groups.get(one.customer);
      if (group) group.push(one);
      else groups.set(one.customer, [one]);
    }
    return groups;
  };
  const [branches, persons, jobs] = [group(sites.branches), group(sites.persons), group(sites.jobs)];
  return customers.map((customer) => ({
    customer,
    branches: branches.get(customer) ?? [],
    persons: persons.get(customer) ?? [],
    jobs: jobs.get(customer) ?? [],
  }));
}

/** How far back contacts go. */
const HISTORY = 548 * DAY;
/** Contacts of a customer of size one. */
const PER_SIZE = 6.2;
/** Follow-ups of older contacts have been done and are not planned. */
const OPEN_FOLLOW_UPS = 18 * DAY;

/** Contacts of the last eighteen months, a little more of late, in working hours where they took place. */
export function planContacts(
  random: Random,
  households: readonly Household[],
  staff: ReadonlyMap<string, OfficeStaff>,
  hours: ReadonlyMap<string, Calendar>,
  now: Date,
): ContactPlan[] {
  const plans: ContactPlan[] = [];
  for (const household of households) {
    const { customer } = household;
    const own = random.fork(customer.code);
    const count = Math.round(customer.size * PER_SIZE * own.between(0.5, 1.5) * (customer.tier === null ? 0.5 : 1));
    for (let i = 0; i < count; i++) plans.push(planContact(own, household, staff, hours, now.getTime()));
  }
  return plans.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
}

function planContact(
  random: Random,
  { customer, branches, persons, jobs }: Household,
  staff: ReadonlyMap<string, OfficeStaff>,
  hours: ReadonlyMap<string, Calendar>,
  now: number,
): ContactPlan {
  const talk = random.weighted(TALKS, (t) => t.weight);
  const branch = random.pick(branches);
  const job = jobs.length > 0 && random.chance(0.55) ? random.pick(jobs) : null;
  const office = job?.office ?? branch.office ?? customer.office;
  const team = staff.get(office.code);
  const calendar = hours.get(office.code);
  if (!team || !calendar) throw new Error(`nobody works at ${office.code}`);
  const occurredAt = openInstant(random, calendar, now - HISTORY, now - HOUR, 0.85);
  const channel = random.weighted(talk.channels, (c) => 1 / (1 + talk.channels.indexOf(c)));
  const present = channel === 'VISIT' || channel === 'MEETING';
  const filler = new Filler(random, wordingOf(random, office), occurredAt);
  const place = present && job ? job : { ...branch.place, site: branch.name };
  const byManager = office === customer.office && random.chance(0.35);
  const followUp =
    talk.followUp && occurredAt > now - OPEN_FOLLOW_UPS && random.chance(0.75) ? talk.followUp : undefined;
  const late = random.chance(0.8) ? random.int(1, 40) * MINUTE : random.int(1, 20) * HOUR;
  return {
    customer,
    branch: branch.key,
    job: job?.code ?? null,
    persons: random.some(persons, present ? random.int(1, 3) : 1).map((p) => p.key),
    type: talk.type,
    channel,
    direction: talk.direction,
    subject: filler.text(talk.subject),
    body: talk.body && random.chance(0.8) ? filler.text(talk.body) : null,
    occurredAt: new Date(occurredAt),
    recordedAt: new Date(Math.min(occurredAt + late, now)),
    recordedBy: byManager ? customer.accountManager : random.pick(team.agents).email,
    country: place.country,
    city: place.city,
    place: present ? place.site : null,
    followUpOn: followUp ? dateOf(Math.max(occurredAt, now - 4 * DAY) + random.int(1, 14) * DAY) : null,
    followUpNote: followUp ? filler.text(followUp) : null,
    confidential: talk.type.startsWith('COMPLAINT') ? random.chance(0.04) : random.chance(0.003),
  };
}
