import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires, SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations } from '#platform/graphql';
import { CreateContactType } from '../application/create-contact-type.js';
import { ContactTypeQueries } from '../application/contact-type.queries.js';
import { type ContactTypeNode } from '../application/contact-type.rows.js';
import { UpdateContactType } from '../application/update-contact-type.js';
import { CreateContactTypeInput, UpdateContactTypeInput } from './inputs.js';
import { ContactTypeType, CreateContactTypePayload, UpdateContactTypePayload } from './types.js';

const INPUT = { description: 'What to save.' };
const INCLUDE_RETIRED = {
  type: () => Boolean,
  defaultValue: false,
  description: 'Whether retired types come too.',
};

@Resolver(() => ContactTypeType)
export class ContactTypeResolver {
  constructor(
    private readonly queries: ContactTypeQueries,
    private readonly createUseCase: CreateContactType,
    private readonly updateUseCase: UpdateContactType,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => [ContactTypeType], {
    description: 'The roots of the tree of contact types, ordered by code; go down by `children`.',
  })
  @SignedIn()
  async contactTypes(
    @CurrentCtx() ctx: Ctx,
    @Args('includeRetired', INCLUDE_RETIRED) includeRetired: boolean,
  ): Promise<ContactTypeNode[]> {
    return this.below(ctx, null, includeRetired);
  }

  @Query(() => ContactTypeType, {
    nullable: true,
    description: 'The contact type of that code; null when none has it.',
  })
  @SignedIn()
  async contactType(
    @Args('code', { type: () => String, description: 'Code, such as COMPLAINT.DELAY.' }) code: string,
  ): Promise<ContactTypeNode | null> {
    return this.queries.byCode(code);
  }

  @Mutation(() => CreateContactTypePayload, { description: 'Adds a contact type to the tree.' })
  @Requires('contacts.manage-types')
  async createContactType(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateContactTypeInput) {
    return this.change(ctx, input, () => this.createUseCase.run(ctx, input));
  }

  @Mutation(() => UpdateContactTypePayload, {
    description: 'Renames, moves, retires a contact type or takes it into use again. Contacts keep their type.',
  })
  @Requires('contacts.manage-types')
  async updateContactType(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateContactTypeInput) {
    const command = { ...input, active: input.active ?? undefined };
    return this.change(ctx, input, () => this.updateUseCase.run(ctx, command));
  }

  @ResolveField(() => ContactTypeType, { nullable: true, description: 'The type above; null for a root.' })
  async parent(@Parent() type: ContactTypeNode, @CurrentCtx() ctx: Ctx): Promise<ContactTypeNode | null> {
    return (await this.queries.all(ctx)).find((t) => t.id === type.parentId) ?? null;
  }

  @ResolveField(() => [ContactTypeType], { description: 'The types above, from the root down.' })
  async ancestors(@Parent() type: ContactTypeNode, @CurrentCtx() ctx: Ctx): Promise<ContactTypeNode[]> {
    const all = new Map((await this.queries.all(ctx)).map((t) => [t.id, t]));
    return type.path.slice(0, -1).flatMap((id) => all.get(id) ?? []);
  }

  @ResolveField(() => [ContactTypeType], { description: 'The types directly below, ordered by code.' })
  children(
    @Parent() type: ContactTypeNode,
    @CurrentCtx() ctx: Ctx,
    @Args('includeRetired', INCLUDE_RETIRED) includeRetired: boolean,
  ): Promise<ContactTypeNode[]> {
    return this.below(ctx, type.id, includeRetired);
  }

  private async below(ctx: Ctx, parentId: string | null, includeRetired: boolean): Promise<ContactTypeNode[]> {
    return (await this.queries.all(ctx)).filter((t) => t.parentId === parentId && (includeRetired || t.active));
  }

  private change(ctx: Ctx, input: { clientMutationId?: string | null }, run: () => Promise<Result<{ id: string }>>) {
    const load = async ({ id }: { id: string }) => {
      this.queries.forget(ctx);
      return (await this.queries.byIds([id])).get(id) ?? null;
    };
    return this.mutations.run(ctx, input, 'contactType', run, load);
  }
}
