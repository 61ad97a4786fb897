import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { type Locale } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { NO_NAMES, TermsWords } from '../../terms/domain/describe-terms.js';
import { considerTerms, type ConsideredTerms, type TermsChoice } from '../../terms/domain/select-terms.js';
import { PublishedSlaConfigs, type PublishedTerms } from '../../terms/application/published-sla-configs.js';
import { ClockStore } from '../../monitoring/application/clock-store.js';
import { presentSelection } from '../../monitoring/application/present-selection.js';
import { officesOf, SlaSubjects } from '../../monitoring/application/sla-subjects.js';
import { buildTimeline, type SlaSubject } from '../../monitoring/application/build-timeline.js';
import { TERMS_WORDS, type TermsPhrases } from '../../terms/application/terms-phrases.js';

/** Terms that were looked at for a request and do not apply to it, and why. */
export interface NotAppliedTerms {
  readonly termsVersionId: string;
  /** One sentence. */
  readonly reason: string;
}

/** Which terms a request is under, and why. */
export interface TermsExplanation {
  readonly requestId: string;
  /** Null when no terms match. */
  readonly termsVersionId: string | null;
  /** The calendar, or the first of several; null on the usual hours of an office that has no calendar of its own. */
  readonly calendarVersionId: string | null;
  readonly moreCalendarVersionIds: readonly string[] | null;
  /** Open seconds for the request's priority, by metric. */
  readonly targets: readonly { metric: string; seconds: number }[];
  /** One sentence. */
  readonly reason: string;
  /** In the order in which they would have come: what is agreed most specifically first. */
  readonly notApplied: readonly NotAppliedTerms[];
}

/** Codes named in the sentence. */
const LISTED = 3;
/** Sentences about what was passed over; a request that more than these could concern has too many terms. */
const EXPLAINED = 50;

@Injectable()
export class ExplainTerms {
  constructor(
    private readonly store: ClockStore,
    private readonly configs: PublishedSlaConfigs,
    private readonly cases: SlaSubjects,
    private readonly customers: CustomersApi,
  ) {}

  /** The terms a request is under now; undefined when there is no such request. */
  async of(requestId: string, locale: Locale, now: Date = systemClock.now()): Promise<TermsExplanation | undefined> {
    const evaluations = await this.store.evaluations([requestId]);
    const [request] = await this.cases.of([requestId], evaluations, now);
    if (!request) return undefined;
    const config = await this.configs.current(officesOf([request]));
    const applicable = buildTimeline(request, config, now.getTime()).applicableTerms.at(-1);
    const choice = applicable?.choice;
    const phrases = TERMS_WORDS[locale];
    const considered = considerTerms(config.terms, presentSelection(request), now.getTime());
    return {
      requestId,
      termsVersionId: choice?.terms.versionId ?? null,
      calendarVersionId: choice ? (applicable?.calendarVersionId ?? null) : null,
      moreCalendarVersionIds: choice ? (applicable?.moreCalendarVersionIds ?? null) : null,
      targets: Object.entries(applicable?.clockTerms.targets ?? {}).map(([metric, seconds]) => ({ metric, seconds })),
      reason: choice ? await this.sentence(choice, locale) : (phrases['NONE'] as string),
      notApplied: considered
        .filter((c) => c.verdict !== 'APPLIES')
        .slice(0, EXPLAINED)
        .map((c) => ({ termsVersionId: c.terms.versionId, reason: whyNot(c, choice, request, locale) })),
    };
  }

  /** Why these terms were chosen, in one sentence; also when none were. */
  reasonOf(choice: TermsChoice<PublishedTerms> | undefined, locale: Locale): Promise<string> {
    return choice ? this.sentence(choice, locale) : Promise.resolve(TERMS_WORDS[locale]['NONE'] as string);
  }

  private async sentence(
    { terms, distance, movedOver, notApplied }: TermsChoice<PublishedTerms>,
    locale: Locale,
  ): Promise<string> {
    const words = new TermsWords(locale, NO_NAMES);
    const phrases = TERMS_WORDS[locale];
    const say = (key: string, params: Record<string, string> = {}): string => fill(phrases, key, params);
    let why: string;
    if (terms.level === 'CUSTOMER' && distance > 0) {
      const group = (await this.customers.customers([terms.levelKey])).get(terms.levelKey);
      why = say('GROUP', {
        name: group?.name ?? '?',
        steps: distance === 1 ? say('STEP') : say('STEPS', { n: String(distance) }),
      });
    } else why = say(terms.level, { tier: terms.levelKey });
    const filters = [
      ...(terms.serviceLine === null ? [] : [say('serviceLine', { value: words.word(terms.serviceLine) })]),
      ...(terms.contactTypeId === null ? [] : [say('contactType')]),
      ...(terms.priority === null ? [] : [say('priority', { value: words.word(terms.priority) })]),
    ];
    if (filters.length > 0) why += say('FILTERED', { list: filters.join(say('AND')) });
    if (movedOver) why += say('MOVED');
    const others = [...new Set(notApplied.map((t) => t.code).filter((code) => code !== terms.code))].slice(0, LISTED);
    if (others.length > 0) why += say('OVER', { codes: words.list(others) });
    return say('MATCH', { code: terms.code, why });
  }
}

/** Why terms do not apply that could concern the request. */
function whyNot(
  { terms, verdict }: ConsideredTerms<PublishedTerms>,
  choice: TermsChoice<PublishedTerms> | undefined,
  { facts }: SlaSubject,
  locale: Locale,
): string {
  const phrases = TERMS_WORDS[locale];
  const words = new TermsWords(locale, NO_NAMES);
  const day = (at: number | null): string => (at === null ? '' : new Date(at).toISOString().slice(0, 16) + 'Z');
  return fill(phrases, `NOT_${verdict}`, {
    code: terms.code,
    number: String(terms.number),
    best: choice?.terms.code ?? '',
    level: phrases[`LEVEL_${terms.level}`] ?? '',
    bestLevel: (choice && phrases[`LEVEL_${choice.terms.level}`]) ?? '',
    line: terms.serviceLine === null ? '' : words.word(terms.serviceLine),
    ownLine: words.word(facts.serviceLine),
    priority: terms.priority === null ? '' : words.word(terms.priority),
    ownPriority: words.word(facts.priority),
    from: day(terms.effectiveFrom),
    to: day(terms.effectiveTo),
    created: day(facts.createdAt.getTime()),
  });
}

function fill(phrases: TermsPhrases, key: string, params: Readonly<Record<string, string>>): string {
  return (phrases[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}
