import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx } from '#platform/graphql';
import { type OccurrenceRow } from '../application/duty.rows.js';
import { type Outcome } from '../domain/duty.js';
import { DutyOccurrenceType } from './duty.types.js';
import { OutcomeEnum } from './duty.enums.js';
import { DutyLoaders } from './duty-loaders.js';

@Resolver(() => DutyOccurrenceType)
export class DutyOccurrenceResolver {
  constructor(private readonly loaders: DutyLoaders) {}

  @ResolveField(() => OutcomeEnum, { description: 'How it went.' })
  outcome(@Parent() occurrence: OccurrenceRow, @CurrentCtx() ctx: Ctx): Promise<Outcome> {
    return this.loaders.outcome(ctx, occurrence.id);
  }
}
