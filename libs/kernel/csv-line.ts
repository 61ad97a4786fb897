/** What a cell of a file for spreadsheets may hold; null and undefined are empty cells. */
export type CsvCell = string | number | null | undefined;

/** Byte order mark: without it spreadsheets take UTF-8 for the code page of the machine, and Chinese names are lost. */
const BOM = '\ufeff';

/**
 * Texts that a spreadsheet would take for a formula: `=`, `+`, `-`, `@` also in the full-width and small forms that East
 * Asian input methods write, and those that begin with a tab or a line end (OWASP, CSV injection); after apostrophes, so
 * that `cellAsGiven` can tell ours from one that was there.
 */
const FORMULA = /^'*(?:[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|[\t\r\n])/;

const shown = (cell: CsvCell): string => {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  return FORMULA.test(text) ? `'${text}` : text;
};

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * One record of a CSV file (RFC 4180) with its line end, for people's spreadsheets: fields are quoted where they must be,
 * and a text that a spreadsheet would run as a formula has an apostrophe before it. Every CSV that leaves the system is
 * written by this and `csvHead`.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map((cell) => quoted(shown(cell))).join(',')}\n`;
}

/** How a CSV file begins: the mark by which spreadsheets know UTF-8, and the line of titles. */
export function csvHead(titles: readonly string[]): string {
  return BOM + csvLine(titles);
}

/** A cell of a file that `csvLine` wrote as it was given: without the apostrophe that it may have put before it. */
export function cellAsGiven(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
