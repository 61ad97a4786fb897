/**
 * What a text is, and so how it is tidied where it comes in: one line (a name), prose of any number of lines, or a text
 * that is taken as it is to the last sign (a password, a file).
 */
export type TextForm = 'LINE' | 'PROSE' | 'VERBATIM';

/** A text of `min` to `max` characters as people count them (grapheme clusters), counted after trimming. */
export interface TextLimits {
  readonly min: number;
  readonly max: number;
  readonly form: TextForm;
}

/** A list of at most so many items. */
export interface ListLimits {
  readonly maxItems: number;
}

/** A whole number from `minimum` to `maximum`, both allowed. */
export interface NumberLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * What a field may hold, declared once: the check of the use case, the description in the API and the constraint that a
 * form shows all come from it.
 */
export type Limits = TextLimits | ListLimits | NumberLimits;

/** Of one line. */
export const textOf = (max: number, min = 1): TextLimits => ({ min, max, form: 'LINE' });
/** Of any number of lines. */
export const proseOf = (max: number, min = 1): TextLimits => ({ min, max, form: 'PROSE' });
/** That nothing is taken out of. */
export const verbatimOf = (max: number, min = 1): TextLimits => ({ min, max, form: 'VERBATIM' });
export const atMostItems = (maxItems: number): ListLimits => ({ maxItems });
export const numberFrom = (minimum: number, maximum: number): NumberLimits => ({ minimum, maximum });

const count = (n: number): string => n.toLocaleString('en-GB');

/** As a description says it: `at most 200 characters`; for what is required, `1 to 200 characters`. */
export function describeLimits(limits: Limits, required: boolean): string {
  if ('maxItems' in limits) return `at most ${count(limits.maxItems)}`;
  if ('minimum' in limits) return `${count(limits.minimum)} to ${count(limits.maximum)}`;
  const { min, max } = limits;
  return required || min > 1 ? `${count(min)} to ${count(max)} characters` : `at most ${count(max)} characters`;
}
