import { commandOf, toGlobalId } from '#platform/graphql';
import { type CreateRequestCommand } from '../application/create-request.js';
import { type ChangeRequestCommand, type RequestChanges } from '../application/change-request.js';
import { type LinkRequestCommand } from '../application/link-request.js';
import { type SplitRequestCommand } from '../application/split-request.js';
import { type EventRow } from '../application/request.rows.js';
import { type CreateServiceRequestInput, type UpdateServiceRequestInput } from './inputs.js';
import { type LinkServiceRequestInput, type SplitServiceRequestInput } from './relation.types.js';
import { type ServiceRequestChangeType } from './types.js';

export const creationOf = (input: CreateServiceRequestInput): CreateRequestCommand => ({
  ...commandOf(input),
  watcherIds: input.watcherIds ?? null,
});

export function correctionOf(input: UpdateServiceRequestInput): ChangeRequestCommand {
  const { id, version, ...changes } = commandOf(input);
  // Null where a value cannot be emptied goes on to the use case, which says so.
  return { id, version, changes: changes as RequestChanges };
}

export const tieOf = (input: LinkServiceRequestInput, linked: boolean): LinkRequestCommand => ({
  ...commandOf(input),
  linked,
});

export function splitOf(input: SplitServiceRequestInput): SplitRequestCommand {
  const { id, events, subject, ...values } = commandOf(input);
  return { id, events, subject, values };
}

/** Fields of events that hold ids, and of what. */
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
