import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Limited } from '#platform/graphql';
import { type SlaClockEventKind, type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { CalendarInput } from '../../calendars/graphql/calendar.inputs.js';
import { SlaClockEventKindEnum, SlaMetricEnum, SlaClockStatusEnum } from '../../engine/graphql/clock.enums.js';
import { PREVIEW_LIMITS } from '../application/preview.js';

@InputType('SlaTargetInput', { description: 'How long a metric may take.' })
export class SlaTargetInput {
  @Field(() => SlaMetricEnum, { description: 'What is measured.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Open seconds, above zero.' })
  seconds!: number;
}

@InputType('SlaPreviewEventInput', { description: 'Something that happens to the request.' })
export class SlaPreviewEventInput {
  @Field({ description: 'When; not before the event in front of it.' })
  at!: Date;
  @Field(() => SlaClockEventKindEnum, { description: 'What happens.' })
  kind!: SlaClockEventKind;
  @Field(() => CalendarInput, { nullable: true, description: 'With TERMS_CHANGED: the new calendar.' })
  calendar?: CalendarInput | null;
  @Field(() => [SlaTargetInput], { nullable: true, description: 'With TERMS_CHANGED: the full new set of targets.' })
  targets?: SlaTargetInput[] | null;
}

@InputType('SlaPreviewInput', { description: 'Terms, events and the instants to look at.' })
export class SlaPreviewInput {
  @Field(() => CalendarInput, { description: 'The calendar the clocks run on.' })
  calendar!: CalendarInput;
  @Field(() => [SlaTargetInput], { description: 'At most one per metric; a metric without a target has no clock.' })
  targets!: SlaTargetInput[];
  @Field(() => [SlaMetricEnum], {
    nullable: true,
    description: 'Metrics whose clocks stop while the request is paused; defaults to UPDATE and COMPLETION.',
  })
  pausingMetrics?: SlaMetric[] | null;
  @Limited(PREVIEW_LIMITS.events)
  @Field(() => [SlaPreviewEventInput], {
    description: 'In time order; equal instants in the order of the list, {limits}.',
  })
  events!: SlaPreviewEventInput[];
  @Limited(PREVIEW_LIMITS.instants)
  @Field(() => [Date], { description: 'Instants to look at, in any order; {limits}.' })
  at!: Date[];
}

@ObjectType('SlaClockSnapshot', { description: 'One clock at one instant. Seconds are open seconds of its calendar.' })
export class SlaClockSnapshotType {
  @Field(() => SlaMetricEnum, { description: 'What it measures.' })
  metric!: SlaMetric;
  @Field(() => Int, { description: 'Counts the repeats of the metric, from 1.' })
  cycle!: number;
  @Field(() => SlaClockStatusEnum, { description: 'Status.' })
  state!: SlaClockStatus;
  @Field(() => Date, {
    nullable: true,
    description:
      'Null once cancelled, or while it cannot be known: paused, or the calendar does not open for ten years.',
  })
  dueAt!: Date | null;
  @Field({ description: 'When it began.' })
  startedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it ended; null while it is open.' })
  stoppedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'The due instant that passed; null when it was not late.' })
  breachedAt!: Date | null;
  @Field(() => Int, { description: 'Open seconds it may take.' })
  targetSeconds!: number;
  @Field(() => Int, { description: 'Open seconds it has run.' })
  elapsedSeconds!: number;
  @Field(() => Int, { description: 'Open seconds that are left; negative when late.' })
  remainingSeconds!: number;
  @Field(() => Int, { description: 'Open seconds it has stood still.' })
  pausedSeconds!: number;
}

@ObjectType('SlaPreviewState', { description: 'All clocks at one instant.' })
export class SlaPreviewStateType {
  @Field({ description: 'The instant that was asked for.' })
  at!: Date;
  @Field(() => [SlaClockSnapshotType], { description: 'By metric, then by cycle; ended ones included.' })
  clocks!: SlaClockSnapshotType[];
}

@ObjectType('OpenState', { description: 'State of a calendar at an instant.' })
export class OpenStateType {
  @Field({ description: 'Whether it is open.' })
  open!: boolean;
  @Field(() => Date, {
    nullable: true,
    description: 'When it opens next; the instant itself when open; null when it does not within ten years.',
  })
  nextOpening!: Date | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When it closes next; null when it does not, or not within ten years.',
  })
  nextClosing!: Date | null;
}
