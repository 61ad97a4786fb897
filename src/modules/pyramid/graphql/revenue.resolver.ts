import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Decimal, err, type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Currency, CurrentCtx, moneyOf, Mutations, PageArgs, type Connection } from '#platform/graphql';
import { type OldRate, RateAges } from '../application/rate-ages.js';
import { RecordExchangeRates } from '../application/record-exchange-rates.js';
import { RecordRevenue } from '../application/record-revenue.js';
import { RevenueQueries, type ExchangeRate, type RevenueEntry } from '../application/revenue.queries.js';
import { LIMITS } from '../domain/limits.js';
import { type RateCode, type RatesOutcome } from '../pyramid.types.js';
import { RecordExchangeRatesInput, RecordRevenueInput } from './inputs.js';
import {
  ExchangeRateConnection,
  ExchangeRateType,
  OldRateType,
  pounds,
  RecordExchangeRatesPayload,
  RecordRevenuePayload,
  RevenueEntryType,
  type MoneyType,
} from './types.js';

@Resolver(() => RevenueEntryType)
export class RevenueResolver {
  constructor(
    private readonly queries: RevenueQueries,
    private readonly recordUseCase: RecordRevenue,
    private readonly ratesUseCase: RecordExchangeRates,
    private readonly mutations: Mutations,
    private readonly ages: RateAges,
  ) {}

  @Mutation(() => RecordRevenuePayload, {
    description:
      'Records what a customer brought in in a month. An entry is not changed afterwards; a CREDIT or CORRECTION corrects it.',
  })
  @Requires('pyramid.record-revenue')
  recordRevenue(@CurrentCtx() ctx: Ctx, @Args('input', { description: 'The revenue.' }) input: RecordRevenueInput) {
    const cmd = {
      ...input,
      customerId: input.customerId,
      jobId: input.jobId,
      branchId: input.branchId,
      kind: input.kind ?? undefined,
    };
    return this.mutations.run(
      ctx,
      input,
      'revenueEntry',
      () => this.recordUseCase.run(ctx, cmd),
      async ({ id }) => (await this.queries.entriesByIds([id])).get(id) ?? null,
    );
  }

  @Mutation(() => RecordExchangeRatesPayload, {
    description:
      'Records exchange rates, all or none. Revenue is converted when it is looked at, so corrected rates count at once. Needs the permission for the whole firm.',
  })
  @Requires('pyramid.manage')
  recordExchangeRates(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'The rates.' }) input: RecordExchangeRatesInput,
  ) {
    const given = input.rates.length;
    return this.mutations.run(
      ctx,
      input,
      'exchangeRates',
      (): Promise<Result<RatesOutcome, RateCode>> =>
        given > LIMITS.rates.maxItems
          ? Promise.resolve(err('TOO_MANY', 'rates', { max: LIMITS.rates.maxItems, given }))
          : this.ratesUseCase.run(ctx, input.rates),
      async ({ ids }) => {
        const rates = await this.queries.ratesByIds(ids);
        return ids.map((id) => rates.get(id) as ExchangeRate);
      },
    );
  }

  @Query(() => ExchangeRateConnection, { description: 'Exchange rates, the latest first.' })
  @Requires('pyramid.read')
  exchangeRates(
    @Args() page: PageArgs,
    @Args('currency', { type: () => Currency, nullable: true, description: 'Only those of this currency.' })
    currency?: string | null,
  ): Promise<Connection<ExchangeRate>> {
    return this.queries.rates(currency, page);
  }

  @ResolveField()
  amount(@Parent() { amount, currency }: RevenueEntry): MoneyType {
    return moneyOf(amount, currency);
  }

  @ResolveField()
  pounds(@Parent() entry: RevenueEntry): MoneyType {
    return pounds(entry.pounds);
  }

  @ResolveField()
  rateAgeDays(@Parent() entry: RevenueEntry): number | null {
    return this.ages.ageOf(entry);
  }

  @ResolveField()
  rateTooOld(@Parent() entry: RevenueEntry): boolean {
    return this.ages.isTooOld(this.ages.ageOf(entry));
  }
}

/** Digits of a reciprocal that are shown; all of them count. */
const SHOWN_DIGITS = 20;

@Resolver(() => ExchangeRateType)
export class ExchangeRateResolver {
  @ResolveField()
  rate(@Parent() { pounds: text, quote }: ExchangeRate): string {
    const rate = Decimal.parse(text);
    return (quote === 'UNITS_PER_POUND' ? rate.significant(SHOWN_DIGITS, 'HALF_UP') : rate).format({ trim: true });
  }

  @ResolveField()
  quotedRate(@Parent() { quotedRate }: ExchangeRate): string {
    return Decimal.parse(quotedRate).format({ trim: true });
  }
}

@Resolver(() => OldRateType)
export class OldRateResolver {
  @ResolveField()
  revenue(@Parent() { revenue }: OldRate): MoneyType {
    return pounds(revenue);
  }
}
