import { ObjectType, Field } from '@nestjs/graphql';
import { SlaTargetType, SlaTermsVersionType } from '../../terms/graphql/terms.types.js';
import { Reference } from '#platform/graphql';

@ObjectType('SlaTermsNotApplied', { description: 'Terms that could concern a request but do not apply to it.' })
export class SlaTermsNotAppliedType {
  @Field({ description: 'Why not, in a sentence.' })
  reason!: string;
  @Reference('terms', () => SlaTermsVersionType, { description: 'Which.' })
  termsVersionId!: string;
}

@ObjectType('SlaTermsFor', { description: 'Which terms a request is under, and why.' })
export class SlaTermsForType {
  @Field({ description: 'Why these apply and no others, in a sentence.' })
  reason!: string;
  @Field(() => [SlaTargetType], { description: "Targets for the request's priority; none without terms." })
  targets!: readonly SlaTargetType[];
  requestId!: string;
  @Reference('terms', () => SlaTermsVersionType, {
    nullable: true,
    description: 'What applies; null when nothing matches.',
  })
  termsVersionId!: string | null;
  calendarVersionId!: string | null;
  @Field(() => [SlaTermsNotAppliedType], {
    description: 'Terms that could concern the request and do not apply, the most specific first; at most 50.',
  })
  notApplied!: readonly SlaTermsNotAppliedType[];
}
