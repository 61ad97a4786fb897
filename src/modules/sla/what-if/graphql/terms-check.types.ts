import { Field, Int, ObjectType } from '@nestjs/graphql';
import { UserError } from '#platform/graphql';
import { SlaTermsVersionType } from '../../terms/graphql/terms.types.js';

@ObjectType('SlaEndedVersion', { description: 'What publishing would do to an earlier version of the same terms.' })
export class SlaEndedVersionType {
  @Field(() => Int, { description: 'Its number within the terms.' })
  number!: number;
  @Field({ description: 'Requests created from then on would not be under it.' })
  effectiveTo!: Date;
  @Field({ description: 'Whether nothing would ever have been under it, as it begins no earlier.' })
  neverApplies!: boolean;
}

@ObjectType('SlaTermsCheck', { description: 'What is wrong with publishing a draft, and what publishing it would do.' })
export class SlaTermsCheckType {
  @Field({ description: 'Whether there are no errors.' })
  publishable!: boolean;
  @Field(() => [UserError], { description: 'All errors.' })
  errors!: readonly UserError[];
  @Field(() => [UserError], { description: 'Warnings: allowed, but probably not intended.' })
  warnings!: readonly UserError[];
  @Field(() => [SlaEndedVersionType], { description: 'Earlier versions of the same terms that would end.' })
  ends!: readonly SlaEndedVersionType[];
  @Field(() => Int, {
    description: 'Requests that were created from the effective date on and would be evaluated again, open or not.',
  })
  reevaluated!: number;
  @Field(() => Int, {
    description: 'Open requests of before that would come under the terms, if open requests are moved over.',
  })
  wouldMove!: number;
  @Field({ description: 'Whether `wouldMove` is reckoned from a sample of about 1,000 of those that it could be.' })
  estimated!: boolean;
}

@ObjectType('SlaTermsDifference', { description: 'One thing in which two versions of terms differ.' })
export class SlaTermsDifferenceType {
  @Field({
    description:
      'Path of what differs, the same in every language: `targets.COMPLETION.HIGH` (`*`: every metric or priority).',
  })
  field!: string;
  @Field(() => String, { nullable: true, description: 'What it was; null when there was nothing.' })
  before!: string | null;
  @Field(() => String, { nullable: true, description: 'What it is; null when there is nothing any more.' })
  after!: string | null;
  @Field({ description: 'The same as a sentence.' })
  text!: string;
}

@ObjectType('SlaTermsComparison', { description: 'In what two versions of terms differ.' })
export class SlaTermsComparisonType {
  @Field(() => SlaTermsVersionType, { description: 'The one that was compared.' })
  from!: object;
  @Field(() => SlaTermsVersionType, { description: 'The one it was compared with.' })
  to!: object;
  @Field(() => [SlaTermsDifferenceType], {
    description: 'In what they differ, in a fixed order; empty when in nothing.',
  })
  differences!: readonly SlaTermsDifferenceType[];
}
