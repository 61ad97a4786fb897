import { type Calendar } from '#kernel/calendar';
import { type TermsTarget } from '#modules/sla';
import { type Priority, type ServiceLine } from '#modules/vocabulary';
import { CHINESE } from '../data/places.js';
import { traditional } from '../data/traditional.js';
import { type Random } from '../random.js';
import { type Household } from './contacts.js';
import { type CustomerPlan } from './customers.js';
import { type Tier } from './tiers.js';

const MINUTE = 60;
const HOUR = 3_600;

/** Seconds of open time within which we must answer and be done. */
export interface Pledge {
  readonly response: number;
  readonly completion: number;
}

/** What the firm pledges everybody, as its reference terms say. */
const FIRM: Readonly<Record<Priority, Pledge>> = {
  CRITICAL: { response: 30 * MINUTE, completion: 9 * HOUR },
  HIGH: { response: 2 * HOUR, completion: 27 * HOUR },
  MODERATE: { response: 4 * HOUR, completion: 72 * HOUR },
  LOW: { response: 9 * HOUR, completion: 180 * HOUR },
};

/** What customers with round-the-clock care are promised, in hours of the clock. */
export const ROUND_THE_CLOCK: Readonly<Record<Priority, Pledge>> = {
  CRITICAL: { response: 15 * MINUTE, completion: 4 * HOUR },
  HIGH: { response: 30 * MINUTE, completion: 8 * HOUR },
  MODERATE: { response: 2 * HOUR, completion: 24 * HOUR },
  LOW: { response: 4 * HOUR, completion: 72 * HOUR },
};

const SHARES: Readonly<Record<Tier, number>> = { TOP: 0.5, MAJOR: 0.75, MEDIUM: 1, SMALL: 1 };

/** Terms agreed with one customer, for all it buys or for one service line. */
export interface TermsPlan {
  readonly code: string;
  readonly name: string;
  readonly nameNative: string;
  readonly customer: CustomerPlan;
  readonly serviceLine: ServiceLine | null;
  /** Whether they run around the clock; else in the hours of the serving office. */
  readonly always: boolean;
  readonly pledges: Readonly<Record<Priority, Pledge>>;
}

export const targetsOf = (pledges: TermsPlan['pledges']): TermsTarget[] =>
  (Object.keys(pledges) as Priority[]).flatMap((priority): TermsTarget[] => [
    { metric: 'FIRST_RESPONSE', priority, seconds: pledges[priority].response },
    { metric: 'COMPLETION', priority, seconds: pledges[priority].completion },
  ]);

/** Offices that have customers with round-the-clock care, and how many. */
const CARE: readonly (readonly [office: string, customers: number])[] = [
  ...([
    ['HKG', 7],
    ['SZX', 3],
    ['SHA', 2],
    ['LON', 2],
    ['SIN', 1],
    ['DXB', 1],
  ] as const),
];
const AGREEMENTS = 12;

/** Who has terms of its own. */
export function planTerms(random: Random, households: readonly Household[]): TermsPlan[] {
  const fit = households.filter(
    ({ customer, jobs }) =>
      (customer.tier === 'TOP' || customer.tier === 'MAJOR' || customer.tier === 'MEDIUM') &&
      jobs.some((j) => j.serviceLine === 'MAINTENANCE' && j.status === 'OPEN' && j.office === customer.office),
  );
  const care = CARE.flatMap(([office, count]) =>
    random.some(
      fit.filter((h) => h.customer.office.code === office),
      count,
    ),
  );
  const others = random.some(
    fit.filter((h) => !care.includes(h)),
    AGREEMENTS,
  );
  return [
    ...care.map(({ customer }): TermsPlan => ({
      code: `CARE-${customer.code}`,
      name: `Round-the-clock care, ${customer.name}`.slice(0, 120),
      nameNative: inChinese(customer, `全天候维护，${customer.nameNative ?? customer.name}`),
      ...{ customer, serviceLine: 'MAINTENANCE', always: true, pledges: ROUND_THE_CLOCK },
    })),
    ...others.map(({ customer }): TermsPlan => ({
      code: `AGREED-${customer.code}`,
      name: `Agreement with ${customer.name}`.slice(0, 120),
      nameNative: inChinese(customer, `与${customer.nameNative ?? customer.name}的协议`),
      ...{ customer, serviceLine: null, always: false, pledges: scaled(random.pick([0.4, 0.6])) },
    })),
  ];
}

/** In the script of the customer's name. */
const inChinese = ({ office }: CustomerPlan, text: string): string =>
  (CHINESE[office.culture] === 'zh-Hant' ? traditional(text) : text).slice(0, 120);

const scaled = (share: number): TermsPlan['pledges'] =>
  Object.fromEntries(
    Object.entries(FIRM).map(([priority, { response, completion }]) => [
      priority,
      { response: response * share, completion: completion * share },
    ]),
  ) as TermsPlan['pledges'];

/** What was promised for a request, and on which calendar. Only to shape histories: the product decides for itself. */
export function pledgeFor(
  terms: readonly TermsPlan[],
  customer: CustomerPlan,
  line: ServiceLine,
  priority: Priority,
): { readonly pledge: Pledge; readonly always: boolean } {
  const own = terms.find((t) => t.customer === customer && (t.serviceLine === null || t.serviceLine === line));
  if (own) return { pledge: own.pledges[priority], always: own.always };
  const share = SHARES[customer.tier ?? 'SMALL'];
  const { response, completion } = FIRM[priority];
  return { pledge: { response: response * share, completion: completion * share }, always: false };
}

/** Counts open time of either kind. */
export const calendarFor = (always: boolean, office: Calendar): Pick<Calendar, 'addOpenMs'> =>
  always ? { addOpenMs: (from, ms) => from + ms } : office;
