import { type LifeCycle } from '../domain/life-cycle.js';
import { REFERENCE_NAMES, REFERENCE_STATUSES } from '../domain/reference-life-cycle.js';

/** The reference life cycle as it is read from its tables, for tests of the rules. */
export const referenceLifeCycle: LifeCycle = {
  id: 'maintenance',
  serviceLine: 'MAINTENANCE',
  ...REFERENCE_NAMES.MAINTENANCE,
  version: 1,
  statuses: REFERENCE_STATUSES.map((s, i) => ({ ...s, id: s.key, sort: i })),
};
