import { Checks, errs, type CheckCode, type Err, type Failure } from '#kernel';
import { EARLIEST, LIMITS } from './engagement.js';

export const PRODUCT_KINDS = ['PRODUCT', 'SYSTEM', 'SERVICE'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];
export const PRODUCT_SOURCES = ['OWN', 'THIRD_PARTY'] as const;
export type ProductSource = (typeof PRODUCT_SOURCES)[number];

export const DECISIONS = ['PENDING', 'ACCEPTED', 'DECLINED', 'OTHER_CHOICE'] as const;
export type Decision = (typeof DECISIONS)[number];

export const JUDGEMENTS = ['GOOD', 'MIXED', 'POOR_EXECUTION', 'WRONG_RECOMMENDATION', 'UNCLEAR'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** How an advice turned out over all its standing judgements. */
export const VERDICTS = ['NOT_JUDGED', ...JUDGEMENTS] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The gravest judgement counts: one complaint that traces back to a wrong recommendation outweighs much praise. */
const GRAVITY: readonly Judgement[] = ['WRONG_RECOMMENDATION', 'POOR_EXECUTION', 'MIXED', 'GOOD', 'UNCLEAR'];
export function verdictOf(judgements: readonly Judgement[]): Verdict {
  return GRAVITY.find((judgement) => judgements.includes(judgement)) ?? 'NOT_JUDGED';
}

export interface ProductValues {
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly kind: ProductKind;
  readonly source: ProductSource;
  readonly supplier: string | null;
  readonly description: string | null;
  readonly active: boolean;
}

export interface Alternative {
  readonly productId: string;
  /** Why not. */
  readonly note?: string | null;
}

/** What is recommended, why, to whom and by whom; ids are UUIDs. */
export interface AdviceContent {
  readonly recommendation: string;
  readonly reasons: string;
  readonly assumptions: string | null;
  readonly risks: string | null;
  readonly givenOn: string;
  readonly productIds: readonly string[];
  readonly alternatives: readonly Alternative[];
  /** Persons of the customer. */
  readonly recipientIds: readonly string[];
  /** Employees. */
  readonly adviserIds: readonly string[];
}

export type ProductCheckCode = CheckCode | 'SUPPLIER_OF_OWN';

export function checkProduct(v: ProductValues): Err<ProductCheckCode> | undefined {
  const wrong = new Checks()
    .text('code', v.code, { max: LIMITS.code })
    .pattern('code', v.code?.trim(), /^[A-Z0-9][A-Z0-9._-]*$/, 'A-Z, 0-9, . _ -')
    .text('name', v.name, { max: LIMITS.name })
    .text('nameNative', v.nameNative, { max: LIMITS.name, optional: true })
    .oneOf('kind', v.kind, PRODUCT_KINDS)
    .oneOf('source', v.source, PRODUCT_SOURCES)
    .text('supplier', v.supplier, { max: LIMITS.name, optional: true })
    .text('description', v.description, { max: LIMITS.text, optional: true })
    .err();
  if (wrong) return wrong;
  return v.source === 'OWN' && (v.supplier ?? '').trim() !== ''
    ? errs([{ code: 'SUPPLIER_OF_OWN', field: 'supplier' }])
    : undefined;
}

export type AdviceCheckCode = CheckCode | 'PRODUCT_TWICE';

/** `today`: nobody has advised in the future. */
export function checkAdvice(v: AdviceContent, today: string): Err<AdviceCheckCode> | undefined {
  const checks = new Checks()
    .text('recommendation', v.recommendation, { max: LIMITS.text })
    .text('reasons', v.reasons, { max: LIMITS.long })
    .text('assumptions', v.assumptions, { max: LIMITS.long, optional: true })
    .text('risks', v.risks, { max: LIMITS.long, optional: true })
    .required('givenOn', v.givenOn)
    .date('givenOn', v.givenOn, { from: EARLIEST, to: today })
    .atMost('productIds', v.productIds, LIMITS.products)
    .atMost('alternatives', v.alternatives, LIMITS.products)
    .atMost('recipientIds', v.recipientIds, LIMITS.people)
    .atMost('adviserIds', v.adviserIds, LIMITS.people);
  v.alternatives.forEach(
    (a, i) => void checks.text(`alternatives.${i}.note`, a.note, { max: LIMITS.note, optional: true }),
  );
  const wrong = checks.err();
  if (wrong) return wrong;
  const failures: Failure<AdviceCheckCode>[] = [];
  const seen = new Set<string>();
  const once = (id: string, field: string): void => {
    if (seen.has(id)) failures.push({ code: 'PRODUCT_TWICE', field });
    seen.add(id);
  };
  v.productIds.forEach((id, i) => once(id, `productIds.${i}`));
  v.alternatives.forEach((a, i) => once(a.productId, `alternatives.${i}.productId`));
  return failures.length > 0 ? errs(failures) : undefined;
}

/** What has to be said before advice is issued: what, to whom, by whom. */
export function issuable(v: AdviceContent): Err<'REQUIRED'> | undefined {
  const missing = (['productIds', 'recipientIds', 'adviserIds'] as const).filter((field) => v[field].length === 0);
  return missing.length > 0 ? errs(missing.map((field) => ({ code: 'REQUIRED', field }))) : undefined;
}
