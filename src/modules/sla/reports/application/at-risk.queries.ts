import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { pageOfList, type Connection, type Order, type PageRequest } from '#platform/paging';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { PublishedSlaConfigs, type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { decodeMarks } from '../../engine/domain/clock-marks.js';
import { CLOCK_COLUMNS, type ClockRow } from '../../monitoring/application/clock-store.js';
import { ClockQueries, type ClockFilter } from './clock.queries.js';

export interface AtRiskFilter extends ClockFilter {
  /** Only clocks with at most so many open seconds left. */
  readonly withinSeconds?: number | null;
  /** Only clocks that have used at least so much of their target, in percent. */
  readonly usedPercent?: number | null;
  /** With those that are overdue already; defaults to false. */
  readonly overdue?: boolean | null;
  /** With those that stand still; defaults to false. */
  readonly paused?: boolean | null;
}

/** Clocks that are put in order at once; of more than these only the soonest due take part. */
export const MOST_AT_RISK = 20_000;
/** Clocks whose seconds are worked out at once. */
const AT_ONCE = 500;

type Candidate = Pick<
  ClockRow,
  | 'id' | 'requestId' | 'state' | 'dueAt' | 'targetSeconds' | 'remainingSeconds' | 'termsVersionId' | 'officeId' | 'follows'
> & { readonly marks: string | null }; // prettier-ignore

interface AtRisk {
  readonly id: string;
  readonly remaining: number;
}

const byRemaining: Order<AtRisk> = {
  list: 'slaAtRisk',
  direction: 'ASC',
  keys: [
    { column: sql`remaining`, type: 'bigint', value: (c) => c.remaining },
    { column: sql`id`, type: 'uuid', value: (c) => c.id },
  ],
};

/** What is in danger: open clocks by the open time they have left, whatever calendars they run on. */
@Injectable()
export class AtRiskQueries {
  constructor(
    private readonly db: Database,
    private readonly configs: PublishedSlaConfigs,
    private readonly clocks: ClockQueries,
  ) {}

  /**
   * The least time left first, as of an instant: two hours left until tomorrow noon come after one hour left until
   * Monday. What a due time is in open seconds is read off the calendars, which costs no look at the requests.
   */
  async list(
    ctx: Ctx,
    page: PageRequest,
    filter: AtRiskFilter,
    at: Date = systemClock.now(),
  ): Promise<Connection<SlaClock>> {
    return this.shown(pageOfList(await this.rank(ctx, filter, at), page, byRemaining), at);
  }

  /** The first of the list, in one go; tells whether there are more. */
  async first(
    ctx: Ctx,
    most: number,
    filter: AtRiskFilter,
    at: Date,
  ): Promise<{ readonly clocks: SlaClock[]; readonly more: boolean }> {
    const ranked = (await this.rank(ctx, filter, at)).sort(
      (a, b) => a.remaining - b.remaining || (a.id < b.id ? -1 : 1),
    );
    const clocks: SlaClock[] = [];
    for (let from = 0; from < Math.min(most, ranked.length); from += AT_ONCE)
      clocks.push(
        ...(await this.clocksOf(ranked.slice(from, Math.min(from + AT_ONCE, most)), at)).flatMap((c) => c ?? []),
      );
    return { clocks, more: ranked.length > most };
  }

  private async rank(ctx: Ctx, filter: AtRiskFilter, at: Date): Promise<AtRisk[]> {
    const states = ['RUNNING', ...(filter.paused ? ['PAUSED'] : []), ...(filter.overdue ? ['BREACHED'] : [])] as const;
    const where = await this.clocks.where(
      ctx,
      { ...filter, states: states as ClockFilter['states'] },
      // What ran past its due time and has not been swept yet is overdue.
      !filter.overdue && sql`(c.state <> 'RUNNING' or c.due_at >= ${at})`,
    );
    const candidates = await this.db.query<Candidate>(
      sql`select c.id, c.request_id as "requestId", c.state, c.due_at as "dueAt", c.target_seconds as "targetSeconds",
                 c.remaining_seconds as "remainingSeconds", c.terms_version_id as "termsVersionId",
                 c.office_id as "officeId", c.follows, case when c.state = 'BREACHED' then c.marks end as marks
            from sla.clock c where ${where}
           order by coalesce(c.due_at, '9999-12-31T00:00:00Z'), c.id limit ${MOST_AT_RISK}`,
    );
    const config = await this.configs.current(candidates.map((c) => c.officeId));
    const remaining = remainingAt(config, at.getTime());
    return candidates.flatMap((clock): AtRisk[] => {
      if (!filter.paused && stillSince(clock) !== null) return [];
      const left = remaining(clock);
      const used = 100 * (1 - left / clock.targetSeconds);
      if (filter.withinSeconds != null && left > filter.withinSeconds) return [];
      if (filter.usedPercent != null && used < filter.usedPercent) return [];
      return [{ id: clock.id, remaining: left }];
    });
  }

  private async shown(part: Connection<AtRisk>, at: Date): Promise<Connection<SlaClock>> {
    const clocks = await this.clocksOf(part.nodes, at);
    // One that ended for good between the two looks has left the list.
    const edges = part.edges.flatMap(({ cursor }, i) => {
      const clock = clocks[i];
      return clock ? [{ cursor, node: clock }] : [];
    });
    return { edges, nodes: edges.map((e) => e.node), pageInfo: part.pageInfo, count: part.count };
  }

  private async clocksOf(ranked: readonly AtRisk[], at: Date): Promise<(SlaClock | undefined)[]> {
    const rows = await this.db.query<ClockRow>(
      sql`select ${CLOCK_COLUMNS} from sla.clock c where c.id = any(${ranked.map((n) => n.id)}::uuid[])`,
    );
    const asOf = await this.clocks.asOf(rows, at);
    const byId = new Map(rows.map((row) => [row.id, asOf.get(row.id) ?? row]));
    return ranked.map(({ id }) => byId.get(id));
  }
}

/** Since when an overdue clock has stood still, epoch ms; null when it goes on. */
function stillSince({ marks }: Pick<Candidate, 'marks'>): number | null {
  const last = decodeMarks(marks ?? '').findLast((m) => m.kind !== 'B');
  return last?.kind === 'P' || last?.kind === 'E' ? last.at : null;
}

/** Open seconds that a clock has left at an instant; negative when late. */
function remainingAt(config: PublishedSlaConfig, at: number): (clock: Candidate) => number {
  const nowBy = new Map<string, number>();
  return (clock) => {
    const { state, dueAt, remainingSeconds, termsVersionId, officeId, follows } = clock;
    const terms = termsVersionId === null ? undefined : config.byId(termsVersionId);
    // While it stands still its time is what it was when it began to.
    if (state === 'PAUSED' || dueAt === null || !terms || stillSince(clock) !== null) return remainingSeconds;
    const branchId = follows?.find((id) => !config.hasOffice(id)) ?? null;
    const { calendar, key } = config.effectiveCalendarsAt(terms.basis, { officeId, branchId }, at);
    let now = nowBy.get(key);
    if (now === undefined) nowBy.set(key, (now = calendar.reading(at)));
    const due = dueAt.getTime();
    let still = 0;
    for (const { from, to } of pausesAfter(due, clock)) still += calendar.reading(to) - calendar.reading(from);
    return Math.floor((calendar.reading(due) - now + still) / 1000);
  };
}

/** Stretches after its due time in which an overdue clock stood still. */
function pausesAfter(due: number, { marks }: Pick<Candidate, 'marks'>): { from: number; to: number }[] {
  const pauses: { from: number; to: number }[] = [];
  let since: number | null = null;
  for (const { kind, at } of decodeMarks(marks ?? '')) {
    if (kind === 'P' || kind === 'E') since ??= at;
    if (kind !== 'R' || since === null) continue;
    if (at > due) pauses.push({ from: Math.max(since, due), to: at });
    since = null;
  }
  return pauses;
}
