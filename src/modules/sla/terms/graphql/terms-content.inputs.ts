import { Field, InputType, Int } from '@nestjs/graphql';
import { Currency, Decimal, IdField, Limited } from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type Priority } from '#modules/vocabulary';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { CONTENT_LIMITS } from '../domain/check-terms.js';
import {
  type CreditPeriod,
  type CreditTerms,
  type EscalationStep,
  type Recipient,
  type RoleReach,
  type WarningStep,
} from '../terms.types.js';
import {
  type CalendarBasis,
  type CalendarCombination,
  type CalendarSource,
} from '../../calendars/domain/calendar-basis.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { SlaCreditPeriodEnum } from './terms.enums.js';
import {
  SlaCalendarCombinationEnum,
  SlaCalendarSourceKindEnum,
  SlaRecipientKindEnum,
  SlaRoleReachEnum,
} from './terms-content.enums.js';

const METRIC = { nullable: true, description: 'For which metric; left out: for every one.' } as const;

@InputType({ description: 'One calendar that terms run on.' })
export class SlaCalendarSourceInput {
  @Field(() => SlaCalendarSourceKindEnum, { description: 'Whose calendar.' })
  kind!: CalendarSource['kind'];
  @IdField('SlaCalendar', { nullable: true, description: 'With CALENDAR: which calendar.' })
  calendarId?: string | null;
  @IdField('Office', {
    nullable: true,
    description: 'With OFFICE: which office; left out: the one that serves the request.',
  })
  officeId?: string | null;
}

@InputType({ description: 'Which calendars terms run on.' })
export class SlaCalendarBasisInput {
  @Field(() => SlaCalendarCombinationEnum, { description: 'How they make one.' })
  combination!: CalendarCombination;
  @Limited(CONTENT_LIMITS.sources)
  @Field(() => [SlaCalendarSourceInput], { description: 'Exactly one with ONE, else two or more, {limits}.' })
  sources!: SlaCalendarSourceInput[];
}

@InputType({ description: 'A recipient.' })
export class SlaRecipientInput {
  @Field(() => SlaRecipientKindEnum, { description: 'Who.' })
  kind!: Recipient['kind'];
  @Limited(CONTENT_LIMITS.role)
  @Field(() => String, { nullable: true, description: 'With ROLE: key of the role.' })
  role?: string | null;
  @Field(() => SlaRoleReachEnum, {
    nullable: true,
    description: 'With ROLE: where they work; defaults to the serving office.',
  })
  of?: RoleReach | null;
  @IdField('Employee', { nullable: true, description: 'With EMPLOYEE: which employee.' })
  employeeId?: string | null;
}

@InputType({ description: 'A warning before a clock is due: give either its share or its time before.' })
export class SlaWarningInput {
  @Field(() => SlaMetricEnum, METRIC)
  metric?: SlaMetric | null;
  @Field(() => Int, { nullable: true, description: 'When that share of the target is used up: 1 to 99 per cent.' })
  sharePercent?: number | null;
  @Limited(CONTENT_LIMITS.seconds)
  @Field(() => Int, {
    nullable: true,
    description: 'So many open seconds before the due time, {limits}; less than the target.',
  })
  secondsBefore?: number | null;
  @Limited(CONTENT_LIMITS.recipients)
  @Field(() => [SlaRecipientInput], { description: 'Recipients; one or more, {limits}.' })
  recipients!: SlaRecipientInput[];
}

@InputType({ description: 'An escalation after a breach.' })
export class SlaEscalationInput {
  @Field(() => SlaMetricEnum, METRIC)
  metric?: SlaMetric | null;
  @Limited(CONTENT_LIMITS.secondsAfter)
  @Field(() => Int, { description: 'Open seconds after the due time, {limits}; 0 is the breach itself.' })
  secondsAfter!: number;
  @Limited(CONTENT_LIMITS.recipients)
  @Field(() => [SlaRecipientInput], { description: 'Recipients; one or more, {limits}.' })
  recipients!: SlaRecipientInput[];
}

@InputType({ description: 'What one breach costs: give either a percentage or an amount.' })
export class SlaCreditRuleInput {
  @Field(() => SlaMetricEnum, METRIC)
  metric?: SlaMetric | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'For which priority; left out: for every one.' })
  priority?: Priority | null;
  @Field(() => Decimal, { nullable: true, description: 'Per cent of the fee of the period, above 0, at most 100.' })
  percent?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Amount above 0, at most two digits after the point.' })
  amount?: string | null;
}

@InputType({ description: 'What a customer gets back for breaches.' })
export class SlaCreditTermsInput {
  @Field(() => Currency, { description: 'Of all amounts.' })
  currency!: string;
  @Field(() => Decimal, { nullable: true, description: 'What the customer pays per period; needed with percentages.' })
  fee?: string | null;
  @Field(() => SlaCreditPeriodEnum, { description: 'For how long fee and caps count.' })
  period!: CreditPeriod;
  @Field(() => Decimal, { nullable: true, description: 'Cap per period, in per cent of its fee.' })
  capPercent?: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Cap per period, as an amount.' })
  capAmount?: string | null;
  @Limited(CONTENT_LIMITS.rules)
  @Field(() => [SlaCreditRuleInput], {
    description: 'One or more, {limits}; of those that match a breach the narrowest counts.',
  })
  rules!: SlaCreditRuleInput[];
}

/** What the input says; what is missing is found by the checks. */
export function basisOf({ combination, sources }: SlaCalendarBasisInput): CalendarBasis {
  return {
    combination,
    sources: sources.map(({ kind, calendarId, officeId }): CalendarSource => {
      if (kind === 'CALENDAR') return { kind, calendarId: calendarId ?? '' };
      if (kind === 'OFFICE') return { kind, officeId: officeId ?? null };
      return { kind };
    }),
  };
}

export function warningsOf(steps: readonly SlaWarningInput[]): WarningStep[] {
  return steps.map(({ metric, sharePercent, secondsBefore, recipients }) => ({
    metric: metric ?? null,
    sharePercent: sharePercent ?? null,
    secondsBefore: secondsBefore ?? null,
    recipients: recipientsOf(recipients),
  }));
}

export function escalationsOf(steps: readonly SlaEscalationInput[]): EscalationStep[] {
  return steps.map(({ metric, secondsAfter, recipients }) => ({
    metric: metric ?? null,
    secondsAfter,
    recipients: recipientsOf(recipients),
  }));
}

export function creditsOf(input: SlaCreditTermsInput): CreditTerms {
  const { currency, fee, period, capPercent, capAmount, rules } = input;
  return {
    ...{ currency, period },
    fee: fee ?? null,
    capPercent: capPercent ?? null,
    capAmount: capAmount ?? null,
    rules: rules.map(({ metric, priority, percent, amount }) => ({
      metric: metric ?? null,
      priority: priority ?? null,
      percent: percent ?? null,
      amount: amount ?? null,
    })),
  };
}

function recipientsOf(recipients: readonly SlaRecipientInput[]): Recipient[] {
  return recipients.map(({ kind, role, of, employeeId }): Recipient => {
    if (kind === 'ROLE') return { kind, role: role?.trim() ?? '', of: of ?? 'OFFICE' };
    if (kind === 'EMPLOYEE') return { kind, employeeId: employeeId ?? '' };
    return { kind };
  });
}
