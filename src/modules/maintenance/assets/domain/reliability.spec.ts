import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reliabilityOf, reliabilityOfTree, type AssetHistory, type Failure } from './reliability.js';

const H = 3_600_000;
const PERIOD = { from: 0, to: 1_000 * H };
const SERVING: AssetHistory['statuses'] = [{ at: -50 * H, status: 'IN_SERVICE' }];
const asset = (...failures: [number, number | null][]): AssetHistory => ({
  statuses: SERVING,
  failures: failures.map(([from, to]) => ({ from: from * H, to: to === null ? null : to * H })),
});

describe('mean time between failures and to restore', () => {
  it('two failures of ten and thirty hours in a thousand: 480 hours between failures, 20 to restore', () => {
    expect(reliabilityOf(asset([100, 110], [500, 530]), PERIOD)).toMatchObject({
      failures: 2,
      repairs: 2,
      openFailures: 0,
      operatingMs: 960 * H,
      mtbfMs: 480 * H,
      mttrMs: 20 * H,
      availability: 0.96,
    });
  });

  it('without a failure there is neither, and it was always available', () => {
    expect(reliabilityOf(asset(), PERIOD)).toMatchObject({
      mtbfMs: null,
      mttrMs: null,
      availability: 1,
      operatingMs: 1_000 * H,
    });
  });

  it('an open failure counts between failures and ends operation, but is not in the time to restore', () => {
    expect(reliabilityOf(asset([900, null]), PERIOD)).toMatchObject({
      failures: 1,
      openFailures: 1,
      repairs: 0,
      operatingMs: 900 * H,
      mtbfMs: 900 * H,
      mttrMs: null,
    });
  });

  it('what fails while it is down already is the same failure, restored with the last', () => {
    expect(reliabilityOf(asset([100, 150], [120, 130], [140, 200]), PERIOD)).toMatchObject({
      failures: 1,
      repairs: 1,
      operatingMs: 900 * H,
      mttrMs: 100 * H,
    });
  });

  it('a failure at the very moment of restoration is another one', () => {
    expect(reliabilityOf(asset([100, 110], [110, 120]), PERIOD).failures).toBe(2);
  });

  it('a repair of a failure from before the period counts whole', () => {
    expect(reliabilityOf(asset([-40, 10]), PERIOD)).toMatchObject({
      failures: 0,
      repairs: 1,
      mtbfMs: null,
      mttrMs: 50 * H,
    });
  });

  it('time out of service is no operating time, and what fails then is no failure', () => {
    const history: AssetHistory = {
      statuses: [...SERVING, { at: 200 * H, status: 'OUT_OF_SERVICE' }, { at: 700 * H, status: 'IN_SERVICE' }],
      failures: [
        { from: 100 * H, to: 120 * H },
        { from: 300 * H, to: 310 * H },
      ],
    };
    expect(reliabilityOf(history, PERIOD)).toMatchObject({ failures: 1, operatingMs: 480 * H, inServiceMs: 500 * H });
  });

  it('an asset that was never in service in the period has no availability', () => {
    expect(reliabilityOf({ statuses: [{ at: 2_000 * H, status: 'IN_SERVICE' }], failures: [] }, PERIOD)).toMatchObject({
      availability: null,
      operatingMs: 0,
    });
  });

  it('a tree is down while any part is, and its failures are those of all parts', () => {
    const tree = reliabilityOfTree(asset(), [asset([100, 120]), asset([110, 130], [500, 510])], PERIOD);
    expect(tree).toMatchObject({ failures: 3, repairs: 3, downMs: 40 * H, operatingMs: 960 * H, mtbfMs: 320 * H });
    expect(tree.mttrMs).toBeCloseTo((50 / 3) * H, 6);
  });
});

describe('whatever failed and when', () => {
  const failure = fc
    .tuple(fc.integer({ min: -500, max: 1_200 }), fc.option(fc.integer({ min: 0, max: 300 })))
    .map(([from, hours]): Failure => ({ from: from * H, to: hours === null ? null : (from + hours) * H }));
  const history = fc.record({
    statuses: fc
      .uniqueArray(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 6 })
      .map((list) => list.sort((a, b) => a - b))
      .map((list) =>
        list.map((at, i) => ({
          at: at * H,
          status: i % 2 === 0 ? ('IN_SERVICE' as const) : ('OUT_OF_SERVICE' as const),
        })),
      ),
    failures: fc.array(failure, { maxLength: 12 }),
  });

  it('time in service is time operating and time down, hour by hour', () => {
    fc.assert(
      fc.property(history, (h) => {
        const r = reliabilityOf(h, PERIOD);
        let [operating, down] = [0, 0];
        // The same, counted in the plainest way: every hour by itself. A failure that began out of service does not count,
        // unless it is part of one that began in service.
        for (let hour = 0; hour < 1_000; hour++) {
          if (!serving(h, hour * H)) continue;
          if (isDown(h, hour * H)) down++;
          else operating++;
        }
        expect([r.operatingMs / H, r.downMs / H]).toEqual([operating, down]);
        expect(r.inServiceMs).toBe(r.operatingMs + r.downMs);
      }),
    );
  });

  it('the order in which failures were written down does not matter, and splitting the period loses no failure', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 999 }), (h, cut) => {
        const whole = reliabilityOf(h, PERIOD);
        expect(reliabilityOf({ ...h, failures: [...h.failures].reverse() }, PERIOD)).toEqual(whole);
        const [a, b] = [reliabilityOf(h, { from: 0, to: cut * H }), reliabilityOf(h, { from: cut * H, to: 1_000 * H })];
        expect(a.failures + b.failures).toBe(whole.failures);
        expect(a.operatingMs + b.operatingMs).toBe(whole.operatingMs);
      }),
    );
  });

  const serving = ({ statuses }: AssetHistory, at: number): boolean =>
    statuses.filter((s) => s.at <= at).at(-1)?.status === 'IN_SERVICE';

  /** Whether a failure that counts covers the hour: one chained by overlaps to a first that began in service. */
  function isDown(h: AssetHistory, at: number): boolean {
    const sorted = [...h.failures].sort((a, b) => a.from - b.from);
    let [from, until] = [NaN, -Infinity];
    for (const f of sorted) {
      if (!(f.from < until)) {
        if (from <= at && at < until && serving(h, from)) return true;
        [from, until] = [f.from, f.to ?? Infinity];
      } else until = Math.max(until, f.to ?? Infinity);
    }
    return from <= at && at < until && serving(h, from);
  }
});
