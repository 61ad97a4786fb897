import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, MAX_AT_ONCE, type Occurrence } from './plan-occurrences.js';

const at = (...dues: number[]): Occurrence[] => dues.map((due) => ({ key: String(due), due, total: null }));
const outcomes = (coming: Occurrence[], now: number, lead: number): string[] =>
  decide(coming, now, lead).occurrences.map((o) => `${o.due} ${o.outcome}`);

describe('what becomes of the occurrences of a plan', () => {
  it('one that is not near enough is left for later', () => {
    expect(decide(at(100, 200), 50, 40)).toEqual({ occurrences: [], next: at(100)[0] });
  });

  it('one within the lead is made, and the one after it is next', () => {
    expect(outcomes(at(100, 200), 60, 40)).toEqual(['100 GENERATE']);
    expect(decide(at(100, 200), 60, 40).next?.due).toBe(200);
  });

  it('all that lie ahead within a long lead are made', () => {
    expect(outcomes(at(100, 110, 120, 130), 95, 30)).toEqual(['100 GENERATE', '110 GENERATE', '120 GENERATE']);
  });

  it('of several that are past only the latest is made', () => {
    expect(outcomes(at(10, 20, 30, 40, 90), 45, 0)).toEqual([
      '10 PASS_OVER',
      '20 PASS_OVER',
      '30 PASS_OVER',
      '40 GENERATE',
    ]);
  });

  it('a plan that has ended leaves nothing for later', () => {
    expect(decide(at(10), 45, 0)).toMatchObject({ occurrences: [{ outcome: 'GENERATE' }], next: null });
  });

  it('however late it is and in however many rounds, at most one past occurrence is made', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 3 * MAX_AT_ONCE }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 500 }),
        (steps, now, lead) => {
          let sum = 0;
          let coming = at(...steps.map((s) => (sum += s)));
          const made: number[] = [];
          const seen: number[] = [];
          for (;;) {
            const { occurrences, next } = decide(coming, now, lead);
            seen.push(...occurrences.map((o) => o.due));
            made.push(...occurrences.flatMap((o) => (o.outcome === 'GENERATE' ? [o.due] : [])));
            if (occurrences.length === 0 || next === null) break;
            coming = coming.slice(occurrences.length);
          }
          expect(seen).toEqual([...new Set(seen)]);
          const past = seen.filter((due) => due <= now);
          expect(made.filter((due) => due <= now)).toEqual(past.slice(-1));
          expect(made.filter((due) => due > now)).toEqual(seen.filter((due) => due > now));
        },
      ),
    );
  });
});
