import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IdField, MutationPayload } from '#platform/graphql';

export enum PendingStep {
  PASSWORD_CHANGE = 'PASSWORD_CHANGE',
  SECOND_FACTOR = 'SECOND_FACTOR',
}
registerEnumType(PendingStep, {
  name: 'PendingStep',
  description: 'What an employee has to do before anything else is allowed.',
  valuesMap: {
    PASSWORD_CHANGE: {
      description: 'Choose a password: the present one was set by an administrator (changePassword).',
    },
    SECOND_FACTOR: { description: 'Enrol a second factor, which a role requires (beginSecondFactor).' },
  },
});

@ObjectType('SecondFactor', { description: 'Whether an account is protected by one-time codes.' })
export class SecondFactorType {
  @Field({ description: 'Whether signing in asks for a code.' })
  enrolled!: boolean;
  @Field({ description: 'Whether a role of the employee requires it.' })
  required!: boolean;
  @Field(() => Int, { description: 'Recovery codes that are not used yet, 0 to 10.' })
  recoveryCodesLeft!: number;
}

@ObjectType('Session', { description: 'One sign-in: a browser or app in which you are signed in.' })
export class SessionType {
  @IdField('Session', { description: 'Id, to end it by.' })
  id!: string;
  @Field({ description: 'When you signed in.' })
  createdAt!: Date;
  @Field({ description: 'When its tokens were last renewed.' })
  lastUsedAt!: Date;
  @Field({ description: 'When it ends by itself.' })
  expiresAt!: Date;
  @Field(() => String, { nullable: true, description: 'Address from which you signed in; null when not known.' })
  ip!: string | null;
  @Field(() => String, { nullable: true, description: 'What the browser or app called itself; null when not known.' })
  userAgent!: string | null;
  @Field({ description: 'Whether this request belongs to it.' })
  current!: boolean;
}

@ObjectType({ description: 'Answer of changePassword.' })
export class ChangePasswordPayload extends MutationPayload {}

@ObjectType({ description: 'Answer of endSession.' })
export class EndSessionPayload extends MutationPayload {
  @IdField('Session', { nullable: true, description: 'Id of the session that was ended.' })
  id!: string | null;
}

@ObjectType({ description: 'Answer of beginSecondFactor.' })
export class BeginSecondFactorPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'The secret in base32, to type in by hand; shown this once.' })
  secret!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The secret as an otpauth URI: show it as a QR code for authenticator apps.',
  })
  otpauthUri!: string | null;
}

@ObjectType({ description: 'Answer of confirmSecondFactor and renewRecoveryCodes.' })
export class RecoveryCodesPayload extends MutationPayload {
  @Field(() => [String], {
    nullable: true,
    description: 'Ten codes, each of which serves once instead of a one-time code; shown this once.',
  })
  recoveryCodes!: readonly string[] | null;
}

@ObjectType({ description: 'Answer of removeSecondFactor.' })
export class RemoveSecondFactorPayload extends MutationPayload {}

@ObjectType({ description: 'Answer of resetSecondFactor.' })
export class ResetSecondFactorPayload extends MutationPayload {}
