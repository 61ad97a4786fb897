import ts from 'typescript';
import { keyOf, lineAt, literalsOf, nodesBelow, parse } from './failure-codes.js';
import { isTest, type Source } from './sources.js';

/** Phrases that no message or notice uses, as whole words in either case, each with what is written instead. */
export const REFUSED: readonly (readonly [phrase: string, instead: string])[] = [
  ['unless told', 'defaults to'],
  ['(is|are|be) told', 'is notified'],
  ['told of', 'notified of'],
  ['tell', 'contact, specify'],
  ['says?', 'specify, give'],
  ['must be given|(is|are) given (twice|whole)', 'is required, is specified'],
  ['nobody', 'no one'],
  ['somebody|whoever', 'someone else, the person responsible'],
  ['mend(s|ed)?', 'correct'],
  ['hang(s)?', 'choose a parent'],
  ['tie(s|d)?', 'link'],
  ['judge(s|d)?|judgement', 'evaluate'],
  ['narrow(s|ed|er)?', 'specific, filtered by'],
  ['gives? back|gives? anything back', 'service credit due'],
  ['takes? back|takes? .* away|taken away', 'cancel, remove'],
  ['stands?', 'is'],
  ['meanwhile', 'now'],
  ['anew', 'again'],
  ['called off|given up|set aside', 'cancelled, dead letter'],
  ['comes? (up|twice)|came up', 'is due, occurs'],
  ['there (is|are) no such', 'not found'],
  ['(within your|out of) reach', 'you do not have access to it'],
  ['lies? (before|after|between)', 'must not be before, must be between'],
  ['expected is', 'Expected:'],
  ['goes (off|on)|go on', 'fires, continue'],
  ['rival', 'competitor'],
];

const refused = REFUSED.map(([phrase, instead]) => ({ pattern: new RegExp(`\\b(?:${phrase})\\b`, 'i'), instead }));

/** Punctuation of ASCII beside a Chinese character. */
const ASCII_MARK = /\p{Script=Han} ?[,.:;!?()]|[,.:;!?()] ?\p{Script=Han}/u;

/** Messages, notices and their labels that use a refused phrase, or ASCII punctuation in Chinese. */
export function wordingProblems(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path, text }) => !isTest(path) && /\bdefine(Messages|Sentences|Notice)\(/.test(text))
    .flatMap((source) => {
      const file = parse(source);
      return [...nodesBelow(file)].flatMap((node) => {
        if (!ts.isPropertyAssignment(node)) return [];
        const text = literalsOf(node.initializer).join('');
        return problemsOf(keyOf(node), text).map((problem) => `${lineAt(file, node)} ${problem}: ${text}`);
      });
    });
}

function problemsOf(locale: string | undefined, text: string): string[] {
  if (locale === 'zh-CN') {
    const mark = ASCII_MARK.exec(text)?.[0];
    return mark === undefined ? [] : [`"${mark}" is not Chinese punctuation`];
  }
  if (locale !== 'en') return [];
  return refused.flatMap(({ pattern, instead }) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [`"${found}" is refused (write: ${instead})`];
  });
}

/** Descriptions of a GraphQL schema that use a refused phrase. */
export function descriptionProblems(schema: string): string[] {
  return [...schema.matchAll(/"""(.*?)"""/gs)].flatMap(([, description = '']) => {
    const text = description.replace(/\s+/g, ' ').trim();
    return problemsOf('en', text).map((problem) => `${problem}: ${text}`);
  });
}

/** Words that may stay in Markdown, where programs and files are written about. */
const FINE_IN_PAGES = new Set(['says?', 'goes (off|on)|go on', 'tell', 'meanwhile', 'anew']);
const refusedInPages = REFUSED.filter(([phrase]) => !FINE_IN_PAGES.has(phrase)).map(([phrase, instead]) => ({
  pattern: new RegExp(`\\b(?:${phrase})\\b`, 'i'),
  instead,
}));

/** Lines of Markdown that use a refused phrase outside code. */
export function pageProblems({ path, text }: Source): string[] {
  return text.split('\n').flatMap((line, i) => {
    const prose = line.replace(/`[^`]*`|\]\([^)]*\)/g, '');
    return refusedInPages.flatMap(({ pattern, instead }) => {
      const found = pattern.exec(prose)?.[0];
      return found === undefined ? [] : [`${path}:${i + 1} "${found}" is refused (write: ${instead})`];
    });
  });
}
