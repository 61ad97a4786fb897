import { InputType, Field, ID } from '@nestjs/graphql';

@InputType({ description: 'Of which breaches to be told; what is left out does not narrow.' })
export class SlaBreachFilterInput {
  @Field(() => ID, { nullable: true, description: 'Only requests of this office.' })
  officeId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only requests of offices of this region.' })
  regionId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only requests of this customer and those below it.' })
  customerId?: string | null;
}
