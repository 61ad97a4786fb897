import { describe, expect, it } from 'vitest';
import { choosePriority, priorityOf } from './priority.js';
import { type Level, type Priority } from './request.js';

describe('the priority of a request', () => {
  const matrix: [Level, Level, Priority][] = [
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
  it.each(matrix)('of impact %s and urgency %s is %s', (impact, urgency, priority) => {
    expect(priorityOf(impact, urgency)).toBe(priority);
  });

  it('given directly overrides impact and urgency', () => {
    expect(choosePriority({ priority: 'LOW', impact: 'HIGH', urgency: 'HIGH' })).toBe('LOW');
  });

  it('is moderate when nothing is weighed, and an unweighed half counts as medium', () => {
    expect(choosePriority({})).toBe('MODERATE');
    expect(choosePriority({ impact: 'HIGH' })).toBe('HIGH');
    expect(choosePriority({ urgency: 'LOW' })).toBe('LOW');
  });
});
