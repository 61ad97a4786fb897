import { describe, expect, it } from 'vitest';
import { compileCalendar } from '#kernel/calendar';
import { type RequestEvent, type SlaClockEventKind, type SlaMetric } from './clock-types.js';
import { inspectClocks } from './evaluate-clocks.js';
import { decodeMarks, encodeMarks, livedOn, marksOf, statesAfter } from './clock-marks.js';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2);
const calendar = compileCalendar({ zone: 'UTC', always: true });
const events = (
  ...list: readonly [hour: number, kind: Exclude<SlaClockEventKind, 'TERMS_CHANGED'>][]
): RequestEvent[] => list.map(([hour, kind]) => ({ at: START + hour * HOUR, kind }));

/** Marks as letter and hour, and the state the marks say beside the one the clock has. */
function life(list: readonly RequestEvent[], hour: number, metric: SlaMetric = 'COMPLETION', targetHours = 8) {
  const terms = { calendar, targets: { [metric]: targetHours * 3_600 } };
  const clock = inspectClocks({ terms, events: list }, START + hour * HOUR).at(-1)!;
  const marks = marksOf(clock);
  return {
    marks: marks.map((m) => `${m.kind}${(m.at - START) / HOUR}`).join(' '),
    said: statesAfter(marks).at(-1),
    state: clock.state,
    encoded: encodeMarks(marks),
  };
}

describe('the life of a clock in marks', () => {
  it.each<[string, RequestEvent[], number, string]>([
    ['runs', events([0, 'CREATED']), 4, 'S0'],
    ['is overdue', events([0, 'CREATED']), 9, 'S0 B8'],
    ['ends in time', events([0, 'CREATED'], [8, 'COMPLETED']), 9, 'S0 E8'],
    ['ends late', events([0, 'CREATED'], [9, 'COMPLETED']), 10, 'S0 B8 E9'],
    ['pauses', events([0, 'CREATED'], [2, 'PAUSED']), 4, 'S0 P2'],
    ['goes on', events([0, 'CREATED'], [2, 'PAUSED'], [5, 'RESUMED']), 6, 'S0 P2 R5'],
    ['is late after a pause', events([0, 'CREATED'], [2, 'PAUSED'], [5, 'RESUMED']), 12, 'S0 P2 R5 B11'],
    ['ends while paused', events([0, 'CREATED'], [2, 'PAUSED'], [5, 'COMPLETED']), 6, 'S0 P2 E5'],
    ['is reopened', events([0, 'CREATED'], [2, 'COMPLETED'], [5, 'REOPENED']), 6, 'S0 E2 R5'],
    ['is cancelled', events([0, 'CREATED'], [2, 'CANCELLED']), 6, 'S0 C2'],
    ['is cancelled overdue', events([0, 'CREATED'], [9, 'CANCELLED']), 10, 'S0 B8 E9'],
    ['is due as a pause begins', events([0, 'CREATED'], [8, 'PAUSED']), 9, 'S0 P8 B8'],
    [
      'ends twice',
      events([0, 'CREATED'], [2, 'COMPLETED'], [5, 'REOPENED'], [12, 'COMPLETED']),
      13,
      'S0 E2 R5 B11 E12',
    ],
  ])('%s', (_what, list, hour, marks) => {
    const told = life(list, hour);
    expect(told.marks).toBe(marks);
    expect(told.said).toBe(told.state);
    expect(encodeMarks(decodeMarks(told.encoded))).toBe(told.encoded);
  });

  it('whatever happens later only adds marks', () => {
    const list = events(
      [0, 'CREATED'],
      [2, 'PAUSED'],
      [5, 'RESUMED'],
      [12, 'COMPLETED'],
      [14, 'REOPENED'],
      [16, 'CANCELLED'],
    );
    let before = life(list, 0).encoded;
    for (let hour = 0.5; hour < 20; hour += 0.5) {
      const now = life(
        list.filter((e) => e.at <= START + hour * HOUR),
        hour,
      ).encoded;
      expect(livedOn(before, now)).toBe(true);
      before = now;
    }
  });

  it('a past that changed is no living on', () => {
    const before = life(events([0, 'CREATED']), 9).encoded;
    expect(livedOn(before, life(events([0, 'CREATED'], [2, 'PAUSED'], [5, 'RESUMED']), 9).encoded)).toBe(false);
  });
});
