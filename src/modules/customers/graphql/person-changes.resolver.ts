import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations } from '#platform/graphql';
import { CreatePersons } from '../application/create-persons.js';
import { LinkPerson } from '../application/link-person.js';
import { MovePerson } from '../application/move-person.js';
import { UpdatePerson } from '../application/update-person.js';
import { CreatePersonInput, MovePersonInput, PersonBranchInput, UpdatePersonInput } from './inputs.js';
import { PersonPayload } from './payloads.js';

const LINK = { description: 'The person and the branch.' };

@Resolver()
export class PersonChangesResolver {
  constructor(
    private readonly create: CreatePersons,
    private readonly update: UpdatePerson,
    private readonly move: MovePerson,
    private readonly branches: LinkPerson,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => PersonPayload, { description: 'Enters a person at a customer.' })
  @Requires('customers.write')
  createPerson(@CurrentCtx() ctx: Ctx, @Args('input', { description: 'The person.' }) input: CreatePersonInput) {
    const cmd = { ...input, branchIds: input.branchIds ?? [] };
    return this.mutations.run(ctx, input, 'person', () => this.create.run(ctx, cmd));
  }

  @Mutation(() => PersonPayload, { description: 'Changes a person; `active: false` marks the person as having left.' })
  @Requires('customers.write')
  updatePerson(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which person, and what to change.' }) input: UpdatePersonInput,
  ) {
    return this.mutations.run(ctx, input, 'person', () => this.update.run(ctx, input));
  }

  @Mutation(() => PersonPayload, {
    description:
      'Moves a person to another customer. What was recorded with the person stays with the customer of then, links to its branches end, and `moves` keeps where the person was. Needs the right to change both customers.',
  })
  @Requires('customers.write')
  movePerson(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which person, and where to.' }) input: MovePersonInput,
  ) {
    return this.mutations.run(ctx, input, 'person', () => this.move.run(ctx, input));
  }

  @Mutation(() => PersonPayload, {
    description: 'Links a person to a branch; no change when the link exists.',
  })
  @Requires('customers.write')
  linkPersonToBranch(@CurrentCtx() ctx: Ctx, @Args('input', LINK) input: PersonBranchInput) {
    return this.mutations.run(ctx, input, 'person', () => this.branches.link(ctx, input));
  }

  @Mutation(() => PersonPayload, { description: 'Removes the link between a person and a branch.' })
  @Requires('customers.write')
  unlinkPersonFromBranch(@CurrentCtx() ctx: Ctx, @Args('input', LINK) input: PersonBranchInput) {
    return this.mutations.run(ctx, input, 'person', () => this.branches.unlink(ctx, input));
  }
}
