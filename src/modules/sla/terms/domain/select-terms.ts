import { type TermsPriority, type TermsScope, type TermsServiceLine } from './terms-content.js';

/** Published terms, as far as choosing among them goes. Instants are epoch milliseconds. */
export interface SelectableTerms extends TermsScope {
  readonly versionId: string;
  readonly termsId: string;
  /** Of the version, from 1. */
  readonly number: number;
  readonly effectiveFrom: number;
  readonly effectiveTo: number | null;
  readonly movesOpenAt: number | null;
  /** Whether open requests had moved over when the terms were ended, be it from before that instant on. */
  readonly moveMade?: boolean;
}

/** What of a request decides which terms apply. */
export interface SelectionFacts {
  readonly createdAt: number;
  readonly jobId: string | null;
  readonly branchId: string | null;
  /** The customer and its groups upward, itself first. */
  readonly customerPath: readonly string[];
  readonly tier: string | null;
  readonly serviceLine: TermsServiceLine;
  /** The contact type and those above it, from the root down to itself. */
  readonly contactTypePath: readonly string[];
  readonly priority: TermsPriority;
  /** Whether the request was neither completed nor cancelled at that instant. */
  readonly wasOpenAt: (at: number) => boolean;
}

export interface TermsChoice<T extends SelectableTerms> {
  readonly terms: T;
  /** With CUSTOMER: how many steps up the tree they were agreed; 0 is the customer itself. */
  readonly distance: number;
  /** Whether the request came under them only when whoever published them moved open requests over. */
  readonly movedOver: boolean;
  /** Others that match as well and were passed over, in the order in which they would have come. */
  readonly notApplied: readonly T[];
}

/** Terms by `level:levelKey`, so that a request looks only at what can concern it. */
export type TermsIndex<T extends SelectableTerms> = ReadonlyMap<string, readonly T[]>;

export const scopeKey = (level: TermsScope['level'], key: string): string => `${level}:${key}`;

export function indexTerms<T extends SelectableTerms>(terms: readonly T[]): TermsIndex<T> {
  const index = new Map<string, T[]>();
  for (const each of terms) {
    const key = scopeKey(each.level, each.levelKey);
    const list = index.get(key);
    if (list) list.push(each);
    else index.set(key, [each]);
  }
  return index;
}

/** All published terms agreed at a level that concerns the request, whatever their narrowing and period; in order of levels. */
export function* termsInReach<T extends SelectableTerms>(
  index: TermsIndex<T>,
  facts: SelectionFacts,
): Generator<{ terms: T; distance: number }> {
  const at = (level: TermsScope['level'], key: string | null): readonly T[] =>
    key === null ? [] : (index.get(scopeKey(level, key)) ?? []);
  for (const terms of at('JOB', facts.jobId)) yield { terms, distance: 0 };
  for (const terms of at('BRANCH', facts.branchId)) yield { terms, distance: 0 };
  for (const [distance, customerId] of facts.customerPath.entries())
    for (const terms of at('CUSTOMER', customerId)) yield { terms, distance };
  for (const terms of at('TIER', facts.tier)) yield { terms, distance: 0 };
  for (const terms of at('FIRM', '')) yield { terms, distance: 0 };
}

/**
 * The terms of a request at an instant: the first that matches of job → branch → customer → its groups upward → tier →
 * firm; inside one level the narrower (service line, type, priority), of two types the one further down. Terms match
 * requests created while they are in force, and those that were still open when they were moved over to them. Where
 * two are left (one older, one that open requests were moved to), of two versions of the same terms the later one applies,
 * else the one in force from later on.
 */
export function selectTerms<T extends SelectableTerms>(
  index: TermsIndex<T>,
  facts: SelectionFacts,
  at: number,
): TermsChoice<T> | undefined {
  const found: { terms: T; distance: number; movedOver: boolean; rank: readonly number[] }[] = [];
  for (const { terms, distance } of termsInReach(index, facts)) {
    if (!filtersMatch(terms, facts)) continue;
    const created = isWithin(terms, facts.createdAt);
    const movedOver = !created && isMovedOver(terms, facts, at);
    if (created || movedOver) found.push({ terms, distance, movedOver, rank: rankOf(terms, distance, facts) });
  }
  const latest = new Map<string, number>();
  for (const { terms } of found)
    latest.set(terms.termsId, Math.max(terms.number, latest.get(terms.termsId) ?? terms.number));
  const replaced = ({ termsId, number }: T): number => Number(number !== latest.get(termsId));
  found.sort(
    (a, b) =>
      compare(a.rank, b.rank) ||
      replaced(a.terms) - replaced(b.terms) ||
      b.terms.effectiveFrom - a.terms.effectiveFrom ||
      (a.terms.versionId < b.terms.versionId ? -1 : 1),
  );
  const [best, ...rest] = found;
  return (
    best && {
      terms: best.terms,
      distance: best.distance,
      movedOver: best.movedOver,
      notApplied: rest.map((r) => r.terms),
    }
  );
}

/** Why terms that could concern a request do not apply to it, or that they do. */
export type TermsVerdict =
  | 'APPLIES'
  /** They match, but others come first: of a more specific level, of a customer nearer in the tree, narrower, … */
  | 'OTHER_LEVEL'
  | 'NEARER_CUSTOMER'
  | 'NARROWER'
  | 'TYPE_FURTHER_DOWN'
  | 'LATER_VERSION'
  /** They do not match. */
  | 'OTHER_SERVICE_LINE'
  | 'OTHER_CONTACT_TYPE'
  | 'OTHER_PRIORITY'
  | 'NOT_YET'
  | 'NO_MORE'
  | 'NEVER_IN_FORCE';

export interface ConsideredTerms<T extends SelectableTerms> {
  readonly terms: T;
  readonly distance: number;
  readonly verdict: TermsVerdict;
}

/** All published terms agreed at a level that concerns the request, with what becomes of each; in the order of levels. */
export function considerTerms<T extends SelectableTerms>(
  index: TermsIndex<T>,
  facts: SelectionFacts,
  at: number,
): ConsideredTerms<T>[] {
  const choice = selectTerms(index, facts, at);
  const best = choice && rankOf(choice.terms, choice.distance, facts);
  return [...termsInReach(index, facts)].map(({ terms, distance }) => ({
    terms,
    distance,
    verdict:
      mismatch(terms, facts, at) ??
      (terms === choice?.terms ? 'APPLIES' : lostBy(rankOf(terms, distance, facts), best)),
  }));
}

/** What of the terms does not match; undefined when all does. */
function mismatch(terms: SelectableTerms, facts: SelectionFacts, at: number): TermsVerdict | undefined {
  if (terms.serviceLine !== null && terms.serviceLine !== facts.serviceLine) return 'OTHER_SERVICE_LINE';
  if (terms.contactTypeId !== null && !facts.contactTypePath.includes(terms.contactTypeId)) return 'OTHER_CONTACT_TYPE';
  if (terms.priority !== null && terms.priority !== facts.priority) return 'OTHER_PRIORITY';
  if (isWithin(terms, facts.createdAt) || isMovedOver(terms, facts, at)) return undefined;
  if (terms.effectiveTo !== null && terms.effectiveTo <= terms.effectiveFrom) return 'NEVER_IN_FORCE';
  return facts.createdAt < terms.effectiveFrom ? 'NOT_YET' : 'NO_MORE';
}

const LOST_BY: readonly TermsVerdict[] = ['OTHER_LEVEL', 'NEARER_CUSTOMER', 'NARROWER', 'TYPE_FURTHER_DOWN'];

/** By which part of the order terms came after the best. */
function lostBy(rank: readonly number[], best: readonly number[] | undefined): TermsVerdict {
  const i = rank.findIndex((value, k) => value !== best?.[k]);
  return LOST_BY[i] ?? 'LATER_VERSION';
}

const LEVEL_RANK: Readonly<Record<TermsScope['level'], number>> = { JOB: 0, BRANCH: 1, CUSTOMER: 2, TIER: 3, FIRM: 4 };

/** Compared element by element; the smaller comes first. */
function rankOf(terms: SelectableTerms, distance: number, facts: SelectionFacts): readonly number[] {
  return [
    LEVEL_RANK[terms.level],
    distance,
    -specificity(terms),
    terms.contactTypeId === null ? 0 : -facts.contactTypePath.indexOf(terms.contactTypeId),
  ];
}

/** How many things narrow the terms; the database computes the same in its exclusion constraint. */
function specificity({ serviceLine, contactTypeId, priority }: TermsScope): number {
  return Number(serviceLine !== null) + Number(contactTypeId !== null) + Number(priority !== null);
}

function filtersMatch(terms: TermsScope, facts: SelectionFacts): boolean {
  return (
    (terms.serviceLine === null || terms.serviceLine === facts.serviceLine) &&
    (terms.contactTypeId === null || facts.contactTypePath.includes(terms.contactTypeId)) &&
    (terms.priority === null || terms.priority === facts.priority)
  );
}

function isWithin({ effectiveFrom, effectiveTo }: SelectableTerms, at: number): boolean {
  return effectiveFrom <= at && (effectiveTo === null || at < effectiveTo);
}

function isMovedOver(terms: SelectableTerms, facts: SelectionFacts, at: number): boolean {
  const { movesOpenAt, effectiveFrom, moveMade = false } = terms;
  return (
    movesOpenAt !== null &&
    movesOpenAt <= at &&
    facts.createdAt < effectiveFrom &&
    (moveMade || isWithin(terms, movesOpenAt)) &&
    facts.wasOpenAt(movesOpenAt)
  );
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] ?? 0);
  return 0;
}
