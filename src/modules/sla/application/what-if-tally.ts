import { type SlaMetric, type SlaState } from '../domain/clock-types.js';
import { amountOf, centsOf } from '../domain/credits-decimal.js';
import { creditOfBreach, creditsOf } from '../domain/credits.js';
import { PeriodFinder } from '../domain/credits-period.js';
import { type CreditPeriod, type TermsPriority } from '../domain/terms-content.js';
import { type PublishedTerms } from './catalogue.js';

export const WHAT_IF_DIMENSIONS = ['TOTAL', 'CUSTOMER', 'PRIORITY', 'METRIC', 'MONTH'] as const;
export type WhatIfDimension = (typeof WHAT_IF_DIMENSIONS)[number];

export type StateCounts = Partial<Record<SlaState, number>>;

/** A clock as it is, or as it would have been. Instants are epoch milliseconds. */
export interface ClockSide {
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly state: SlaState;
  readonly dueAt: number | null;
  readonly breachedAt: number | null;
  /** Open seconds beyond the target, 0 in time. */
  readonly lateSeconds: number;
  readonly terms: PublishedTerms | undefined;
}

/** Of the request whose clock it is. */
export interface Counted {
  readonly customerId: string;
  /** Zone of the office responsible for the customer. */
  readonly zone: string;
  readonly priority: TermsPriority;
  /** First day of the month in which it was created. */
  readonly month: string;
}

interface Figure {
  readonly before: StateCounts;
  readonly after: StateCounts;
  changed: number;
  moved: number;
  /** By currency, cents before the cap as texts: JSON knows no such numbers. */
  readonly uncapped: Record<string, [string, string]>;
}

interface CreditGroup {
  readonly customerId: string;
  readonly termsId: string;
  readonly period: CreditPeriod;
  readonly periodStart: string;
  readonly currency: string;
  /** Breaches by `version metric priority`, now and then. */
  readonly counts: readonly [Record<string, number>, Record<string, number>];
}

/** As it is kept between pages. */
export interface TallyState {
  readonly figures: Record<string, Figure>;
  readonly groups: Record<string, CreditGroup>;
}

export interface FigureResult extends Omit<Figure, 'uncapped'> {
  readonly dimension: WhatIfDimension;
  readonly key: string;
  readonly credits: { currency: string; uncapped: [string, string]; credit: [string, string] | null }[];
}

export interface CreditSide {
  readonly breaches: number;
  readonly uncapped: string;
  readonly cap: string | null;
  readonly credit: string;
}

export interface CreditResult extends Omit<CreditGroup, 'counts'> {
  readonly before: CreditSide;
  readonly after: CreditSide;
}

const NO_CREDIT: CreditSide = { breaches: 0, uncapped: '0.00', cap: null, credit: '0.00' };

/** Adds up clock by clock how things are and how they would have been. */
export class Tally {
  private readonly figures: Record<string, Figure>;
  private readonly groups: Record<string, CreditGroup>;
  private readonly periods = new PeriodFinder();
  private readonly prices = new Map<string, string | null>();

  constructor({ figures, groups }: TallyState = { figures: {}, groups: {} }) {
    this.figures = figures;
    this.groups = groups;
  }

  get state(): TallyState {
    return { figures: this.figures, groups: this.groups };
  }

  /** One clock on both sides; undefined where there is none. */
  add(of: Counted, before: ClockSide | undefined, after: ClockSide | undefined): void {
    const metric = (before ?? after)?.metric;
    if (metric === undefined) return;
    const changed = before?.state !== after?.state;
    const moved = before?.dueAt !== after?.dueAt;
    const prices = [this.credited(of, before, 0), this.credited(of, after, 1)] as const;
    const keys = [
      'TOTAL ',
      `CUSTOMER ${of.customerId}`,
      `PRIORITY ${of.priority}`,
      `METRIC ${metric}`,
      `MONTH ${of.month}`,
    ];
    for (const key of keys) {
      const figure = (this.figures[key] ??= { before: {}, after: {}, changed: 0, moved: 0, uncapped: {} });
      if (before) figure.before[before.state] = (figure.before[before.state] ?? 0) + 1;
      if (after) figure.after[after.state] = (figure.after[after.state] ?? 0) + 1;
      if (changed) figure.changed++;
      if (moved) figure.moved++;
      prices.forEach((price, side) => {
        if (!price) return;
        const sums = (figure.uncapped[price.currency] ??= ['0', '0']);
        sums[side] = String(BigInt(sums[side] as string) + centsOf(price.amount));
      });
    }
  }

  /** What a breach costs; noted under its customer, terms and period, for the cap. */
  private credited(
    { customerId, zone, priority }: Counted,
    side: ClockSide | undefined,
    which: 0 | 1,
  ): { amount: string; currency: string } | undefined {
    const terms = side?.terms;
    if (!side || side.breachedAt === null || !terms?.credits) return undefined;
    const { credits, versionId, termsId } = terms;
    const name = `${versionId} ${side.metric} ${priority}`;
    let amount = this.prices.get(name);
    if (amount === undefined) this.prices.set(name, (amount = creditOfBreach(side.metric, priority, credits)));
    if (amount === null) return undefined;
    const { period, currency } = credits;
    const periodStart = this.periods.startAt(period, zone, side.breachedAt);
    const group = (this.groups[`${periodStart} ${customerId} ${termsId} ${period} ${currency}`] ??= {
      ...{ customerId, termsId, period, periodStart, currency },
      counts: [{}, {}],
    });
    const counts = group.counts[which];
    counts[name] = (counts[name] ?? 0) + 1;
    return { amount, currency };
  }

  /** Credits by period, customer and terms, held to their caps. */
  credits(termsOf: (versionId: string) => PublishedTerms | undefined): CreditResult[] {
    return Object.keys(this.groups)
      .sort()
      .map((key) => {
        const { counts, ...group } = this.groups[key] as CreditGroup;
        return { ...group, before: sideOf(counts[0], termsOf), after: sideOf(counts[1], termsOf) };
      });
  }

  /** The figures of all dimensions. Caps hold per customer and period, so only sums over whole customers have them. */
  results(credits: readonly CreditResult[]): FigureResult[] {
    const capped = new Map<string, [bigint, bigint]>();
    for (const { customerId, currency, before, after } of credits)
      for (const key of ['TOTAL ', `CUSTOMER ${customerId}`]) {
        const [was, is] = capped.get(`${key} ${currency}`) ?? [0n, 0n];
        capped.set(`${key} ${currency}`, [was + centsOf(before.credit), is + centsOf(after.credit)]);
      }
    return Object.entries(this.figures).map(([key, { uncapped, ...figure }]) => {
      const [dimension, value] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
      const sums = Object.entries(uncapped).sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        ...figure,
        dimension: dimension as WhatIfDimension,
        key: value,
        credits: sums.map(([currency, [was, is]]) => {
          const held = capped.get(`${key} ${currency}`);
          return {
            currency,
            uncapped: [amountOf(BigInt(was)), amountOf(BigInt(is))],
            credit: held ? [amountOf(held[0]), amountOf(held[1])] : null,
          };
        }),
      };
    });
  }
}

function sideOf(
  counts: Readonly<Record<string, number>>,
  termsOf: (versionId: string) => PublishedTerms | undefined,
): CreditSide {
  const breaches = Object.entries(counts).flatMap(([name, count]) => {
    const [versionId = '', metric, priority] = name.split(' ');
    const terms = termsOf(versionId);
    return terms ? [{ terms, metric: metric as SlaMetric, priority: priority as TermsPriority, count }] : [];
  });
  const latest = breaches.reduce<PublishedTerms | undefined>(
    (a, { terms }) => (a && a.number >= terms.number ? a : terms),
    undefined,
  );
  if (!latest?.credits) return NO_CREDIT;
  const {
    breaches: counted,
    uncapped,
    cap,
    credit,
  } = creditsOf(
    breaches.map(({ terms, ...b }) => ({ ...b, under: terms.credits })),
    latest.credits,
  );
  return { breaches: counted, uncapped, cap, credit };
}
