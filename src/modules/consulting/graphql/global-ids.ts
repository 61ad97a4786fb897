import { type Result } from '#kernel';
import { decodeId, decodeIds, toGlobalId } from '#platform/graphql';

/** Fields that hold ids, and of what; `id` is said by each mutation. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  customerId: 'Customer',
  jobId: 'Job',
  officeId: 'Office',
  leadId: 'Employee',
  ownerId: 'Employee',
  employeeId: 'Employee',
  adviserId: 'Employee',
  engagementId: 'Engagement',
  productId: 'Product',
  chosenProductId: 'Product',
  adviceId: 'Advice',
  contactId: 'Contact',
  requestId: 'ServiceRequest',
  personId: 'Person',
};
const LISTS: Readonly<Record<string, string>> = { recipientIds: 'Person', adviserIds: 'Employee' };

/** The input with the UUIDs of its global ids, without its clientMutationId; `self`: of what its `id` is. */
export function decoded<T extends object>(input: T, self = '', path = ''): Omit<T, 'clientMutationId'> {
  const { clientMutationId: _, ...out } = input as Record<string, unknown>;
  const fields = self === '' ? ID_FIELDS : { ...ID_FIELDS, id: self };
  for (const [field, type] of Object.entries(fields))
    if (typeof out[field] === 'string') out[field] = decodeId(type, out[field], path + field);
  for (const [field, type] of Object.entries(LISTS))
    if (Array.isArray(out[field])) out[field] = decodeIds(type, out[field] as string[], path + field);
  if (Array.isArray(out['members']))
    out['members'] = (out['members'] as { employeeId: string; role?: string | null }[]).map((member, i) => ({
      employeeId: decodeId('Employee', member.employeeId, `${path}members.${i}.employeeId`),
      role: member.role ?? null,
    }));
  return out as Omit<T, 'clientMutationId'>;
}

/** The current values of a stale thing as its inputs have them: global ids. */
export function withCurrent<V, C extends string>(result: Result<V, C>, self: string): Result<V, C> {
  if (result.ok) return result;
  const fields: Readonly<Record<string, string>> = { ...ID_FIELDS, id: self };
  const shown = (current: object): object =>
    Object.fromEntries(
      Object.entries(current).map(([field, value]) => {
        const type = fields[field];
        return [field, type !== undefined && typeof value === 'string' ? toGlobalId(type, value) : (value as unknown)];
      }),
    );
  return {
    ...result,
    failures: result.failures.map((f) => (f.current ? { ...f, current: shown(f.current) } : f)),
  } as Result<V, C>;
}
