import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { addMonths, Checks, monthOf } from '#kernel';
import { type Ctx } from '#platform/context';
import {
  type Connection,
  CurrentCtx,
  FieldNeeds,
  findInvalid,
  InvalidInputError,
  ListSize,
  load,
  loadOptional,
  LocalDate,
  PageArgs,
} from '#platform/graphql';
import { CustomerFields, CustomerType } from '#modules/customers/graphql';
import { type MonthRevenue, type Move, type RevenueEntry } from '../application/revenue.queries.js';
import { type Tier } from '../application/tier-row.js';
import { PYRAMID } from '../pyramid.permissions.js';
import { FIRST_MONTH, LAST_AS_OF } from '../domain/window.js';
import { PyramidLoaders } from './loaders.js';
import { MonthRevenueType, RevenueEntryConnection, TierMoveConnection, TierType } from './types.js';

const MAX_MONTHS = 120;

interface HasId {
  readonly id: string;
}

CustomerFields.resolvedFromId('tier', 'tierSince', 'tierHistory', 'revenue', 'revenueEntries');

/** What the pyramid adds to a customer. */
@Resolver(() => CustomerType)
export class CustomerPyramidResolver {
  constructor(private readonly loaders: PyramidLoaders) {}

  @ResolveField(() => TierType, {
    nullable: true,
    description:
      'Its tier since the last re-tiering; null when it brought in nothing over twelve months, and for those without the permission `pyramid.read`.',
  })
  async tier(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx): Promise<Tier | null> {
    const assignment = await load(ctx, this.loaders.tierAssignmentByCustomer, id);
    return loadOptional(ctx, this.loaders.tierById, assignment?.tierId);
  }

  @FieldNeeds(PYRAMID['pyramid.read'])
  @ResolveField(() => LocalDate, {
    nullable: true,
    description: 'The day as of which it came to its tier, or lost it; null when it never had one, or as for `tier`.',
  })
  async tierSince(@Parent() { id }: HasId, @CurrentCtx() ctx: Ctx): Promise<string | null> {
    return (await load(ctx, this.loaders.tierAssignmentByCustomer, id))?.since ?? null;
  }

  @ResolveField(() => TierMoveConnection, {
    nullable: true,
    description:
      'How it moved between tiers, the latest first. Null when your `pyramid.read` does not cover its office, because the reasons reveal its revenue.',
  })
  async tierHistory(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
  ): Promise<Connection<Move> | null> {
    if (!(await load(ctx, this.loaders.revenueVisible, id))) return null;
    return this.loaders.movesByCustomer(ctx, id, page);
  }

  @ListSize(60)
  @ResolveField(() => [MonthRevenueType], {
    nullable: true,
    description:
      'What it brought in by month, in pounds, in the order of the months; those without any are left out. Null when its office is not within reach of your `pyramid.read`.',
  })
  async revenue(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args('from', { type: () => LocalDate, description: 'A day of the first month.' }) from: string,
    @Args('to', { type: () => LocalDate, description: `A day of the last month; at most ${MAX_MONTHS} months.` })
    to: string,
  ): Promise<MonthRevenue[] | null> {
    assertRange(from, to);
    if (!(await load(ctx, this.loaders.revenueVisible, id))) return null;
    return this.loaders.monthsByCustomer(ctx, id, { from: monthOf(from), to: monthOf(to) });
  }

  @ResolveField(() => RevenueEntryConnection, {
    nullable: true,
    description:
      'Its revenue as booked, the latest month first. Null when its office is not within reach of your `pyramid.read`.',
  })
  async revenueEntries(
    @Parent() { id }: HasId,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('from', { type: () => LocalDate, nullable: true, description: 'Only from the month of this day on.' })
    from?: string | null,
    @Args('to', { type: () => LocalDate, nullable: true, description: 'Only until the month of this day.' })
    to?: string | null,
  ): Promise<Connection<RevenueEntry> | null> {
    assertScalars({ from, to });
    if (!(await load(ctx, this.loaders.revenueVisible, id))) return null;
    const months = { from: from ? monthOf(from) : undefined, to: to ? monthOf(to) : undefined };
    return this.loaders.entriesByCustomer(ctx, id, page, months);
  }
}

function assertRange(from: string, to: string): void {
  assertScalars({ from, to });
  const bounds = { from: FIRST_MONTH, to: LAST_AS_OF };
  const wrong =
    new Checks().date('from', from, bounds).date('to', to, bounds).err() ??
    new Checks().date('to', to, { from, to: addMonths(monthOf(from), MAX_MONTHS - 1).slice(0, 8) + '31' }).err();
  if (wrong) throw new InvalidInputError(wrong.failures);
}

/** Arguments of fields below the root are not looked at by the gateway. */
function assertScalars(args: object): void {
  const invalid = findInvalid(args);
  if (invalid.length > 0) throw new InvalidInputError(invalid);
}
