import { Injectable } from '@nestjs/common';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, PageArgs, type Connection } from '#platform/graphql';
import { BranchFields, BranchType, CustomerFields, CustomerType, JobFields, JobType } from '#modules/customers/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { type DutyRow, type OccurrenceRow } from '../application/duty.rows.js';
import { type DutyParent } from '../application/duty.queries.js';
import { DutyFilterInput } from './duty.inputs.js';
import { DutyConnection, DutyOccurrenceType } from './duty.types.js';
import { DutyLoaders } from './duty-loaders.js';

for (const fields of [BranchFields, CustomerFields, JobFields]) fields.resolvedFromId('duties');

type Page = Promise<Connection<DutyRow>>;
const FILTER = { type: () => DutyFilterInput, nullable: true, description: 'Which of them; defaults to all.' };
const described = (whose: string) => ({
  nullable: true,
  description: `${whose}, the latest first; null for those without the permission \`management.read\`.`,
});

/** Decorated so that those that extend it are given what its constructor asks for. */
@Injectable()
abstract class DutiesOf {
  constructor(private readonly loaders: DutyLoaders) {}

  protected page(
    ctx: Ctx,
    [parent, id]: [DutyParent, string],
    page: PageArgs,
    filter: DutyFilterInput | null | undefined,
  ): Page {
    return this.loaders.page(ctx, id, page, parent, filter ?? {});
  }
}

@Resolver(() => CustomerType)
export class CustomerDutiesResolver extends DutiesOf {
  @ResolveField(
    () => DutyConnection,
    described("The customer's own recurring duties (not those of customers below it)"),
  )
  duties(
    @Parent() { id }: { id: string },
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: DutyFilterInput | null,
  ): Page {
    return this.page(ctx, ['customer', id], page, filter);
  }
}

@Resolver(() => BranchType)
export class BranchDutiesResolver extends DutiesOf {
  @ResolveField(() => DutyConnection, described('Recurring duties for the branch'))
  duties(
    @Parent() { id }: { id: string },
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: DutyFilterInput | null,
  ): Page {
    return this.page(ctx, ['branch', id], page, filter);
  }
}

@Resolver(() => JobType)
export class JobDutiesResolver extends DutiesOf {
  @ResolveField(() => DutyConnection, described('Recurring duties of the job'))
  duties(
    @Parent() { id }: { id: string },
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', FILTER) filter?: DutyFilterInput | null,
  ): Page {
    return this.page(ctx, ['job', id], page, filter);
  }
}

@Resolver(() => ServiceRequestType)
export class RequestDutyResolver {
  constructor(private readonly loaders: DutyLoaders) {}

  @ResolveField(() => DutyOccurrenceType, {
    nullable: true,
    description: 'The occurrence of a recurring duty that opened it; null when none did or the duty may not be seen.',
  })
  dutyOccurrence(@Parent() { id }: { id: string }, @CurrentCtx() ctx: Ctx): Promise<OccurrenceRow | null> {
    return load(ctx, this.loaders.occurrenceByRequest, id);
  }
}
