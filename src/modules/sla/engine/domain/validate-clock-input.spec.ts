import { describe, expect, it } from 'vitest';
import type { SlaClockEventKind, SlaMetric } from './clock-types.js';
import { MAX_EVENTS, targetsOf, validateEvents, validateTargets } from './validate-clock-input.js';

const told = (...rows: [number, SlaClockEventKind][]) => rows.map(([at, kind]) => ({ at, kind }));
const problems = (...rows: [number, SlaClockEventKind][]) =>
  validateEvents(told(...rows)).map(({ code, index }) => `${code} ${index}`);

describe('events sent in', () => {
  it.each<[string, [number, SlaClockEventKind][], string[]]>([
    ['none', [], []],
    [
      'in order, some at the same instant, some without effect',
      [
        [0, 'CREATED'],
        [0, 'RESUMED'],
        [5, 'COMPLETED'],
        [5, 'COMPLETED'],
      ],
      [],
    ],
    [
      'must begin with CREATED',
      [
        [0, 'STAFF_REPLY'],
        [1, 'CREATED'],
      ],
      ['FIRST_EVENT_NOT_CREATED 0'],
    ],
    [
      'create once',
      [
        [0, 'CREATED'],
        [1, 'CREATED'],
      ],
      ['DUPLICATE_ITEM 1'],
    ],
    [
      'never go back in time',
      [
        [5, 'CREATED'],
        [4, 'PAUSED'],
        [6, 'RESUMED'],
      ],
      ['EVENTS_OUT_OF_ORDER 1'],
    ],
    [
      'lie within the range of calendars',
      [
        [Date.UTC(1800, 0), 'CREATED'],
        [Date.UTC(2600, 0), 'COMPLETED'],
      ],
      ['INSTANT_OUT_OF_RANGE 0', 'INSTANT_OUT_OF_RANGE 1'],
    ],
    ['happen at an instant', [[Number.NaN, 'CREATED']], ['INSTANT_OUT_OF_RANGE 0']],
  ])('%s', (_name, rows, expected) => {
    expect(problems(...rows)).toEqual(expected);
  });

  it('are limited in number', () => {
    const many = Array.from({ length: MAX_EVENTS + 1 }, (_, at) => ({ at, kind: 'INTERNAL_NOTE' as const }));
    expect(validateEvents(many)).toEqual([{ code: 'TOO_MANY_EVENTS', index: MAX_EVENTS }]);
  });
});

describe('targets sent in', () => {
  const check = (...rows: [SlaMetric, number][]) =>
    validateTargets(rows.map(([metric, seconds]) => ({ metric, seconds }))).map(
      ({ code, index }) => `${code} ${index}`,
    );

  it('are whole seconds above zero, one for each metric', () => {
    expect(check(['UPDATE', 1], ['COMPLETION', 2 ** 31])).toEqual([]);
    expect(check(['UPDATE', 0], ['UPDATE', -5], ['COMPLETION', 1.5], ['FIRST_RESPONSE', Number.NaN])).toEqual([
      'TARGET_NOT_POSITIVE 0',
      'TARGET_NOT_POSITIVE 1',
      'DUPLICATE_ITEM 1',
      'TARGET_NOT_WHOLE 2',
      'TARGET_NOT_WHOLE 3',
    ]);
  });

  it('become a record', () => {
    expect(targetsOf([{ metric: 'UPDATE', seconds: 60 }])).toEqual({ UPDATE: 60 });
  });
});
