import { instantOf } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { Advice, Deliverables, Engagements, Products } from '#modules/consulting/seeding';
import {
  CORRECTED,
  CORRECTIONS,
  ADVICE_TALKS,
  DECISION_NOTES,
  ENGAGEMENT_TALKS,
  HANDED_OVER,
  HANDED_OVER_AGAIN,
  OUTCOME_NOTES,
  PRODUCTS,
  SENT_BACK,
  WITHDRAWN_PRODUCT,
  type EngagementTalk,
} from '../data/consulting.js';
import { type OfficePlan } from '../data/offices.js';
import { CHINESE } from '../data/places.js';
import { type CustomerPlan } from '../plan/customers.js';
import { type DemoPlan } from '../plan/index.js';
import { type JobPlan, type PersonPlan } from '../plan/sites.js';
import { dateOf, DAY } from '../plan/time.js';
import { Filler, inWords, wordingOf } from '../plan/texts.js';
import { Random } from '../random.js';
import { idOf, made, type SeedContext } from './seed-context.js';

const UNDER_WAY = 26;
const OVER = 14;
/** How many of them advice was given in, and how often; then advice in answer to requests. */
const ADVISED_IN = 24;
const ADVICE_EACH = 2;
const ADVICE_ON_REQUEST = 32;

interface Engaged {
  readonly id: string;
  readonly job: JobPlan;
  readonly talk: EngagementTalk;
  readonly lead: string;
  readonly team: readonly string[];
  readonly status: 'PLANNED' | 'ACTIVE' | 'ON_HOLD' | 'COMPLETED' | 'CANCELLED';
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

/** What the writing of this step shares. */
interface Ground {
  readonly seeding: SeedContext;
  readonly random: Random;
  readonly staff: DemoPlan['staff'];
  /** Of each customer; everyone has some. */
  readonly persons: ReadonlyMap<CustomerPlan, readonly PersonPlan[]>;
  readonly products: ReadonlyMap<string, string>;
}

/** Engagements with what they deliver, and advice with what became of it. */
export async function writeConsulting(seeding: SeedContext, plan: DemoPlan): Promise<void> {
  const random = new Random('consulting');
  const persons = new Map(plan.households.map((h) => [h.customer, h.persons]));
  const products = await writeProducts(seeding);
  const ground: Ground = { seeding, random, staff: plan.staff, persons, products };
  const engaged: Engaged[] = [];
  for (const job of jobsOf(plan, random)) engaged.push(await writeEngagement(ground, job, engaged.length));
  await writeAdvice(ground, plan, engaged);
  const retired = { id: idOf(products, WITHDRAWN_PRODUCT), version: 1 };
  made(await seeding.get(Products).update(seeding.ctx, retired, { active: false }), WITHDRAWN_PRODUCT);
}

async function writeProducts(seeding: SeedContext): Promise<Map<string, string>> {
  const products = new Map<string, string>();
  for (const [code, name, nameNative, kind, supplier] of PRODUCTS)
    products.set(
      code,
      made(await seeding.get(Products).create(seeding.ctx, { code, name, nameNative, kind, supplier }), code).id,
    );
  return products;
}

/** Consulting jobs that are under way or to come, and some that are over, in the order of the plan. */
function jobsOf({ sites, now }: DemoPlan, random: Random): JobPlan[] {
  const today = dateOf(now.getTime());
  const jobs = sites.jobs.filter((j) => j.serviceLine === 'CONSULTING');
  const chosen = new Set([
    ...random.some(
      jobs.filter((j) => j.endsOn >= today),
      UNDER_WAY,
    ),
    ...random.some(
      jobs.filter((j) => j.endsOn < today),
      OVER,
    ),
  ]);
  return jobs.filter((j) => chosen.has(j));
}

const consultantsOf = (staff: DemoPlan['staff'], { code }: OfficePlan): string[] =>
  (staff.get(code)?.all ?? [])
    .filter((e) => ['Consultant', 'Site engineer', 'Account manager'].includes(e.title))
    .sort((a, b) => Number(b.title === 'Consultant') - Number(a.title === 'Consultant'))
    .map((e) => e.email);

function statusOf(from: number, to: number, now: number, nth: number): Engaged['status'] {
  if (to < now) return nth % 6 === 0 ? 'CANCELLED' : 'COMPLETED';
  if (from > now) return 'PLANNED';
  return nth % 9 === 0 ? 'ON_HOLD' : 'ACTIVE';
}

async function writeEngagement(ground: Ground, job: JobPlan, nth: number): Promise<Engaged> {
  const { seeding, random, staff } = ground;
  const [from, to, now] = [Date.parse(job.startsOn), Date.parse(job.endsOn), seeding.now.getTime()];
  const talk = ENGAGEMENT_TALKS.find((t) => job.name.startsWith(t.name[0])) ?? random.pick(ENGAGEMENT_TALKS);
  const [lead = '', ...team] = consultantsOf(staff, job.office).slice(0, 3);
  const status = statusOf(from, to, now, nth);
  const over = status === 'COMPLETED' || status === 'CANCELLED';
  const script = CHINESE[job.office.culture];
  const command = {
    ...{ name: job.name, startsOn: job.startsOn, endsOn: job.endsOn, status: over ? ('ACTIVE' as const) : status },
    customerId: idOf(seeding.customers, job.customer.code),
    jobId: idOf(seeding.jobs, job.code),
    leadId: idOf(seeding.employees, lead),
    nameNative: script ? inWords(talk.name, script) : null,
    objective: new Filler(random, wordingOf(random, job.office), from).text(talk.objective),
    members: team.map((email, i) => ({ employeeId: idOf(seeding.employees, email), role: talk.roles[i] ?? null })),
  };
  const engagements = seeding.get(Engagements);
  const { id } = made(await engagements.create(seeding.ctx, command), command);
  const engaged: Engaged = { id, job, talk, lead, team, status, from, to };
  await writeDeliverables(ground, engaged, nth);
  if (over) made(await engagements.update(seeding.ctx, { id, version: 1, status }), command);
  return engaged;
}

/** A quarter of an hour between nine and six there, on a working day at or beside that of an instant. */
function inOfficeHours(random: Random, { zone }: OfficePlan, at: number): number {
  const shift = { 0: DAY, 6: -DAY }[new Date(at).getUTCDay()] ?? 0;
  const time = `${String(random.int(9, 17)).padStart(2, '0')}:${random.pick(['00', '15', '30', '45'])}`;
  return instantOf(zone, dateOf(at + shift), time);
}

/** How things go with what was due: handed over, sent back, accepted, taken back, or nothing at all. */
const COURSES = {
  ACCEPTED: ['SUBMIT', 'ACCEPT'],
  AGAIN: ['SUBMIT', 'REJECT', 'SUBMIT', 'ACCEPT'],
  SENT_BACK: ['SUBMIT', 'REJECT'],
  WAITING: ['SUBMIT'],
  LATE: [],
  WITHDRAWN: ['WITHDRAW'],
} as const satisfies Readonly<Record<string, readonly ('SUBMIT' | 'ACCEPT' | 'REJECT' | 'WITHDRAW')[]>>;
type Course = keyof typeof COURSES;

const WHILE_ACTIVE: readonly Course[] = ['ACCEPTED', 'AGAIN', 'LATE', 'SENT_BACK', 'ACCEPTED', 'WAITING', 'AGAIN'];
const WHEN_COMPLETED: readonly Course[] = ['ACCEPTED', 'AGAIN', 'ACCEPTED', 'ACCEPTED', 'AGAIN', 'WITHDRAWN'];

function courseOf({ status }: Engaged, due: number, now: number, nth: number): Course {
  if (status === 'COMPLETED') return WHEN_COMPLETED[nth % WHEN_COMPLETED.length] ?? 'ACCEPTED';
  if (status === 'CANCELLED') return nth % 3 === 0 ? 'ACCEPTED' : 'WITHDRAWN';
  if (due < now) return WHILE_ACTIVE[nth % WHILE_ACTIVE.length] ?? 'ACCEPTED';
  return due < now + 10 * DAY && nth % 2 === 0 ? 'WAITING' : 'LATE';
}

async function writeDeliverables(ground: Ground, engaged: Engaged, nth: number): Promise<void> {
  const { seeding, random, persons } = ground;
  const { id: engagementId, job, talk, lead, team, from, to } = engaged;
  const now = seeding.now.getTime();
  const deliverables = seeding.get(Deliverables);
  const wording = wordingOf(random, job.office);
  const script = CHINESE[job.office.culture];
  for (const [i, name] of talk.deliverables.entries()) {
    const due = from + ((i + 1) / talk.deliverables.length) * (to - from);
    const owner = [lead, ...team][i % (team.length + 1)] as string;
    const filler = new Filler(random, 'en', due);
    const command = {
      ...{ engagementId, name: filler.text(name), dueOn: dateOf(due), ownerId: idOf(seeding.employees, owner) },
      nameNative: script && !name[1].includes('{') ? inWords(name, script) : null,
    };
    const { id } = made(await deliverables.add(seeding.ctx, command), command);
    const course = COURSES[courseOf(engaged, due, now, nth + i)];
    // Each some days after the one before; the last some days ago.
    const gaps = course.map((_, step) => (step === 0 ? random.int(-6, 4) : random.int(2, 9)) * DAY);
    const last = due + gaps.reduce((sum, gap) => sum + gap, 0);
    let at = due - Math.max(0, last - (now - 3 * DAY));
    const ctx = seeding.as(owner);
    for (const [step, move] of course.entries()) {
      at += gaps[step] ?? 0;
      const when = new Date(inOfficeHours(random, job.office, at));
      const which = { id, version: step + 1 };
      const say = (texts: Parameters<typeof random.pick<readonly [string, string]>>[0]): string =>
        new Filler(random, wording, at).text(random.pick(texts));
      if (move === 'WITHDRAW') made(await deliverables.update(ctx, { ...which, withdraw: true }), command);
      else if (move === 'SUBMIT')
        made(
          await deliverables.submit(ctx, { ...which, note: say(step > 0 ? HANDED_OVER_AGAIN : HANDED_OVER) }, when),
          command,
        );
      else {
        const person = random.pick(persons.get(job.customer) ?? []);
        const decision = {
          ...{ accepted: move === 'ACCEPT', personId: idOf(seeding.persons, person.key) },
          reason: move === 'REJECT' ? say(SENT_BACK) : null,
        };
        made(await deliverables.decide(ctx, { ...which, ...decision }, when), command);
      }
    }
  }
}

/** Where advice is given. */
interface Occasion {
  readonly customer: CustomerPlan;
  readonly office: OfficePlan;
  readonly adviser: string;
  readonly at: number;
  readonly engagementId: string | null;
  readonly requestId: string | null;
}

/** A request that may have come of advice. */
interface Trouble {
  readonly id: string;
  readonly at: number;
}

async function writeAdvice(ground: Ground, plan: DemoPlan, engaged: readonly Engaged[]): Promise<void> {
  const { seeding, random } = ground;
  const now = seeding.now.getTime();
  const begun = engaged.filter((e) => e.from < now - 20 * DAY);
  const occasions = random.some(begun, ADVISED_IN).flatMap((e) =>
    Array.from({ length: ADVICE_EACH }, (): Occasion => ({
      ...{ customer: e.job.customer, office: e.job.office, adviser: random.pick([e.lead, ...e.team]) },
      at: inOfficeHours(random, e.job.office, random.between(e.from + 5 * DAY, Math.min(e.to, now - 3 * DAY))),
      ...{ engagementId: e.id, requestId: null },
    })),
  );
  const asked = await requestsOf(seeding, plan, ['HELP.ADVICE', 'INQUIRY.SERVICE']);
  const troubles = await requestsOf(seeding, plan, ['HELP.BREAKDOWN', 'HELP.REPAIR', 'COMPLAINT.QUALITY']);
  const longAgo = [...asked].flatMap(([customer, list]) =>
    list.filter((r) => r.at < now - 10 * DAY).map((request) => ({ customer, request })),
  );
  // Advice that was followed by trouble is what one looks for.
  const followed = ({ customer, request }: (typeof longAgo)[number]): boolean =>
    troubles.get(customer)?.some((t) => t.at > request.at + 60 * DAY) === true;
  const chosen = [...random.shuffle(longAgo.filter(followed)), ...random.shuffle(longAgo.filter((r) => !followed(r)))];
  for (const { customer, request } of chosen.slice(0, ADVICE_ON_REQUEST)) {
    const [adviser = ''] = consultantsOf(ground.staff, customer.office);
    const at = inOfficeHours(random, customer.office, request.at + random.int(2, 6) * DAY);
    occasions.push({ customer, office: customer.office, adviser, at, engagementId: null, requestId: request.id });
  }
  occasions.sort((a, b) => a.at - b.at);
  for (const [nth, occasion] of occasions.entries())
    await giveAdvice(ground, occasion, troubles.get(occasion.customer) ?? [], nth);
}

/** The requests of some types, by customer, in order of time. */
async function requestsOf(
  seeding: SeedContext,
  plan: DemoPlan,
  types: readonly string[],
): Promise<Map<CustomerPlan, Trouble[]>> {
  const rows = await seeding.get(Database).query<{ id: string; customerId: string; createdAt: Date }>(
    sql`select r.id, r.customer_id as "customerId", r.created_at as "createdAt" from services.request r
         where r.contact_type_id = any(${types.map((t) => idOf(seeding.contactTypes, t))}::uuid[]) order by r.no`,
  );
  const customers = new Map(plan.customers.map((c) => [seeding.customers.get(c.code), c]));
  const found = new Map<CustomerPlan, Trouble[]>();
  for (const { id, customerId, createdAt } of rows) {
    const customer = customers.get(customerId);
    if (customer) found.set(customer, [...(found.get(customer) ?? []), { id, at: createdAt.getTime() }]);
  }
  return found;
}

async function giveAdvice(
  { seeding, random, persons, products }: Ground,
  { customer, office, adviser, at, engagementId, requestId }: Occasion,
  troubles: readonly Trouble[],
  nth: number,
): Promise<void> {
  const now = seeding.now.getTime();
  const ctx = seeding.as(adviser);
  const advice = seeding.get(Advice);
  const filler = new Filler(random, wordingOf(random, office), at);
  const talk = ADVICE_TALKS[nth % ADVICE_TALKS.length] as (typeof ADVICE_TALKS)[number];
  const said = {
    productId: talk.product === null ? null : idOf(products, talk.product),
    recommendation: filler.text(talk.recommendation),
    reasons: filler.text(talk.reasons),
    alternatives: talk.alternatives ? filler.text(talk.alternatives) : null,
    assumptions: talk.assumptions ? filler.text(talk.assumptions) : null,
  };
  const command = {
    ...{ ...said, engagementId, requestId, advisedAt: new Date(at) },
    customerId: idOf(seeding.customers, customer.code),
    officeId: idOf(seeding.offices, office.code),
    recipientIds: random.some(persons.get(customer) ?? [], random.int(1, 2)).map((p) => idOf(seeding.persons, p.key)),
  };
  const { id } = made(await advice.issue(ctx, command), command);
  let version = 1;
  if (nth % 11 === 5) {
    const text = { ...said, recommendation: `${said.recommendation} ${filler.text(CORRECTED)}` };
    const correction = { ...text, id, version: version++, correctionReason: filler.text(random.pick(CORRECTIONS)) };
    made(await advice.correct(ctx, correction), command);
  }
  const decidedAt = at + random.int(8, 45) * DAY;
  if (decidedAt > now || nth % 8 === 7) return;
  const bad = talk.product === WITHDRAWN_PRODUCT;
  const decision = random.weighted(['FOLLOWED', 'DECLINED', 'CHOSE_OTHER'] as const, (d) =>
    d === 'FOLLOWED' ? (bad ? 99 : 6) : 1.5,
  );
  const other = random.pick([...products].filter(([code]) => code !== talk.product))[1];
  const decided = {
    ...{
      id,
      version,
      decision,
      decidedOn: dateOf(decidedAt),
      note: filler.text(random.pick(DECISION_NOTES[decision])),
    },
    chosenProductId: decision === 'CHOSE_OTHER' ? other : null,
  };
  made(await advice.decide(ctx, decided), decided);
  if (decision === 'DECLINED') return;
  // Whoever followed bad advice comes back with trouble; of the others most are content, and some say nothing.
  const trouble =
    bad || random.chance(0.5) ? troubles.find((t) => t.at > decidedAt + 5 * DAY && t.at <= now) : undefined;
  if (!trouble && (decidedAt + 60 * DAY > now || (!bad && nth % 3 === 0))) return;
  const assessment = trouble
    ? random.weighted(['WRONG_RECOMMENDATION', 'MIXED', 'UNRELATED'] as const, (j) =>
        j === 'WRONG_RECOMMENDATION' ? (bad ? 20 : 2) : 3,
      )
    : random.weighted(['GOOD', 'MIXED'] as const, (j) => (j === 'GOOD' && !bad ? 5 : 1));
  const outcome = {
    ...{ adviceId: id, requestId: trouble?.id ?? null, assessment },
    observedOn: dateOf(trouble ? trouble.at : decidedAt + 60 * DAY),
    note: filler.text(random.pick(OUTCOME_NOTES[assessment])),
  };
  made(await advice.recordOutcome(ctx, outcome), outcome);
}
