import { type SelectionFacts } from '../domain/select-terms.js';
import { wasOpenAt, type RequestCase } from './request-case.js';

/** What decides about the terms of a request, as it stands now. */
export function presentSelection({ facts, events, customerPath, tier, contactTypePath }: RequestCase): SelectionFacts {
  const { createdAt, jobId, branchId, serviceLine, contactTypeId, priority } = facts;
  return {
    createdAt: createdAt.getTime(),
    ...{ jobId, branchId, customerPath, tier, serviceLine, priority },
    contactTypePath: contactTypeId === null ? [] : contactTypePath(contactTypeId),
    wasOpenAt: (at) => wasOpenAt(events, at),
  };
}
