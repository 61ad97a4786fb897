import { Injectable } from '@nestjs/common';
import { defineLoader, groupedInOrderOf, byId } from '#platform/graphql';
import { TermsCredits } from '../application/terms-credits.js';
import { TermsQueries } from '../application/terms.queries.js';
import { type TermsVersion } from '../terms.types.js';

@Injectable()
export class TermsLoaders {
  constructor(
    private readonly queries: TermsQueries,
    private readonly credits: TermsCredits,
  ) {}

  readonly termsById = byId((ids) => this.queries.terms(ids));

  readonly termsVersionById = byId((ids) => this.queries.termsVersions(ids));

  readonly versionsByTerms = defineLoader<TermsVersion[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.queries.versionsOfTerms(ids), (v) => v.termsId),
  );

  /** Whether the viewer may see what terms give back for breaches. */
  readonly creditsSeen = defineLoader<boolean>(async (ctx, ids) => {
    const terms = await this.queries.terms(ids);
    const seen = await this.credits.visible(ctx, [...terms.values()]);
    return ids.map((id) => seen.has(id));
  });
}
