import { describe, expect, it } from 'vitest';
import { type Level, type Priority } from '#modules/vocabulary';
import {
  changedPriority,
  choosePriority,
  FIRST_MATRIX,
  priorityOf,
  splitPriority,
  takenOverPriority,
  weigh,
} from './priority.js';

const MATRIX = FIRST_MATRIX;

describe('the priority of a request', () => {
  const cells: [Level, Level, Priority][] = [
    ['HIGH', 'HIGH', 'CRITICAL'],
    ['HIGH', 'MEDIUM', 'HIGH'],
    ['HIGH', 'LOW', 'MODERATE'],
    ['MEDIUM', 'HIGH', 'HIGH'],
    ['MEDIUM', 'MEDIUM', 'MODERATE'],
    ['MEDIUM', 'LOW', 'LOW'],
    ['LOW', 'HIGH', 'MODERATE'],
    ['LOW', 'MEDIUM', 'LOW'],
    ['LOW', 'LOW', 'LOW'],
  ];
  it.each(cells)('of impact %s and urgency %s is %s', (impact, urgency, priority) => {
    expect(priorityOf(impact, urgency)).toBe(priority);
  });

  const chosen = (given: Parameters<typeof choosePriority>[0]) => {
    const result = choosePriority(given, MATRIX);
    return result.ok ? result.value : result.failures.map((f) => f.code);
  };
  const weighed = (priority: Priority) => ({
    priority,
    priorityOverridden: false,
    priorityReason: null,
    priorityMatrix: 1,
  });
  const byHand = (priority: Priority, priorityReason: string | null = null) => ({
    priority,
    priorityOverridden: true,
    priorityReason,
    priorityMatrix: null,
  });

  it('given by hand overrides impact and urgency, and says why where these are known', () => {
    const weights = { impact: 'HIGH', urgency: 'HIGH' } as const;
    expect(chosen({ priority: 'LOW', ...weights })).toEqual(['REASON_NEEDED']);
    expect(chosen({ priority: 'LOW', ...weights, priorityReason: ' A test lift ' })).toEqual(
      byHand('LOW', 'A test lift'),
    );
    expect(chosen({ priority: 'LOW' })).toEqual(byHand('LOW'));
    expect(chosen({ priority: 'CRITICAL', ...weights })).toEqual(byHand('CRITICAL'));
  });

  it('that the matrix decides needs no reason, so one is refused instead of lost', () => {
    expect(chosen({ impact: 'HIGH', urgency: 'HIGH', priorityReason: 'The mayor' })).toEqual([
      'REASON_WITHOUT_PRIORITY',
    ]);
    expect(chosen({ priority: null, priorityReason: 'The mayor' })).toEqual(['REASON_WITHOUT_PRIORITY']);
    expect(chosen({ impact: 'HIGH', urgency: 'HIGH', priorityReason: ' ' })).toEqual(weighed('CRITICAL'));
  });

  it('of a request that is split off is as before, chosen anew, or given a reason of its own', () => {
    const split = (from: Parameters<typeof splitPriority>[0], given: object) => {
      const result = splitPriority(from, given, MATRIX);
      return result.ok ? result.value : result.failures.map((f) => f.code);
    };
    const matrix = { ...weighed('HIGH'), impact: 'HIGH', urgency: null } as const;
    const hand = { ...byHand('LOW', 'A test lift'), impact: 'HIGH', urgency: 'HIGH' } as const;
    expect(split(hand, {})).toEqual(byHand('LOW', 'A test lift'));
    expect(split(hand, { priorityReason: 'Out of use' })).toEqual(byHand('LOW', 'Out of use'));
    expect(split(hand, { impact: 'LOW' })).toEqual(weighed('MODERATE'));
    expect(split(hand, { impact: 'LOW', priorityReason: 'Out of use' })).toEqual(['REASON_WITHOUT_PRIORITY']);
    expect(split(matrix, { priorityReason: 'Out of use' })).toEqual(['REASON_WITHOUT_PRIORITY']);
    expect(split(matrix, { priority: 'LOW' })).toEqual(['REASON_NEEDED']);
    expect(split(matrix, { priority: 'LOW', priorityReason: 'Out of use' })).toEqual(byHand('LOW', 'Out of use'));
  });

  it('is moderate when nothing is weighed, and an unweighed half counts as medium', () => {
    expect(chosen({})).toEqual(weighed('MODERATE'));
    expect(chosen({ impact: 'HIGH' })).toEqual(weighed('HIGH'));
    expect(chosen({ urgency: 'LOW' })).toEqual(weighed('LOW'));
  });

  it('of another system was given by hand there when it does not follow from the rest', () => {
    expect(takenOverPriority({ priority: 'CRITICAL', impact: 'HIGH', urgency: 'HIGH' }, MATRIX)).toEqual(
      weighed('CRITICAL'),
    );
    expect(takenOverPriority({ priority: 'LOW', impact: 'HIGH', urgency: 'HIGH' }, MATRIX)).toEqual(byHand('LOW'));
    expect(takenOverPriority({ priority: 'MODERATE' }, MATRIX)).toEqual(byHand('MODERATE'));
  });

  describe('that changes', () => {
    const other = { number: 2, cells: { ...MATRIX.cells, LOW: { HIGH: 'LOW', MEDIUM: 'LOW', LOW: 'LOW' } } } as const;
    const now = { ...weighed('HIGH'), impact: 'HIGH', urgency: null } as const;
    const given = { ...byHand('LOW', 'A test lift'), impact: 'HIGH', urgency: 'HIGH' } as const;
    const changed = (...[from, change, matrix = MATRIX]: [typeof now | typeof given, object, typeof MATRIX?]) => {
      const result = changedPriority(from, change, matrix);
      return result.ok ? result.value : result.failures.map((f) => f.code);
    };

    it('follows impact and urgency when these change, under the matrix of now, and stays when they do not', () => {
      expect(changed(now, { urgency: 'HIGH' })).toEqual(weighed('CRITICAL'));
      expect(changed(now, { impact: null })).toEqual(weighed('MODERATE'));
      expect(changed(now, { impact: 'LOW', urgency: 'HIGH' }, other)).toEqual({ ...weighed('LOW'), priorityMatrix: 2 });
      expect(changed(now, { impact: 'HIGH', urgency: null }, other)).toEqual({});
      expect(changed(now, { priority: 'HIGH' })).toEqual({});
    });

    it('stays as given by hand until that is taken back', () => {
      expect(changed(given, { impact: 'LOW' })).toEqual({});
      expect(changed(given, { priority: 'LOW', urgency: 'LOW' })).toEqual({});
      expect(changed(given, { priorityOverridden: false })).toEqual(weighed('CRITICAL'));
      expect(changed(given, { priorityOverridden: false, impact: 'LOW' })).toEqual(weighed('MODERATE'));
      expect(changed(given, { priorityOverridden: false, priority: 'HIGH' })).toEqual(['PRIORITY_CONTRADICTION']);
      expect(changed(now, { priorityOverridden: false })).toEqual({});
    });

    it('loses its reason only where it does without one', () => {
      expect(changed({ ...given, impact: 'LOW', urgency: 'LOW' } as never, { priorityReason: null })).toEqual(
        byHand('LOW'),
      );
      for (const priorityReason of [null, '', ' '])
        expect(changed(given, { priorityReason })).toEqual(['REASON_NEEDED']);
      expect(changed(now, { priorityReason: null })).toEqual({});
      expect(changed(now, { priorityReason: ' ' })).toEqual({});
      expect(changed(now, { priorityReason: 'The mayor' })).toEqual(byHand('HIGH', 'The mayor'));
      expect(changed(given, { priorityOverridden: false, priorityReason: 'x' })).toEqual(['PRIORITY_CONTRADICTION']);
    });

    it('needs a reason to contradict impact and urgency', () => {
      expect(changed(now, { priority: 'LOW' })).toEqual(['REASON_NEEDED']);
      expect(changed(now, { priority: 'LOW', priorityReason: 'Nobody uses it' })).toEqual(
        byHand('LOW', 'Nobody uses it'),
      );
      expect(changed(given, { priority: 'MODERATE' })).toEqual(['REASON_NEEDED']);
      expect(changed(given, { priorityReason: 'Out of use' })).toEqual(byHand('LOW', 'Out of use'));
      expect(changed(now, { priorityOverridden: true })).toEqual(byHand('HIGH'));
    });
  });

  it('is weighed by the firm’s own matrix', () => {
    const strict = {
      number: 7,
      cells: { ...MATRIX.cells, HIGH: { HIGH: 'CRITICAL', MEDIUM: 'CRITICAL', LOW: 'CRITICAL' } },
    } as const;
    expect(weigh({ impact: 'HIGH' }, strict)).toEqual({ ...weighed('CRITICAL'), priorityMatrix: 7 });
  });
});
