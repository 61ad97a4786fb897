import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ConnectionOf, MutationInput, MutationPayload, IdField, ANY_NODE } from '#platform/graphql';

export enum OutgoingMailStatus {
  QUEUED = 'QUEUED',
  SENT = 'SENT',
  FAILED = 'FAILED',
}
registerEnumType(OutgoingMailStatus, {
  name: 'OutgoingMailStatus',
  description: 'How far an e-mail has come.',
  valuesMap: {
    QUEUED: { description: 'It waits to be sent, or to be tried again.' },
    SENT: { description: 'The mail server has taken it.' },
    FAILED: { description: 'It failed for good: refused, or tried for more than a day.' },
  },
});

@ObjectType('OutgoingMail', { description: 'An outgoing e-mail, without its text.' })
export class OutgoingMailType {
  @Field(() => ID, { description: 'Id, to send it again by; also in its Message-ID.' })
  id!: string;
  @Field({ description: 'What sort of mail it is, such as `sla.escalated`.' })
  purpose!: string;
  @Field({ description: 'Address it goes to.' })
  toAddress!: string;
  @Field(() => OutgoingMailStatus, { description: 'How far it has come.' })
  status!: OutgoingMailStatus;
  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number;
  @Field(() => Date, { nullable: true, description: 'When it is tried next; null unless it waits.' })
  nextAttemptAt!: Date | null;
  @Field({ description: 'When it was written.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was sent, or failed for good; null while it waits.' })
  endedAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'What the mail server said last; null before the first attempt.',
  })
  answer!: string | null;
}

@ObjectType('OutgoingMailConnection', { description: 'A page of e-mails.' })
export class OutgoingMailConnection extends ConnectionOf(OutgoingMailType, 'OutgoingMail') {}

@InputType({ description: 'Which e-mails.' })
export class ResendMailsInput extends MutationInput {
  @IdField(ANY_NODE, { nullable: true, description: 'Id of one e-mail; defaults to all that failed.' })
  id?: string | null;
}

@ObjectType({ description: 'Answer of resendMails.' })
export class ResendMailsPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'How many e-mails were queued again.' })
  resent!: number | null;
}
