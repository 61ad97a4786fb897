import { type Calendar } from '#kernel/calendar';
import { priorityOf, type HistoricEvent } from '#modules/services';
import { LEVELS, type Channel, type Level, type Priority } from '#modules/vocabulary';
import { PHRASES, REQUEST_TALKS, type RequestTalk } from '../data/requests.js';
import { type Random } from '../random.js';
import { type ContactPlan, type Household } from './contacts.js';
import { RequestLife, type LifeEvent } from './request-life.js';
import { type JobPlan, type PersonPlan } from './sites.js';
import { type OfficeStaff } from './staff.js';
import { calendarFor, pledgeFor, type Pledge, type TermsPlan } from './terms.js';
import { DAY, MINUTE, openInstant } from './time.js';
import { Filler, wordingOf } from './texts.js';

export interface RequestPlan {
  readonly job: JobPlan;
  readonly requester: PersonPlan;
  /** The contact in which it was asked, where we recorded one. */
  readonly intake: ContactPlan | null;
  /** Code of the contact type. */
  readonly type: string;
  readonly channel: Channel;
  readonly subject: string;
  readonly description: string;
  readonly impact: Level;
  readonly urgency: Level;
  readonly createdAt: Date;
  /** E-mail of the employee who took it down; null when the customer wrote it into the portal. */
  readonly createdBy: string | null;
  readonly assignee: string | null;
  readonly events: readonly LifeEvent[];
}

export type EventKind = HistoricEvent['kind'];

const REQUESTS = 2_150;
const HISTORY = 545 * DAY;

/** What everything about requests is made of. */
export interface Ground {
  readonly households: readonly Household[];
  readonly staff: ReadonlyMap<string, OfficeStaff>;
  readonly hours: ReadonlyMap<string, Calendar>;
  readonly terms: readonly TermsPlan[];
  /** Epoch ms. */
  readonly now: number;
}

/** The least grave first. */
const RISING: readonly Level[] = [...LEVELS].reverse();

/** A level around a gravity of 1 to 4. */
const levelOf = (random: Random, gravity: number): Level =>
  RISING[Math.min(2, Math.max(0, Math.round((gravity - 1) * 0.62 + random.between(-0.75, 0.75))))] ?? 'MEDIUM';

/** Requests of eighteen months: answered and done, most in time, a few late; the youngest still open. */
export function planRequests(random: Random, ground: Ground): RequestPlan[] {
  const { households, hours, now } = ground;
  const asking = households
    .filter((h) => h.jobs.length > 0 && h.customer.tier !== null)
    .flatMap((h) => Array.from({ length: Math.max(1, Math.round(h.customer.size * 3)) }, () => h));
  return Array.from({ length: REQUESTS }, () => {
    const household = random.pick(asking);
    const job = random.pick(household.jobs);
    const calendar = hours.get(job.office.code);
    if (!calendar) throw new Error(`${job.office.code} has no hours`);
    const createdAt = openInstant(random, calendar, now - HISTORY, now, 0.75);
    return planRequest(random, ground, household, job, createdAt, lived);
  });
}

/** What happens to a request; events after now are left out. */
export type Course = (life: RequestLife, random: Random, pledge: Pledge) => void;

/** A whole request, with the contact in which it was asked. */
export function planRequest(
  random: Random,
  { staff, hours, terms, now }: Ground,
  household: Household,
  job: JobPlan,
  created: number | ((priority: Priority, pledge: Pledge) => number),
  course: Course,
  levels?: readonly [impact: Level, urgency: Level],
): RequestPlan {
  const { customer } = household;
  const team = staff.get(job.office.code);
  const office = hours.get(job.office.code);
  if (!team || !office) throw new Error(`nobody works at ${job.office.code}`);
  const talk = talkAbout(random, job, levels && priorityOf(...levels));
  const [impact, urgency] = levels ?? [levelOf(random, talk.gravity), levelOf(random, talk.gravity)];
  const { pledge, always } = pledgeFor(terms, customer, job.serviceLine, priorityOf(impact, urgency));
  const at = typeof created === 'number' ? created : created(priorityOf(impact, urgency), pledge);
  const createdAt = new Date(at);
  const wording = wordingOf(random, job.office);
  const filler = new Filler(random, wording, at);
  const requester = random.pick(household.persons);
  const channel = random.weighted(talk.channels, (c) => 1 / (1 + talk.channels.indexOf(c)));
  const clerk = random.pick(team.agents).email;
  const assignee = random.pick(team.agents).email;
  const own = channel === 'PORTAL' || channel === 'WEB';
  const life = new RequestLife({
    from: at,
    calendar: calendarFor(always, office),
    assignee,
    person: requester.key,
    say: (kind) => {
      const text = random.pick(PHRASES[wording === 'en' ? 'en' : 'zh'][kind]);
      return filler.text([text, text]);
    },
  });
  course(life, random, pledge);
  const [subject, description] = [filler.text(talk.subject), filler.text(talk.description)];
  const branch = household.branches.find((b) => b.key === job.branch);
  const intake: ContactPlan = {
    ...{ customer, branch: job.branch, job: job.code, persons: [requester.key], type: talk.type, channel, subject },
    ...{ direction: 'INBOUND', body: description, occurredAt: createdAt, recordedAt: createdAt, recordedBy: clerk },
    ...{ country: job.country, city: job.city, place: branch?.name ?? null, followUpOn: null, followUpNote: null },
    confidential: false,
  };
  return {
    ...{ job, requester, channel, subject, description, impact, urgency, createdAt, type: talk.type },
    intake: own || random.chance(0.25) ? null : intake,
    createdBy: own ? null : clerk,
    assignee: random.chance(0.3) ? assignee : null,
    events: life.until(now),
  };
}

/** What a request is about: nobody is in a hurry over passes, nor patient when the lifts stand still. */
function talkAbout(random: Random, { serviceLine }: JobPlan, priority: Priority | undefined): RequestTalk {
  const urgent = priority === 'CRITICAL' || priority === 'HIGH';
  return random.pick(
    REQUEST_TALKS.filter((t) => t.line === serviceLine && (priority === undefined || t.gravity >= 3 === urgent)),
  );
}

/** The course most requests take. */
const lived: Course = (life, random, pledge) => {
  const response =
    pledge.response * 1_000 * (random.chance(0.06) ? random.between(1.05, 2.4) : random.between(0.06, 0.85));
  const share = random.chance(0.08) ? random.between(1.05, 1.7) : random.between(0.12, 0.9);
  const work = Math.max(pledge.completion * 1_000 * share, response + 20 * MINUTE);
  life.assign(response * 0.4);
  if (random.chance(0.03)) return life.cancel(work * 0.5);
  life.reply(response, 'replies');
  life.move(response + 2 * MINUTE, 'IN_PROGRESS');
  let waited = 0;
  const pauseAt = response + (work - response) * random.between(0.1, 0.6);
  if (random.chance(0.3)) {
    waited = random.between(60, 900) * MINUTE;
    life.ask(pauseAt, waited);
  } else if (random.chance(0.3)) life.note(pauseAt);
  const done = work + waited;
  life.finish(done);
  if (random.chance(0.035)) {
    const again = done + random.between(120, 900) * MINUTE;
    life.reopen(again);
    life.reply(again + 15 * MINUTE, 'replies');
    life.finish(again + random.between(120, 500) * MINUTE);
  } else if (random.chance(0.8)) life.move(done + random.between(960, 2400) * MINUTE, 'CLOSED');
};
