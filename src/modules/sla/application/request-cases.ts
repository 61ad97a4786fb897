import { Injectable } from '@nestjs/common';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { PyramidApi } from '#modules/pyramid';
import { ServicesApi, type RequestFacts } from '#modules/services';
import { type JudgementRow } from './clock-store.js';
import { type RequestCase } from './request-case.js';

/** Gathers what decides about the clocks of requests; a fixed number of statements, however many they are. */
@Injectable()
export class RequestCases {
  constructor(
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly pyramid: PyramidApi,
  ) {}

  /** Requests that do not exist are absent. The facts are read before the events: what is judged is never older than its version says. */
  async of(
    requestIds: readonly string[],
    judgements: ReadonlyMap<string, JudgementRow>,
    now: Date,
  ): Promise<RequestCase[]> {
    return this.ofFacts(await this.services.requests(requestIds), judgements, now);
  }

  /** The same for requests whose facts are known already. */
  async ofFacts(
    facts: ReadonlyMap<string, RequestFacts>,
    judgements: ReadonlyMap<string, JudgementRow>,
    now: Date,
  ): Promise<RequestCase[]> {
    const events = await this.services.events([...facts.keys()]);
    const typeIds = new Set<string>();
    const unpinned = new Set<string>();
    for (const request of facts.values()) {
      if (request.contactTypeId !== null) typeIds.add(request.contactTypeId);
      for (const { contactTypeId } of events.get(request.id) ?? []) if (contactTypeId) typeIds.add(contactTypeId);
      if (!judgements.get(request.id)?.firstJudgedAt) unpinned.add(request.customerId);
    }
    const types = typeIds.size > 0 ? await this.contacts.contactTypes([...typeIds]) : new Map<string, never>();
    const ancestors = unpinned.size > 0 ? await this.customers.ancestors([...unpinned]) : new Map<string, string[]>();
    const tiers = unpinned.size > 0 ? await this.pyramid.tiersOf([...unpinned]) : new Map<string, string>();

    return [...facts.values()].map((request) => {
      const pinned = judgements.get(request.id);
      const first = pinned?.firstJudgedAt;
      return {
        facts: request,
        events: events.get(request.id) ?? [],
        customerPath: (first && pinned.customerPath) || [
          request.customerId,
          ...(ancestors.get(request.customerId) ?? []),
        ],
        tier: first ? pinned.tier : (tiers.get(request.customerId) ?? null),
        firstJudgedAt: (first ?? now).getTime(),
        recordedAt: timeOfId(request.id) ?? request.createdAt.getTime(),
        contactTypePath: (id) => types.get(id)?.path ?? [id],
      };
    });
  }
}

/** When a time-ordered id (UUID version 7) was made, epoch ms; undefined for any other. */
function timeOfId(id: string): number | undefined {
  return id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}
