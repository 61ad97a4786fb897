import { type Result } from '#kernel';
import { decodeId, toGlobalId } from '#platform/graphql';

/** Fields that hold ids, and of what. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  customerId: 'Customer',
  branchId: 'Branch',
  jobId: 'Job',
  contactTypeId: 'ContactType',
  officeId: 'Office',
  regionId: 'Region',
  assigneeId: 'Employee',
  chairId: 'Employee',
  presenterId: 'Employee',
  ownerId: 'Employee',
  employeeId: 'Employee',
  ownerPersonId: 'Person',
  personId: 'Person',
  teamId: 'Team',
  calendarId: 'SlaCalendar',
  planId: 'ServiceReviewPlan',
  reviewId: 'ServiceReview',
};

/** The input with the UUIDs of its global ids, without its clientMutationId; what is absent stays absent. */
export function decoded<T extends object>(input: T, path = ''): Omit<T, 'clientMutationId'> {
  const { clientMutationId: _, ...out } = input as Record<string, unknown>;
  for (const [field, type] of Object.entries(ID_FIELDS))
    if (typeof out[field] === 'string') out[field] = decodeId(type, out[field], path + field);
  return out as Omit<T, 'clientMutationId'>;
}

/** The current values of a stale thing as its inputs have them: global ids. */
export function withCurrent<V, C extends string>(result: Result<V, C>): Result<V, C> {
  if (result.ok) return result;
  const shown = (current: object): object =>
    Object.fromEntries(
      Object.entries(current).map(([field, value]) => {
        const type = ID_FIELDS[field];
        return [field, type !== undefined && typeof value === 'string' ? toGlobalId(type, value) : (value as unknown)];
      }),
    );
  return {
    ok: false,
    failures: result.failures.map((f) => (f.current ? { ...f, current: shown(f.current as object) } : f)),
  };
}
