import { Field, InputType } from '@nestjs/graphql';
import { IdField, Limited, MutationInput, Verbatim } from '#platform/graphql';
import { LIMITS } from '../domain/limits.js';

@InputType({ description: 'The second step of a sign-in.' })
export class CompleteSignInInput extends MutationInput {
  @Verbatim()
  @Field({ description: 'The challenge that signIn gave, at most five minutes ago.' })
  challenge!: string;
  @Field({ description: 'The six digits that the authenticator app shows, or a recovery code.' })
  code!: string;
}

@InputType({ description: 'A new password for yourself.' })
export class ChangePasswordInput extends MutationInput {
  @Verbatim()
  @Field({ description: 'The password that you sign in with now.' })
  currentPassword!: string;
  @Limited(LIMITS.password)
  @Field({
    description: 'The new one, {limits}; not a common one, and not made of your name or address.',
  })
  newPassword!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether your API tokens stay valid; defaults to false, which revokes them.',
  })
  keepApiTokens?: boolean | null;
}

@InputType({ description: 'Which session.' })
export class EndSessionInput extends MutationInput {
  @IdField('Session', { description: 'Id of one of your own sessions.' })
  id!: string;
}

@InputType({ description: 'Proof that it is still you.' })
export class BeginSecondFactorInput extends MutationInput {
  @Verbatim()
  @Field({ description: 'The password that you sign in with.' })
  currentPassword!: string;
}

@InputType({ description: 'A code of the second factor.' })
export class SecondFactorCodeInput extends MutationInput {
  @Field({ description: 'The six digits that the authenticator app shows now.' })
  code!: string;
}

@InputType({ description: 'Proof that it is still you, twice.' })
export class RemoveSecondFactorInput extends MutationInput {
  @Verbatim()
  @Field({ description: 'The password that you sign in with.' })
  currentPassword!: string;
  @Field({ description: 'The six digits that the authenticator app shows now, or a recovery code.' })
  code!: string;
}

@InputType({ description: 'Whose second factor.' })
export class ResetSecondFactorInput extends MutationInput {
  @IdField('Employee', { description: 'The employee who has lost it.' })
  employeeId!: string;
}
