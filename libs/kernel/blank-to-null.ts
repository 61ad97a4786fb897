/**
 * A text as it is stored: without white space around it, in the composed form (NFC), and null when nothing is left.
 * Undefined, a text that was not given, stays undefined.
 */
export function blankToNull<T extends string | null | undefined>(text: T): T extends undefined ? undefined : T | null;
export function blankToNull(text: string | null | undefined): string | null | undefined {
  return typeof text === 'string' ? text.trim().normalize('NFC') || null : text;
}
