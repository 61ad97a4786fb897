import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ConnectionOf, TimeZone, enumType } from '#platform/graphql';
import { type ClockAdjustment } from '../application/explained-clock.js';
import { type ClosedCause } from '../domain/explanation-exceptions.js';
import { type TimeSegmentKind } from '../domain/explanation.js';
import { type ApplicableTerms } from '../../monitoring/application/build-timeline.js';
import { SlaTargetType } from '../../terms/graphql/terms.types.js';
import { SlaClockType } from '../../monitoring/graphql/clock.types.js';

export const SlaLanguageEnum = { EN: 'en', ZH_CN: 'zh-CN' } as const;
registerEnumType(SlaLanguageEnum, {
  name: 'SlaLanguage',
  description: 'Language of sentences.',
  valuesMap: { EN: { description: 'English.' }, ZH_CN: { description: 'Chinese, simplified.' } },
});

export const SlaTimeSegmentKindEnum = enumType<TimeSegmentKind>(
  'SlaTimeSegmentKind',
  'How a clock spent a segment of its life.',
  {
    OPEN: 'It ran: the calendar was open.',
    CLOSED: 'The calendar was closed; see `cause`.',
    PAUSED: 'The request waited for the customer or a third party.',
    COMPLETED: 'The request was completed, and was reopened later.',
  },
);

export const SlaClosedCauseEnum = enumType<ClosedCause>('SlaClosedCause', 'Why a calendar was closed.', {
  OUTSIDE_HOURS: 'No hours of any calendar were then.',
  HOLIDAY: 'A holiday.',
  OVERRIDE: 'A date with hours of its own, before, after or instead of which it was closed.',
  CLOSURE: 'A closure between two instants.',
  BREAK: 'A break on one date.',
});

const CAUSES = {
  TERMS_MOVED: 'Open requests were moved over to other terms.',
  REQUEST_CHANGED: 'Priority, type, job, branch or office of the request changed.',
  CALENDAR_CHANGED: 'A calendar was corrected, or an office or branch chose another.',
  RULES_CHANGED: 'Calendars are read by other rules since: newer time zone data, or another edition of the program.',
};

export const SlaApplicableTermsCauseEnum = enumType<ApplicableTerms['cause']>(
  'SlaApplicableTermsCause',
  'Why other terms or calendars apply from then on.',
  { CREATED: 'The request was created.', ...CAUSES },
);

export const SlaClockAdjustmentCauseEnum = enumType<ClockAdjustment['cause']>(
  'SlaClockAdjustmentCause',
  'What moved a clock.',
  {
    ...CAUSES,
    DUPLICATE_MERGED: 'A duplicate was merged into the request; the clock starts when that one did.',
    RECALCULATED: 'Terms or calendars that apply from its start were changed later.',
    TARGET_REMOVED: 'It was removed for a while: its terms had no target for it.',
  },
);

@ObjectType('SlaTimeSegment', {
  description:
    'A segment of the life of a clock. Segments follow one another without gaps and add up to the clock to the second. Seconds are open seconds.',
})
export class SlaTimeSegmentType {
  @Field(() => Int, { description: 'Position, from 1.' })
  no!: number;
  @Field(() => SlaTimeSegmentKindEnum, { description: 'How the clock spent it.' })
  kind!: TimeSegmentKind;
  @Field(() => SlaClosedCauseEnum, { nullable: true, description: 'With CLOSED: why; else null.' })
  cause!: ClosedCause | null;
  @Field({ description: 'When it began.' })
  from!: Date;
  @Field({ description: 'When it ended; the next begins then.' })
  to!: Date;
  @Field(() => Int, {
    description: 'Single segments that it sums up; 1 unless merged. With OPEN: those that are open.',
  })
  count!: number;
  @Field(() => Int, { description: 'With OPEN: ordinary closed hours between, before and after the open ones.' })
  closings!: number;
  @Field(() => Date, { nullable: true, description: 'With OPEN: the first moment of it that is open; else null.' })
  firstOpening!: Date | null;
  @Field(() => Date, { nullable: true, description: 'With OPEN: when it closes last; else null.' })
  lastClosing!: Date | null;
  @Field(() => Int, { description: 'What it adds to the clock.' })
  countedSeconds!: number;
  @Field(() => Int, { description: 'Open seconds in which the clock was stopped.' })
  stoppedSeconds!: number;
  @Field(() => Int, { description: 'What the clock showed after it.' })
  elapsedSeconds!: number;
  @Field(() => Int, { description: 'What was left after it; negative when late.' })
  remainingSeconds!: number;
  @Field({ description: 'Whether it is after the due time.' })
  overdue!: boolean;
}

@ObjectType({ description: 'Segments of a clock.' })
export class SlaTimeSegmentConnection extends ConnectionOf(SlaTimeSegmentType, 'SlaTimeSegment') {}

@ObjectType('SlaTimeSegmentTotal', { description: 'All segments of one kind and cause together, unmerged.' })
export class SlaTimeSegmentTotalType {
  @Field(() => SlaTimeSegmentKindEnum, { description: 'Which kind.' })
  kind!: TimeSegmentKind;
  @Field(() => SlaClosedCauseEnum, { nullable: true, description: 'With CLOSED: which cause; else null.' })
  cause!: ClosedCause | null;
  @Field(() => Int, { description: 'How many segments.' })
  count!: number;
  @Field(() => Int, { description: 'How long they lasted, in seconds, open or not.' })
  seconds!: number;
  @Field(() => Int, { description: 'Open seconds they added to the clock.' })
  countedSeconds!: number;
  @Field(() => Int, { description: 'Open seconds in which the clock was stopped.' })
  stoppedSeconds!: number;
}

@ObjectType('SlaClockAdjustment', { description: 'An event that moved a clock, or could have moved it.' })
export class SlaClockAdjustmentType {
  @Field({ description: 'When it took effect; with RECALCULATED and TARGET_REMOVED when it was found.' })
  at!: Date;
  @Field(() => SlaClockAdjustmentCauseEnum, { description: 'What it was.' })
  cause!: ClockAdjustment['cause'];
}

@ObjectType('SlaApplicableTerms', {
  description: 'Terms and calendars that applied to the clocks of a request during a part of its life.',
})
export class SlaApplicableTermsType {
  @Field(() => SlaApplicableTermsCauseEnum, { description: 'Why from then on.' })
  cause!: ApplicableTerms['cause'];
  @Field({ description: 'Since when.' })
  from!: Date;
  @Field(() => [SlaTargetType], { description: 'Targets for the priority that the request had; none without terms.' })
  targets!: readonly SlaTargetType[];
  @Field(() => String, {
    nullable: true,
    description: 'Key of the tier by which terms were chosen; null when the customer had none.',
  })
  tier!: string | null;
  @Field(() => [TimeZone], { description: 'Zones of offices whose usual hours counted because they had no calendar.' })
  usualHoursIn!: readonly string[];
}

@ObjectType('SlaClockExplanation', { description: 'Explanation of a clock.' })
export class SlaClockExplanationType {
  @Field(() => SlaClockType, { description: 'The clock.' })
  clock!: SlaClockType;
  @Field(() => [SlaTimeSegmentTotalType], { description: 'What all segments add up to, by kind and cause; exact.' })
  totals!: readonly SlaTimeSegmentTotalType[];
}

@ObjectType({ description: 'Explanations of clocks, by metric and cycle.' })
export class SlaClockExplanationConnection extends ConnectionOf(SlaClockExplanationType, 'SlaClockExplanation') {}

@ObjectType('SlaExplanation', { description: 'Explanation of the clocks of a service request.' })
export class SlaExplanationType {
  @Field({ description: 'As of when.' })
  at!: Date;
  requestId!: string;
}
