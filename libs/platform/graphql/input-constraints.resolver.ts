import { Args, Field, Info, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { type GraphQLResolveInfo } from 'graphql';
import { SignedIn } from '#platform/access';
import { inputConstraintsOf, type InputConstraint } from './limited.js';

@ObjectType('InputConstraint', {
  description: 'What a field of an input may hold. A form can check it before it sends.',
})
class InputConstraintType implements InputConstraint {
  @Field({ description: 'Name of the field.' })
  field!: string;
  @Field({ description: 'Whether it is required.' })
  required!: boolean;
  @Field(() => Int, { nullable: true, description: 'Fewest characters after trimming; null without such a limit.' })
  minLength!: number | null;
  @Field(() => Int, { nullable: true, description: 'Most characters after trimming; null without such a limit.' })
  maxLength!: number | null;
  @Field(() => Int, { nullable: true, description: 'Most items of a list; null without such a limit.' })
  maxItems!: number | null;
  @Field(() => Int, { nullable: true, description: 'Smallest number; null without such a limit.' })
  minimum!: number | null;
  @Field(() => Int, { nullable: true, description: 'Largest number; null without such a limit.' })
  maximum!: number | null;
}

@Resolver()
export class InputConstraintsResolver {
  @SignedIn()
  @Query(() => [InputConstraintType], {
    nullable: true,
    description:
      'Required fields of an input type and those with limits: the same limits that the mutation checks. Null when there is no input type of this name.',
  })
  inputConstraints(
    @Args('type', { description: 'Name of the input type, such as RecordContactInput.' }) type: string,
    @Info() info: GraphQLResolveInfo,
  ): readonly InputConstraint[] | null {
    return inputConstraintsOf(info.schema, type) ?? null;
  }
}
