import { describe, expect, it } from 'vitest';
import { canonical } from './import-digest.js';

describe('the canonical text of a history', () => {
  const at = new Date('2026-03-02T09:00:00Z');

  it('does not depend on how the objects were put together', () => {
    expect(canonical([{ kind: 'CHANGED', at, values: { priority: 'HIGH', subject: 'a' } }])).toBe(
      canonical([{ at, actorId: null, values: { subject: 'a', priority: 'HIGH' }, kind: 'CHANGED' }]),
    );
  });

  it('differs when anything that happened differs', () => {
    const texts = [
      canonical([{ kind: 'STATUS', at, status: 'RESOLVED' }]),
      canonical([{ kind: 'STATUS', at, status: 'CLOSED' }]),
      canonical([{ kind: 'STATUS', at: new Date(at.getTime() + 1), status: 'RESOLVED' }]),
      canonical([{ kind: 'CHANGED', at, values: { jobId: null } }]),
      canonical([{ kind: 'CHANGED', at, values: {} }]),
      canonical([]),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });
});
