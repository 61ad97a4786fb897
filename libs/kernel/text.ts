/**
 * Text is what one sees. What cannot be seen makes two names out of one, hides the end of a file name, and is refused for
 * reasons that nobody finds, so it is taken out wherever text comes in: `oneLine` where one line is meant, `prose` where
 * there may be several, `withoutInvisible` for what is compared. All of them answer the same when they are applied again.
 */

/** Texts of visible ASCII with single blanks between words: they are as they should be, and most texts are. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * Format characters that show nothing and mean nothing outside typesetting: soft hyphen, combining grapheme joiner, Hangul
 * fillers, Khmer inherent vowels, Mongolian vowel separator, zero-width space, word joiner, invisible operators,
 * deprecated format characters, byte order mark, interlinear annotation.
 */
const NEVER_SEEN =
  /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]/g;

/** Marks, embeddings, overrides and isolates of direction. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Those that can show a text in another order than it has. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069]/g;
/** Letters written from right to left: beside them, the plain marks of direction put punctuation where it belongs. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const JOINING_SCRIPTS = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Nko', 'Mandaic', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Balinese', 'Javanese', 'Tibetan'],
]
  .map((script) => `\\p{Script=${script}}`)
  .join('');
/** An emoji as it may stand before a joiner. */
const EMOJI = '(?:\\p{Extended_Pictographic}\\ufe0f?|\\p{Emoji_Modifier})';
/**
 * Joiners and selectors that change nothing: zero-width joiners but between emoji and behind letters of scripts that join,
 * non-joiners but between such letters, variation selectors but behind what has variants, tags but in a flag.
 */
const IDLE = new RegExp(
  [
    `(?<![${JOINING_SCRIPTS}]\\p{M}*)(?:(?<!${EMOJI})\\u200d|\\u200d(?!\\p{Extended_Pictographic}))`,
    `(?<![${JOINING_SCRIPTS}]\\p{M}*)\\u200c`,
    `\\u200c(?![${JOINING_SCRIPTS}])`,
    `(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}])\\ufe0e`,
    '(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}])(?<![0-9#*](?=.\\u20e3))\\ufe0f',
    '(?<!\\p{Script=Han})[\\ufe00-\\ufe0d\\u{e0100}-\\u{e01ef}]',
    '(?<!\\p{Script=Mongolian})[\\u180b-\\u180d\\u180f]',
    '(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{0,8})[\\u{e0020}-\\u{e007f}]',
    '[\\u{e0000}-\\u{e001f}]',
  ].join('|'),
  'gu',
);

/** Everything that shows nothing, whatever is around it. */
const IGNORABLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Line ends of all systems. */
const LINE_ENDS = /\r\n|[\r\u000b\u000c\u0085\u2028\u2029]/g;
/** Blanks of any width but the full-width one, with which Chinese paragraphs begin. */
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f]/g;

/** More marks on one letter than any writing has: composing these takes time without end, and `Checks` refuses them. */
const OVERLOADED = /\p{M}{33}/u;

function visible(text: string, keepsDirection: boolean): string {
  const seen = text.replace(NEVER_SEEN, '').replace(REORDERING, '');
  // In this order: what has no meaning beside a mark of direction has none where the mark is taken out.
  const joined = seen.replace(IDLE, '');
  const meant = keepsDirection ? joined : joined.replace(DIRECTION, '');
  return OVERLOADED.test(meant) ? meant : meant.normalize('NFC');
}

/** Applies until nothing changes: what is taken out may bring together what has no meaning either. */
function settled(text: string, step: (text: string) => string): string {
  let before = text;
  for (let now = step(before); ; now = step(before)) {
    if (now === before) return now;
    before = now;
  }
}

/**
 * A text of one line, such as a name: composed (NFC), without invisible and direction marks, without white space around it,
 * and with one blank for any white space within.
 */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return settled(text, (t) => visible(t.replace(LINE_ENDS, ' '), false).replace(/\s+/g, ' ').trim());
}

/**
 * A text of any number of lines: composed (NFC), lines ended by `\n`, without white space around it and at the ends of its
 * lines, without invisible marks. Marks of direction stay beside letters that are written from right to left, except those
 * that turn the order of others round.
 */
export function prose(text: string): string {
  if (PLAIN.test(text)) return text;
  return settled(text, (t) =>
    visible(t.replace(LINE_ENDS, '\n'), RIGHT_TO_LEFT.test(t))
      .replace(BLANKS, ' ')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim(),
  );
}

/** A text without anything that shows nothing, for what is compared and never read aloud: addresses, numbers, codes. */
export function withoutInvisible(text: string): string {
  return text.replace(IGNORABLE, '');
}

/** Whether nothing of a text can be seen: white space, marks of no width and of direction, blank letters. */
export function isBlank(text: string): boolean {
  return /^[\s\u2800]*$/.test(withoutInvisible(text));
}

/** Most code points of one character: the longest emoji has ten, syllables with all their marks a few more. */
export const MAX_CODE_POINTS_OF_CHARACTER = 32;
/** Most code points of a text for each character that it may have: as many as the longest emoji that people use. */
const CODE_POINTS_FOR_EACH = 10;

let segmenter: Intl.Segmenter | undefined;

/** How long a text is, and whether it keeps within bounds that do not depend on how characters are counted. */
export interface Measured {
  /** Characters as people count them: grapheme clusters (UAX 29). Those of a text that is far too long are not counted apart. */
  readonly characters: number;
  /** Whether it has more code points, in one character or in all, than any writing needs. */
  readonly overloaded: boolean;
}

/** Measures a text that may have `max` characters; one of megabytes takes no longer than one of that length. */
export function measure(text: string, max: number): Measured {
  // A line end of two signs would be one character.
  if (!/[\r\u0080-\uffff]/.test(text)) return { characters: text.length, overloaded: false };
  if (text.length > 2 * CODE_POINTS_FOR_EACH * max)
    return { characters: text.length, overloaded: OVERLOADED.test(text.slice(0, 200)) };
  let characters = 0;
  let points = 0;
  let most = 0;
  for (const { segment } of (segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' })).segment(text)) {
    const ofThis = segment.length === 1 ? 1 : [...segment].length;
    characters++;
    points += ofThis;
    most = Math.max(most, ofThis);
  }
  return { characters, overloaded: most > MAX_CODE_POINTS_OF_CHARACTER || points > CODE_POINTS_FOR_EACH * max };
}

/** A text of at most `max` characters: the first ones of a longer text, none of them in half. */
export function firstCharacters(text: string, max: number): string {
  if (text.length <= max) return text;
  let length = 0;
  let characters = 0;
  const start = text.slice(0, 2 * CODE_POINTS_FOR_EACH * max);
  for (const { segment } of (segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' })).segment(start)) {
    if (++characters > max) break;
    length += segment.length;
  }
  return text.slice(0, length).trimEnd();
}
