import { Injectable } from '@nestjs/common';
import { type Failure } from '#kernel';
import { type Ctx } from '#platform/context';
import { and, Database, sql, type Sql } from '#platform/database';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { CustomersApi } from '#modules/customers';
import { type ProofTotals } from '../domain/proof-format.js';
import { ProofPolicy } from './proof-policy.js';

export type ProofStatus = 'WAITING' | 'RUNNING' | 'READY' | 'FAILED';

/** A proof, as it is listed. */
export interface ProofRow {
  readonly id: string;
  readonly customerId: string;
  readonly from: Date;
  readonly to: Date;
  readonly status: ProofStatus;
  readonly requestedAt: Date;
  readonly requestedBy: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly asOf: Date | null;
  readonly requestsTotal: number | null;
  readonly requestsDone: number;
  readonly clocks: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly keyId: string | null;
  readonly totals: ProofTotals | null;
  readonly failure: Failure | null;
}

const COLUMNS = sql`p.id, p.customer_id as "customerId", p.from_at as "from", p.to_at as "to", p.status,
  p.requested_at as "requestedAt", p.requested_by as "requestedBy", p.started_at as "startedAt",
  p.finished_at as "finishedAt", p.as_of as "asOf", p.requests_total as "requestsTotal",
  p.requests_done as "requestsDone", p.clocks, p.bytes, p.sha256, p.key_id as "keyId", p.totals, p.failure`;

const latestFirst: Order<ProofRow> = {
  list: 'slaProofs',
  direction: 'DESC',
  keys: [
    { column: sql`p.requested_at`, type: 'timestamptz', value: (p) => p.requestedAt },
    { column: sql`p.id`, type: 'uuid', value: (p) => p.id },
  ],
};

/** Reads of proofs; only those of customers that the actor may prove something to. */
@Injectable()
export class ProofQueries {
  constructor(
    private readonly db: Database,
    private readonly policy: ProofPolicy,
    private readonly customers: CustomersApi,
  ) {}

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, ProofRow>> {
    const rows = await this.db.query<ProofRow>(
      sql`select ${COLUMNS} from sla.proof p where p.id = any(${ids}::uuid[])`,
    );
    const visible = await this.policy.visible(ctx, [...new Set(rows.map((r) => r.customerId))]);
    return new Map(rows.filter((r) => visible.has(r.customerId)).map((r) => [r.id, r]));
  }

  /** Proofs about a customer and those below it, or about all; the latest first. */
  async list(ctx: Ctx, page: PageRequest, customerId: string | null): Promise<Connection<ProofRow>> {
    const where = and([
      customerId !== null && sql`p.customer_id = any(${await this.customers.descendants(customerId)}::uuid[])`,
      await this.visible(ctx),
    ]);
    const part = keyset(page, latestFirst);
    const rows = await this.db.query<ProofRow>(
      sql`select ${COLUMNS} from sla.proof p where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from sla.proof p where ${where}`)).n;
    return connectionOf(rows, part, latestFirst, (row): ProofRow => row, count);
  }

  private async visible(ctx: Ctx): Promise<Sql> {
    // Customers about whom there are proofs are few.
    const rows = await this.db.query<{ id: string }>(sql`select distinct p.customer_id as id from sla.proof p`);
    const ids = rows.map((r) => r.id);
    const seen = await this.policy.visible(ctx, ids);
    return seen.size === ids.length ? sql`true` : sql`p.customer_id = any(${[...seen]}::uuid[])`;
  }
}
