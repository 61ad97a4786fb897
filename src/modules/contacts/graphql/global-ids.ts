import { type Result } from '#kernel';
import { decodeId, decodeIds, decodeOptionalId, toGlobalId } from '#platform/graphql';
import { type CurrentContact } from '../application/contact-changes.js';
import { type ContactFilter } from '../application/contact.queries.js';
import { type UpdateContactCommand } from '../application/update-contact.js';
import { type ContactDetails } from '../domain/contact.js';
import {
  type ContactFeedFilterInput,
  type ContactFilterInput,
  type RecordContactInput,
  type UpdateContactInput,
} from './inputs.js';

type Ids = Pick<RecordContactInput, 'branchId' | 'jobId' | 'personIds'>;

const references = ({ branchId, jobId, personIds }: Ids) => ({
  branchId: decodeOptionalId('Branch', branchId, 'branchId'),
  jobId: decodeOptionalId('Job', jobId, 'jobId'),
  personIds: personIds == null ? personIds : decodeIds('Person', personIds, 'personIds'),
});

export function contactOf(input: RecordContactInput, now: Date): ContactDetails {
  const { clientMutationId: _, ...rest } = input;
  return {
    ...rest,
    ...references(input),
    personIds: references(input).personIds ?? [],
    customerId: decodeId('Customer', input.customerId, 'customerId'),
    typeId: decodeId('ContactType', input.typeId, 'typeId'),
    occurredAt: input.occurredAt ?? now,
    confidential: input.confidential ?? false,
  };
}

export function correctionOf(input: UpdateContactInput): UpdateContactCommand {
  const { clientMutationId: _, ...rest } = input;
  const { personIds, ...others } = references(input);
  return {
    ...(rest as Omit<typeof rest, 'occurredAt' | 'confidential'> & { occurredAt?: Date; confidential?: boolean }),
    ...others,
    personIds: personIds === null ? [] : personIds,
    id: decodeId('Contact', input.id, 'id'),
    customerId: decodeOptionalId('Customer', input.customerId, 'customerId'),
    typeId: decodeOptionalId('ContactType', input.typeId, 'typeId'),
  };
}

export function filterOf(filter: ContactFilterInput | null | undefined): ContactFilter {
  if (!filter) return {};
  return {
    ...filter,
    ...feedFilterOf(filter),
    branchId: decodeOptionalId('Branch', filter.branchId, 'filter.branchId'),
    jobId: decodeOptionalId('Job', filter.jobId, 'filter.jobId'),
    personId: decodeOptionalId('Person', filter.personId, 'filter.personId'),
    typeId: decodeOptionalId('ContactType', filter.typeId, 'filter.typeId'),
    recordedById: decodeOptionalId('Employee', filter.recordedById, 'filter.recordedById'),
  };
}

export function feedFilterOf(filter: ContactFeedFilterInput | null | undefined): ContactFeedFilterInput {
  return {
    customerId: decodeOptionalId('Customer', filter?.customerId, 'filter.customerId'),
    officeId: decodeOptionalId('Office', filter?.officeId, 'filter.officeId'),
    regionId: decodeOptionalId('Region', filter?.regionId, 'filter.regionId'),
  };
}

/** The current values of a stale contact as its input has them: global ids, and only what can be sent back. */
export function withCurrent<V>(result: Result<V>): Result<V> {
  if (result.ok) return result;
  return {
    ok: false,
    failures: result.failures.map((f) => (f.current ? { ...f, current: shown(f.current as CurrentContact) } : f)),
  };
}

function shown(c: CurrentContact): Record<string, unknown> {
  const optional = (type: string, id: string | null): string | null => (id === null ? null : toGlobalId(type, id));
  const { channel, direction, subject, body, occurredAt, country, city, place, confidential, version } = c;
  return {
    id: toGlobalId('Contact', c.id),
    customerId: toGlobalId('Customer', c.customerId),
    branchId: optional('Branch', c.branchId),
    jobId: optional('Job', c.jobId),
    personIds: c.personIds.map((id) => toGlobalId('Person', id)),
    typeId: toGlobalId('ContactType', c.typeId),
    ...{ channel, direction, subject, body, occurredAt, country, city, place },
    followUpOn: c.followUpOn,
    followUpNote: c.followUpNote,
    followUpDoneAt: c.followUpDoneAt,
    ...{ confidential, version },
  };
}
