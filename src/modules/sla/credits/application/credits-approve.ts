import { Injectable } from '@nestjs/common';
import {
  Decimal,
  Checks,
  moneyText,
  roundMoney,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  type CheckCode,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, insertMany, sql } from '#platform/database';
import { periodStart } from '../domain/credits-period.js';
import { CREDIT_PERIODS } from '../../terms/domain/terms-content.js';
import { creditBounds, type CreditBounds } from './credits-bounds.js';
import { type CreditedCustomer, CreditsPolicy } from '../../terms/application/credits-policy.js';
import { CreditsPricing, latestVersion, type BreachCount, type PriceList } from './credits-pricing.js';
import { BREACH, COUNTS, creditsOfCounts, type CreditBreachRow, type CreditKey } from './credits-queries.js';

export interface ApproveCreditsCommand extends CreditKey {
  /** What the approver has seen: when it is something else by now, nothing is approved. */
  readonly credit: string;
}

export type ApproveCreditsFailure =
  | CheckCode
  | 'CUSTOMER_NOT_FOUND'
  | 'NOT_A_PERIOD_START'
  | 'PERIOD_NOT_OVER'
  | 'NOTHING_TO_APPROVE'
  | 'CREDITS_CHANGED';

interface Before {
  readonly number: number;
  readonly credit: string;
  readonly versionId: string;
}

type Line = Omit<CreditBreachRow, 'id'> & { readonly clockId: string };

const LINE = [
  'id', 'statement_id', 'sign', 'clock_id', 'request_id', 'metric', 'cycle', 'priority', 'breached_at', 'terms_version_id',
  'amount',
]; // prettier-ignore

/**
 * Fixes what a customer gets back for a period that is over: the figures and every breach behind them, never to be
 * changed. What turns out differently later (a breach withdrawn, one found) shows as a difference, and approving again
 * makes a further statement of just that difference.
 */
@Injectable()
export class ApproveCredits {
  constructor(
    private readonly db: Database,
    private readonly pricing: CreditsPricing,
    private readonly policy: CreditsPolicy,
  ) {}

  async run(
    ctx: Ctx,
    cmd: ApproveCreditsCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, ApproveCreditsFailure>> {
    const wrong = new Checks()
      .oneOf('period', cmd.period, CREDIT_PERIODS)
      .date('periodStart', cmd.periodStart, { from: '1900-02-01', to: '2499-01-01' })
      .currency('currency', cmd.currency)
      .amount('credit', cmd.credit, cmd.currency, { digits: 18 })
      .err();
    if (wrong) return wrong;
    if (periodStart(cmd.period, cmd.periodStart) !== cmd.periodStart)
      return err('NOT_A_PERIOD_START', 'periodStart', { start: periodStart(cmd.period, cmd.periodStart) });
    const customer = await this.policy.approvable(ctx, cmd.customerId);
    if (!customer) return err('CUSTOMER_NOT_FOUND', 'customerId');
    const prices = await this.pricing.list(cmd.termsId);
    return this.db.transaction<{ id: string }, ApproveCreditsFailure>(
      ctx,
      () => this.approve(ctx, cmd, customer, prices, now),
      // Somebody else approved it at the same moment.
      { constraints: { credit_statement_key: err('CREDITS_CHANGED', 'credit', { credit: '…' }) } },
    );
  }

  private async approve(
    ctx: Ctx,
    cmd: ApproveCreditsCommand,
    customer: CreditedCustomer,
    prices: PriceList,
    now: Date,
  ): Promise<Result<{ id: string }, ApproveCreditsFailure>> {
    const bounds = await creditBounds(this.db, cmd, customer.zone);
    if (bounds.to > now) return err('PERIOD_NOT_OVER', 'periodStart', { until: bounds.to.toISOString() });
    const before = await this.latest(cmd);
    const lines = await this.breaches(cmd, bounds, prices);
    if (lines.length === 0 && !before) return err('NOTHING_TO_APPROVE', 'periodStart');
    const credits = creditsOfCounts(countsOf(lines), prices, before?.versionId ?? null);
    if (Decimal.parse(cmd.credit).compare(Decimal.parse(credits.credit)) !== 0)
      return errs([
        { code: 'CREDITS_CHANGED', field: 'credit', params: { credit: credits.credit }, current: { ...credits } },
      ]);
    const known = before ? await this.fixed(cmd) : [];
    const changes = [...signed(1, without(lines, known)), ...signed(-1, without(known, lines))];
    // What was approved before minor units were checked was paid in whole ones.
    const approved = roundMoney(Decimal.parse(before?.credit ?? '0'), cmd.currency);
    const difference = Decimal.parse(credits.credit).subtract(approved);
    if (before && changes.length === 0 && difference.compare(Decimal.ZERO) === 0)
      return err('NOTHING_TO_APPROVE', 'periodStart');

    const id = uuidv7();
    const versions = lines.flatMap((l) => prices.version(l.termsVersionId) ?? []);
    await this.db.execute(
      insert('sla.credit_statement', {
        ...{
          id,
          customer_id: cmd.customerId,
          terms_id: cmd.termsId,
          period: cmd.period,
          period_start: cmd.periodStart,
        },
        ...{ currency: cmd.currency, number: (before?.number ?? 0) + 1, time_zone: bounds.timeZone },
        ...{ period_from: bounds.from, period_to: bounds.to },
        terms_version_id: latestVersion(versions)?.versionId ?? before?.versionId,
        ...{ breaches: credits.breaches, uncapped: credits.uncapped, cap: credits.cap, credit: credits.credit },
        difference: difference.format(),
        ...{ approved_at: now, approved_by: ctx.actor.id },
      }),
    );
    if (changes.length > 0)
      await this.db.execute(
        insertMany(
          'sla.credit_statement_line',
          LINE,
          changes.map(({ sign, line }) => ({
            ...{ id: uuidv7(), statement_id: id, sign, clock_id: line.clockId, request_id: line.requestId },
            ...{ metric: line.metric, cycle: line.cycle, priority: line.priority, breached_at: line.breachedAt },
            ...{ terms_version_id: line.termsVersionId, amount: line.amount },
          })),
        ),
      );
    return ok({ id });
  }

  private latest(key: CreditKey): Promise<Before | undefined> {
    return this.db.maybeOne<Before>(
      sql`select s.number, s.credit::text as credit, s.terms_version_id as "versionId" from sla.credit_statement s
           where ${ofKey(key)} order by s.number desc limit 1`,
    );
  }

  /** The breaches that the statements so far come to. */
  private async fixed(key: CreditKey): Promise<Line[]> {
    const lines = await this.db.query<Line>(
      sql`select l.clock_id as "clockId", l.request_id as "requestId", l.metric, l.cycle, l.priority,
                 l.breached_at as "breachedAt", l.terms_version_id as "termsVersionId", l.amount::text as amount
            from sla.credit_statement s join sla.credit_statement_line l on l.statement_id = s.id
           where ${ofKey(key)} group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(l.sign) > 0`,
    );
    return lines.map((line) => ({ ...line, amount: inUnitsOf(key.currency, line.amount) }));
  }

  /** The breaches as they stand now. Those under a version of another currency or period are not among them. */
  private async breaches(cmd: CreditKey, { from, to }: CreditBounds, prices: PriceList): Promise<Line[]> {
    const rows = await this.db.query<CreditBreachRow>(
      sql`select ${BREACH} from sla.clock c join ${prices.table}
             on p.version_id = c.terms_version_id and p.metric = c.metric and p.priority = c.priority
            and p.period = ${cmd.period} and p.currency = ${cmd.currency}
           where c.customer_id = ${cmd.customerId} and ${COUNTS} and c.breached_at >= ${from} and c.breached_at < ${to}
           order by c.breached_at, c.id`,
    );
    return rows.map(({ id, ...line }) => ({ clockId: id, ...line, amount: inUnitsOf(cmd.currency, line.amount) }));
  }
}

/** As it can be paid: lines approved before minor units were checked compare equal to what they come to now. */
const inUnitsOf = (currency: string, amount: string): string =>
  moneyText(roundMoney(Decimal.parse(amount), currency), currency);

const ofKey = ({ customerId, termsId, period, periodStart: start, currency }: CreditKey) =>
  sql`s.customer_id = ${customerId} and s.terms_id = ${termsId} and s.period = ${period}
      and s.period_start = ${start} and s.currency = ${currency}`;

const sameAs = (line: Line): string =>
  [line.clockId, line.metric, line.priority, line.breachedAt.getTime(), line.termsVersionId, line.amount].join(' ');

function without(lines: readonly Line[], others: readonly Line[]): Line[] {
  const known = new Set(others.map(sameAs));
  return lines.filter((line) => !known.has(sameAs(line)));
}

const signed = (sign: 1 | -1, lines: readonly Line[]) => lines.map((line) => ({ sign, line }));

function countsOf(lines: readonly Line[]): BreachCount[] {
  return lines.map((l): BreachCount => [l.termsVersionId, l.metric, l.priority, 1]);
}
