import { Injectable } from '@nestjs/common';
import { addDays, instantOf } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { ServicesApi } from '#modules/services';
import { SlaApi } from '#modules/sla';
import { figuresOf, type Figures, type RequestFacts } from '../domain/figures.js';
import { periodBefore } from '../domain/review-period.js';
import { judgeFigures, type KpiDefinition, type Scorecard } from '../domain/scorecard.js';
import { KPI_COLUMNS, type KpiRow, type ReviewRow } from './review.rows.js';

/** Requests whose clocks are fetched at once. */
const PAGE = 1_000;

export type Reviewed = Pick<ReviewRow, 'customerId' | 'jobId' | 'includeBelow' | 'periodFrom' | 'periodTo' | 'zone'>;

/** Works a scorecard out from the requests of a period and of the one before, as far as is known now. */
@Injectable()
export class ComputeScorecard {
  constructor(
    private readonly db: Database,
    private readonly customers: CustomersApi,
    private readonly services: ServicesApi,
    private readonly sla: SlaApi,
  ) {}

  async of(review: Reviewed, now: Date): Promise<Scorecard> {
    const { customerId, jobId, includeBelow, periodFrom, periodTo } = review;
    const customerIds = includeBelow ? await this.customers.descendants(customerId) : [customerId];
    const before = periodBefore(periodFrom, periodTo);
    const kpis = await this.kpisOf(customerId);
    const figures = (from: string, to: string): Promise<Figures> =>
      this.figures({ customerIds, jobId }, [from, to], review.zone, now);
    const current = await figures(periodFrom, periodTo);
    const earlier = await figures(before.from, before.to);
    return {
      computedAt: now.toISOString(),
      figures: current,
      before: earlier,
      beforeFrom: before.from,
      beforeTo: before.to,
      ...judgeFigures(kpis.map(definitionOf), current, earlier),
    };
  }

  /** Those of the customer; else those of the nearest customer above that has any; else the firm's. */
  async kpisOf(customerId: string): Promise<KpiRow[]> {
    const path = [customerId, ...((await this.customers.ancestors([customerId])).get(customerId) ?? [])];
    const rows = await this.db.query<KpiRow>(
      sql`select ${KPI_COLUMNS} from management.kpi k
           where k.customer_id is null or k.customer_id = any(${path}::uuid[]) order by k.sort, k.code`,
    );
    const nearest = path.find((id) => rows.some((k) => k.customerId === id)) ?? null;
    return rows.filter((k) => k.customerId === nearest);
  }

  private async figures(
    of: { readonly customerIds: readonly string[]; readonly jobId: string | null },
    [from, to]: readonly [string, string],
    zone: string,
    now: Date,
  ): Promise<Figures> {
    const begins = instantOf(zone, from, '00:00');
    const ends = instantOf(zone, addDays(to, 1), '00:00');
    const requests = await this.services.requestsOfPeriod(of, new Date(begins), new Date(ends));
    const facts: RequestFacts[] = [];
    for (let i = 0; i < requests.length; i += PAGE) {
      const page = requests.slice(i, i + PAGE);
      const clocks = await this.sla.clocksOf(
        page.map((r) => r.id),
        now,
      );
      for (const r of page)
        facts.push({
          ...r,
          createdAt: r.createdAt.getTime(),
          completedAt: r.completedAt?.getTime() ?? null,
          cancelledAt: r.cancelledAt?.getTime() ?? null,
          clocks: (clocks.get(r.id) ?? []).map(({ metric, state, elapsedSeconds, stoppedAt }) => ({
            ...{ metric, state, elapsedSeconds },
            stopped: stoppedAt !== null,
          })),
        });
    }
    return figuresOf(facts, begins, ends);
  }
}

function definitionOf({
  code,
  name,
  nameNative,
  measure,
  metric,
  priority,
  green,
  amber,
  weight,
}: KpiRow): KpiDefinition {
  return { code, name, nameNative, measure, metric, priority, green: Number(green), amber: Number(amber), weight };
}
