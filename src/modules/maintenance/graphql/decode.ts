import { isUuid, type Result } from '#kernel';
import { decodeId, InvalidInputError, toGlobalId } from '#platform/graphql';

/** Fields that hold ids, and of what. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  assetId: 'Asset',
  belowId: 'Asset',
  customerId: 'Customer',
  branchId: 'Branch',
  officeId: 'Office',
  jobId: 'Job',
  requestId: 'ServiceRequest',
  checklistId: 'Checklist',
  assigneeId: 'Employee',
  engineerId: 'Employee',
  employeeId: 'Employee',
  teamId: 'Team',
  meterId: 'AssetMeter',
  planId: 'MaintenancePlan',
  partId: 'Part',
  workOrderId: 'WorkOrder',
  visitId: 'WorkOrderVisit',
  findingId: 'WorkOrderFinding',
};

/** A copy whose global ids have become UUIDs; `type` is that of `id`. What is absent stays absent. */
export function decoded<T extends object>(given: T, type = '', path = ''): Omit<T, 'clientMutationId'> {
  const copy = { ...given } as Record<string, unknown>;
  delete copy['clientMutationId'];
  for (const [field, value] of Object.entries(copy)) {
    if (typeof value !== 'string') continue;
    const of = field === 'id' ? type : field === 'parentId' ? 'Asset' : ID_FIELDS[field];
    if (of) copy[field] = decodeId(of, value, path + field);
    // The one id that the client makes, before there is a thing.
    if (field === 'clientId' && !isUuid(value))
      throw new InvalidInputError([
        {
          code: 'INVALID_FORMAT',
          field: path + field,
          params: { expected: 'a UUID, such as 018f2f1c-6d3a-7c3e-9a54-3f0c2b1d4e5f' },
        },
      ]);
  }
  return copy as Omit<T, 'clientMutationId'>;
}

/** Fields of rows that are nobody's business, or whose ids name things that the API does not show. */
const INTERNAL = new Set(['no', 'path', 'priorityRank', 'checklistVersionId', 'occurrenceId', 'createdById']);

/** The current values that come with STALE_VERSION, with ids as the API knows them; `type` is that of the row. */
export async function withGlobalIds<R extends Result<unknown>>(type: string, work: Promise<R>): Promise<R> {
  const result = await work;
  if (result.ok || result.failures.every((f) => f.current === undefined)) return result;
  const failures = result.failures.map((failure) => {
    if (failure.current === undefined) return failure;
    const current: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(failure.current as Record<string, unknown>)) {
      if (INTERNAL.has(field)) continue;
      const of = field === 'id' ? type : field === 'parentId' ? 'Asset' : ID_FIELDS[field];
      current[field] = of !== undefined && typeof value === 'string' ? toGlobalId(of, value) : value;
    }
    return { ...failure, current };
  });
  return { ...result, failures };
}
