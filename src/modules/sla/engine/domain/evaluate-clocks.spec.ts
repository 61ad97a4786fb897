import { describe, expect, it } from 'vitest';
import { compileCalendar } from '#kernel/calendar';
import { HOUR, always, clock, gist, input, shortly, t, type Told } from './clock-testing.js';
import type { ClockInput, ClockTerms, RequestEvent, SlaTargets } from './clock-types.js';
import { evaluateClocks, evaluateClocksAt } from './evaluate-clocks.js';

const every = { FIRST_RESPONSE: HOUR, NEXT_RESPONSE: HOUR, UPDATE: 2 * HOUR, COMPLETION: 4 * HOUR };
const completion = (hours: number, more: Partial<ClockTerms> = {}) => ({
  targets: { COMPLETION: hours * HOUR },
  ...more,
});

describe('what starts and stops each metric', () => {
  const life = input(
    { calendar: always, targets: every },
    ['02 10:00', 'CREATED'],
    ['02 10:05', 'CUSTOMER_MESSAGE'],
    ['02 10:10', 'CUSTOMER_MESSAGE'],
    ['02 10:15', 'INTERNAL_NOTE'],
    ['02 10:20', 'STAFF_REPLY'],
    ['02 10:30', 'STAFF_REPLY'],
    ['02 10:40', 'CUSTOMER_MESSAGE'],
    ['02 10:50', 'COMPLETED'],
    ['02 10:55', 'STAFF_REPLY'],
    ['02 11:00', 'REOPENED'],
    ['02 11:10', 'STAFF_REPLY'],
    ['02 11:20', 'CUSTOMER_MESSAGE'],
  );
  const spans = (at: string) =>
    evaluateClocks(life, t(at)).map(
      (c) => `${c.metric} ${c.cycle}: ${shortly(c.startedAt)?.slice(3)}-${shortly(c.stoppedAt)?.slice(3) ?? ''}`,
    );

  it('before the request is created there are no clocks', () => {
    expect(spans('02 09:59')).toEqual([]);
  });

  it('at creation, at that very instant', () => {
    expect(spans('02 10:00')).toEqual(['FIRST_RESPONSE 1: 10:00-', 'UPDATE 1: 10:00-', 'COMPLETION 1: 10:00-']);
  });

  it('a question starts NEXT_RESPONSE, also before the first reply; later ones and notes move nothing', () => {
    expect(spans('02 10:15')).toContain('NEXT_RESPONSE 1: 10:05-');
  });

  it('completing answers, and stays so after reopening, COMPLETION apart', () => {
    expect(spans('02 11:00')).toEqual([
      'FIRST_RESPONSE 1: 10:00-10:20',
      'NEXT_RESPONSE 1: 10:05-10:20',
      'NEXT_RESPONSE 2: 10:40-10:50',
      'UPDATE 1: 10:00-10:20',
      'UPDATE 2: 10:20-10:30',
      'UPDATE 3: 10:30-10:50',
      'COMPLETION 1: 10:00-',
    ]);
  });

  it('after reopening, new replies and questions start new cycles', () => {
    expect(spans('02 12:00').filter((span) => /11:/.test(span))).toEqual([
      'NEXT_RESPONSE 3: 11:20-',
      'UPDATE 4: 11:10-',
    ]);
  });

  it('many instants in one pass, in the order asked', () => {
    const instants = ['02 12:00', '02 10:00', '02 10:50', '02 09:00', '02 10:50'].map(t);
    expect(evaluateClocksAt(life, instants)).toEqual(instants.map((at) => evaluateClocks(life, at)));
  });

  it('a question put to a completed request runs from that instant, reopened or not, until it is answered', () => {
    const ask = (...more: Told[]) =>
      input(
        { calendar: always, targets: every },
        ['02 10:00', 'CREATED'],
        ['02 10:30', 'COMPLETED'],
        ['02 10:40', 'CUSTOMER_MESSAGE'],
        ...more,
      );
    const asked = (i: ReturnType<typeof ask>) =>
      evaluateClocks(i, t('02 12:00'))
        .filter((c) => c.metric === 'NEXT_RESPONSE')
        .map((c) => `${shortly(c.startedAt)} ${gist(c)}`);
    const late = '02 10:40 BREACHED 02 11:40 1.3333333333333333+-0.3333333333333333 since 02 11:40';
    expect(asked(ask()).map((c) => c.slice(0, 28))).toEqual([late.slice(0, 28)]);
    expect(asked(ask(['02 11:00', 'REOPENED']))).toEqual(asked(ask()));
    expect(asked(ask(['02 11:00', 'CUSTOMER_MESSAGE']))).toEqual(asked(ask()));
    expect(asked(ask(['02 11:40', 'STAFF_REPLY'], ['02 11:50', 'REOPENED']))).toEqual(['02 10:40 MET 02 11:40 1+0']);
    expect(asked(ask(['02 11:40', 'CANCELLED']))).toEqual(['02 10:40 CANCELLED unknown 1+0']);
    const completions = evaluateClocks(ask(['02 11:00', 'REOPENED']), t('02 12:00')).filter(
      (c) => c.metric === 'COMPLETION',
    );
    expect(completions.map((c) => c.elapsedSeconds / HOUR)).toEqual([1.5]);
  });

  it('a target taken away in time leaves no clock', () => {
    const i = input(completion(2), ['06 15:00', 'CREATED'], ['06 17:00', { targets: {} }]);
    expect(evaluateClocks(i, t('09 12:00'))).toEqual([]);
  });

  it('no target, no clock', () => {
    expect(
      evaluateClocks({ ...life, terms: { calendar: always, targets: { UPDATE: HOUR } } }, t('02 10:10')).map(
        (c) => c.metric,
      ),
    ).toEqual(['UPDATE']);
  });
});

describe('a duplicate that is merged', () => {
  const told = (list: RequestEvent[], targets: SlaTargets = every) => ({
    terms: { calendar: always, targets },
    events: list,
  });

  it('hands on what the other request carries; what that one does not is missed when it was due', () => {
    const merged = told([
      { at: t('02 10:00'), kind: 'CREATED' },
      { at: t('02 18:00'), kind: 'CANCELLED', carried: ['COMPLETION', 'FIRST_RESPONSE'] },
    ]);
    expect(evaluateClocks(merged, t('03 10:00')).map((c) => `${c.metric} ${gist(c)}`)).toEqual([
      'FIRST_RESPONSE CANCELLED unknown 8+-7 since 02 11:00',
      'UPDATE MISSED 02 12:00 8+-6 since 02 12:00',
      'COMPLETION CANCELLED unknown 8+-4 since 02 14:00',
    ]);
  });

  it('makes open clocks of the other start when its own did, and no answered one', () => {
    const since = { FIRST_RESPONSE: t('02 10:00'), COMPLETION: t('02 10:00') };
    const survivor = (...more: RequestEvent[]) =>
      told([{ at: t('02 17:00'), kind: 'CREATED' }, ...more, { at: t('02 18:00'), kind: 'MERGED', since }]);
    const gists = (i: ClockInput) =>
      evaluateClocks(i, t('02 18:00')).flatMap((c) => (c.metric === 'UPDATE' ? [] : [`${c.metric} ${gist(c)}`]));
    expect(gists(survivor())).toEqual([
      'FIRST_RESPONSE BREACHED 02 11:00 8+-7 since 02 11:00',
      'COMPLETION BREACHED 02 14:00 8+-4 since 02 14:00',
    ]);
    expect(gists(survivor({ at: t('02 17:30'), kind: 'STAFF_REPLY' }))).toEqual([
      'FIRST_RESPONSE MET 02 18:00 0.5+0.5',
      'COMPLETION BREACHED 02 14:00 8+-4 since 02 14:00',
    ]);
  });

  it('that began later than the other moves nothing', () => {
    const since = { COMPLETION: t('02 12:00') };
    const i = told([
      { at: t('02 10:00'), kind: 'CREATED' },
      { at: t('02 13:00'), kind: 'MERGED', since },
    ]);
    expect(shortly(clock(i, '02 13:00', 'COMPLETION').startedAt)).toBe('02 10:00');
  });
});

describe('verdicts', () => {
  const created = ['06 15:00', 'CREATED'] as const;
  it.each<[string, number, Told[], string, string]>([
    ['running', 2, [], '06 16:00', 'RUNNING 06 17:00 1+1'],
    ['at the due instant still running', 2, [], '06 17:00', 'RUNNING 06 17:00 2+0'],
    [
      'a moment later breached, though no open time has passed',
      2,
      [],
      '06 17:00:00.001',
      'BREACHED 06 17:00 2+0 since 06 17:00',
    ],
    ['breached, and further late with open time', 2, [], '09 10:00', 'BREACHED 06 17:00 3+-1 since 06 17:00'],
    ['stopped at the due instant: met', 2, [['06 17:00', 'COMPLETED']], '09 10:00', 'MET 06 17:00 2+0'],
    [
      'stopped a moment later: missed',
      2,
      [['06 17:00:00.001', 'COMPLETED']],
      '09 10:00',
      'MISSED 06 17:00 2+0 since 06 17:00',
    ],
    [
      'stopped late: elapsed stands still after',
      2,
      [['09 10:00', 'COMPLETED']],
      '10 10:00',
      'MISSED 06 17:00 3+-1 since 06 17:00',
    ],
    ['cancelled', 2, [['06 16:00', 'CANCELLED']], '09 10:00', 'CANCELLED unknown 1+1'],
    ['cancelled when due', 2, [['06 17:00', 'CANCELLED']], '09 12:00', 'CANCELLED unknown 2+0'],
    ['cancelled when late: missed', 2, [['09 10:00', 'CANCELLED']], '09 12:00', 'MISSED 06 17:00 3+-1 since 06 17:00'],
    [
      'late when its target was taken away: missed then, whatever comes later',
      2,
      [
        ['09 10:00', { targets: { UPDATE: 9 * HOUR } }],
        ['09 10:30', 'COMPLETED'],
      ],
      '09 12:00',
      'MISSED 06 17:00 3+-1 since 06 17:00',
    ],
    [
      'late when its target was taken away, and given another one',
      2,
      [
        ['09 10:00', { targets: {} }],
        ['09 10:30', { targets: { COMPLETION: 5 * HOUR } }],
      ],
      '09 11:00',
      'RUNNING 09 12:00 4+1',
    ],
    [
      'cancelled after it was met',
      2,
      [
        ['06 16:00', 'COMPLETED'],
        ['06 16:30', 'CANCELLED'],
      ],
      '09 10:00',
      'MET 06 17:00 1+1',
    ],
    [
      'nothing after the end counts',
      2,
      [
        ['06 16:00', 'CANCELLED'],
        ['06 16:10', 'REOPENED'],
        ['06 16:20', { targets: {} }],
      ],
      '09 10:00',
      'CANCELLED unknown 1+1',
    ],
    ['a start outside open time', 1, [], '06 16:00', 'RUNNING 06 16:00 1+0'],
  ])('%s', (_name, hours, more, at, expected) => {
    expect(gist(clock(input(completion(hours), created, ...more), at, 'COMPLETION'))).toBe(expected);
  });

  it('a start outside open time begins to count at the next opening', () => {
    expect(gist(clock(input(completion(1), ['07 12:00', 'CREATED']), '09 09:30', 'COMPLETION'))).toBe(
      'RUNNING 09 10:00 0.5+0.5',
    );
  });

  it('a calendar that does not open again gives no due time, and no breach', () => {
    const calendar = compileCalendar({
      zone: 'UTC',
      overrides: [{ date: '2026-03-06', intervals: [{ open: '09:00', close: '17:00' }] }],
    });
    expect(gist(clock(input(completion(4, { calendar }), created), '30 12:00', 'COMPLETION'))).toBe(
      'RUNNING unknown 2+2',
    );
  });

  it('seconds are whole: elapsed rounds down, elapsed and remaining add up to the target', () => {
    const { elapsedSeconds, remainingSeconds } = clock(input(completion(1), created), '06 15:00:10.999', 'COMPLETION');
    expect([elapsedSeconds, remainingSeconds]).toEqual([10, HOUR - 10]);
  });
});

describe('pauses', () => {
  const run = (hours: number, at: string, ...more: Told[]) =>
    gist(clock(input(completion(hours), ['06 10:00', 'CREATED'], ...more), at, 'COMPLETION'));

  it('while paused nobody knows when it is due, and nothing elapses', () => {
    expect(run(4, '06 13:00', ['06 12:00', 'PAUSED'])).toBe('PAUSED unknown 2+2 paused 1');
  });

  it('a pause takes its own open time', () => {
    expect(run(4, '06 13:30', ['06 12:00', 'PAUSED'], ['06 13:00', 'RESUMED'])).toBe(
      'RUNNING 06 15:00 2.5+1.5 paused 1',
    );
  });

  it('a pause over a weekend moves no deadline', () => {
    expect(run(9, '09 09:30', ['06 17:00', 'PAUSED'], ['09 09:00', 'RESUMED'])).toBe(run(9, '09 09:30'));
  });

  it('what is used up exactly when a pause begins stays due then', () => {
    expect(run(2, '06 12:00', ['06 12:00', 'PAUSED'])).toBe('PAUSED 06 12:00 2+0');
    expect(run(7, '09 10:00', ['06 17:00', 'PAUSED'], ['09 09:00', 'RESUMED'])).toBe(
      'BREACHED 06 17:00 8+-1 since 06 17:00',
    );
  });

  it('what was late stays late, and gets no later, while paused', () => {
    expect(run(2, '06 15:00', ['06 13:00', 'PAUSED'])).toBe('BREACHED 06 12:00 3+-1 paused 2 since 06 12:00');
    expect(run(2, '06 16:00', ['06 13:00', 'PAUSED'], ['06 15:00', 'RESUMED'])).toBe(
      'BREACHED 06 12:00 4+-2 paused 2 since 06 12:00',
    );
  });

  it('stopped while paused: due as if it had gone on from there', () => {
    expect(run(4, '06 16:00', ['06 12:00', 'PAUSED'], ['06 14:00', 'COMPLETED'])).toBe('MET 06 16:00 2+2 paused 2');
  });

  it('pausing twice, resuming twice and resuming what runs change nothing', () => {
    const twice = run(
      4,
      '06 13:30',
      ['06 11:00', 'RESUMED'],
      ['06 12:00', 'PAUSED'],
      ['06 12:30', 'PAUSED'],
      ['06 13:00', 'RESUMED'],
      ['06 13:10', 'RESUMED'],
    );
    expect(twice).toBe('RUNNING 06 15:00 2.5+1.5 paused 1');
  });

  it('by default the responses do not pause; terms may say otherwise', () => {
    const story = [
      ['06 10:00', 'CREATED'],
      ['06 10:10', 'PAUSED'],
      ['06 11:00', 'CUSTOMER_MESSAGE'],
    ] as const;
    const states = (terms: Partial<ClockTerms>) =>
      evaluateClocks(input({ targets: every, ...terms }, ...story), t('06 11:30')).map((c) => c.state);
    expect(states({})).toEqual(['BREACHED', 'RUNNING', 'PAUSED', 'PAUSED']);
    expect(states({ pausingMetrics: [] })).toEqual(['BREACHED', 'RUNNING', 'RUNNING', 'RUNNING']);
    expect(states({ pausingMetrics: ['FIRST_RESPONSE', 'NEXT_RESPONSE'] })).toEqual([
      'PAUSED',
      'PAUSED',
      'RUNNING',
      'RUNNING',
    ]);
  });

  it('a cycle that starts in a pause is paused from its start', () => {
    const i = input(
      { targets: every },
      ['06 10:00', 'CREATED'],
      ['06 10:10', 'PAUSED'],
      ['06 11:00', 'STAFF_REPLY'],
      ['06 12:00', 'RESUMED'],
    );
    expect(gist(clock(i, '06 11:30', 'UPDATE', 2))).toBe('PAUSED unknown 0+2 paused 0.5');
    expect(gist(clock(i, '06 13:00', 'UPDATE', 2))).toBe('RUNNING 06 14:00 1+1 paused 1');
  });
});
