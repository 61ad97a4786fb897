import { describe, expect, it } from 'vitest';
import { referenceLifeCycle as lifeCycle } from '../testing/reference-life-cycle.js';
import {
  allowedMoves,
  initialStatus,
  kindsOfMove,
  statusAfterCustomerMessage,
  STATUS_CATEGORIES,
  type StatusCategory,
} from './life-cycle.js';
import { type RequestEventKind } from './request.js';

describe('the reference life cycle', () => {
  const moves: [string, string[]][] = [
    ['NEW', ['IN_PROGRESS', 'WAITING_FOR_CUSTOMER', 'WAITING_FOR_THIRD_PARTY', 'RESOLVED', 'CANCELLED']],
    ['IN_PROGRESS', ['WAITING_FOR_CUSTOMER', 'WAITING_FOR_THIRD_PARTY', 'RESOLVED', 'CANCELLED']],
    ['WAITING_FOR_CUSTOMER', ['IN_PROGRESS', 'WAITING_FOR_THIRD_PARTY', 'RESOLVED', 'CANCELLED']],
    ['WAITING_FOR_THIRD_PARTY', ['IN_PROGRESS', 'WAITING_FOR_CUSTOMER', 'RESOLVED', 'CANCELLED']],
    ['RESOLVED', ['CLOSED', 'REOPENED']],
    ['CLOSED', ['REOPENED']],
    ['REOPENED', ['IN_PROGRESS', 'WAITING_FOR_CUSTOMER', 'WAITING_FOR_THIRD_PARTY', 'RESOLVED', 'CANCELLED']],
    ['CANCELLED', []],
  ];
  it.each(moves)('from %s goes on to %j', (from, to) => {
    expect(allowedMoves(lifeCycle, from).map((s) => s.key)).toEqual(to);
  });

  it('is covered by the table above, begins with NEW, and every status but the last can be left and reached', () => {
    expect(moves.map(([key]) => key)).toEqual(lifeCycle.statuses.map((s) => s.key));
    expect(initialStatus(lifeCycle).key).toBe('NEW');
    const reached = new Set(moves.flatMap(([, to]) => to));
    expect(lifeCycle.statuses.filter((s) => !s.initial && !reached.has(s.key))).toEqual([]);
  });

  it('makes only moves that mean something', () => {
    for (const from of lifeCycle.statuses)
      for (const to of allowedMoves(lifeCycle, from.key)) expect(kindsOfMove(from.category, to.category)).toBeDefined();
  });

  it('goes on when the customer answers what was asked of him, is reopened when it was resolved, and stays otherwise', () => {
    const after = lifeCycle.statuses.map((s) => [s.key, statusAfterCustomerMessage(lifeCycle, s.key)?.key]);
    expect(after.filter(([, to]) => to !== undefined)).toEqual([
      ['WAITING_FOR_CUSTOMER', 'IN_PROGRESS'],
      ['RESOLVED', 'REOPENED'],
    ]);
  });
});

describe('what a move tells whoever counts time', () => {
  const told: Record<StatusCategory, (RequestEventKind[] | undefined)[]> = {
    //          → OPEN              → PAUSED               → COMPLETED         → CANCELLED
    OPEN: [['STATUS_CHANGED'], ['PAUSED'], ['COMPLETED'], ['CANCELLED']],
    PAUSED: [['RESUMED'], ['STATUS_CHANGED'], ['COMPLETED'], ['CANCELLED']],
    COMPLETED: [['REOPENED'], ['REOPENED', 'PAUSED'], ['STATUS_CHANGED'], ['CANCELLED']],
    CANCELLED: [undefined, undefined, undefined, ['STATUS_CHANGED']],
  };
  it.each(STATUS_CATEGORIES)('from a status of category %s', (from) => {
    expect(STATUS_CATEGORIES.map((to) => kindsOfMove(from, to))).toEqual(told[from]);
  });
});
