import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Currency,
  Decimal,
  LocalDate,
  moneyOf,
  MoneyType,
  MutationPayload,
  Node,
  Reference,
  payloadsOf,
  VisibleWith,
} from '#platform/graphql';
import {
  type TierUpgradeCandidate,
  type PyramidRank,
  type PyramidBasis,
  type PyramidRow,
  type PyramidUnit,
} from '../application/pyramid.queries.js';
import {
  type ExchangeRate,
  type MonthRevenue,
  type Move,
  type MoveRule,
  type RevenueEntry,
} from '../application/revenue.queries.js';
import { type Tier, type TierThreshold } from '../application/tier-row.js';
import { type OldRate } from '../application/rate-ages.js';
import { type RateQuote } from '#modules/vocabulary';
import { type RevenueKind } from '../pyramid.types.js';
import { MoveRuleEnum, PyramidBasisEnum, PyramidUnitEnum, RateQuoteEnum, RevenueKindEnum } from './enums.js';
import { CustomerType, JobType, BranchType } from '#modules/customers/graphql';

export { MoneyType };

const VERSION = { description: 'Grows with every change; updates send it back.' };

/** Pounds as the API shows them. */
export const pounds = (amount: string): MoneyType => moneyOf(amount, 'GBP');
export const optionalPounds = (amount: string | null): MoneyType | null => (amount === null ? null : pounds(amount));

@ObjectType('TierThreshold', { description: 'Where a tier begins, from a day on.' })
export class TierThresholdType implements TierThreshold {
  @Field(() => LocalDate, { description: 'First day on which it counts, until that of the next.' })
  effectiveFrom!: string;
  @Field(() => Decimal, {
    nullable: true,
    description:
      'Revenue of twelve months in pounds from which on a customer is in the tier; null for the lowest tier.',
  })
  lowerBound!: string | null;
  @Field({ description: 'Whether a revenue of exactly the bound belongs to the tier.' })
  inclusive!: boolean;
  @Field(() => Decimal, {
    description: 'How many per cent below the bound the revenue may fall before a customer loses the tier.',
  })
  keepPercent!: string;
}

@VisibleWith('pyramid.read')
@ObjectType('Tier', { implements: () => [Node], description: 'A place in the pyramid of customers.' })
export class TierType extends Node implements Tier {
  @Field({ description: 'Unique key, such as TOP.' })
  key!: string;
  @Field({ description: 'Name in English.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Name in Chinese; null when it has none.' })
  nameNative!: string | null;
  @Field(() => Int, { description: 'PyramidRank from the top: 1 is the highest.' })
  rank!: number;
  @Field({ description: 'Whether its growing customers are listed in tierUpgradeCandidates.' })
  watchTierUpgrades!: boolean;
  @Field(() => [TierThresholdType], { description: 'Where it begins and began, the latest first.' })
  thresholds!: TierThresholdType[];
  @Field(() => Int, VERSION)
  version!: number;
}

@ObjectType('PyramidTier', { description: 'One tier in the pyramid of a day.' })
export class PyramidTierType implements PyramidRow {
  @Reference('tier', () => TierType, { description: 'The tier.' })
  tierId!: string;
  @Field(() => Decimal, { nullable: true, description: 'Where it began on that day, in pounds; null for the lowest.' })
  lowerBound!: string | null;
  @Field({ description: 'Whether exactly the bound belongs to it.' })
  inclusive!: boolean;
  @Field(() => Int, { description: 'How many active customers (or groups) it has.' })
  customers!: number;
  @Field(() => Decimal, { description: 'Per cent of all active customers, two digits after the point.' })
  customerShare!: string;
  @Field(() => MoneyType, { description: 'What they brought in over the twelve months, in pounds.' })
  revenue!: never;
  @Field(() => Decimal, { description: 'Per cent of the revenue of all active customers, two digits after the point.' })
  revenueShare!: string;
}

@VisibleWith('pyramid.read')
@ObjectType('ExchangeRate', { implements: () => [Node], description: 'What a currency is worth from a day on.' })
export class ExchangeRateType extends Node implements ExchangeRate {
  pounds!: string;
  @Field(() => Currency, { description: 'The currency.' })
  currency!: string;
  @Field(() => LocalDate, { description: 'First day on which it holds, until that of the next.' })
  validFrom!: string;
  @Field(() => String, {
    description:
      'Pounds for one unit of the currency, a decimal text: as quoted, or the reciprocal of what was quoted with twenty significant digits.',
  })
  rate!: never;
  @Field({ description: 'The rate as it was recorded, a decimal text.' })
  quotedRate!: string;
  @Field(() => RateQuoteEnum, { description: 'Which way the recorded rate is quoted.' })
  quote!: RateQuote;
  @Field(() => Int, { description: 'Grows with every correction.' })
  version!: number;
}
@ObjectType('OldRate', {
  description: 'An exchange rate that is too old for a month in which revenue is converted by it.',
})
export class OldRateType implements OldRate {
  @Reference('exchangeRate', () => ExchangeRateType, { description: 'The rate.' })
  exchangeRateId!: string;
  @Field(() => Currency, { description: 'Its currency.' })
  currency!: string;
  @Field(() => LocalDate, { description: 'First day of the month.' })
  month!: string;
  @Field(() => Int, { description: 'How many days old it is at the end of the month.' })
  ageDays!: number;
  @Field(() => MoneyType, { description: 'What the revenue in that currency and month comes to by it, in pounds.' })
  revenue!: never;
}

@ObjectType('Pyramid', {
  description:
    'The pyramid of customers as of a day, by the revenue of the last twelve whole months: those up to the latest month that is over by the end of the day. A customer is active when its revenue in them is above zero.',
})
export class PyramidType {
  @Field(() => LocalDate, { description: 'The day.' })
  asOf!: string;
  @Field(() => LocalDate, { description: 'First day of the first of the twelve months.' })
  firstMonth!: string;
  @Field(() => LocalDate, { description: 'First day of the last of the twelve months.' })
  lastMonth!: string;
  @Field(() => PyramidUnitEnum, { description: 'Whose revenue is counted together.' })
  unit!: PyramidUnit;
  @Field(() => PyramidBasisEnum, { description: 'What decides on the tier.' })
  basis!: PyramidBasis;
  @Field(() => [PyramidTierType], { description: 'The tiers of that day, the highest first, also the empty ones.' })
  tiers!: readonly PyramidTierType[];
  @Field(() => Int, { description: 'How many active customers (or groups) there are.' })
  customers!: number;
  @Field(() => MoneyType, { description: 'What all active customers brought in over the twelve months, in pounds.' })
  revenue!: MoneyType;
  @Field(() => MoneyType, {
    description:
      'Sum over those whose credits outweigh their revenue, zero or less, in pounds. They are in no tier; with it the revenue adds up to all entries.',
  })
  creditsOfOthers!: MoneyType;
  @Field(() => [OldRateType], {
    description:
      'Exchange rates used in the twelve months that are older than the firm allows (RATE_MAX_AGE_DAYS), by month and currency. They count all the same; record newer ones with recordExchangeRates.',
  })
  oldRates!: never;
}

@ObjectType('PyramidRank', { description: 'The place of an active customer in the pyramid of a day.' })
export class PyramidRankType implements PyramidRank {
  @Reference('customer', () => CustomerType, { description: 'The customer.' })
  customerId!: string;
  @Reference('tier', () => TierType, { nullable: true, description: 'The tier; null when no tier begins that low.' })
  tierId!: string | null;
  @Field(() => MoneyType, { description: 'Revenue of the last twelve months, in pounds.' })
  revenue!: never;
  @Field(() => MoneyType, { description: 'Revenue of the twelve months before, in pounds.' })
  previousRevenue!: never;
}
@ObjectType({ description: 'Places in the pyramid.' })
export class PyramidRankConnection extends ConnectionOf(PyramidRankType, 'PyramidRank') {}

@ObjectType('TierUpgradeCandidate', { description: 'A customer with the growth to move up a tier within a year.' })
export class TierUpgradeCandidateType extends PyramidRankType implements TierUpgradeCandidate {
  @Reference('nextTier', () => TierType, { description: 'The tier within reach.' })
  nextTierId!: string;
  @Field(() => Decimal, { description: 'Growth of the revenue from one twelve months to the next, in per cent.' })
  growthPercent!: string;
  @Field(() => MoneyType, {
    description: 'Revenue of the next twelve months if it grows as much again, but at most doubles, in pounds.',
  })
  projectedRevenue!: never;
  @Field(() => MoneyType, { description: 'What is missing to the bound of the next tier, in pounds.' })
  gap!: never;
  reach!: string;
}
@ObjectType({ description: 'TierUpgradeCandidates.' })
export class TierUpgradeCandidateConnection extends ConnectionOf(TierUpgradeCandidateType, 'TierUpgradeCandidate') {}

@VisibleWith('pyramid.read')
@ObjectType('TierMove', { implements: () => [Node], description: 'A customer came to another tier.' })
export class TierMoveType extends Node implements Move {
  seq!: number;
  @Reference('customer', () => CustomerType, { description: 'The customer.' })
  customerId!: string;
  @Reference('from', () => TierType, { nullable: true, description: 'The tier it had; null when it had none.' })
  fromTierId!: string | null;
  @Reference('to', () => TierType, {
    nullable: true,
    description: 'The tier it came to; null when it left the pyramid.',
  })
  toTierId!: string | null;
  @Field(() => LocalDate, { description: 'The day as of which it moved.' })
  asOf!: string;
  @Field(() => MoveRuleEnum, { description: 'Which rule moved it.' })
  rule!: MoveRule;
  revenue!: string;
  bound!: string | null;
  keepShare!: string | null;
  @Field(() => Date, { description: 'When the move was recorded.' })
  recordedAt!: Date;
}
@ObjectType({ description: 'Moves between tiers.' })
export class TierMoveConnection extends ConnectionOf(TierMoveType, 'TierMove') {}

@VisibleWith('pyramid.read')
@ObjectType('MonthRevenue', { description: 'Revenue of one month.' })
export class MonthRevenueType implements MonthRevenue {
  customerId!: string;
  @Field(() => LocalDate, { description: 'First day of the month.' })
  month!: string;
  @Field(() => MoneyType, { description: 'What was brought in, in pounds at the rates of the month.' })
  revenue!: never;
}

@VisibleWith('pyramid.read')
@ObjectType('RevenueEntry', {
  implements: () => [Node],
  description: 'What a customer brought in in a month, as booked.',
})
export class RevenueEntryType extends Node implements Omit<RevenueEntry, 'amount' | 'pounds'> {
  @Reference('customer', () => CustomerType, { description: 'Customer it is booked on.' })
  customerId!: string;
  @Reference('job', () => JobType, { nullable: true, description: 'Job it was for; null when it was for none.' })
  jobId!: string | null;
  @Reference('branch', () => BranchType, { nullable: true, description: 'Branch it came from; null when not known.' })
  branchId!: string | null;
  currency!: string;
  @Field(() => LocalDate, { description: 'First day of the month it belongs to.' })
  month!: string;
  @Field(() => MoneyType, { description: 'The amount as booked.' })
  amount!: never;
  @Field(() => MoneyType, {
    description: 'The amount in pounds: at the latest rate valid on or before the last day of the month.',
  })
  pounds!: never;
  @Reference('exchangeRate', () => ExchangeRateType, {
    nullable: true,
    description: 'The rate by which it is converted; null for pounds.',
  })
  exchangeRateId!: string | null;
  rateFrom!: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'How many days old the rate is at the end of the month (today, while the month is not over); null for pounds.',
  })
  rateAgeDays!: never;
  @Field(() => Boolean, {
    description: 'Whether the rate is older than the firm allows (RATE_MAX_AGE_DAYS). It counts all the same.',
  })
  rateTooOld!: never;
  @Field(() => RevenueKindEnum, { description: 'What it is.' })
  kind!: RevenueKind;
  @Field(() => String, { nullable: true, description: 'Remark; null when there is none.' })
  note!: string | null;
  @Field(() => String, { nullable: true, description: 'Its key where it came from; null when it was entered here.' })
  externalRef!: string | null;
  @Field(() => String, { nullable: true, description: 'What it was imported from; null when it was entered here.' })
  source!: string | null;
  @Field(() => Date, { description: 'When it was recorded.' })
  recordedAt!: Date;
  @Field(() => Int, { description: 'Grows whenever its source restates it.' })
  version!: number;
}
@ObjectType({ description: 'Entries of revenue.' })
export class RevenueEntryConnection extends ConnectionOf(RevenueEntryType, 'RevenueEntry') {}

@ObjectType({ description: 'Exchange rates.' })
export class ExchangeRateConnection extends ConnectionOf(ExchangeRateType, 'ExchangeRate') {}

export const { RecordRevenuePayload } = payloadsOf(
  'revenueEntry',
  RevenueEntryType,
  'The entry; null when it was refused.',
  'recordRevenue',
);

@ObjectType({ description: 'Answer to recordExchangeRates.' })
export class RecordExchangeRatesPayload extends MutationPayload {
  @Field(() => [ExchangeRateType], {
    nullable: true,
    description: 'The rates as they are now, in the order of the input; null when they were refused.',
  })
  exchangeRates?: ExchangeRate[] | null;
}

export const { UpdateTierPayload } = payloadsOf(
  'tier',
  TierType,
  'The tier as it is now; null when nothing was changed.',
  'updateTier',
);

@ObjectType({ description: 'Answer of retierCustomers.' })
export class RetierCustomersPayload extends MutationPayload {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day as of which the worker will re-tier all customers; null when it was refused.',
  })
  asOf?: string | null;
}
