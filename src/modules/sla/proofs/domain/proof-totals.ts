import { type ZoneRules } from '#kernel/calendar';
import { attainmentOf } from '#modules/vocabulary';
import { SLA_METRICS, STOPPED_BY, type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { creditOfBreach, creditsOf, type CreditedBreach } from '../../credits/domain/credits.js';
import { PeriodFinder } from '../../credits/domain/credits-period.js';
import {
  type ProofClock,
  type ProofFrame,
  type ProofRequest,
  type ProofTerms,
  type ProofTotals,
} from './proof-format.js';
import { type CreditTerms, type TermsPriority } from '../../terms/domain/terms-content.js';

type Counts = Record<'met' | 'missed' | 'breached' | 'running' | 'paused' | 'cancelled', number>;
type Crediting = ProofTerms & { readonly credits: CreditTerms };

interface CreditGroup {
  readonly customerId: string;
  readonly start: string;
  /** The latest version that a breach of the group stands on: its fee and caps count. */
  terms: Crediting;
  readonly breaches: CreditedBreach[];
}

const none = (): Counts => ({ met: 0, missed: 0, breached: 0, running: 0, paused: 0, cancelled: 0 });

/** Adds up the verdicts of a proof, request by request. */
export class ProofTally {
  private requests = 0;
  private readonly byMetric = new Map<SlaMetric, Counts>(SLA_METRICS.map((metric) => [metric, none()]));
  private readonly groups = new Map<string, CreditGroup>();
  private readonly terms: ReadonlyMap<string, ProofTerms>;
  private readonly zones: ReadonlyMap<string, string>;
  private readonly periods: PeriodFinder;

  /** `zoneRules`: by which credit periods begin. */
  constructor({ terms, customers }: Pick<ProofFrame, 'terms' | 'customers'>, zoneRules?: ZoneRules) {
    this.periods = new PeriodFinder(zoneRules);
    this.terms = new Map(terms.map((t) => [t.id, t]));
    this.zones = new Map(customers.map((c) => [c.id, c.zone]));
  }

  add(request: Pick<ProofRequest, 'customerId' | 'values' | 'events' | 'clocks'>): void {
    this.requests++;
    for (const clock of request.clocks) {
      const counts = this.byMetric.get(clock.metric) as Counts;
      counts[COUNTED_AS[clock.state]]++;
      this.credit(request.customerId, priorityOf(request, clock), clock);
    }
  }

  totals(): ProofTotals {
    const byMetric = [...this.byMetric]
      .filter(([, counts]) => sum(counts) > 0)
      .map(([metric, counts]) => ({ metric, ...counts, attainment: attainmentOf(counts) }));
    const all = none();
    for (const counts of this.byMetric.values())
      for (const name of Object.keys(all) as (keyof Counts)[]) all[name] += counts[name];
    return {
      requests: this.requests,
      clocks: sum(all),
      ...all,
      attainment: attainmentOf(all),
      byMetric,
      credits: this.credits(),
    };
  }

  private credit(customerId: string, priority: TermsPriority, clock: ProofClock): void {
    const terms = clock.terms === null ? undefined : this.terms.get(clock.terms);
    if (clock.breachedAt === null || clock.state === 'CANCELLED' || !terms || !gives(terms)) return;
    if (creditOfBreach(clock.metric, priority, terms.credits) === null) return;
    const { period, currency } = terms.credits;
    const start = this.periods.startAt(period, this.zones.get(customerId) ?? 'UTC', Date.parse(clock.breachedAt));
    const key = [customerId, terms.termsId, period, start, currency].join('/');
    const breach: CreditedBreach = { metric: clock.metric, priority, under: terms.credits };
    const group = this.groups.get(key);
    if (!group) {
      this.groups.set(key, { customerId, start, terms, breaches: [breach] });
      return;
    }
    group.breaches.push(breach);
    if (terms.number > group.terms.number) group.terms = terms;
  }

  private credits(): ProofTotals['credits'] {
    return [...this.groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { customerId, start, terms, breaches }]) => ({
        customerId,
        termsId: terms.termsId,
        period: terms.credits.period,
        periodStart: start,
        ...creditsOf(breaches, terms.credits),
      }));
  }
}

const COUNTED_AS: Readonly<Record<SlaClockStatus, keyof Counts>> = {
  MET: 'met',
  MISSED: 'missed',
  BREACHED: 'breached',
  RUNNING: 'running',
  PAUSED: 'paused',
  CANCELLED: 'cancelled',
};

function gives(terms: ProofTerms): terms is Crediting {
  return terms.credits !== null;
}

/** The priority that the request had when the clock ended, or has had last while it has not. */
function priorityOf(
  { values, events }: Pick<ProofRequest, 'values' | 'events'>,
  { metric, stoppedAt }: ProofClock,
): TermsPriority {
  const stop = events.findIndex((e) => e.at === stoppedAt && STOPPED_BY[metric].has(e.kind));
  const until = stop < 0 ? events : events.slice(0, stop + 1);
  return until.findLast((e) => e.priority !== undefined)?.priority ?? values.priority;
}

const sum = (counts: Counts): number => Object.values(counts).reduce((all, n) => all + n, 0);
