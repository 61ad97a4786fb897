import { SERVICE_LINES, type ServiceLine } from '#modules/vocabulary';
import { CUSTOMER_TITLES } from '../data/companies.js';
import { OFFICES, type OfficePlan } from '../data/offices.js';
import { personName } from '../data/people.js';
import { CHINESE, COUNTRIES, ELSEWHERE, placesIn, RIVALS, type Place } from '../data/places.js';
import { JOB_TALKS, PROJECT_SITES } from '../data/requests.js';
import { traditional } from '../data/traditional.js';
import { type Random } from '../random.js';
import { placesAround, servingOffice } from './office-territories.js';
import { type CustomerPlan } from './customers.js';
import { dateOf, DAY } from './time.js';

export interface BranchPlan {
  readonly key: string;
  readonly customer: CustomerPlan;
  readonly name: string;
  readonly nameNative: string | null;
  readonly place: Place;
  readonly address: string | null;
  /** Our office that serves it. */
  readonly office: OfficePlan | null;
  readonly incumbent: string | null;
}

export interface PersonPlan {
  readonly key: string;
  readonly customer: CustomerPlan;
  readonly branches: readonly string[];
  readonly name: string;
  readonly nameNative: string | null;
  readonly email: string;
  readonly phone: string;
  readonly language: string;
  readonly roleTitle: string;
}

export interface JobPlan {
  readonly code: string;
  readonly customer: CustomerPlan;
  readonly branch: string | null;
  readonly name: string;
  readonly serviceLine: ServiceLine;
  readonly country: string;
  readonly city: string;
  readonly site: string;
  readonly office: OfficePlan;
  readonly status: 'OPEN' | 'CLOSED';
  readonly startsOn: string;
  readonly endsOn: string;
}

export interface Sites {
  readonly branches: readonly BranchPlan[];
  readonly persons: readonly PersonPlan[];
  readonly jobs: readonly JobPlan[];
}

const BRANCH_KINDS: readonly (readonly [string, string])[] = [
  ['office', '办事处'],
  ['plant', '工厂'],
  ['branch', '分公司'],
  ['campus', '园区'],
  ['centre', '中心'],
];

/** Branches, people and jobs of all customers. */
export function planSites(random: Random, customers: readonly CustomerPlan[], now: Date): Sites {
  const [branches, persons, jobs] = [[] as BranchPlan[], [] as PersonPlan[], [] as JobPlan[]];
  for (const customer of customers) {
    const own = random.fork(customer.code);
    const ownBranches = planBranches(own, customer);
    branches.push(...ownBranches);
    persons.push(...planPersons(own, customer, ownBranches));
    if (customer.stage === 'ATTRACTED' || customer.stage === 'ACQUIRED') continue;
    for (let i = 0; i < Math.max(1, Math.round(customer.size * own.between(0.8, 1.9))); i++)
      jobs.push(planJob(own, customer, ownBranches, `J-${String(jobs.length + 1).padStart(6, '0')}`, now));
  }
  return { branches, persons, jobs };
}

function planBranches(random: Random, customer: CustomerPlan): BranchPlan[] {
  const branches: BranchPlan[] = [];
  const used = new Map<string, number>();
  const add = (place: Place, served: boolean): void => {
    const here = used.get(place.city) ?? 0;
    used.set(place.city, here + 1);
    const first = branches.length === 0;
    const [kind, kindNative] = first ? (['head office', '总部'] as const) : random.pick(BRANCH_KINDS);
    const number = here > 0 ? ` ${here + 1}` : '';
    const office = served ? servingOffice(place) : undefined;
    const script = CHINESE[OFFICES.find((o) => o.country === place.country)?.culture ?? 'english'];
    const native = place.cityNative && script ? `${place.cityNative}${kindNative}${number.trim()}` : null;
    branches.push({
      ...{ key: `${customer.code}/${branches.length}`, customer, place },
      name: `${place.city} ${kind}${number}`,
      nameNative: native && script === 'zh-Hant' ? traditional(native) : native,
      address: random.chance(0.7) ? `${random.int(1, 480)} ${random.pick(STREETS)}, ${place.city}` : null,
      office: office ?? null,
      incumbent: office || !random.chance(0.65) ? null : random.pick(RIVALS),
    });
  };
  const home = placesIn(customer.office.country);
  // A company that has a city in its name is at home there.
  const around = placesAround(customer.office);
  add(around.find((p) => customer.name.includes(p.city)) ?? random.pick(around), true);
  const more = Math.round((customer.size - 0.6) * random.between(0.5, 1.6));
  for (let i = 0; i < more; i++) add(random.pick(home), !random.chance(0.08));
  if (customer.multinational) {
    for (const country of random.some(ELSEWHERE, random.int(2, 5))) add(random.pick(placesIn(country)), false);
    const others = Object.keys(COUNTRIES).filter((c) => c !== customer.office.country);
    for (const country of random.some(others, random.int(2, 5)))
      add(random.pick(placesIn(country)), random.chance(0.6));
  }
  return branches;
}

const STREETS = [
  'Harbour Road',
  'Station Road',
  'Park Avenue',
  'Market Street',
  'Industrial Way',
  'Garden Road',
  'Canal Street',
  'Science Park Drive',
];

function planPersons(random: Random, customer: CustomerPlan, branches: readonly BranchPlan[]): PersonPlan[] {
  const host = customer.website.replace('https://www.', '');
  const taken = new Set<string>();
  const count = Math.max(1, Math.round(customer.size * random.between(0.9, 1.8)));
  return Array.from({ length: count }, (_, i) => {
    const home = i === 0 ? branches[0] : random.pick(branches);
    if (!home) throw new Error('every customer has a branch');
    const office = OFFICES.find((o) => o.country === home.place.country) ?? customer.office;
    const { name, nameNative, slug } = personName(random, office.culture);
    const [title = '', titleNative = ''] = random.pick(CUSTOMER_TITLES).split('|');
    const mainland = office.culture === 'mainland';
    let mailbox = slug;
    for (let n = 2; taken.has(mailbox); n++) mailbox = `${slug}${n}`;
    taken.add(mailbox);
    const others = random.chance(0.25) ? random.some(branches, 2) : [];
    return {
      ...{ key: `${customer.code}/p${i}`, customer, name, nameNative, email: `${mailbox}@${host}` },
      branches: [...new Set([home, ...others].map((b) => b.key))],
      // Numbers beginning with 5550 are given to nobody in most countries.
      phone: `+${COUNTRIES[home.place.country]?.[1] ?? '44'} ${random.int(10, 99)} 5550 ${random.digits(4)}`,
      language: office.languages[0] ?? 'en',
      roleTitle: mainland ? titleNative : title,
    };
  });
}

function planJob(
  random: Random,
  customer: CustomerPlan,
  branches: readonly BranchPlan[],
  code: string,
  now: Date,
): JobPlan {
  const served = branches.filter((b) => b.office !== null);
  const eastern = ['HK', 'CN', 'TW', 'SG'].includes(customer.office.country);
  const afar = eastern && random.chance(customer.office.country === 'CN' ? 0.3 : 0.45);
  const branch = afar || served.length === 0 ? null : random.pick(served);
  const place = branch?.place ?? random.pick(placesIn(afar ? 'CN' : customer.office.country));
  const serviceLine = random.weighted(SERVICE_LINES, (line) =>
    line === 'MAINTENANCE' ? 5 : line === 'MANAGEMENT' ? 3 : 2,
  );
  const mainland = place.country === 'CN';
  const begins = now.getTime() - random.int(-30, 900) * DAY;
  const ends =
    begins + random.int(serviceLine === 'CONSULTING' ? 60 : 300, serviceLine === 'CONSULTING' ? 240 : 1400) * DAY;
  const site = random.pick(PROJECT_SITES[mainland ? 'mainland' : 'elsewhere']);
  const [siteName = site] = mainland ? site.split(/ (?=\p{Script=Han})/u) : [site];
  return {
    ...{ code, customer, serviceLine, site, country: place.country, city: place.city, branch: branch?.key ?? null },
    name: `${random.pick(JOB_TALKS[serviceLine])}, ${siteName}, ${place.city}`,
    office: branch?.office ?? servingOffice(place) ?? customer.office,
    status: ends < now.getTime() ? 'CLOSED' : 'OPEN',
    startsOn: dateOf(begins),
    endsOn: dateOf(ends),
  };
}
