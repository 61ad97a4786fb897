import { oneLine, prose } from './text.js';

/**
 * A text as it is stored: tidied (`prose`), and null when nothing of it can be seen. Undefined, a text that was not given,
 * stays undefined.
 */
export function blankToNull<T extends string | null | undefined>(text: T): T extends undefined ? undefined : T | null;
export function blankToNull(text: string | null | undefined): string | null | undefined {
  return typeof text === 'string' ? prose(text) || null : text;
}

/** The same for a text of one line (`oneLine`). */
export function lineOrNull<T extends string | null | undefined>(text: T): T extends undefined ? undefined : T | null;
export function lineOrNull(text: string | null | undefined): string | null | undefined {
  return typeof text === 'string' ? oneLine(text) || null : text;
}
