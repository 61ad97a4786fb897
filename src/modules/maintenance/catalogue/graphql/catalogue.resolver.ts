import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks, type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import {
  CurrentCtx,
  InvalidInputError,
  moneyOf,
  MoneyType,
  Mutations,
  PageArgs,
  type Connection,
} from '#platform/graphql';
import { LIMITS } from '../../basics/domain/values.js';
import { commandOf } from '../../basics/graphql/command.js';
import { CatalogueQueries } from '../application/catalogue.queries.js';
import { SaveCatalogue } from '../application/save-catalogue.js';
import { type Checklist } from '../domain/checklist.js';
import { type Part } from '../domain/part.js';
import { CreateChecklistInput, CreatePartInput, UpdateChecklistInput, UpdatePartInput } from './catalogue.inputs.js';
import {
  ChecklistConnection,
  CreateChecklistPayload,
  CreatePartPayload,
  PartConnection,
  PartType,
  UpdateChecklistPayload,
  UpdatePartPayload,
} from './catalogue.types.js';

const INPUT = { description: 'What to do.' };
const FIRM = 'Needs the whole firm as scope.';
const ACTIVE = { type: () => Boolean, nullable: true, description: 'Only those in use, or only those that are not.' };

type Retried = { clientMutationId?: string | null };

@Resolver(() => PartType)
export class CatalogueResolver {
  constructor(
    private readonly queries: CatalogueQueries,
    private readonly saving: SaveCatalogue,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => PartConnection, { description: 'The catalogue of parts, ordered by code.' })
  @Requires('maintenance.read')
  parts(
    @Args() page: PageArgs,
    @Args('text', { type: () => String, nullable: true, description: 'Part of name or code, whatever its case.' })
    text?: string | null,
    @Args('active', ACTIVE) active?: boolean | null,
  ): Promise<Connection<Part>> {
    const wrong = new Checks().text('text', text, { ...LIMITS.search, optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    return this.queries.parts(text, active, page);
  }

  @Query(() => ChecklistConnection, { description: 'Checklists, ordered by code.' })
  @Requires('maintenance.read')
  checklists(@Args() page: PageArgs, @Args('active', ACTIVE) active?: boolean | null): Promise<Connection<Checklist>> {
    return this.queries.checklists(active, page);
  }

  @ResolveField(() => MoneyType)
  price(@Parent() part: Part): MoneyType {
    return moneyOf(part.price, part.currency);
  }

  @Mutation(() => CreateChecklistPayload, { description: `Makes a checklist. ${FIRM}` })
  @Requires('maintenance.manage-catalogue')
  createChecklist(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateChecklistInput) {
    return this.checklist(ctx, input, () => this.saving.createChecklist(ctx, input));
  }

  @Mutation(() => UpdateChecklistPayload, {
    description: `Changes a checklist; other items are a new number of it, and work that was begun keeps its own. ${FIRM}`,
  })
  @Requires('maintenance.manage-catalogue')
  async updateChecklist(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateChecklistInput) {
    const cmd = commandOf(input);
    return this.checklist(ctx, input, () => this.saving.updateChecklist(ctx, cmd));
  }

  @Mutation(() => CreatePartPayload, { description: `Adds a part to the catalogue. ${FIRM}` })
  @Requires('maintenance.manage-catalogue')
  createPart(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreatePartInput) {
    return this.part(ctx, input, () => this.saving.createPart(ctx, input));
  }

  @Mutation(() => UpdatePartPayload, { description: `Changes a part of the catalogue. ${FIRM}` })
  @Requires('maintenance.manage-catalogue')
  async updatePart(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdatePartInput) {
    const cmd = commandOf(input);
    return this.part(ctx, input, () => this.saving.updatePart(ctx, cmd));
  }

  private checklist(ctx: Ctx, input: Retried, run: () => Promise<Result<{ id: string }>>) {
    return this.mutations.run(ctx, input, 'checklist', run);
  }

  private part(ctx: Ctx, input: Retried, run: () => Promise<Result<{ id: string }>>) {
    return this.mutations.run(ctx, input, 'part', run);
  }
}
