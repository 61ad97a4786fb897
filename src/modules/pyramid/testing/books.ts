import { uuidv7, type Result } from '#kernel';
import { systemCtx, type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { lastTwelveMonths } from '../domain/window.js';
import { spreadOverMonths } from '../domain/spread.js';
import { PyramidApi } from '../pyramid.api.js';
import { type RateQuote } from '#modules/vocabulary';
import { type RetierOutcome, type RevenueCommand } from '../pyramid.types.js';

interface Application {
  get<T>(token: abstract new (...args: never[]) => T): T;
  readonly officeId: string;
}

/** Writes customers and their revenue for tests of this and other modules, through the same doors as imports. */
export class Books {
  private readonly pyramid: PyramidApi;
  private readonly customers: CustomersApi;
  private readonly db: Database;

  constructor(private readonly app: Application) {
    this.pyramid = app.get(PyramidApi);
    this.customers = app.get(CustomersApi);
    this.db = app.get(Database);
  }

  private get ctx(): Ctx {
    return systemCtx('test');
  }

  ensureTiers(): Promise<void> {
    return this.pyramid.ensureReferenceTiers(this.ctx);
  }

  /** Ids of new customers. */
  async someCustomers(count: number, more: { officeId?: string; parentId?: string } = {}): Promise<string[]> {
    const cmds = Array.from({ length: count }, (_, i) => ({
      name: `Customer ${i + 1}`,
      officeId: more.officeId ?? this.app.officeId,
      parentId: more.parentId,
    }));
    return (await this.customers.createCustomers(this.ctx, cmds)).map((r) => must(r).id);
  }

  async customer(more: { officeId?: string; parentId?: string } = {}): Promise<string> {
    return (await this.someCustomers(1, more))[0] as string;
  }

  async record(...commands: RevenueCommand[]): Promise<string[]> {
    return (await this.pyramid.recordRevenueMany(this.ctx, commands, 'test')).map((r) => must(r).id);
  }

  /** Books a year's pounds of each customer on the twelve months of a day. */
  async recordYear(asOf: string, pounds: ReadonlyMap<string, string>): Promise<void> {
    const { from } = lastTwelveMonths(asOf);
    await this.record(
      ...[...pounds].flatMap(([customerId, total]) =>
        spreadOverMonths(total, from, 12, 'GBP').map((part) => ({
          customerId,
          ...part,
          currency: 'GBP',
          kind: 'CORRECTION' as const,
          externalRef: `test:${uuidv7()}`,
        })),
      ),
    );
  }

  /** A new customer who brings in that much in the twelve months of a day. */
  async customerWith(asOf: string, pounds: string): Promise<string> {
    const id = await this.customer();
    await this.recordYear(asOf, new Map([[id, pounds]]));
    return id;
  }

  async rate(currency: string, validFrom: string, rate: string, quote?: RateQuote): Promise<void> {
    must(await this.pyramid.recordRatesMany(this.ctx, [{ currency, validFrom, rate, quote }]));
  }

  async retier(asOf: string): Promise<RetierOutcome> {
    return must(await this.pyramid.ensureFresh(this.ctx, asOf));
  }

  async tierOf(customerId: string): Promise<string | undefined> {
    return (await this.pyramid.tiersOf([customerId])).get(customerId);
  }

  /** Moves of a customer as `PLACED SMALL`, `ROSE SMALL>MEDIUM`, in their order. */
  async movesOf(customerId: string): Promise<string[]> {
    const rows = await this.db.query<{ rule: string; from: string | null; to: string | null }>(sql`
      select m.rule, f.key as from, t.key as to from pyramid.move m
        left join pyramid.tier f on f.id = m.from_tier_id left join pyramid.tier t on t.id = m.to_tier_id
       where m.customer_id = ${customerId} order by m.seq`);
    return rows.map((r) => `${r.rule} ${r.from ?? ''}>${r.to ?? ''}`);
  }

  /** Payloads of the events told so far under a name, in their order. */
  async told(event: string): Promise<object[]> {
    const rows = await this.db.query<{ payload: object }>(
      sql`select e.payload from platform.outbox_event e where e.name = ${event} order by e.seq`,
    );
    return rows.map((r) => r.payload);
  }
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.failures)}`);
  return result.value;
}
