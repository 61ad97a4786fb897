import { Injectable } from '@nestjs/common';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { PyramidApi } from '#modules/pyramid';
import { ServicesApi, type RequestEvent, type RequestFacts } from '#modules/services';
import { type EvaluationRow } from './clock-store.js';
import { type SlaSubject } from './build-timeline.js';

/** Gathers what decides about the clocks of requests; a fixed number of statements, however many they are. */
@Injectable()
export class SlaSubjects {
  constructor(
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly pyramid: PyramidApi,
  ) {}

  /** Requests that do not exist are absent. The facts are read before the events: what is evaluated is never older than its version says. */
  async of(
    requestIds: readonly string[],
    evaluations: ReadonlyMap<string, EvaluationRow>,
    now: Date,
  ): Promise<SlaSubject[]> {
    return this.ofFacts(await this.services.requests(requestIds), evaluations, now);
  }

  /** The same for requests whose facts are known already. */
  async ofFacts(
    facts: ReadonlyMap<string, RequestFacts>,
    evaluations: ReadonlyMap<string, EvaluationRow>,
    now: Date,
  ): Promise<SlaSubject[]> {
    const events = await this.services.events([...facts.keys()]);
    const unknownTypes = new Set<string>();
    const unpinned = new Set<string>();
    for (const request of facts.values()) {
      const paths = evaluations.get(request.id)?.typePaths;
      for (const id of typesOf(request, events.get(request.id))) if (!paths?.[id]) unknownTypes.add(id);
      if (!evaluations.get(request.id)?.firstEvaluatedAt) unpinned.add(request.customerId);
    }
    const types =
      unknownTypes.size > 0 ? await this.contacts.contactTypes([...unknownTypes]) : new Map<string, never>();
    const ancestors = unpinned.size > 0 ? await this.customers.ancestors([...unpinned]) : new Map<string, string[]>();
    const tiers = unpinned.size > 0 ? await this.pyramid.tiersOf([...unpinned]) : new Map<string, string>();

    return [...facts.values()].map((request) => {
      const pinned = evaluations.get(request.id);
      const first = pinned?.firstEvaluatedAt;
      const typePaths: Record<string, readonly string[]> = { ...pinned?.typePaths };
      for (const id of typesOf(request, events.get(request.id)))
        if (!typePaths[id]) typePaths[id] = types.get(id)?.path ?? [id];
      return {
        facts: request,
        events: events.get(request.id) ?? [],
        customerPath: (first && pinned.customerPath) || [
          request.customerId,
          ...(ancestors.get(request.customerId) ?? []),
        ],
        tier: first ? pinned.tier : (tiers.get(request.customerId) ?? null),
        firstEvaluatedAt: (first ?? now).getTime(),
        recordedAt: timeOfId(request.id) ?? request.createdAt.getTime(),
        typePaths,
      };
    });
  }
}

/** The contact types that a request has or had. */
function* typesOf({ contactTypeId }: RequestFacts, events: readonly RequestEvent[] = []): Generator<string> {
  if (contactTypeId !== null) yield contactTypeId;
  for (const event of events) if (event.contactTypeId) yield event.contactTypeId;
}

/** When a time-ordered id (UUID version 7) was made, epoch ms; undefined for any other. */
function timeOfId(id: string): number | undefined {
  return id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}
