import { Injectable } from '@nestjs/common';
import { canonicalZone, type CalendarSpec } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { type CarriedOver, type RequestEvent } from '#modules/services';
import {
  PROOF_EVENT_KINDS,
  PROOF_FORMAT,
  PROOF_VERSION,
  type ProofCalendarRules,
  type ProofEvent,
  type ProofFrame,
  type ProofRequest,
  type ProofTerms,
} from '../domain/proof-format.js';
import { scopeKey } from '../../terms/domain/select-terms.js';
import { type CalendarRulesHistory } from '../../calendars/domain/calendar-rules.js';
import { type CalendarChoice, type CalendarVersion } from '../../calendars/application/calendar-register.js';
import { type PublishedSlaConfig, type PublishedTerms } from '../../terms/application/published-sla-configs.js';
import { iso } from './proof-evaluation.js';
import { type OpenProof } from './proof-store.js';
import { type SlaSubject } from '../../monitoring/application/build-timeline.js';

/** What the requests of a proof refer to, gathered as they come by. */
export class ProofReferences {
  readonly officeIds = new Set<string>();
  readonly branchIds = new Set<string>();
  /** Levels and keys at which terms may concern a request. */
  readonly reach = new Set<string>([scopeKey('FIRM', '')]);
  readonly contactTypes = new Map<string, readonly string[]>();

  add(request: SlaSubject): void {
    for (const values of [request.facts, ...request.events]) {
      if (values.officeId) this.officeIds.add(values.officeId);
      if (values.branchId) {
        this.branchIds.add(values.branchId);
        this.reach.add(scopeKey('BRANCH', values.branchId));
      }
      if (values.jobId) this.reach.add(scopeKey('JOB', values.jobId));
    }
    for (const [id, path] of Object.entries(request.typePaths))
      if (!this.contactTypes.has(id)) this.contactTypes.set(id, path);
    for (const customerId of request.customerPath) this.reach.add(scopeKey('CUSTOMER', customerId));
    if (request.tier !== null) this.reach.add(scopeKey('TIER', request.tier));
  }

  /** The contact types of a request that stood elsewhere for it than the proof says of them in general. */
  ownTypes({ typePaths }: SlaSubject): Pick<ProofRequest, 'contactTypes'> {
    const own = Object.entries(typePaths).filter(([id, path]) => this.contactTypes.get(id)?.join() !== path.join());
    return own.length > 0 ? { contactTypes: own.map(([id, path]) => ({ id, path })) } : {};
  }
}

/** Puts into a proof what its verdicts stand on. */
@Injectable()
export class ProofContents {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  /** All but the requests and the totals. What was published or recorded after the instant concerns nothing in it. */
  async frame(
    proof: OpenProof,
    customers: ProofFrame['customers'],
    asOf: number,
    known: ProofReferences,
    config: PublishedSlaConfig,
  ): Promise<ProofFrame> {
    const terms = config.published.filter(
      (t) => known.reach.has(scopeKey(t.level, t.levelKey)) && t.effectiveFrom <= asOf,
    );
    const officeIds = new Set([...known.officeIds, ...terms.flatMap(officesNamed)]);
    const { history } = config.calendars;
    const chosen = (list: readonly CalendarChoice[], of: ReadonlySet<string>): CalendarChoice[] =>
      list.filter((c) => of.has(c.of) && c.recordedAt <= asOf);
    const offices = chosen(history.offices, officeIds);
    const branches = terms.some((t) => t.basis.sources.some((s) => s.kind === 'BRANCH'))
      ? chosen(history.branches, known.branchIds)
      : [];
    const calendarIds = new Set([
      ...terms.flatMap(calendarsNamed),
      ...[...offices, ...branches].flatMap((c) => c.calendarId ?? []),
    ]);
    // The first version holds for all time before it, whenever it was recorded.
    const first = new Map<string, CalendarVersion>();
    for (const version of history.versions) if (!first.has(version.calendarId)) first.set(version.calendarId, version);
    const versions = history.versions.filter(
      (v) => calendarIds.has(v.calendarId) && (v.recordedAt <= asOf || v === first.get(v.calendarId)),
    );
    const codes = await this.calendarCodes([...calendarIds]);
    return {
      format: PROOF_FORMAT,
      version: PROOF_VERSION,
      id: proof.id,
      asOf: iso(asOf),
      period: { from: proof.fromAt.toISOString(), to: proof.toAt.toISOString() },
      customer: proof.customerId,
      customers,
      offices: (await this.identity.allOffices())
        .filter((o) => officeIds.has(o.id))
        .map(({ id, code }) => ({ id, code, zone: config.calendars.zones.get(id) ?? 'UTC' })),
      officeCalendars: offices.map(({ of, calendarId, recordedAt }) => ({
        ...{ officeId: of, calendarId },
        since: iso(recordedAt),
      })),
      branchCalendars: branches.map(({ of, calendarId, recordedAt }) => ({
        ...{ branchId: of, calendarId },
        since: iso(recordedAt),
      })),
      calendars: versions.map(({ id, calendarId, number, recordedAt, spec }) => ({
        ...{ id, calendarId, number, spec: withoutNulls(spec) },
        code: codes.get(calendarId) ?? '',
        recordedAt: iso(recordedAt),
      })),
      calendarRules: statedRules(
        config.calendars.readBy,
        [
          ...versions.map((v) => v.spec.zone),
          ...[...officeIds].map((id) => config.calendars.zones.get(id) ?? 'UTC'),
          ...customers.map((c) => c.zone),
        ],
        asOf,
      ),
      contactTypes: [...known.contactTypes].map(([id, path]) => ({ id, path })),
      terms: terms.map(statedTerms),
    };
  }

  /** The customer and those below it, with the zones in which their credit periods begin. */
  async customersOf(customerId: string): Promise<ProofFrame['customers']> {
    const ids = await this.customers.descendants(customerId);
    const found = await this.customers.customers(ids);
    const zones = new Map((await this.identity.allOffices()).map((o) => [o.id, o.timeZone]));
    return ids.flatMap((id) => {
      const customer = found.get(id);
      return customer
        ? [{ id, code: customer.code, name: customer.name, zone: zones.get(customer.officeId) ?? 'UTC' }]
        : [];
    });
  }

  private async calendarCodes(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; code: string }>(
      sql`select c.id, c.code from sla.calendar c where c.id = any(${ids}::uuid[])`,
    );
    return new Map(rows.map((r) => [r.id, r.code]));
  }
}

/** What of a request belongs into a proof: what its verdicts follow from, nothing that anybody wrote. */
export function statedRequest(request: SlaSubject, asOf: number): Omit<ProofRequest, 'clocks'> {
  const { facts, customerPath, tier, firstEvaluatedAt } = request;
  const { id, number, customerId, serviceLine } = facts;
  const created = request.events[0]?.kind === 'CREATED' ? request.events[0] : undefined;
  const { priority, contactTypeId, jobId, branchId, officeId } = { ...facts, ...created };
  return {
    ...{ id, number, customerId, serviceLine, customerPath, tier },
    createdAt: facts.createdAt.toISOString(),
    firstEvaluatedAt: iso(firstEvaluatedAt),
    values: { priority, contactTypeId, jobId, branchId, officeId },
    events: request.events.filter((e) => e.at.getTime() <= asOf).flatMap(statedEvent),
    ...(request.carried.length > 0 && { carried: request.carried }),
  };
}

const KINDS: ReadonlySet<string> = new Set(PROOF_EVENT_KINDS);

function statedEvent({ seq, at, kind, carriedOver, ...values }: RequestEvent): ProofEvent[] {
  if (carriedOver) return statedMerge(seq, at, carriedOver);
  if (kind === 'MERGED_INTO') return [{ seq, at: at.toISOString(), kind }];
  // With the creation the values stand in front; what sets none of them and moves no clock is nobody's business.
  const set = kind === 'CREATED' ? {} : values;
  const silent = !KINDS.has(kind) || ((kind === 'CHANGED' || kind === 'ASSIGNED') && Object.keys(set).length === 0);
  return silent ? [] : [{ seq, at: at.toISOString(), kind: kind as ProofEvent['kind'], ...set }];
}

function statedMerge(seq: number, at: Date, { since, standstills }: CarriedOver): ProofEvent[] {
  const { COMPLETION: completion, FIRST_RESPONSE: first } = since;
  if (!completion) return [];
  const carriedOver = {
    completionSince: completion.toISOString(),
    standstills: standstills.map(({ kind, from, to }) => ({ kind, from: from.toISOString(), to: to.toISOString() })),
    ...(first && { firstResponseSince: first.toISOString() }),
  };
  return [{ seq, at: at.toISOString(), kind: 'MERGED_FROM', carriedOver }];
}

function statedTerms(t: PublishedTerms): ProofTerms {
  const orNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));
  const { termsId, code, number, level, levelKey, serviceLine, contactTypeId, priority, basis } = t;
  return {
    ...{ id: t.versionId, termsId, code, number, level, levelKey, serviceLine, contactTypeId, priority, basis },
    effectiveFrom: iso(t.effectiveFrom),
    effectiveTo: orNull(t.effectiveTo),
    movesOpenAt: orNull(t.movesOpenAt),
    targets: t.targets.map(({ metric, priority: of, seconds }) => ({ metric, priority: of, seconds })),
    pausingMetrics: t.pausingMetrics,
    credits: t.credits,
    // Said where the dates alone say otherwise.
    ...(t.moveMade && t.movesOpenAt !== null && (t.effectiveTo ?? Infinity) <= t.movesOpenAt && { moveMade: true }),
  };
}

/** The rules until the instant, with the zones that the verdicts stand on; each zone again only where it changed. */
function statedRules(history: CalendarRulesHistory, used: readonly string[], asOf: number): ProofCalendarRules[] {
  const zones = [...new Set(used.map(canonicalZone))].sort();
  const last = new Map<string, string>();
  const rules = history.rules.filter((r, i) => i === 0 || r.recordedAt <= asOf);
  return rules.map(({ edition, recordedAt }) => ({
    ...{ edition, since: iso(recordedAt), zoneRelease: history.releaseAt(recordedAt) },
    zones: zones.flatMap((zone) => {
      const table = history.tableAt(zone, recordedAt);
      const content = JSON.stringify(table);
      if (last.get(zone) === content) return [];
      last.set(zone, content);
      return [{ ...table, zone }];
    }),
  }));
}

function officesNamed({ basis }: PublishedTerms): string[] {
  return basis.sources.flatMap((s) => (s.kind === 'OFFICE' && s.officeId !== null ? [s.officeId] : []));
}

function calendarsNamed({ basis }: PublishedTerms): string[] {
  return basis.sources.flatMap((s) => (s.kind === 'CALENDAR' ? [s.calendarId] : []));
}

function withoutNulls(spec: CalendarSpec): CalendarSpec {
  return Object.fromEntries(Object.entries(spec).filter(([, part]) => part !== null)) as unknown as CalendarSpec;
}
