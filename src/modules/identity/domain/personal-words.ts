/** Shorter words occur in too many passwords by chance. */
const SHORTEST_WORD = 3;
/** What a password must have besides such words. */
const REST = 8;

const FIRM = 'meridian';

/** What an attacker tries first: the parts of a person's names and e-mail address, and the name of the firm. */
export function personalWords(person: {
  readonly email: string;
  readonly name: string;
  readonly nameNative?: string | null;
}): string[] {
  const texts = [person.name, person.nameNative ?? '', person.email];
  const words = [FIRM, ...texts.flatMap((text) => text.toLowerCase().split(/[^\p{Letter}\p{Number}]+/u))];
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);
}

/** Whether a password is little more than such words: without them fewer than eight characters are left. */
export function restsOnWords(password: string, words: readonly string[]): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), lower);
  return rest !== lower && rest.replace(/[^\p{Letter}\p{Number}]/gu, '').length < REST;
}
