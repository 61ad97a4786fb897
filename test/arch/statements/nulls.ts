import { type Column } from './describe.js';

const OUTER = /\b(?:left|full)\s+(?:outer\s+)?join\s+(?:lateral\s+)?/gi;
/** An outer join with its condition, which rules no null out. */
const OUTER_CONDITION = /\b(?:left|full) (?:outer )?join\b.*?(?=\b(?:join|where|order by|group by|limit|union)\b|$)/gi;
/** What follows a column that is known not to be null afterwards. */
const COMPARED = String.raw`\s*(?:is not null|=|<|>|in\b|between\b|like\b|ilike\b|@>|&&)`;

/**
 * Whether a selected column may be null: it may in its table, or its table is on the far side of an outer join, and
 * the statement neither compares it nor says `/* not null: reason *\/` behind it. Expressions are not known.
 */
export function mayBeNull(text: string, { name, nullable }: Column): boolean {
  const plain = text.replace(/\s+/g, ' ');
  const item = itemsOf(plain).find((i) => i.name === name) ?? renamedIn(plain, name);
  if (item?.assured) return false;
  const column = item?.column ?? name;
  const { alias } = item ?? {};
  const after = plain.slice(plain.search(/\b(?:from|where|on)\b/i)).replace(OUTER_CONDITION, ' ');
  if (
    alias !== undefined &&
    outerJoined(plain).has(alias) &&
    !conditionOn(`${alias}\\.\\w+`).test(whereOf(outermost(plain)))
  )
    return true;
  return (
    nullable && !conditionOn(alias === undefined ? `(?:\\w+\\.)?${column}` : `(?:${alias}\\.)?${column}`).test(after)
  );
}

const conditionOn = (column: string): RegExp =>
  new RegExp(`(?:\\b(?:where|on|and|or)\\b|\\()\\s*${column}${COMPARED}|[=<>]\\s*${column}\\b`, 'i');

const whereOf = (text: string): string => /\bwhere\b.*/i.exec(text)?.[0] ?? '';

interface Item {
  readonly name: string;
  /** Of a plain column. */
  readonly alias?: string;
  readonly column?: string;
  /** Its author says why it is not null. */
  readonly assured: boolean;
}

/** What the outermost `select` or `returning` lists. */
function itemsOf(text: string): Item[] {
  const top = outermost(text);
  const [start] = top.match(/\breturning\b|\bselect\b(?: distinct(?: on)?)?/i) ?? [];
  if (start === undefined) return [];
  const from = top.indexOf(start) + start.length;
  const length = top.slice(from).search(/(?<!\bas )\bfrom\b/i);
  const to = length < 0 ? text.length : from + length;
  const commas = [...top.slice(from, to).matchAll(/,/g)].map(({ index }) => from + index);
  return [from - 1, ...commas].map((comma, i) => {
    const item = text.slice(comma + 1, commas[i] ?? to);
    const assured = /\/\* not null: [^*]+\*\//.test(item);
    const written = item.replace(/\/\*.*?\*\//g, '').trim();
    const [, alias, column, renamed] = /^(?:(\w+)\.)?(\w+)(?: (?:as )?"?(\w+)"?)?$/i.exec(written) ?? [];
    if (column !== undefined) return { name: renamed ?? column, alias, column, assured };
    return { name: /(\w+)"?$/.exec(written)?.[1] ?? '', assured };
  });
}

/** What a subquery gives this name to, for `select l.*`. */
function renamedIn(text: string, name: string): Item | undefined {
  const [, alias, column] = new RegExp(`(?:\\b(\\w+)\\.)?\\b(\\w+) as "${name}"`).exec(text) ?? [];
  return column === undefined ? undefined : { name, alias, column, assured: false };
}

/** The text with everything in parentheses and comments blanked, at the same positions. */
function outermost(text: string): string {
  let depth = 0;
  return [...text.replace(/\/\*.*?\*\//g, (comment) => ' '.repeat(comment.length))]
    .map((letter) => {
      if (letter === '(') depth++;
      else if (letter === ')') depth--;
      else if (depth === 0) return letter;
      return ' ';
    })
    .join('');
}

/** Names that outer joins give to what may be missing. */
function outerJoined(text: string): Set<string> {
  const found = new Set<string>();
  for (const match of text.matchAll(OUTER)) {
    let rest = text.slice(match.index + match[0].length);
    if (rest.startsWith('(')) rest = `x${rest.slice(closing(rest) + 1)}`;
    const [, table = '', alias] = /^([\w.]+)(?:\([^)]*\))?(?: as\b)?(?: (?!on\b|using\b)(\w+))?/i.exec(rest) ?? [];
    found.add(alias ?? table.split('.').at(-1) ?? '');
  }
  return found;
}

function closing(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return text.length;
}
