import { Injectable } from '@nestjs/common';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { ServicesApi, type CreatedScope } from '#modules/services';
import { type Priority } from '#modules/vocabulary';
import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { ClockStore, type EvaluationRow } from '../../monitoring/application/clock-store.js';
import { SlaSubjects } from '../../monitoring/application/sla-subjects.js';
import { type SlaSubject } from '../../monitoring/application/build-timeline.js';
import { type Cursor } from './what-if-store.js';

/** A stored clock, as far as its verdict goes. */
export interface StoredClock {
  readonly requestId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly state: SlaClockStatus;
  readonly dueAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly breachedAt: Date | null;
  readonly remainingSeconds: number;
  readonly termsVersionId: string | null;
  readonly priority: Priority;
}

/** Requests with all that happened to them and what was decided about them. */
export interface HistoryPage {
  readonly cases: readonly SlaSubject[];
  readonly evaluations: ReadonlyMap<string, EvaluationRow>;
  readonly clocks: ReadonlyMap<string, readonly StoredClock[]>;
  /** Of the last of them; null when there are none. */
  readonly cursor: Cursor | null;
}

/** Reads history in pages, by the creation of requests; seven statements a page, however long it is. */
@Injectable()
export class WhatIfHistory {
  constructor(
    private readonly db: Database,
    private readonly services: ServicesApi,
    private readonly store: ClockStore,
    private readonly cases: SlaSubjects,
    private readonly customers: CustomersApi,
    private readonly identity: IdentityApi,
  ) {}

  async page(scope: CreatedScope, after: Cursor | null, limit: number, at: Date): Promise<HistoryPage> {
    const facts = await this.services.requestsCreated(scope, after, limit);
    const ids = facts.map((f) => f.id);
    const [evaluations, stored] = await Promise.all([this.store.evaluations(ids), this.stored(ids)]);
    const cases = await this.cases.ofFacts(new Map(facts.map((f) => [f.id, f])), evaluations, at);
    const clocks = new Map<string, StoredClock[]>();
    for (const clock of stored) {
      const list = clocks.get(clock.requestId);
      if (list) list.push(clock);
      else clocks.set(clock.requestId, [clock]);
    }
    const last = facts.at(-1);
    return { cases, evaluations, clocks, cursor: last ? { createdAt: last.createdAt, id: last.id } : null };
  }

  /** Adds the zones of the offices responsible for customers, those that are not known yet. */
  async learnZones(zones: Map<string, string>, customerIds: Iterable<string>): Promise<void> {
    const unknown = [...new Set(customerIds)].filter((id) => !zones.has(id));
    if (unknown.length === 0) return;
    const customers = await this.customers.customers(unknown);
    const offices = new Map((await this.identity.allOffices()).map((o) => [o.id, o.timeZone]));
    for (const id of unknown) zones.set(id, offices.get(customers.get(id)?.officeId ?? '') ?? 'UTC');
  }

  private stored(requestIds: readonly string[]): Promise<StoredClock[]> {
    return this.db.query<StoredClock>(
      sql`select c.request_id as "requestId", c.metric, c.cycle, c.state, c.due_at as "dueAt", c.stopped_at as "stoppedAt",
                 c.breached_at as "breachedAt", c.remaining_seconds as "remainingSeconds",
                 c.terms_version_id as "termsVersionId", c.priority
            from sla.clock c where c.request_id = any(${requestIds}::uuid[])`,
    );
  }
}
