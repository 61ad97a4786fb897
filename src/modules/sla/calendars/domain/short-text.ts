/** Whole characters from the beginning, at most so many: jsonb takes no halves of them. */
export function beginningOf(text: string, characters: number): string {
  // The first cut only spares taking apart what is longer by far: a half that it leaves is beyond what is kept.
  const whole = text.slice(0, 2 * characters).replace(/\p{Surrogate}/gu, '\ufffd');
  return Array.from(whole).slice(0, characters).join('');
}
