import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, IdArg, ListSize, load, Mutations } from '#platform/graphql';
import { CustomersQueries } from '../application/customers.queries.js';
import { ManageSectors } from '../application/manage-sectors.js';
import { type Sector } from '../domain/facts.js';
import { CreateSectorInput, UpdateSectorInput } from './inputs.js';
import { CustomerLoaders } from './loaders.js';
import { SectorPayload } from './payloads.js';
import { SectorType } from './types.js';

@Resolver(() => SectorType)
export class SectorResolver {
  constructor(
    private readonly queries: CustomersQueries,
    private readonly manage: ManageSectors,
    private readonly loaders: CustomerLoaders,
    private readonly mutations: Mutations,
  ) {}

  @ListSize(30)
  @Query(() => [SectorType], {
    description: 'The tree of sectors as a list: each sector is followed by all below it, brothers ordered by code.',
  })
  @Requires('customers.read')
  sectors(
    @Args('active', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those in use (true) or retired (false).',
    })
    active?: boolean | null,
  ): Promise<Sector[]> {
    return this.queries.sectors({ active });
  }

  @Query(() => SectorType, { nullable: true, description: 'One sector; null when there is none.' })
  @Requires('customers.read')
  sector(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'Sector', { description: 'Its global id.' }) id: string,
  ): Promise<Sector | null> {
    return load(ctx, this.loaders.sectorById, id);
  }

  @Mutation(() => SectorPayload, { description: 'Creates a sector.' })
  @Requires('customers.manage-sectors')
  createSector(@CurrentCtx() ctx: Ctx, @Args('input', { description: 'The sector.' }) input: CreateSectorInput) {
    return this.mutations.run(ctx, input, 'sector', () => this.manage.create(ctx, input));
  }

  @Mutation(() => SectorPayload, { description: 'Changes or moves a sector; `active: false` retires it.' })
  @Requires('customers.manage-sectors')
  updateSector(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which sector, and what to change.' }) input: UpdateSectorInput,
  ) {
    return this.mutations.run(ctx, input, 'sector', () => this.manage.update(ctx, input));
  }

  @ResolveField(() => [SectorType], { description: 'Sectors directly below it, ordered by code.' })
  children(@Parent() sector: Sector, @CurrentCtx() ctx: Ctx): Promise<Sector[]> {
    return load(ctx, this.loaders.sectorsBelow, sector.id);
  }
}
