import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '#kernel';
import { type KnownReading, type NewReading } from './meter.js';
import { implausible } from './plausibility.js';
import { retotal, type ChainedReading } from './reading-chain.js';

const DAY = 86_400_000;
const at = (day: number): Date => new Date(Date.UTC(2026, 0, 1) + day * DAY);

/** Readings of a meter, day by day: `5`, `<3` (began again at 1000), `>3/8` (replaced, the old one showed 8 last). */
function chainOf(...shown: string[]): ChainedReading[] {
  let total = Decimal.ZERO;
  let last: Decimal | undefined;
  return shown.map((text, i) => {
    const [, mark = '', value = '', final] = /^([<>]?)(\d+)(?:\/(\d+))?$/.exec(text) ?? [];
    const kind = mark === '<' ? 'ROLLOVER' : mark === '>' ? 'REPLACED' : 'READING';
    const now = Decimal.parse(value);
    if (last)
      total = total.add(
        kind === 'READING'
          ? now.subtract(last)
          : kind === 'ROLLOVER'
            ? Decimal.of(1000).subtract(last).add(now)
            : Decimal.parse(final ?? '0').subtract(last),
      );
    last = now;
    return { id: `r${i}`, at: at(i), value, kind, finalValue: final ?? null, total: total.format() };
  });
}

const totalsAfter = (before: ChainedReading[], after: ChainedReading[], id: string) => {
  const done = retotal(before, after, id, '1000');
  return done.ok ? done.value.map((r) => r.total) : done.failures.map((f) => `${f.code} ${f.field}`);
};
const correct = (chain: ChainedReading[], i: number, more: Partial<ChainedReading>) =>
  totalsAfter(
    chain,
    chain.map((r, n) => (n === i ? { ...r, ...more } : r)),
    `r${i}`,
  );
const withdraw = (chain: ChainedReading[], i: number) =>
  totalsAfter(
    chain,
    chain.filter((_, n) => n !== i),
    `r${i}`,
  );

describe('totals after a correction', () => {
  test('follow the reading that was mistyped', () => {
    expect(correct(chainOf('100', '900', '950'), 1, { value: '150' })).toEqual(['0', '50', '850']);
    expect(correct(chainOf('100', '9000'), 1, { value: '900' })).toEqual(['0', '800']);
    expect(correct(chainOf('10', '150'), 0, { value: '100' })).toEqual(['0', '50']);
  });

  test('follow rollovers and replacements after it', () => {
    expect(correct(chainOf('900', '990', '<15'), 1, { value: '950' })).toEqual(['0', '50', '115']);
    expect(correct(chainOf('100', '200', '>5/210', '20'), 2, { finalValue: '300' })).toEqual([
      '0',
      '100',
      '200',
      '215',
    ]);
  });

  test('a jump back that was a replaced meter can be made one', () => {
    expect(correct(chainOf('100', '200', '<5', '20'), 2, { kind: 'REPLACED', finalValue: '205' })).toEqual([
      ...['0', '100', '105', '120'],
    ]);
  });

  test('are refused where the readings do not follow one another', () => {
    expect(correct(chainOf('100', '200', '300'), 1, { value: '50' })).toEqual(['READING_TOO_LOW value']);
    expect(correct(chainOf('100', '200', '300'), 1, { value: '350' })).toEqual(['READING_TOO_HIGH value']);
    expect(correct(chainOf('100', '200'), 1, { value: '1001' })).toEqual(['ABOVE_CAPACITY value']);
    expect(withdraw(chainOf('900', '<5', '20'), 1)).toEqual(['READING_NEEDED id']);
  });

  test('without a reading count from the ones that are left', () => {
    expect(withdraw(chainOf('100', '900', '950'), 1)).toEqual(['0', '850']);
    expect(withdraw(chainOf('10', '100', '150'), 0)).toEqual(['0', '50']);
    expect(withdraw(chainOf('10'), 0)).toEqual([]);
  });

  test('are what adding up the differences gives, whatever was corrected', () => {
    const values = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.nat(), fc.integer({ min: 0, max: 900 }), (numbers, pick, value) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        const chain = chainOf(...sorted.map(String));
        const i = pick % chain.length;
        const fits = value >= (sorted[i - 1] ?? 0) && value <= (sorted[i + 1] ?? 900);
        const done = correct(chain, i, { value: String(value) });
        const shown = sorted.map((n, k) => (k === i ? value : n));
        if (fits) expect(done).toEqual(shown.map((n) => String(n - (shown[0] as number))));
        else expect(done).toHaveLength(1);
      }),
    );
  });
});

describe('what is hard to believe', () => {
  const history = (...readings: [day: number, value: string][]): KnownReading[] =>
    readings.map(([day, value]) => ({ at: at(day), value, total: value }));
  const doubt = (
    day: number,
    value: string,
    known: KnownReading[],
    more: { unit?: string; capacity?: string | null; total?: string; kind?: NewReading['kind'] } = {},
  ) => {
    const { unit = 'kWh', capacity = null, total = value, kind = 'READING' } = more;
    const found = implausible({ at: at(day), value, kind }, total, {
      unit,
      capacity,
      before: known.at(-1),
      history: known,
    });
    return found?.failures.map((f) => f.code) ?? [];
  };
  const steady = history([0, '0'], [30, '300'], [60, '600']);

  test.each([
    ['ten a day for a month is as usual', 90, '900', []],
    ['ten times the usual is believed', 90, '3600', []],
    ['more is asked back', 90, '3601', ['READING_IMPLAUSIBLE']],
    ['a digit too many is asked back', 61, '6100', ['READING_IMPLAUSIBLE']],
    // Of a few minutes no rate follows: a day's worth is believed at once.
    ['soon after the last, ten days at once are believed', 60.01, '700', []],
    ['and more is not', 60.01, '701', ['READING_IMPLAUSIBLE']],
  ])('%s', (_, day, value, expected) => expect(doubt(day, value, steady)).toEqual(expected));

  test('nothing is known of a first reading, nor of a meter that stood still', () => {
    expect(doubt(1, '100000', history())).toEqual([]);
    expect(doubt(1, '100000', history([0, '5']))).toEqual([]);
    expect(doubt(60, '100000', history([0, '5'], [30, '5']))).toEqual([]);
  });

  test('no meter gains more hours than have passed', () => {
    expect(doubt(1, '29', history([0, '5']), { unit: 'h' })).toEqual([]);
    expect(doubt(1, '31', history([0, '5']), { unit: 'h' })).toEqual(['READING_IMPLAUSIBLE']);
    expect(doubt(1, '31', history([0, '5']), { unit: '小时' })).toEqual(['READING_IMPLAUSIBLE']);
    expect(doubt(1, '31', history([0, '5']), { unit: 'kWh' })).toEqual([]);
  });

  test('a meter does not begin again far below its capacity', () => {
    const over = { capacity: '1000', kind: 'ROLLOVER' } as const;
    expect(doubt(1, '5', history([0, '120']), { ...over, total: '1005' })).toEqual(['ROLLOVER_IMPLAUSIBLE']);
    expect(doubt(1, '5', history([0, '990']), { ...over, total: '1005' })).toEqual([]);
  });
});
