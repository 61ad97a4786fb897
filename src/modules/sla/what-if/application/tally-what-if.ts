import { Decimal, moneyText, sumMoney } from '#kernel';
import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { creditOfBreach, creditsOf } from '../../credits/domain/credits.js';
import { PeriodFinder } from '../../credits/domain/credits-period.js';
import { type CreditPeriod, type TermsPriority } from '../../terms/domain/terms-content.js';
import { type PublishedTerms } from '../../terms/application/published-sla-configs.js';

export const WHAT_IF_DIMENSIONS = ['TOTAL', 'CUSTOMER', 'PRIORITY', 'METRIC', 'MONTH'] as const;
export type WhatIfDimension = (typeof WHAT_IF_DIMENSIONS)[number];

export type StateCounts = Partial<Record<SlaClockStatus, number>>;

/** A clock as it is, or as it would have been. Instants are epoch milliseconds. */
export interface ClockSide {
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly state: SlaClockStatus;
  readonly dueAt: number | null;
  readonly breachedAt: number | null;
  /** Open seconds beyond the target, 0 in time. */
  readonly lateSeconds: number;
  readonly terms: PublishedTerms | undefined;
  /** Of the request when the clock ended; its present one while it has not. */
  readonly priority: TermsPriority;
}

/** A clock on both sides; undefined where there is none, on one of them at most. */
export interface ClockPair {
  readonly before: ClockSide | undefined;
  readonly after: ClockSide | undefined;
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

/** Sums of one value of a dimension. */
interface Figure {
  readonly before: StateCounts;
  readonly after: StateCounts;
  changed: number;
  moved: number;
  /** By currency, amounts before the cap, now and then. */
  readonly uncapped: Map<string, [Decimal, Decimal]>;
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

/** Sums between checkpoints, as decimal texts. `uncapped` holds those of runs that began when they were kept as cents. */
interface KeptSums {
  readonly sums?: Readonly<Record<string, readonly [string, string]>>;
  readonly uncapped?: Readonly<Record<string, readonly [string, string]>>;
}

/** As it is kept between checkpoints: JSON knows neither maps nor decimals. */
export interface TallyState {
  readonly figures: Readonly<Record<string, Omit<Figure, 'uncapped'> & KeptSums>>;
  readonly groups: Readonly<Record<string, CreditGroup>>;
}

interface Price {
  readonly name: string;
  readonly amount: Decimal;
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

const noCredit = (currency: string): CreditSide => ({
  breaches: 0,
  uncapped: moneyText('0', currency),
  cap: null,
  credit: moneyText('0', currency),
});

/** Adds up clock by clock how things are and how they would have been. */
export class Tally {
  private readonly figures = new Map<string, Figure>();
  private readonly groups = new Map<string, CreditGroup>();
  private readonly periods = new PeriodFinder();
  private readonly prices = new Map<PublishedTerms, Map<string, Price | null>>();

  constructor(state?: TallyState) {
    for (const [key, { sums, uncapped: cents, ...figure }] of Object.entries(state?.figures ?? {})) {
      const read = (text: string): Decimal => (sums ? Decimal.parse(text) : Decimal.of(BigInt(text), 2));
      const kept = Object.entries(sums ?? cents ?? {}).map(
        ([currency, [was, is]]) => [currency, [read(was), read(is)]] as [string, [Decimal, Decimal]],
      );
      this.figures.set(key, { ...figure, uncapped: new Map(kept) });
    }
    for (const [key, group] of Object.entries(state?.groups ?? {})) this.groups.set(key, group);
  }

  get state(): TallyState {
    const figures = [...this.figures].map(([key, { uncapped, ...figure }]) => {
      const sums = [...uncapped].map(([currency, [was, is]]) => [currency, [was.format(), is.format()]]);
      return [key, { ...figure, sums: Object.fromEntries(sums) as Record<string, [string, string]> }] as const;
    });
    return { figures: Object.fromEntries(figures), groups: Object.fromEntries(this.groups) };
  }

  /** The clocks of one request, each on both sides. */
  add(of: Counted, pairs: readonly ClockPair[]): void {
    const common = [
      this.figure('TOTAL '),
      this.figure(`CUSTOMER ${of.customerId}`),
      this.figure(`PRIORITY ${of.priority}`),
      this.figure(`MONTH ${of.month}`),
    ];
    for (const { before, after } of pairs) {
      const own = this.figure(`METRIC ${((before ?? after) as ClockSide).metric}`);
      const was = this.credited(of, before, 0);
      const is = this.credited(of, after, 1);
      for (const figure of [...common, own]) {
        if (before) figure.before[before.state] = (figure.before[before.state] ?? 0) + 1;
        if (after) figure.after[after.state] = (figure.after[after.state] ?? 0) + 1;
        if (before?.state !== after?.state) figure.changed++;
        if (before?.dueAt !== after?.dueAt) figure.moved++;
        if (was) addTo(sumsOf(figure, before), 0, was);
        if (is) addTo(sumsOf(figure, after), 1, is);
      }
    }
  }

  private figure(key: string): Figure {
    let figure = this.figures.get(key);
    if (!figure) this.figures.set(key, (figure = { before: {}, after: {}, changed: 0, moved: 0, uncapped: new Map() }));
    return figure;
  }

  /** What a breach costs; noted under its customer, terms and period, for the cap. */
  private credited({ customerId, zone }: Counted, side: ClockSide | undefined, which: 0 | 1): Decimal | undefined {
    if (!side?.terms?.credits || side.breachedAt === null || side.state === 'CANCELLED') return undefined;
    const { credits, termsId } = side.terms;
    const price = this.priceOf(side.terms, side.metric, side.priority);
    if (!price) return undefined;
    const { period, currency } = credits;
    const periodStart = this.periods.startAt(period, zone, side.breachedAt);
    const key = `${periodStart} ${customerId} ${termsId} ${period} ${currency}`;
    let group = this.groups.get(key);
    if (!group)
      this.groups.set(key, (group = { customerId, termsId, period, periodStart, currency, counts: [{}, {}] }));
    const counts = group.counts[which];
    counts[price.name] = (counts[price.name] ?? 0) + 1;
    return price.amount;
  }

  private priceOf(terms: PublishedTerms, metric: SlaMetric, priority: TermsPriority): Price | null {
    let known = this.prices.get(terms);
    if (!known) this.prices.set(terms, (known = new Map()));
    const key = `${metric} ${priority}`;
    let price = known.get(key);
    if (price === undefined) {
      const amount = terms.credits && creditOfBreach(metric, priority, terms.credits);
      price = amount === null ? null : { name: `${terms.versionId} ${key}`, amount: Decimal.parse(amount) };
      known.set(key, price);
    }
    return price;
  }

  /** Credits by period, customer and terms, held to their caps. */
  credits(termsOf: (versionId: string) => PublishedTerms | undefined): CreditResult[] {
    return [...this.groups.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { counts, ...group }]) => ({
        ...group,
        before: sideOf(counts[0], group.currency, termsOf),
        after: sideOf(counts[1], group.currency, termsOf),
      }));
  }

  /** The figures of all dimensions. Caps hold per customer and period, so only sums over whole customers have them. */
  results(credits: readonly CreditResult[]): FigureResult[] {
    const capped = new Map<string, [Decimal, Decimal]>();
    for (const { customerId, currency, before, after } of credits)
      for (const key of ['TOTAL ', `CUSTOMER ${customerId}`]) {
        const sums = capped.get(`${key} ${currency}`) ?? nothing(currency);
        capped.set(`${key} ${currency}`, sums);
        addTo(sums, 0, Decimal.parse(before.credit));
        addTo(sums, 1, Decimal.parse(after.credit));
      }
    return [...this.figures].map(([key, { uncapped, ...figure }]) => {
      const [dimension, value] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
      const sums = [...uncapped].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        ...figure,
        dimension: dimension as WhatIfDimension,
        key: value,
        credits: sums.map(([currency, [was, is]]) => {
          const held = capped.get(`${key} ${currency}`);
          return {
            currency,
            uncapped: [was.format(), is.format()],
            credit: held ? [held[0].format(), held[1].format()] : null,
          };
        }),
      };
    });
  }
}

/** Now and then, of a currency: zero with its digits. */
const nothing = (currency: string): [Decimal, Decimal] => [sumMoney([], currency), sumMoney([], currency)];

function addTo(sums: [Decimal, Decimal], which: 0 | 1, amount: Decimal): void {
  sums[which] = sums[which].add(amount);
}

/** Of a side that a rule prices. */
function sumsOf({ uncapped }: Figure, side: ClockSide | undefined): [Decimal, Decimal] {
  const currency = side?.terms?.credits?.currency as string;
  let sums = uncapped.get(currency);
  if (!sums) uncapped.set(currency, (sums = nothing(currency)));
  return sums;
}

function sideOf(
  counts: Readonly<Record<string, number>>,
  currency: string,
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
  if (!latest?.credits) return noCredit(currency);
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
