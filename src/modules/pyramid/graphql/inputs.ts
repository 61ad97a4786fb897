import { Field, InputType, Int } from '@nestjs/graphql';
import { Currency, Decimal, LocalDate, MutationInput, IdField, Limited } from '#platform/graphql';
import { LIMITS } from '../domain/limits.js';
import { type RateQuote } from '#modules/vocabulary';
import { type RevenueKind } from '../pyramid.types.js';
import { RateQuoteEnum, RevenueKindEnum } from './enums.js';

@InputType({ description: 'What a customer brought in in a month.' })
export class RecordRevenueInput extends MutationInput {
  @IdField('Customer', { description: 'Customer it is booked on.' })
  customerId!: string;
  @IdField('Job', { nullable: true, description: 'Job it was for; must be one of the customer.' })
  jobId?: string | null;
  @IdField('Branch', { nullable: true, description: 'Branch it came from; must be one of the customer.' })
  branchId?: string | null;
  @Field(() => LocalDate, { description: 'First day of the month it belongs to, 1950 to 2199.' })
  month!: string;
  @Field(() => Decimal, {
    description:
      'Amount in units of the currency, with at most the digits of its minor unit: none for JPY, two for GBP, three for KWD.',
  })
  amount!: string;
  @Field(() => Currency, {
    description: 'Currency of the amount, in use in that month; there must be a rate of it for the month.',
  })
  currency!: string;
  @Field(() => RevenueKindEnum, { nullable: true, description: 'What it is; defaults to REVENUE.' })
  kind?: RevenueKind | null;
  @Limited(LIMITS.note)
  @Field(() => String, { nullable: true, description: 'Remark.' })
  note?: string | null;
  @Limited(LIMITS.externalRef)
  @Field(() => String, {
    nullable: true,
    description: 'Its key in the system it comes from, unique.',
  })
  externalRef?: string | null;
}

@InputType({ description: 'What a currency is worth from a day on.' })
export class ExchangeRateInput {
  @Field(() => Currency, { description: 'The currency; not the pound.' })
  currency!: string;
  @Field(() => LocalDate, { description: 'First day on which it holds.' })
  validFrom!: string;
  @Field({
    description:
      'The rate, a decimal text above zero: at most 12 digits before and 24 after the point, all of which count.',
  })
  rate!: string;
  @Field(() => RateQuoteEnum, {
    nullable: true,
    description: 'Which way it is quoted; defaults to POUNDS_PER_UNIT.',
  })
  quote?: RateQuote | null;
}

@InputType({ description: 'Exchange rates; all are recorded or none.' })
export class RecordExchangeRatesInput extends MutationInput {
  @Limited(LIMITS.rates)
  @Field(() => [ExchangeRateInput], {
    description: 'One or more, {limits}; a rate of the same currency and day is replaced.',
  })
  rates!: ExchangeRateInput[];
}

@InputType({ description: 'Where a tier begins, from a day on.' })
export class TierThresholdInput {
  @Field(() => LocalDate, { description: 'First day on which it counts; one of the same day is replaced.' })
  effectiveFrom!: string;
  @Field(() => Decimal, { description: 'Revenue of twelve months in pounds; above where the next lower tier begins.' })
  lowerBound!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether exactly that belongs to it; the present value stays by default.',
  })
  inclusive?: boolean | null;
  @Field(() => Decimal, {
    nullable: true,
    description:
      'How many per cent below the bound a customer keeps the tier, 0 to 99.99; the present value stays by default.',
  })
  keepPercent?: string | null;
}

@InputType({ description: 'Changes to a tier; what is left out stays.' })
export class UpdateTierInput extends MutationInput {
  @IdField('Tier', { description: 'Which tier.' })
  id!: string;
  @Field(() => Int, { description: 'The version that was read.' })
  version!: number;
  @Limited(LIMITS.tierName)
  @Field(() => String, { nullable: true, description: 'Name in English.' })
  name?: string;
  @Limited(LIMITS.tierName)
  @Field(() => String, { nullable: true, description: 'Name in Chinese, {limits}; null empties it.' })
  nameNative?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether its customers can be upgrade candidates.' })
  watchTierUpgrades?: boolean | null;
  @Field(() => TierThresholdInput, { nullable: true, description: 'Where it begins from a day on.' })
  threshold?: TierThresholdInput | null;
}

@InputType({ description: 'As of which day to re-tier.' })
export class RetierCustomersInput extends MutationInput {
  @Field(() => LocalDate, {
    description: 'The day, from 1952 until today. Customers that were re-tiered as of a later day are left alone.',
  })
  asOf!: string;
}
