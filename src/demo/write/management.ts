import { Database, sql } from '#platform/database';
import { ManagementApi } from '#modules/management';
import {
  FinalizeReviews,
  ManageKpis,
  PlanReviews,
  PrepareDueReviews,
  ReviewActions,
  ManageDutyLifecycle,
} from '#modules/management/seeding';
import { SlaApi } from '#modules/sla';
import { CalendarLookup } from '#modules/sla/seeding';
import {
  ACTIONS,
  AGENDA,
  DECISIONS,
  DONE_NOTES,
  DUTY_TALKS,
  EXCEPTION_REASONS,
  EXTRA_REVIEW_NAME,
  MINUTES,
  OWN_KPIS,
  REVIEW_NAME,
  REVIEW_RULES,
  type DutyTalk,
} from '../data/management.js';
import { type Pair } from '../data/consulting.js';
import { type CustomerPlan } from '../plan/customers.js';
import { type DemoPlan } from '../plan/index.js';
import { type JobPlan } from '../plan/sites.js';
import { dateOf, DAY, HOUR, MINUTE } from '../plan/time.js';
import { Filler, inWords, wordingOf, type Wording } from '../plan/texts.js';
import { Random } from '../random.js';
import { idOf, made, type SeedContext } from './seed-context.js';

const DUTIES = 40;
const DUTIES_OF_AN_OFFICE = 5;
/** Customers whose service is reviewed, each of another office, and over how many quarters. */
const REVIEWED = 7;
const QUARTERS = 3;

/** Recurring duties with the requests they have opened, and the service reviews of past quarters. */
export async function writeManagement(seeding: SeedContext, plan: DemoPlan): Promise<void> {
  const random = new Random('management');
  await writeDuties(seeding, random, plan);
  await writeReviews(seeding, random, plan);
}

/** Jobs of the line that are under way at a site, a few of each office. */
function dutyJobsOf({ sites, now }: DemoPlan, random: Random): JobPlan[] {
  const today = dateOf(now.getTime());
  const count = new Map<string, number>();
  return random
    .shuffle(
      sites.jobs.filter(
        (j) => j.serviceLine === 'MANAGEMENT' && j.status === 'OPEN' && j.branch !== null && j.startsOn <= today,
      ),
    )
    .filter(({ office }) => {
      const n = (count.get(office.code) ?? 0) + 1;
      count.set(office.code, n);
      return n <= DUTIES_OF_AN_OFFICE;
    })
    .slice(0, DUTIES);
}

async function writeDuties(seeding: SeedContext, random: Random, plan: DemoPlan): Promise<void> {
  const { ctx, now } = seeding;
  const calendars = await seeding.get(CalendarLookup).officeCalendars([...seeding.offices.values()]);
  const api = seeding.get(ManagementApi);
  const plain: { id: string; wording: Wording }[] = [];
  for (const [nth, job] of dutyJobsOf(plan, random).entries()) {
    const talk = DUTY_TALKS[nth % DUTY_TALKS.length] as DutyTalk;
    const wording = wordingOf(random, job.office);
    const officeId = idOf(seeding.offices, job.office.code);
    const agents = plan.staff.get(job.office.code)?.agents ?? [];
    const command = {
      ...{ rule: talk.rule, localTime: talk.localTime, priority: talk.priority, holidays: talk.holidays },
      ...{ officeId, startsOn: job.startsOn, leadSeconds: (talk.leadDays * DAY) / 1000 },
      customerId: idOf(seeding.customers, job.customer.code),
      branchId: job.branch === null ? null : idOf(seeding.branches, job.branch),
      jobId: idOf(seeding.jobs, job.code),
      subject: inWords(talk.subject, wording),
      description: talk.description ? inWords(talk.description, wording) : null,
      contactTypeId: idOf(seeding.contactTypes, talk.type),
      assigneeId: nth % 4 === 3 ? null : idOf(seeding.employees, random.pick(agents).email),
      calendarId: talk.holidays === 'IGNORE' ? null : (calendars.get(officeId)?.calendarId ?? null),
      // Nothing is made up for that nobody did.
      catchUp: 'LATEST' as const,
    };
    const { id } = made(await api.createDuty(ctx, command, now), command);
    if (talk.leadDays === 0 && talk.holidays === 'IGNORE') plain.push({ id, wording });
  }
  await steer(seeding, plain);
  const { failed } = await api.openDue(ctx, now);
  if (failed > 0) throw new Error(`${failed} duties of the demo could not open their requests`);
  const opened = await seeding
    .get(Database)
    .query<{ id: string }>(
      sql`select o.request_id as id from management.duty_occurrence o where o.request_id is not null order by o.id`,
    );
  const ids = opened.map((o) => o.id);
  if ((await seeding.get(SlaApi).evaluate(ctx, ids)).failed > 0)
    throw new Error('requests of duties could not be evaluated');
}

/** Leaves an occurrence out, moves one, pauses a duty: of those whose next occurrence is when they are looked at next. */
async function steer(seeding: SeedContext, duties: readonly { id: string; wording: Wording }[]): Promise<void> {
  const steering = seeding.get(ManageDutyLifecycle);
  for (const [nth, { id, wording }] of duties.entries()) {
    const which = { id, version: 1 };
    const { nextAt } = await seeding
      .get(Database)
      .one<{ nextAt: Date }>(
        sql`select d.next_at as "nextAt" from management.duty d where d.id = ${id} and d.next_at is not null`,
      );
    const reason = inWords(EXCEPTION_REASONS[nth % 2] as (typeof EXCEPTION_REASONS)[number], wording);
    const movedTo = nth === 1 ? new Date(nextAt.getTime() + 3 * HOUR) : null;
    if (nth < 2)
      made(await steering.except(seeding.ctx, { ...which, originalAt: nextAt, movedTo, reason }, seeding.now), id);
    if (nth === 2) made(await steering.pause(seeding.ctx, which), id);
  }
}

/** Whom we meet to look back: the heads of those groups that ask most of us, each of another office. */
function reviewedOf({ requests, customers }: DemoPlan): CustomerPlan[] {
  const byCode = new Map(customers.map((c) => [c.code, c]));
  const headOf = (customer: CustomerPlan): CustomerPlan => {
    const above = customer.parent === null ? undefined : byCode.get(customer.parent);
    return above ? headOf(above) : customer;
  };
  const asked = new Map<CustomerPlan, number>();
  for (const { job } of requests) {
    const head = headOf(job.customer);
    asked.set(head, (asked.get(head) ?? 0) + 1);
  }
  const offices = new Set<string>();
  return [...asked]
    .sort(([a, n], [b, m]) => m - n || a.code.localeCompare(b.code))
    .map(([customer]) => customer)
    .filter(({ office }) => !offices.has(office.code) && offices.add(office.code))
    .slice(0, REVIEWED);
}

const titled = (name: Pair, customer: CustomerPlan, wording: Wording): string =>
  wording === 'en'
    ? `${name[0]}, ${customer.name}`
    : `${customer.nameNative ?? `${customer.name} `}${inWords(name, wording)}`;

/** First day of the quarter so many before that of an instant. */
function quarter(at: Date, before: number): number {
  return Date.UTC(at.getUTCFullYear(), (Math.floor(at.getUTCMonth() / 3) - before) * 3, 1);
}

async function writeReviews(seeding: SeedContext, random: Random, plan: DemoPlan): Promise<void> {
  const { ctx, now } = seeding;
  const reviewed = reviewedOf(plan);
  for (const customer of reviewed.slice(0, 2))
    for (const kpi of OWN_KPIS) {
      const command = { ...kpi, customerId: idOf(seeding.customers, customer.code) };
      made(await seeding.get(ManageKpis).create(ctx, command), command);
    }
  const begins = quarter(now, QUARTERS - 1);
  const byId = new Map<string, CustomerPlan>();
  for (const [nth, customer] of reviewed.entries()) {
    const customerId = idOf(seeding.customers, customer.code);
    byId.set(customerId, customer);
    const wording = wordingOf(random, customer.office);
    const command = {
      ...{ customerId, officeId: idOf(seeding.offices, customer.office.code), period: 'QUARTER' as const },
      name: titled(REVIEW_NAME, customer, wording),
      includeBelow: true,
      rule: `FREQ=MONTHLY;INTERVAL=3;${REVIEW_RULES[nth % REVIEW_RULES.length]}`,
      ...{ startsOn: dateOf(begins), localTime: nth % 2 === 0 ? '10:00' : '14:30' },
      agenda: AGENDA.map((point) => inWords(point, wording)),
    };
    made(await seeding.get(PlanReviews).create(ctx, command, new Date(begins)), command);
  }
  for (const customer of reviewed.slice(-2)) await scheduleReview(seeding, random, customer);
  // As time went by: reviews are prepared, held, and what they decided is done or comes up again.
  const instants = Array.from(
    { length: Math.ceil((now.getTime() - begins) / (7 * DAY)) },
    (_, i) => begins + i * 7 * DAY,
  );
  for (const at of [...instants, now.getTime()]) {
    await seeding.get(PrepareDueReviews).run(ctx, new Date(at));
    const due = await seeding.get(Database).query<Prepared>(
      sql`select v.id, v.customer_id as "customerId", v.planned_at as "plannedAt" from management.review v
           where v.status = 'PREPARED' and v.planned_at <= ${new Date(at)} order by v.planned_at, v.no`,
    );
    for (const review of due)
      await holdReview(seeding, random, plan, review, byId.get(review.customerId) as CustomerPlan);
  }
}

interface Prepared {
  readonly id: string;
  readonly customerId: string;
  readonly plannedAt: Date;
}

/** Between two quarters, because the customer asked for it: still to be held. */
async function scheduleReview(seeding: SeedContext, random: Random, customer: CustomerPlan): Promise<void> {
  const { ctx, now } = seeding;
  const month = (before: number): number => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before, 1);
  const wording = wordingOf(random, customer.office);
  const command = {
    ...{ customerId: idOf(seeding.customers, customer.code), officeId: idOf(seeding.offices, customer.office.code) },
    name: titled(EXTRA_REVIEW_NAME, customer, wording),
    ...{ periodFrom: dateOf(month(1)), periodTo: dateOf(month(0) - DAY) },
    plannedAt: new Date(now.getTime() + random.int(2, 9) * DAY),
    agenda: AGENDA.slice(0, 2).map((point) => inWords(point, wording)),
  };
  made(await seeding.get(FinalizeReviews).call(ctx, command, now), command);
}

async function holdReview(
  seeding: SeedContext,
  random: Random,
  { households }: DemoPlan,
  { id, plannedAt }: Prepared,
  customer: CustomerPlan,
): Promise<void> {
  const now = seeding.now.getTime();
  const held = Math.min(plannedAt.getTime() + random.int(0, 12) * MINUTE, now);
  const chair = customer.accountManager;
  const persons = households.find((h) => h.customer === customer)?.persons ?? [];
  const filler = new Filler(random, wordingOf(random, customer.office), held);
  const reviews = seeding.get(FinalizeReviews);
  const ctx = seeding.as(chair);
  const theirs = random.some(persons, 3);
  const command = {
    ...{ id, version: 1, heldAt: new Date(held), minutes: filler.text(random.pick(MINUTES)) },
    participants: [
      { employeeId: idOf(seeding.employees, chair), attended: true },
      ...theirs.map((p, i) => ({ personId: idOf(seeding.persons, p.key), attended: i < 2 })),
    ],
  };
  made(await reviews.hold(ctx, command, new Date(held)), command);
  const actions = seeding.get(ReviewActions);
  const noted = new Date(held + HOUR);
  const decision = { reviewId: id, kind: 'DECISION' as const, text: filler.text(random.pick(DECISIONS)) };
  made(await actions.add(ctx, decision, noted), decision);
  for (const text of random.some(ACTIONS, random.int(1, 3))) {
    const person = random.chance(0.3) ? theirs[0] : undefined;
    const due = held + random.int(10, 45) * DAY;
    const action = {
      ...{ reviewId: id, kind: 'ACTION' as const, text: filler.text(text), dueOn: dateOf(due) },
      ownerId: person ? null : idOf(seeding.employees, chair),
      ownerPersonId: person ? idOf(seeding.persons, person.key) : null,
    };
    const { id: actionId } = made(await actions.add(ctx, action, noted), action);
    const done = due + random.int(-8, 12) * DAY;
    if (done > now || random.chance(0.3)) continue;
    const completion = { id: actionId, version: 1, note: filler.text(random.pick(DONE_NOTES)) };
    made(await actions.complete(ctx, completion, new Date(done)), action);
  }
  const closed = held + random.int(2, 9) * DAY;
  if (closed < now && (held < now - 100 * DAY || random.chance(0.6)))
    made(await reviews.close(ctx, { id, version: 2 }, new Date(closed)), id);
}
