import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Decimal } from '#kernel';
import { creditOfBreach, creditsOf, ruleFor } from './credits.js';
import { PeriodFinder, periodBounds, periodEnd, periodStart } from './credits-period.js';
import { ProofTally } from '../../proofs/domain/proof-totals.js';
import { type CreditRule, type CreditTerms } from '../../terms/domain/terms-content.js';

const centsOf = (amount: string): bigint => Decimal.parse(amount, 2).units;
const amountOf = (cents: bigint): string => Decimal.of(cents, 2).format();

const rule = (more: Partial<CreditRule>): CreditRule => ({
  ...{ metric: null, priority: null, percent: null, amount: null },
  ...more,
});
const terms = (more: Partial<CreditTerms> = {}): CreditTerms => ({
  ...{ currency: 'GBP', fee: '10000.00', period: 'MONTH', capPercent: null, capAmount: null },
  rules: [rule({ amount: '100.00' })],
  ...more,
});
const breach = (metric: 'FIRST_RESPONSE' | 'COMPLETION' = 'FIRST_RESPONSE', priority: 'HIGH' | 'LOW' = 'LOW') => ({
  metric,
  priority,
});

describe('service credits', () => {
  it('add up per breach, in the currency of the terms', () => {
    expect(creditsOf([breach(), breach(), { ...breach(), count: 3 }], terms())).toEqual({
      ...{ breaches: 5, uncapped: '500.00', cap: null, credit: '500.00', currency: 'GBP' },
    });
  });

  it('nothing breached gives nothing back', () => {
    expect(creditsOf([], terms({ capAmount: '50.00' }))).toMatchObject({ breaches: 0, credit: '0.00', cap: '50.00' });
  });

  it('percents are of the fee of the period, each breach rounded to the penny, halves up', () => {
    const odd = terms({ fee: '333.33', rules: [rule({ percent: '2.5' })] });
    expect(creditOfBreach('UPDATE', 'LOW', odd)).toBe('8.33');
    expect(creditOfBreach('UPDATE', 'LOW', terms({ fee: '0.50', rules: [rule({ percent: '1' })] }))).toBe('0.01');
    expect(creditOfBreach('UPDATE', 'LOW', terms({ fee: '0.49', rules: [rule({ percent: '1' })] }))).toBe('0.00');
    expect(creditsOf([breach(), breach(), breach()], odd).uncapped).toBe('24.99');
  });

  it.each([
    // A third of two hundred yen: there is no part of a yen.
    ['JPY', '200', '33.33', '67', '134'],
    ['KWD', '1.000', '33.3333', '0.333', '0.666'],
    ['KWD', '10.005', '50', '5.003', '10.006'],
    ['GBP', '200.00', '33.33', '66.66', '133.32'],
  ])('are rounded to the minor unit: %s %s at %s per cent', (currency, fee, percent, one, two) => {
    const agreed = terms({ currency, fee, rules: [rule({ percent })] });
    expect(creditOfBreach('UPDATE', 'LOW', agreed)).toBe(one);
    expect(creditsOf([breach(), breach()], agreed)).toMatchObject({ uncapped: two, credit: two });
  });

  it('of terms agreed before minor units were checked, amounts and caps are rounded likewise', () => {
    const agreed = terms({ currency: 'JPY', fee: null, capAmount: '100.50', rules: [rule({ amount: '66.66' })] });
    expect(creditsOf([breach(), breach()], agreed)).toMatchObject({ uncapped: '134', cap: '101', credit: '101' });
  });

  it('the cap holds, of two the lower', () => {
    const five = [{ ...breach(), count: 5 }];
    expect(creditsOf(five, terms({ capAmount: '250.00' }))).toMatchObject({ uncapped: '500.00', credit: '250.00' });
    expect(creditsOf(five, terms({ capPercent: '3' }))).toMatchObject({ cap: '300.00', credit: '300.00' });
    expect(creditsOf(five, terms({ capPercent: '3', capAmount: '299.99' }))).toMatchObject({ credit: '299.99' });
    expect(creditsOf(five, terms({ capPercent: '3', capAmount: '500.01' }))).toMatchObject({ credit: '300.00' });
    expect(creditsOf(five, terms({ capAmount: '500.00' }))).toMatchObject({ credit: '500.00' });
  });

  it('a breach is priced by one rule, the narrowest that matches, whatever their order', () => {
    const rules = [
      rule({ amount: '1' }),
      rule({ metric: 'COMPLETION', amount: '2' }),
      rule({ priority: 'HIGH', amount: '3' }),
      rule({ metric: 'COMPLETION', priority: 'HIGH', amount: '4' }),
    ];
    for (const order of [rules, [...rules].reverse()]) {
      const by = (metric: 'FIRST_RESPONSE' | 'COMPLETION', priority: 'HIGH' | 'LOW') =>
        ruleFor(metric, priority, terms({ rules: order }))?.amount;
      expect(by('FIRST_RESPONSE', 'LOW')).toBe('1');
      expect(by('COMPLETION', 'LOW')).toBe('2');
      expect(by('FIRST_RESPONSE', 'HIGH')).toBe('3');
      expect(by('COMPLETION', 'HIGH')).toBe('4');
    }
  });

  it('a breach that no rule speaks of costs nothing and is not counted', () => {
    const only = terms({ rules: [rule({ metric: 'COMPLETION', amount: '7' })] });
    expect(creditsOf([breach('COMPLETION'), breach('FIRST_RESPONSE')], only)).toMatchObject({
      ...{ breaches: 1, uncapped: '7.00' },
    });
  });

  it('breaches under an earlier version of the terms keep its prices; fee and cap are those of the period', () => {
    const earlier = terms({ rules: [rule({ amount: '10.00' })], capAmount: '1.00' });
    expect(creditsOf([breach(), { ...breach(), under: earlier }], terms({ capAmount: '105.00' }))).toMatchObject({
      ...{ breaches: 2, uncapped: '110.00', credit: '105.00' },
    });
  });

  it('nothing is lost beyond what floating point holds', () => {
    const large = terms({ fee: '999999999999999.99', rules: [rule({ percent: '100' })] });
    expect(creditsOf([{ ...breach(), count: 1000 }], large).uncapped).toBe('999999999999999990.00');
  });
});

test('random: credits are the sum of the lines of their breaches, and never above the cap', () => {
  const cents = fc.bigInt({ min: 1n, max: 10n ** 15n }).map(amountOf);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...(['HIGH', 'LOW'] as const)), { maxLength: 30 }),
      fc.tuple(cents, cents, fc.option(cents, { nil: null })),
      fc.integer({ min: 1, max: 1_000_000 }),
      (priorities, [fee, amount, capAmount], tenThousandths) => {
        const percent = `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
        const agreed = terms({ fee, capAmount, rules: [rule({ amount }), rule({ priority: 'HIGH', percent })] });
        const lines = priorities.map((priority) => centsOf(creditOfBreach('UPDATE', priority, agreed) as string));
        const sum = lines.reduce((a, b) => a + b, 0n);
        const found = creditsOf(
          priorities.map((priority) => ({ metric: 'UPDATE', priority })),
          agreed,
        );
        expect(centsOf(found.uncapped)).toBe(sum);
        expect(centsOf(found.credit)).toBe(capAmount !== null && centsOf(capAmount) < sum ? centsOf(capAmount) : sum);
        // The exact share lies at most half a penny away.
        const high = centsOf(creditOfBreach('UPDATE', 'HIGH', agreed) as string);
        const twice = 2n * (high * 1_000_000n - centsOf(fee) * BigInt(tenThousandths));
        expect(twice <= 1_000_000n && twice >= -1_000_000n).toBe(true);
      },
    ),
  );
});

test('what is no amount, and percentages with more than four digits, are refused', () => {
  for (const amount of ['1e3', 'x']) expect(() => creditsOf([], terms({ capAmount: amount }))).toThrow(RangeError);
  expect(() => creditsOf([], terms({ capPercent: '1.00001' }))).toThrow(RangeError);
});

describe('periods of credits', () => {
  it('are months, quarters and years of the calendar', () => {
    expect(periodStart('MONTH', '2026-05-31')).toBe('2026-05-01');
    expect(periodStart('QUARTER', '2026-05-31')).toBe('2026-04-01');
    expect(periodStart('QUARTER', '2026-12-31')).toBe('2026-10-01');
    expect(periodStart('YEAR', '2026-05-31')).toBe('2026-01-01');
    expect(periodEnd('QUARTER', '2026-10-01')).toBe('2027-01-01');
  });

  it('begin at midnight in their zone, also where the clocks change', () => {
    const { from, to } = periodBounds('MONTH', '2026-03-01', 'Europe/London');
    expect(new Date(from).toISOString()).toBe('2026-03-01T00:00:00.000Z');
    expect(new Date(to).toISOString()).toBe('2026-03-31T23:00:00.000Z');
  });

  it('an instant belongs to the period of its date there', () => {
    const finder = new PeriodFinder();
    const start = (zone: string, at: string) => finder.startAt('MONTH', zone, Date.parse(at));
    expect(start('Asia/Hong_Kong', '2026-03-31T15:59:59.999Z')).toBe('2026-03-01');
    expect(start('Asia/Hong_Kong', '2026-03-31T16:00:00Z')).toBe('2026-04-01');
    expect(start('UTC', '2026-03-31T16:00:00Z')).toBe('2026-03-01');
    expect(start('Asia/Hong_Kong', '2026-03-31T15:59:59.999Z')).toBe('2026-03-01');
  });
});

describe('credits of a proof', () => {
  const day = (n: number): string => new Date(Date.UTC(2026, 2, n)).toISOString();
  const version = {
    ...{ id: 'version', termsId: 'terms', code: 'T', number: 1, level: 'FIRM' as const, levelKey: '' },
    ...{ serviceLine: null, contactTypeId: null, priority: null, targets: [], pausingMetrics: [] },
    ...{ effectiveFrom: day(1), effectiveTo: null, movesOpenAt: null },
    basis: { combination: 'ONE' as const, sources: [] },
    credits: terms({ rules: [rule({ amount: '1.00' }), rule({ priority: 'CRITICAL', amount: '900.00' })] }),
  };
  const clock = {
    ...{ metric: 'FIRST_RESPONSE' as const, cycle: 1, state: 'MISSED' as const, startedAt: day(2), dueAt: day(3) },
    ...{ stoppedAt: day(4) as string | null, breachedAt: day(3), terms: 'version', calendars: [] },
    ...{ targetSeconds: 1, elapsedSeconds: 2, remainingSeconds: -1, pausedSeconds: 0 },
  };
  const creditFor = (given: Omit<typeof clock, 'state'> & { state: 'MISSED' | 'BREACHED' | 'CANCELLED' }) => {
    const customers = [{ id: 'customer', code: 'C', name: 'C', zone: 'UTC' }];
    const tally = new ProofTally({ terms: [version], customers });
    tally.add({
      customerId: 'customer',
      values: { priority: 'LOW', contactTypeId: null, jobId: null, branchId: null, officeId: 'office' },
      events: [
        { seq: 1, at: day(2), kind: 'CREATED' },
        { seq: 2, at: day(4), kind: 'STAFF_REPLY' },
        { seq: 3, at: day(5), kind: 'CHANGED', priority: 'CRITICAL' },
      ],
      clocks: [given],
    });
    return tally.totals().credits[0]?.credit;
  };

  it('are priced by the priority of when the clock ended, of what goes on by the present one', () => {
    expect(creditFor(clock)).toBe('1.00');
    expect(creditFor({ ...clock, state: 'BREACHED', stoppedAt: null })).toBe('900.00');
  });

  it('leave out what was cancelled', () => {
    expect(creditFor({ ...clock, state: 'CANCELLED' })).toBeUndefined();
  });
});
