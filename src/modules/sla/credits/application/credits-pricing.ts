import { Injectable } from '@nestjs/common';
import { sql, type Sql } from '#platform/database';
import { SLA_METRICS, type SlaMetric } from '../../engine/domain/clock-types.js';
import { creditOfBreach } from '../domain/credits.js';
import { TERMS_PRIORITIES, type CreditTerms, type TermsPriority } from '../../terms/domain/terms-content.js';
import { PublishedSlaConfigs, type PublishedTerms } from '../../terms/application/published-sla-configs.js';

/** A published version that gives credits. */
export type CreditingTerms = PublishedTerms & { readonly credits: CreditTerms };

/** What one breach gives back under each version that prices it. */
export class PriceList {
  private readonly byVersion: ReadonlyMap<string, CreditingTerms>;

  constructor(readonly versions: readonly CreditingTerms[]) {
    this.byVersion = new Map(versions.map((v) => [v.versionId, v]));
  }

  version(versionId: string): CreditingTerms | undefined {
    return this.byVersion.get(versionId);
  }

  /** As a table `p (version_id, terms_id, period, currency, metric, priority, amount)`: a few rows per version. */
  get table(): Sql {
    const rows = this.versions.flatMap((v) =>
      SLA_METRICS.flatMap((metric) => TERMS_PRIORITIES.map((priority) => [v, metric, priority] as const)),
    );
    const priced = rows.flatMap(([v, metric, priority]) => {
      const amount = creditOfBreach(metric, priority, v.credits);
      return amount === null ? [] : [{ v, metric, priority, amount }];
    });
    const column = (of: (row: (typeof priced)[number]) => string): string[] => priced.map(of);
    return sql`unnest(${column((r) => r.v.versionId)}::uuid[], ${column((r) => r.v.termsId)}::uuid[],
      ${column((r) => r.v.credits.period)}::text[], ${column((r) => r.v.credits.currency)}::text[],
      ${column((r) => r.metric)}::text[], ${column((r) => r.priority)}::text[], ${column((r) => r.amount)}::numeric[])
      as p (version_id, terms_id, period, currency, metric, priority, amount)`;
  }
}

/** How many breaches of one metric at one priority a period saw under one version. */
export type BreachCount = readonly [versionId: string, metric: SlaMetric, priority: TermsPriority, count: number];

/** Reads what breaches cost. */
@Injectable()
export class CreditsPricing {
  constructor(private readonly configs: PublishedSlaConfigs) {}

  /** All versions that ever were in force and give credits, or those of one set of terms. */
  async list(termsId?: string | null): Promise<PriceList> {
    const { published } = await this.configs.current();
    return new PriceList(
      published.filter((t): t is CreditingTerms => t.credits !== null && (termsId == null || t.termsId === termsId)),
    );
  }
}

/** The version whose fee and caps count for a period: the latest of those its breaches stand on. */
export function latestVersion(versions: readonly CreditingTerms[]): CreditingTerms | undefined {
  return versions.reduce<CreditingTerms | undefined>((a, b) => (a && a.number >= b.number ? a : b), undefined);
}
