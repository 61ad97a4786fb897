import { Injectable } from '@nestjs/common';
import { Database, sql } from '#platform/database';
import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { type LedgerKind } from './clock-store.js';

/** An entry of the ledger, as it is shown. */
export interface LedgerRow {
  readonly id: string;
  readonly requestId: string;
  readonly clockId: string;
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly recordedAt: Date;
  readonly state: SlaClockStatus;
  readonly dueAt: Date | null;
  /** Which breach of the clock it is about, from 1. */
  readonly breach: number | null;
  /** Which step of warning or escalation. */
  readonly step: string | null;
  readonly details: object;
  /** Release of the time zone data that the entry stood on; null where it was not recorded. */
  readonly zoneRules: string | null;
  readonly termsVersionId: string | null;
  readonly calendarVersionId: string | null;
  readonly moreCalendarVersionIds: readonly string[] | null;
  readonly requestClockVersion: number;
}

/** Reads of the ledger of clocks. */
@Injectable()
export class LedgerQueries {
  constructor(private readonly db: Database) {}

  /** What was decided about the clocks of a request, in the order in which it was recorded. */
  ledgerOf(requestId: string): Promise<LedgerRow[]> {
    return this.db.query(
      sql`select l.id, l.request_id as "requestId", l.clock_id as "clockId", l.metric, l.cycle, l.kind, l.at,
                 l.recorded_at as "recordedAt", l.state, l.due_at as "dueAt", l.breach, l.step, l.details, l.details ->> 'zoneRules' as "zoneRules",
                 l.terms_version_id as "termsVersionId", l.calendar_version_id as "calendarVersionId",
                 l.more_calendar_version_ids as "moreCalendarVersionIds",
                 l.request_clock_version as "requestClockVersion"
            from sla.ledger l where l.request_id = ${requestId} order by l.seq`,
    );
  }
}
