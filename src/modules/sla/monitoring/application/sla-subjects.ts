import { Injectable } from '@nestjs/common';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { PyramidApi } from '#modules/pyramid';
import { ServicesApi, type RequestEvent, type RequestFacts } from '#modules/services';
import { type SlaMetric } from '#modules/vocabulary';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { type PublishedSlaConfig } from '../../terms/application/published-sla-config.js';
import { PublishedSlaConfigs } from '../../terms/application/published-sla-configs.js';
import { buildTimeline, type SlaSubject } from './build-timeline.js';
import { ClockStore, type EvaluationRow } from './clock-store.js';

/** Gathers what decides about the clocks of requests; a fixed number of statements, however many they are. */
@Injectable()
export class SlaSubjects {
  constructor(
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly pyramid: PyramidApi,
    private readonly store: ClockStore,
    private readonly configs: PublishedSlaConfigs,
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

    const subjects = [...facts.values()].map((request): SlaSubject => {
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
        carried: pinned?.carried ?? [],
        typePaths,
      };
    });
    return this.withCarried(subjects, evaluations, now);
  }

  /**
   * With each request that was merged and not evaluated since, the metrics that its survivor carries on: those for which
   * that one has clocks. Once evaluated they are pinned.
   */
  private async withCarried(
    subjects: SlaSubject[],
    evaluations: ReadonlyMap<string, EvaluationRow>,
    now: Date,
  ): Promise<SlaSubject[]> {
    const mergeOf = ({ facts, events }: SlaSubject): RequestEvent | undefined =>
      evaluations.get(facts.id)?.carried ? undefined : events.find((e) => e.kind === 'MERGED_INTO');
    const survivorIds = [...new Set(subjects.flatMap((subject) => mergeOf(subject)?.survivorId ?? []))];
    if (survivorIds.length === 0) return subjects;
    const survivors = await this.of(survivorIds, await this.store.evaluations(survivorIds), now);
    const config = await this.configs.current(officesOf(survivors));
    const metrics = new Map(survivors.map((s) => [s.facts.id, metricsOf(s, config, now.getTime())]));
    return subjects.map((subject) => {
      const merge = mergeOf(subject);
      if (!merge?.survivorId) return subject;
      const own = metrics.get(merge.survivorId);
      return { ...subject, carried: merge.carried?.filter((metric) => own?.has(metric)) ?? [] };
    });
  }
}

/** The metrics for which a request has clocks; none when its instants lie beyond all calendars. */
function metricsOf(subject: SlaSubject, config: PublishedSlaConfig, at: number): Set<SlaMetric> {
  try {
    return new Set(inspectClocks(buildTimeline(subject, config, at).input, at).map((clock) => clock.metric));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Set();
  }
}

/** The offices that decide about calendars, now or before. */
export function officesOf(requests: readonly SlaSubject[]): Set<string> {
  const offices = new Set<string>();
  for (const { facts, events } of requests) {
    offices.add(facts.officeId);
    for (const { officeId } of events) if (officeId) offices.add(officeId);
  }
  return offices;
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
