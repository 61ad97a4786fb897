import { type SelectionFacts } from '../../terms/domain/select-terms.js';
import { typePathOf, wasOpenAt, type SlaSubject } from './build-timeline.js';

/** What decides about the terms of a request, as it stands now. */
export function presentSelection(request: SlaSubject): SelectionFacts {
  const { facts, events, customerPath, tier } = request;
  const { createdAt, jobId, branchId, serviceLine, contactTypeId, priority } = facts;
  return {
    createdAt: createdAt.getTime(),
    ...{ jobId, branchId, customerPath, tier, serviceLine, priority },
    contactTypePath: typePathOf(request, contactTypeId),
    wasOpenAt: (at) => wasOpenAt(events, at),
  };
}
