import { Injectable } from '@nestjs/common';
import { type Failure } from '#kernel';
import { indexTerms, selectTerms } from '../../terms/domain/select-terms.js';
import { type Terms, type TermsVersion } from '../../terms/terms.types.js';
import { PublishedSlaConfigs, type PublishedTerms } from '../../terms/application/published-sla-configs.js';
import { CheckTerms, type Problems } from '../../terms/application/check-terms.js';
import { ClockStore } from '../../monitoring/application/clock-store.js';
import { ReplayTargets } from '../../monitoring/application/replay-targets.js';
import { presentSelection } from '../../monitoring/application/present-selection.js';
import { SlaSubjects } from '../../monitoring/application/sla-subjects.js';
import { TermsQueries } from '../../terms/application/terms.queries.js';

/** What publishing would do to an earlier version of the same terms. */
export interface EndedVersion {
  readonly number: number;
  readonly effectiveTo: Date;
  /** Whether no request will ever have been created under it. */
  readonly neverApplies: boolean;
}

/** What publishing would do. */
export interface PublicationImpact extends Omit<Problems, 'errors'> {
  readonly errors: readonly Failure[];
  readonly ends: readonly EndedVersion[];
  /** Requests created from the effective date on that are there already and would be evaluated again. */
  readonly reevaluated: number;
  /** Open requests of earlier dates that would come under the terms, if open requests are moved over. */
  readonly wouldMove: number;
  /** Whether `wouldMove` is reckoned from a sample. */
  readonly estimated: boolean;
}

/** Requests that are looked at one by one; of more, as many are drawn evenly. */
const SAMPLE = 1_000;

/** Says what publishing a draft would do, and does nothing. */
@Injectable()
export class PreviewPublication {
  constructor(
    private readonly queries: TermsQueries,
    private readonly checks: CheckTerms,
    private readonly configs: PublishedSlaConfigs,
    private readonly targets: ReplayTargets,
    private readonly cases: SlaSubjects,
    private readonly store: ClockStore,
  ) {}

  /** Undefined when there are no such terms. */
  async of(termsId: string, effectiveFrom: Date, now: Date): Promise<PublicationImpact | undefined> {
    const terms = (await this.queries.terms([termsId])).get(termsId);
    if (!terms) return undefined;
    const versions = await this.queries.versionsOfTerms([termsId]);
    const [draft] = versions;
    const nothing = { ends: [], reevaluated: 0, wouldMove: 0, estimated: false };
    if (draft?.status !== 'DRAFT') return { errors: [{ code: 'NO_DRAFT', field: 'id' }], warnings: [], ...nothing };
    const problems = await this.checks.problems(terms, draft, effectiveFrom, now);
    if (problems.errors.some((e) => e.field === 'effectiveFrom' && e.code !== 'OVERLAPPING_TERMS'))
      return { ...problems, ...nothing };
    return {
      ...problems,
      ends: endsOf(versions, effectiveFrom),
      ...(await this.requests(terms, draft, effectiveFrom, now)),
    };
  }

  private async requests(
    terms: Terms,
    draft: TermsVersion,
    effectiveFrom: Date,
    now: Date,
  ): Promise<Pick<PublicationImpact, 'reevaluated' | 'wouldMove' | 'estimated'>> {
    const { created: reevaluated, open, sample } = await this.targets.affected(terms, effectiveFrom, SAMPLE);
    const moving = await this.moving(sample, terms, draft, effectiveFrom, now);
    const estimated = sample.length < open;
    const wouldMove = estimated ? Math.round((moving / Math.max(1, sample.length)) * open) : moving;
    return { reevaluated, wouldMove, estimated };
  }

  /** How many of these requests would come under the draft when open requests are moved over. */
  private async moving(
    ids: readonly string[],
    terms: Terms,
    draft: TermsVersion,
    effectiveFrom: Date,
    now: Date,
  ): Promise<number> {
    if (ids.length === 0) return 0;
    const from = effectiveFrom.getTime();
    const movesOpenAt = Math.max(from, now.getTime());
    const config = await this.configs.current();
    const next: PublishedTerms = { ...terms, ...draft, termsId: terms.id, versionId: draft.id, effectiveFrom: from, effectiveTo: null, movesOpenAt }; // prettier-ignore
    const cut = (t: PublishedTerms): PublishedTerms =>
      t.termsId === terms.id && (t.effectiveTo === null || t.effectiveTo > from)
        ? { ...t, effectiveTo: Math.max(t.effectiveFrom, from) }
        : t;
    const index = indexTerms([...config.published.map(cut), next]);
    const requests = await this.cases.of(ids, await this.store.evaluations(ids), now);
    return requests.filter((r) => selectTerms(index, presentSelection(r), movesOpenAt)?.terms.versionId === draft.id)
      .length;
  }
}

/** Which versions that are in force or will be end where a new one begins. */
export function endsOf(versions: readonly TermsVersion[], effectiveFrom: Date): EndedVersion[] {
  return versions.flatMap(({ number, effectiveFrom: from, effectiveTo: to }) => {
    if (from === null || (to !== null && to <= effectiveFrom)) return [];
    const effectiveTo = from > effectiveFrom ? from : effectiveFrom;
    return [{ number, effectiveTo, neverApplies: effectiveTo <= from }];
  });
}
