import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Currency, Decimal, Reference } from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { type CreditPeriod, type Recipient, type RoleReach } from '../terms.types.js';
import { type CalendarCombination, type CalendarSource } from '../../calendars/domain/calendar-basis.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { SlaCreditPeriodEnum } from './terms.enums.js';
import {
  SlaCalendarCombinationEnum,
  SlaCalendarSourceKindEnum,
  SlaRecipientKindEnum,
  SlaRoleReachEnum,
} from './terms-content.enums.js';
import { OfficeType, EmployeeType } from '#modules/identity/graphql';
import { type Priority } from '#modules/vocabulary';
import { SlaCalendarType } from '../../calendars/graphql/calendar.types.js';

const METRIC = { nullable: true, description: 'For which metric; null for every one.' } as const;

@ObjectType('SlaCalendarSource', { description: 'One calendar that terms run on.' })
export class SlaCalendarSourceType {
  @Field(() => SlaCalendarSourceKindEnum, { description: 'Whose calendar.' })
  kind!: CalendarSource['kind'];
  @Reference('calendar', () => SlaCalendarType, {
    nullable: true,
    description: 'With CALENDAR: which calendar; else null.',
  })
  calendarId?: string;
  @Reference('office', () => OfficeType, {
    nullable: true,
    description: 'With OFFICE: which office; null for the one that serves the request.',
  })
  officeId?: string | null;
}

@ObjectType('SlaCalendarBasis', { description: 'Which calendars terms run on.' })
export class SlaCalendarBasisType {
  @Field(() => SlaCalendarCombinationEnum, { description: 'How they make one.' })
  combination!: CalendarCombination;
  @Field(() => [SlaCalendarSourceType], { description: 'The calendars; exactly one with ONE.' })
  sources!: readonly SlaCalendarSourceType[];
}

@ObjectType('SlaRecipient', { description: 'A recipient.' })
export class SlaRecipientType {
  @Field(() => SlaRecipientKindEnum, { description: 'Who.' })
  kind!: Recipient['kind'];
  @Field(() => String, { nullable: true, description: 'With ROLE: key of the role; else null.' })
  role?: string | null;
  @Field(() => SlaRoleReachEnum, { nullable: true, description: 'With ROLE: where they work; else null.' })
  of?: RoleReach | null;
  @Reference('employee', () => EmployeeType, {
    nullable: true,
    description: 'With EMPLOYEE: which employee; else null.',
  })
  employeeId?: string;
}

@ObjectType('SlaWarning', {
  description: 'A warning before a clock is due, at a share of its target or a time before.',
})
export class SlaWarningType {
  @Field(() => SlaMetricEnum, METRIC)
  metric!: SlaMetric | null;
  @Field(() => Int, { nullable: true, description: 'Per cent of the target used up; null when it is a time before.' })
  sharePercent!: number | null;
  @Field(() => Int, { nullable: true, description: 'Open seconds before the due time; null when it is a share.' })
  secondsBefore!: number | null;
  @Field(() => [SlaRecipientType], { description: 'Recipients.' })
  recipients!: readonly SlaRecipientType[];
}

@ObjectType('SlaEscalation', { description: 'An escalation after a breach.' })
export class SlaEscalationType {
  @Field(() => SlaMetricEnum, METRIC)
  metric!: SlaMetric | null;
  @Field(() => Int, { description: 'Open seconds after the due time; 0 is the breach itself.' })
  secondsAfter!: number;
  @Field(() => [SlaRecipientType], { description: 'Recipients.' })
  recipients!: readonly SlaRecipientType[];
}

@ObjectType('SlaCreditRule', { description: 'What one breach costs: a percentage or an amount.' })
export class SlaCreditRuleType {
  @Field(() => SlaMetricEnum, METRIC)
  metric!: SlaMetric | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'For which priority; null for every one.' })
  priority!: Priority | null;
  @Field(() => Decimal, {
    nullable: true,
    description: 'Per cent of the fee of the period; null when it is an amount.',
  })
  percent!: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Amount; null when it is a percentage.' })
  amount!: string | null;
}

@ObjectType('SlaCreditTerms', { description: 'What a customer gets back for breaches.' })
export class SlaCreditTermsType {
  @Field(() => Currency, { description: 'Of all amounts.' })
  currency!: string;
  @Field(() => Decimal, {
    nullable: true,
    description: 'What the customer pays per period; null when it does not matter.',
  })
  fee!: string | null;
  @Field(() => SlaCreditPeriodEnum, { description: 'For how long fee and caps count.' })
  period!: CreditPeriod;
  @Field(() => Decimal, { nullable: true, description: 'Cap per period, in per cent of its fee.' })
  capPercent!: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Cap per period, as an amount.' })
  capAmount!: string | null;
  @Field(() => [SlaCreditRuleType], { description: 'What breaches cost.' })
  rules!: readonly SlaCreditRuleType[];
}
