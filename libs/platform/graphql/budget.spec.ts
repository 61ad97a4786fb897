import { describe, expect, it } from 'vitest';
import { ANONYMOUS, RateLimitedError } from '#platform/access';
import { systemCtx, type Ctx } from '#platform/context';
import { Budgets, type BudgetLimits } from './budget.js';

const LIMITS: BudgetLimits = { employeePerMinute: 60_000, addressPerMinute: 6_000, running: 2, waiting: 3 };
const employee = (id: string): Ctx => ({ ...systemCtx('api'), actor: { ...ANONYMOUS, id } });
const address = (ip: string): Ctx => ({ ...systemCtx('api'), actor: ANONYMOUS, ip });

/** Budgets on a clock that the test moves. */
function budgets(): { budgets: Budgets; pass: (seconds: number) => void } {
  let now = Date.parse('2026-03-02T09:00:00Z');
  return {
    budgets: new Budgets(LIMITS, { now: () => new Date(now) }),
    pass: (seconds) => void (now += seconds * 1000),
  };
}

/** Work that ends when the test says so. */
function work(): { run: () => Promise<string>; end: () => void; started: () => boolean } {
  let started = false;
  let end: () => void = () => undefined;
  const done = new Promise<string>((resolve) => (end = () => resolve('done')));
  return { run: () => ((started = true), done), end: () => end(), started: () => started };
}

describe('what a caller may ask for in a minute', () => {
  it('is used up by costs, comes back with time, and never exceeds a minute of it', () => {
    const { budgets: b, pass } = budgets();
    const ann = employee('ann');
    expect(b.spend(ann, 50_000)).toBeUndefined();
    expect(b.spend(ann, 20_000)).toMatchObject({ retryAfterSeconds: 10 });
    expect(b.spend(ann, 10_000)).toBeUndefined();
    pass(20);
    expect(b.spend(ann, 20_000)).toBeUndefined();
    pass(3600);
    expect(b.spend(ann, 60_000)).toBeUndefined();
    expect(b.spend(ann, 1)).toBeInstanceOf(RateLimitedError);
  });

  it('is one for an employee on all devices, and one for an address without a sign-in', () => {
    const { budgets: b } = budgets();
    expect(b.spend({ ...employee('ann'), ip: '192.0.2.1' }, 60_000)).toBeUndefined();
    expect(b.spend({ ...employee('ann'), ip: '192.0.2.2' }, 60)).toBeDefined();
    expect(b.spend({ ...employee('bo'), ip: '192.0.2.1' }, 60)).toBeUndefined();
    expect(b.spend(address('192.0.2.1'), 6_000)).toBeUndefined();
    expect(b.spend(address('192.0.2.1'), 60)).toBeDefined();
    expect(b.spend(address('192.0.2.2'), 60)).toBeUndefined();
    expect(b.spend(address('2001:db8::1'), 6_000)).toBeUndefined();
    expect(b.spend(address('2001:db8::2'), 60), 'of the same /64').toBeDefined();
  });

  it('gives nothing for a clock that is set back', () => {
    const { budgets: b, pass } = budgets();
    expect(b.spend(employee('ann'), 60_000)).toBeUndefined();
    pass(-600);
    expect(b.spend(employee('ann'), 60)).toBeDefined();
  });
});

describe('what a caller may ask for at once', () => {
  it('runs up to a number, then waits its turn, then is refused', async () => {
    const { budgets: b } = budgets();
    const ann = employee('ann');
    const [first, second, third, ...others] = Array.from({ length: 5 }, work);
    const answers = [first, second, third, ...others].map(async (one) => b.run(ann, one!.run));
    expect([first, second, third].map((one) => one!.started())).toEqual([true, true, false]);
    expect(() => b.run(ann, () => 'more')).toThrow(RateLimitedError);
    expect(b.run(employee('bo'), () => 'another caller')).toBe('another caller');
    first!.end();
    await answers[0];
    expect(third!.started()).toBe(true);
    for (const one of [second, third, ...others]) one!.end();
    expect(await Promise.all(answers.map((answer) => Promise.resolve(answer)))).toEqual(
      Array.from({ length: 5 }, () => 'done'),
    );
    expect(b.run(ann, () => 'again')).toBe('again');
  });

  it('goes on after work that fails', async () => {
    const { budgets: b } = budgets();
    const ann = employee('ann');
    const fail = (): never => {
      throw new Error('no');
    };
    for (let i = 0; i < 5; i++) expect(() => b.run(ann, fail)).toThrow('no');
    for (let i = 0; i < 5; i++) await expect(b.run(ann, () => Promise.reject(new Error('later')))).rejects.toThrow();
    expect(b.run(ann, () => 'fine')).toBe('fine');
  });
});
