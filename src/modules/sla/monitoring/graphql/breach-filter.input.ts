import { InputType } from '@nestjs/graphql';
import { IdField } from '#platform/graphql';

@InputType({ description: 'Filter of breaches; omitted filters do not apply.' })
export class SlaBreachFilterInput {
  @IdField('Office', { nullable: true, description: 'Only requests of this office.' })
  officeId?: string | null;
  @IdField('Region', { nullable: true, description: 'Only requests of offices of this region.' })
  regionId?: string | null;
  @IdField('Customer', { nullable: true, description: 'Only requests of this customer and those below it.' })
  customerId?: string | null;
}
