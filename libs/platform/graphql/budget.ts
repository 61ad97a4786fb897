import { isAnonymous, RateLimitedError } from '#platform/access';
import { type Ctx } from '#platform/context';
import { networkOf } from '#platform/http';
import { systemClock, type Clock } from '#kernel';

/** What callers may ask for in a minute, in the cost of operations, and how much at the same time. */
export interface BudgetLimits {
  /** Cost per minute of one employee. */
  readonly employeePerMinute: number;
  /** Cost per minute of all callers of one address who have not signed in. */
  readonly addressPerMinute: number;
  /** Operations of one caller that run at once; others wait. */
  readonly running: number;
  /** Operations of one caller that wait; others are refused. */
  readonly waiting: number;
}

interface Caller {
  /** What is left of the minute's cost at the instant `at`. */
  left: number;
  at: number;
  running: number;
  readonly waiting: (() => void)[];
}

/** Callers that are remembered; of more, those that asked longest ago are forgotten. */
const MAX_CALLERS = 10_000;

/**
 * Keeps what each caller may still ask for. Costs are taken from a bucket that holds the cost of one minute and fills
 * up evenly. Callers are employees, over all their devices and tokens, and addresses for whoever has not signed in.
 */
export class Budgets {
  private readonly callers = new Map<string, Caller>();

  constructor(
    private readonly limits: BudgetLimits,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Takes a cost from the caller's budget, or says when there is enough of it again. */
  spend(ctx: Ctx, cost: number): RateLimitedError | undefined {
    const perMinute = this.perMinute(ctx);
    const caller = this.callerOf(ctx);
    const now = this.clock.now().getTime();
    // A clock that was set back gives nothing and takes nothing.
    caller.left = Math.min(perMinute, caller.left + (Math.max(0, now - caller.at) / 60_000) * perMinute);
    caller.at = now;
    const asked = Math.min(cost, perMinute);
    if (asked <= caller.left) {
      caller.left -= asked;
      return undefined;
    }
    const seconds = Math.max(1, Math.ceil(((asked - caller.left) / perMinute) * 60));
    return new RateLimitedError(
      `Too much was asked for in the last minute: operations may cost ${perMinute} per minute. Try again in ${seconds} seconds.`,
      seconds,
    );
  }

  /** Runs work of a caller when fewer than `running` others run; throws a RateLimitedError when too many wait already. */
  run<T>(ctx: Ctx, work: () => T | Promise<T>): T | Promise<T> {
    const caller = this.callerOf(ctx);
    if (caller.running < this.limits.running) return this.start(caller, work);
    if (caller.waiting.length >= this.limits.waiting)
      throw new RateLimitedError(
        `More than ${this.limits.running + this.limits.waiting} operations were sent at once. Wait for answers before you send more.`,
        1,
      );
    return new Promise<T>((resolve, reject) => {
      caller.waiting.push(() => {
        try {
          Promise.resolve(this.start(caller, work)).then(resolve, reject);
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }

  private start<T>(caller: Caller, work: () => T | Promise<T>): T | Promise<T> {
    caller.running++;
    let answer: T | Promise<T>;
    try {
      answer = work();
    } catch (error) {
      this.ended(caller);
      throw error;
    }
    if (!(answer instanceof Promise)) {
      this.ended(caller);
      return answer;
    }
    return answer.finally(() => this.ended(caller));
  }

  private ended(caller: Caller): void {
    caller.running--;
    caller.waiting.shift()?.();
  }

  private perMinute(ctx: Ctx): number {
    return isAnonymous(ctx) ? this.limits.addressPerMinute : this.limits.employeePerMinute;
  }

  private callerOf(ctx: Ctx): Caller {
    const key = callerKey(ctx);
    let caller = this.callers.get(key);
    if (caller) this.callers.delete(key);
    else caller = { left: this.perMinute(ctx), at: this.clock.now().getTime(), running: 0, waiting: [] };
    this.callers.set(key, caller);
    if (this.callers.size > MAX_CALLERS) this.callers.delete(this.callers.keys().next().value as string);
    return caller;
  }
}

/** Who asks: an employee, or a network (an IPv4 address, the /64 of an IPv6 address). */
export const callerKey = (ctx: Ctx): string =>
  isAnonymous(ctx)
    ? `network ${ctx.ip === undefined ? 'unknown' : networkOf(ctx.ip)}`
    : `employee ${ctx.actor.id ?? ctx.actor.kind}`;
