import { ObjectType, Field } from '@nestjs/graphql';
import { SlaTargetType } from '../../terms/graphql/terms.types.js';

@ObjectType('SlaTermsFor', { description: 'Which terms a request is under, and why.' })
export class SlaTermsForType {
  @Field({ description: 'Why these apply and no others, in a sentence.' })
  reason!: string;
  @Field(() => [SlaTargetType], { description: "Targets for the request's priority; none without terms." })
  targets!: readonly SlaTargetType[];
  requestId!: string;
  termsVersionId!: string | null;
  calendarVersionId!: string | null;
}

@ObjectType('SlaPassedOverTerms', { description: 'Terms that could concern a request and do not apply to it.' })
export class SlaPassedOverTermsType {
  @Field({ description: 'Why not, in a sentence.' })
  reason!: string;
  termsVersionId!: string;
}
