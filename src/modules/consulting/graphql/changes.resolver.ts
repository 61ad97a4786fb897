import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Result } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations, commandOf } from '#platform/graphql';
import { Advice } from '../application/advice.js';
import { Deliverables } from '../application/deliverables.js';
import { Engagements } from '../application/engagements.js';
import { Products } from '../application/products.js';
import {
  CorrectAdviceInput,
  IssueAdviceInput,
  RecordAdviceDecisionInput,
  RecordAdviceOutcomeInput,
  RemoveAdviceOutcomeInput,
} from './advice.inputs.js';
import {
  AddDeliverableInput,
  CreateEngagementInput,
  CreateProductInput,
  DecideDeliverableInput,
  SubmitDeliverableInput,
  UpdateDeliverableInput,
  UpdateEngagementInput,
  UpdateProductInput,
} from './inputs.js';
import { AdvicePayload, DeliverablePayload, EngagementPayload, ProductPayload } from './types.js';

const INPUT = { description: 'What to do.' };
const OFFICES = 'For the offices that the permission reaches.';

type Run = () => Promise<Result<{ id: string }>>;
interface Retry {
  readonly clientMutationId?: string | null;
}

@Resolver()
export class EngagementChangesResolver {
  constructor(
    private readonly engagements: Engagements,
    private readonly deliverables: Deliverables,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => EngagementPayload, { description: `Begins an engagement with a customer. ${OFFICES}` })
  @Requires('consulting.manage-engagements')
  async createEngagement(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateEngagementInput) {
    const command = commandOf(input);
    return this.engagement(ctx, input, () => this.engagements.create(ctx, command));
  }

  @Mutation(() => EngagementPayload, { description: `Changes an engagement, its team and its status. ${OFFICES}` })
  @Requires('consulting.manage-engagements')
  async updateEngagement(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateEngagementInput) {
    const command = commandOf(input);
    return this.engagement(ctx, input, () => this.engagements.update(ctx, command));
  }

  @Mutation(() => DeliverablePayload, { description: `Plans something that an engagement delivers. ${OFFICES}` })
  @Requires('consulting.manage-engagements')
  async addDeliverable(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AddDeliverableInput) {
    const command = commandOf(input);
    return this.deliverable(ctx, input, () => this.deliverables.add(ctx, command));
  }

  @Mutation(() => DeliverablePayload, {
    description: 'Changes a deliverable that is not accepted yet, or withdraws it. Its owner may, too.',
  })
  @Requires('consulting.read')
  async updateDeliverable(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateDeliverableInput) {
    const command = commandOf(input);
    return this.deliverable(ctx, input, () => this.deliverables.update(ctx, command));
  }

  @Mutation(() => DeliverablePayload, {
    description: 'Hands a deliverable to the customer: one more round. Its owner may, too.',
  })
  @Requires('consulting.read')
  async submitDeliverable(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: SubmitDeliverableInput) {
    const command = commandOf(input);
    return this.deliverable(ctx, input, () => this.deliverables.submit(ctx, command));
  }

  @Mutation(() => DeliverablePayload, {
    description: 'Records that the customer accepted a deliverable or sent it back. Its owner may, too.',
  })
  @Requires('consulting.read')
  async decideDeliverable(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: DecideDeliverableInput) {
    const command = commandOf(input);
    return this.deliverable(ctx, input, () => this.deliverables.decide(ctx, command));
  }

  private engagement(ctx: Ctx, input: Retry, run: Run): Promise<object> {
    return this.mutations.run(ctx, input, 'engagement', run);
  }

  private deliverable(ctx: Ctx, input: Retry, run: Run): Promise<object> {
    return this.mutations.run(ctx, input, 'deliverable', run);
  }
}

@Resolver()
export class AdviceChangesResolver {
  constructor(
    private readonly advice: Advice,
    private readonly products: Products,
    private readonly mutations: Mutations,
  ) {}

  @Mutation(() => AdvicePayload, { description: `Records advice that was given. ${OFFICES}` })
  @Requires('consulting.advise')
  async issueAdvice(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: IssueAdviceInput) {
    const { productId = null, alternatives = null, assumptions = null, ...command } = commandOf(input);
    return this.change(ctx, input, () => this.advice.issue(ctx, { ...command, productId, alternatives, assumptions }));
  }

  @Mutation(() => AdvicePayload, {
    description: `Corrects advice by a further revision; what was said before stays to be read. ${OFFICES}`,
  })
  @Requires('consulting.advise')
  async correctAdvice(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CorrectAdviceInput) {
    const { productId = null, alternatives = null, assumptions = null, ...command } = commandOf(input);
    return this.change(ctx, input, () =>
      this.advice.correct(ctx, { ...command, productId, alternatives, assumptions }),
    );
  }

  @Mutation(() => AdvicePayload, { description: `Records what the customer made of advice. ${OFFICES}` })
  @Requires('consulting.advise')
  async recordAdviceDecision(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordAdviceDecisionInput) {
    const command = commandOf(input);
    return this.change(ctx, input, () => this.advice.decide(ctx, command));
  }

  @Mutation(() => AdvicePayload, { description: `Records what became of advice. ${OFFICES}` })
  @Requires('consulting.advise')
  async recordAdviceOutcome(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RecordAdviceOutcomeInput) {
    const command = commandOf(input);
    return this.change(ctx, input, () => this.advice.recordOutcome(ctx, command));
  }

  @Mutation(() => AdvicePayload, { description: `Removes an outcome from advice. ${OFFICES}` })
  @Requires('consulting.advise')
  async removeAdviceOutcome(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RemoveAdviceOutcomeInput) {
    const id = input.id;
    return this.change(ctx, input, () => this.advice.removeOutcome(ctx, id));
  }

  @Mutation(() => ProductPayload, { description: 'Adds a product or system to those that can be recommended.' })
  @Requires('consulting.manage-products')
  createProduct(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: CreateProductInput): Promise<object> {
    return this.product(ctx, input, () => this.products.create(ctx, input));
  }

  @Mutation(() => ProductPayload, { description: 'Changes a product.' })
  @Requires('consulting.manage-products')
  async updateProduct(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: UpdateProductInput) {
    const { id, version, ...changes } = commandOf(input);
    return this.product(ctx, input, () => this.products.update(ctx, { id, version }, changes));
  }

  private change(ctx: Ctx, input: Retry, run: Run): Promise<object> {
    return this.mutations.run(ctx, input, 'advice', run);
  }

  private product(ctx: Ctx, input: Retry, run: Run): Promise<object> {
    return this.mutations.run(ctx, input, 'product', run);
  }
}
