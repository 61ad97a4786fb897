import { type Result } from '#kernel';
import { decodeIds, decodeOptionalId, decodeId, toGlobalId } from '#platform/graphql';
import { type CreateRequestCommand } from '../application/create-request.js';
import { type ChangeRequestCommand, type RequestChanges } from '../application/change-request.js';
import { type RequestFilter } from '../application/request-filter.js';
import { type LinkRequestCommand } from '../application/link-request.js';
import { type SplitRequestCommand } from '../application/split-request.js';
import { type EventRow } from '../application/request.rows.js';
import { type ServiceRequestFeedFilterInput, type ServiceRequestFilterInput } from './filter.inputs.js';
import { type CreateServiceRequestInput, type UpdateServiceRequestInput } from './inputs.js';
import { type LinkServiceRequestInput, type SplitServiceRequestInput } from './relation.types.js';
import { type ServiceRequestChangeType } from './types.js';

/** Fields that hold ids, and of what. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  id: 'ServiceRequest',
  requestId: 'ServiceRequest',
  customerId: 'Customer',
  branchId: 'Branch',
  jobId: 'Job',
  requesterId: 'Person',
  contactId: 'Contact',
  contactTypeId: 'ContactType',
  officeId: 'Office',
  regionId: 'Region',
  assigneeId: 'Employee',
  watcherId: 'Employee',
  employeeId: 'Employee',
  teamId: 'Team',
  teamMemberId: 'Employee',
  parentId: 'ServiceRequest',
  childId: 'ServiceRequest',
  otherId: 'ServiceRequest',
  intoId: 'ServiceRequest',
  mergedIntoId: 'ServiceRequest',
  linkedContactId: 'Contact',
  linkedJobId: 'Job',
  createdById: 'Employee',
};

/** The input with the UUIDs of its global ids; what is absent stays absent. */
function decoded<T extends object>(input: T, path = ''): T {
  const out = { ...input } as Record<string, unknown>;
  for (const [field, type] of Object.entries(ID_FIELDS))
    if (typeof out[field] === 'string') out[field] = decodeId(type, out[field], path + field);
  return out as T;
}

export const requestIdOf = (input: { id: string }): string => decodeId('ServiceRequest', input.id, 'id');

export function creationOf({ clientMutationId: _, ...input }: CreateServiceRequestInput): CreateRequestCommand {
  const watcherIds = input.watcherIds == null ? null : decodeIds('Employee', input.watcherIds, 'watcherIds');
  return { ...decoded(input), watcherIds };
}

export function correctionOf(input: UpdateServiceRequestInput): ChangeRequestCommand {
  const { clientMutationId: _, id, version, ...changes } = decoded(input);
  // Null where a value cannot be emptied goes on to the use case, which says so.
  return { id, version, changes: changes as RequestChanges };
}

/** Inputs that are commands once their ids are UUIDs. */
export const decodedInput = <T extends { clientMutationId?: string | null }>({
  clientMutationId: _,
  ...input
}: T): Omit<T, 'clientMutationId'> => decoded(input);

export const tieOf = (input: LinkServiceRequestInput, linked: boolean): LinkRequestCommand => ({
  ...decodedInput(input),
  linked,
});

export function splitOf(input: SplitServiceRequestInput): SplitRequestCommand {
  const { id, events, subject, ...values } = decodedInput(input);
  return { id, events, subject, values };
}

export const decodePerson = <T extends string | null | undefined>(personId: T): T =>
  decodeOptionalId('Person', personId, 'personId');

export const assignmentOf = <T extends object>(input: T): T => decoded(input);

export const filterOf = (filter: ServiceRequestFilterInput | null | undefined): RequestFilter =>
  filter ? decoded(filter, 'filter.') : {};

export const feedFilterOf = (
  filter: ServiceRequestFeedFilterInput | null | undefined,
): ServiceRequestFeedFilterInput => (filter ? decoded(filter, 'filter.') : {});

const encoded = (field: string, value: unknown): unknown => {
  const type = ID_FIELDS[field];
  return type !== undefined && typeof value === 'string' ? toGlobalId(type, value) : value;
};

/** A value of an event as text. */
function shown(field: string, value: string | number | boolean | null | undefined): string | null {
  return value == null ? null : String(encoded(field, value));
}

/** What an event set, field by field. */
export function changesOf({ before, after }: Pick<EventRow, 'before' | 'after'>): ServiceRequestChangeType[] {
  return Object.keys({ ...before, ...after }).flatMap((field) => {
    const [old, now] = [shown(field, before?.[field]), shown(field, after?.[field])];
    return old === null && now === null ? [] : [{ field, before: old, after: now }];
  });
}

/** The current values of a stale request as its inputs have them: global ids. */
export function withCurrent<V, C extends string>(result: Result<V, C>): Result<V, C> {
  if (result.ok) return result;
  const encodedAll = (current: object): Record<string, unknown> =>
    Object.fromEntries(Object.entries(current).map(([field, value]) => [field, encoded(field, value)]));
  return {
    ok: false,
    failures: result.failures.map((f) => (f.current ? { ...f, current: encodedAll(f.current as object) } : f)),
  };
}
