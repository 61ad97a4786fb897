import { type Err } from '#kernel';
import { type Ctx } from '#platform/context';
import { type CustomersApi } from '#modules/customers';
import {
  spreadOverMonths,
  type PyramidApi,
  type RevenueCode,
  type RevenueCommand,
  type RevenueOutcome,
} from '#modules/pyramid';
import { type RevenuePlan } from '../domain/revenue.js';
import { type RevenueMapping } from '../domain/revenue-mapping.js';
import { type Session, type ImportedBatch } from './importer.js';
import { KnownIds, type BatchIds } from './known-ids.js';

const MONTHS = 12;
const SEPARATOR = '/';

/** Takes revenue, batch by batch, through the bulk doors of customers and of the pyramid. */
export class RevenueSession implements Session<RevenuePlan> {
  private readonly companies = new KnownIds();
  private readonly branches = new KnownIds();

  constructor(
    private readonly customersApi: CustomersApi,
    private readonly pyramidApi: PyramidApi,
    private readonly mapping: RevenueMapping,
    private readonly officeId: string,
  ) {}

  async take(ctx: Ctx, plans: readonly RevenuePlan[]): Promise<ImportedBatch> {
    const companies = await this.ensureCompanies(ctx, plans);
    const branches = await this.ensureBranches(ctx, plans, companies);
    const outcomes: ImportedBatch['results'][number][] = plans.map(
      (plan) => companies.failure(plan.companyKey) ?? branches.failure(branchKey(plan)) ?? { ok: true, changed: false },
    );
    const good = plans.map((plan, index) => ({ plan, index })).filter(({ index }) => outcomes[index]?.ok);
    const results = await this.pyramidApi.recordRevenueMany(
      ctx,
      good.flatMap(({ plan }) => this.entriesOf(plan, companies, branches)),
      this.mapping.source,
    );
    let [revenueEntries, revenueEntriesChanged] = [0, 0];
    good.forEach(({ index }, n) => {
      const mine = results.slice(n * MONTHS, (n + 1) * MONTHS);
      const told = (outcome: RevenueOutcome['outcome']): number =>
        mine.filter((r) => r.ok && r.value.outcome === outcome).length;
      const [recorded, changed] = [told('RECORDED'), told('CHANGED')];
      const failure = mine.find((r): r is Err<RevenueCode> => !r.ok);
      outcomes[index] = failure ?? { ok: true, changed: recorded + changed > 0 };
      revenueEntries += recorded;
      revenueEntriesChanged += changed;
    });
    return {
      results: outcomes,
      created: {
        customers: companies.created.size,
        branches: branches.created.size,
        revenueEntries,
        ...(revenueEntriesChanged > 0 && { revenueEntriesChanged }),
      },
      remember: () => {
        companies.remember();
        branches.remember();
      },
    };
  }

  private ensureCompanies(ctx: Ctx, plans: readonly RevenuePlan[]): Promise<BatchIds> {
    const names = new Map(plans.map((plan) => [plan.companyKey, plan.companyName]));
    return this.companies.ensure(names.keys(), (keys) =>
      this.customersApi.createCustomers(
        ctx,
        keys.map((key) => ({
          name: names.get(key) ?? key,
          officeId: this.officeId,
          stage: 'ACTIVE',
          externalRef: `${this.mapping.source}:${key}`,
        })),
      ),
    );
  }

  private ensureBranches(ctx: Ctx, plans: readonly RevenuePlan[], companies: BatchIds): Promise<BatchIds> {
    const byKey = new Map<string, RevenuePlan>();
    for (const plan of plans) if (companies.id(plan.companyKey) !== null) byKey.set(branchKey(plan), plan);
    return this.branches.ensure(byKey.keys(), (keys) =>
      this.customersApi.createBranches(
        ctx,
        keys.map((key) => {
          const { companyKey, department } = byKey.get(key) as RevenuePlan;
          return {
            ...this.mapping.branches,
            customerId: companies.id(companyKey) as string,
            officeId: this.officeId,
            name: department,
            externalRef: `${this.mapping.source}:${key}`,
          };
        }),
      ),
    );
  }

  /** The year's amount, spread over its months to the minor unit of the currency. */
  private entriesOf(plan: RevenuePlan, companies: BatchIds, branches: BatchIds): RevenueCommand[] {
    const { amount, companyKey, firstMonth } = plan;
    return spreadOverMonths(amount, firstMonth, MONTHS, this.mapping.currency).map((part) => ({
      customerId: companies.id(companyKey) as string,
      branchId: branches.id(branchKey(plan)),
      month: part.month,
      amount: part.amount,
      currency: this.mapping.currency,
      kind: amount.startsWith('-') ? 'CREDIT' : 'REVENUE',
      externalRef: `${this.mapping.source}:${branchKey(plan)}${SEPARATOR}${part.month.slice(0, 7)}`,
    }));
  }
}

const branchKey = ({ companyKey, department }: RevenuePlan): string => `${companyKey}${SEPARATOR}${department}`;
