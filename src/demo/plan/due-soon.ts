import { type Level, type Priority } from '#modules/vocabulary';
import { type Random } from '../random.js';
import { planRequest, type Ground, type RequestPlan } from './requests.js';
import { ROUND_THE_CLOCK, type Pledge } from './terms.js';
import { HOUR, MINUTE } from './time.js';

const SECOND = 1_000;

/** Stretches after the instant of seeding, and how far apart clocks fall due in them. */
const PACE: readonly (readonly [until: number, from: number, to: number])[] = [
  [3 * MINUTE, 9 * SECOND, 14 * SECOND],
  [15 * MINUTE, 20 * SECOND, 40 * SECOND],
  [HOUR, 80 * SECOND, 150 * SECOND],
  [6 * HOUR, 4 * MINUTE, 8 * MINUTE],
  [48 * HOUR, 25 * MINUTE, 50 * MINUTE],
];

const LEVELS: Readonly<Record<Priority, readonly [Level, Level]>> = {
  CRITICAL: ['HIGH', 'HIGH'],
  HIGH: ['HIGH', 'MEDIUM'],
  MODERATE: ['MEDIUM', 'MEDIUM'],
  LOW: ['LOW', 'MEDIUM'],
};

const millis = (seconds: number): number => seconds * SECOND;

/** Whether a clock of that priority can fall due so long after now although the request exists already. */
const respondsLater = (pledge: Pledge, ahead: number): boolean => millis(pledge.response) > ahead + 10 * SECOND;
const completesLater = (pledge: Pledge, ahead: number): boolean =>
  millis(pledge.completion) - ahead > millis(pledge.response);

/**
 * Open requests of customers with round-the-clock care whose clocks fall due soon: several in the first minute, then a
 * steady trickle for two days. So there is a breach to be seen whenever the demo is started first, nights and Sundays
 * included.
 */
export function planDueSoon(random: Random, ground: Ground): RequestPlan[] {
  const { households, terms, now } = ground;
  const cared = households.filter((h) => terms.some((t) => t.always && t.customer === h.customer));
  const priorities = Object.keys(ROUND_THE_CLOCK) as Priority[];
  const plans: RequestPlan[] = [];
  for (const ahead of moments(random)) {
    const household = random.pick(cared);
    const jobs = household.jobs.filter(
      (j) => j.serviceLine === 'MAINTENANCE' && j.office === household.customer.office,
    );
    const answerDue = priorities.filter((p) => respondsLater(ROUND_THE_CLOCK[p], ahead));
    const endDue = priorities.filter((p) => completesLater(ROUND_THE_CLOCK[p], ahead));
    const awaitsAnswer = answerDue.length > 0 && random.chance(0.7);
    const candidates = awaitsAnswer ? answerDue : endDue;
    if (candidates.length === 0) continue;
    const priority = random.weighted(candidates, (p) => 1 / (1 + candidates.indexOf(p)));
    const due = now + ahead;
    plans.push(
      planRequest(
        random,
        ground,
        household,
        random.pick(jobs),
        (_, pledge) => due - millis(awaitsAnswer ? pledge.response : pledge.completion),
        (life, own, pledge) => {
          life.assign(Math.min(millis(pledge.response) * 0.3, 5 * MINUTE));
          if (awaitsAnswer) return;
          const response = millis(pledge.response) * own.between(0.2, 0.8);
          life.reply(response, 'replies');
          life.move(response + 20 * SECOND, 'IN_PROGRESS');
        },
        LEVELS[priority],
      ),
    );
  }
  return plans;
}

/** Milliseconds from now at which something falls due, ascending. */
function moments(random: Random): number[] {
  const out: number[] = [];
  let at = 5 * SECOND;
  for (const [until, from, to] of PACE) {
    while (at < until) {
      out.push(Math.round(at));
      at += random.between(from, to);
    }
  }
  return out;
}
