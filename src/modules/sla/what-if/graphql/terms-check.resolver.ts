import { Args, Query, Resolver } from '@nestjs/graphql';
import { systemClock } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { Costs, CurrentCtx, load, userErrorsOf, IdArg } from '#platform/graphql';
import { ServicesLoaders } from '#modules/services/graphql';
import { CompareVersions, type TermsComparison } from '../../terms/application/compare-versions.js';
import { ExplainTerms, type TermsExplanation } from '../../explanation/application/explain-terms.js';
import { PreviewPublication } from '../application/preview-publication.js';
import { SlaTermsCheckType, SlaTermsComparisonType } from './terms-check.types.js';
import { SlaTermsForType } from '../../explanation/graphql/terms-for.types.js';

/** Looks at terms before they are published, and back at what they said. */
@Resolver()
export class TermsCheckResolver {
  constructor(
    private readonly previews: PreviewPublication,
    private readonly comparing: CompareVersions,
    private readonly explaining: ExplainTerms,
    private readonly services: ServicesLoaders,
  ) {}

  @Query(() => SlaTermsForType, {
    nullable: true,
    description:
      'Which terms a service request is under now and why, and why others that could concern it are not; null when the request is not found or not accessible.',
  })
  @Requires('sla.read')
  async slaTermsFor(
    @CurrentCtx() ctx: Ctx,
    @IdArg('requestId', 'ServiceRequest', { description: 'Which service request.' }) requestId: string,
  ): Promise<TermsExplanation | null> {
    const seen = await load<object | null>(ctx, this.services.serviceRequestById, requestId);
    return seen ? ((await this.explaining.of(requestId, ctx.locale)) ?? null) : null;
  }

  @Query(() => SlaTermsCheckType, {
    nullable: true,
    description:
      'What is wrong with publishing the draft of SLA terms from a date on, all of it at once, and what publishing would do. Publishes nothing. Null when the terms are not found.',
  })
  @Requires('sla.manage-terms')
  @Costs(2_000)
  async slaTermsCheck(
    @CurrentCtx() ctx: Ctx,
    @IdArg('id', 'SlaTerms', { description: 'Which terms.' }) id: string,
    @Args('effectiveFrom', { type: () => Date, description: 'From when on they would be in force.' })
    effectiveFrom: Date,
  ): Promise<SlaTermsCheckType | null> {
    const found = await this.previews.of(id, effectiveFrom, systemClock.now());
    if (!found) return null;
    const { errors, warnings, ...effects } = found;
    return {
      ...effects,
      publishable: errors.length === 0,
      errors: userErrorsOf(errors, ctx),
      warnings: userErrorsOf(warnings, ctx),
    };
  }

  @Query(() => SlaTermsComparisonType, {
    nullable: true,
    description:
      'In what two versions of SLA terms differ, field by field, in the language of the reader; without credits for those who may not see those of both. Null when one of them does not exist.',
  })
  @Requires('sla.read')
  @Costs(1_000)
  async slaTermsComparison(
    @CurrentCtx() ctx: Ctx,
    @IdArg('from', 'SlaTermsVersion', { description: 'The version that is compared.' }) from: string,
    @IdArg('to', 'SlaTermsVersion', { description: 'The version it is compared with; it may be of other terms.' })
    to: string,
  ): Promise<TermsComparison | null> {
    return (await this.comparing.of(ctx, from, to)) ?? null;
  }
}
