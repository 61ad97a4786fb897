import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Json, MutationInput, MutationPayload, TimeZone, payloadOf } from '#platform/graphql';

export enum JobOutcome {
  DONE = 'done',
  FAILED = 'failed',
}
registerEnumType(JobOutcome, {
  name: 'JobOutcome',
  description: 'How a run of a background job ended.',
  valuesMap: { DONE: { description: 'It did its work.' }, FAILED: { description: 'It gave up with an error.' } },
});

@ObjectType('JobRun', { description: 'One run of a background job.' })
export class JobRunType {
  @Field({ description: 'When it began.' })
  startedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it ended; null while it runs, or when its process died.' })
  finishedAt!: Date | null;
  @Field(() => JobOutcome, { nullable: true, description: 'How it ended; null while it runs.' })
  outcome!: JobOutcome | null;
  @Field(() => Json, { nullable: true, description: 'What the job reports, such as counts.' })
  detail!: unknown;
  @Field(() => String, { nullable: true, description: 'What went wrong; null unless it failed.' })
  error!: string | null;
}

@ObjectType('BackgroundJob', { description: 'A kind of background work.' })
export class BackgroundJobType {
  @Field({ description: 'Name, such as sla.sweep-breaches.' })
  name!: string;
  @Field({ description: 'What it does.' })
  description!: string;
  @Field({ description: 'Queue it runs in.' })
  queue!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds between runs; null when it runs by a cron pattern or on demand.',
  })
  everyMilliseconds!: number | null;
  @Field(() => String, { nullable: true, description: 'Cron pattern; null when it runs at an interval or on demand.' })
  cron!: string | null;
  @Field(() => TimeZone, { nullable: true, description: 'Zone of the cron pattern; null without one.' })
  timeZone!: string | null;
  @Field({ description: 'Whether an operator has paused its schedule.' })
  paused!: boolean;
  @Field(() => Date, {
    nullable: true,
    description: 'Next run; null when it is paused, on demand, or the queue is unavailable.',
  })
  nextRunAt!: Date | null;
  @Field(() => JobRunType, {
    nullable: true,
    description: 'Latest recorded run; of jobs that run every few seconds only failures are recorded.',
  })
  lastRun!: JobRunType | null;
}

@ObjectType('DeadLetter', {
  description: 'A dead letter: a delivery of an event to a handler that failed after all attempts.',
})
export class DeadLetterType {
  @Field({ description: 'Id, to redrive it by.' })
  id!: string;
  @Field(() => String, { nullable: true, description: 'Name of the event; null when it is not kept any more.' })
  event!: string | null;
  @Field({ description: 'Handler that failed.' })
  handler!: string;
  @Field({ description: 'Last error.' })
  error!: string;
  @Field({ description: 'When its last attempt failed.' })
  failedAt!: Date;
}

@InputType({ description: 'Which background job.' })
export class BackgroundJobInput extends MutationInput {
  @Field({ description: 'Name of the job.' })
  name!: string;
}

@InputType({ description: 'A schedule: an interval, a cron pattern, or neither for the default.' })
export class RescheduleBackgroundJobInput extends BackgroundJobInput {
  @Field(() => Int, { nullable: true, description: 'Milliseconds between runs, at least 100.' })
  everyMilliseconds?: number | null;
  @Field(() => String, { nullable: true, description: 'Cron pattern of five fields, or six with seconds first.' })
  cron?: string | null;
  @Field(() => TimeZone, { nullable: true, description: 'Zone of the pattern; defaults to UTC.' })
  timeZone?: string | null;
}

@InputType({ description: 'Which deliveries.' })
export class RedriveDeliveriesInput extends MutationInput {
  @Field(() => String, { nullable: true, description: 'Id of one dead letter; defaults to all.' })
  id?: string | null;
}

export const BackgroundJobPayload = payloadOf(
  'BackgroundJobPayload',
  'backgroundJob',
  BackgroundJobType,
  'The job as it is now.',
  'the mutations on background jobs',
);

@ObjectType({ description: 'Answer of redriveDeliveries.' })
export class RedriveDeliveriesPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'How many deliveries were queued again.' })
  redriven!: number | null;
}
