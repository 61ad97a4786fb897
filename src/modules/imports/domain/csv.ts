/** A record of a CSV text. */
export interface CsvRecord {
  /** Line on which it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Set when the record cannot be read; `fields` then holds its first line as it stands. */
  readonly malformed?: string;
}

/** Longest record that is believed to be one: a quote that is never closed would otherwise swallow the rest. */
const MAX_RECORD = 256 * 1024;

const NEVER_CLOSED = 'a quote that opens on this line is never closed';
const TEXT_AFTER_QUOTE = 'there is text between a closing quote and the next comma';

type Parsed = { readonly fields: string[]; readonly end: number } | 'INCOMPLETE' | 'BROKEN';

/**
 * Reads CSV (RFC 4180) piece by piece: any line ends, a byte order mark, quoted fields over several lines, empty lines
 * passed over; a quote within an unquoted field is a quote. What is broken costs its own line only: reading goes on with
 * the next one. (csv-parse drops whatever follows an unclosed quote without a word, and miscounts lines.)
 */
export class CsvReader {
  private rest = '';
  private line = 1;
  private begun = false;

  /** The records that end within what has been given so far. */
  push(text: string): CsvRecord[] {
    return this.take(text, false);
  }

  /** What is left when the text is over. */
  end(): CsvRecord[] {
    return this.take('', true);
  }

  private take(text: string, over: boolean): CsvRecord[] {
    let source = this.rest + text;
    if (!this.begun && source !== '') {
      this.begun = true;
      if (source.startsWith('\ufeff')) source = source.slice(1);
    }
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < source.length) {
      const newline = source.indexOf('\n', at);
      if (newline < 0 && !over) break;
      const lineEnd = newline < 0 ? source.length : newline;
      const line = withoutReturn(source.slice(at, lineEnd));
      if (line === '') {
        at = lineEnd + 1;
        this.line++;
      } else if (!line.includes('"')) {
        records.push({ line: this.line++, fields: line.split(',') });
        at = lineEnd + 1;
      } else {
        const parsed = parseQuoted(source, at, over);
        if (parsed === 'INCOMPLETE' && !over && source.length - at < MAX_RECORD) break;
        if (typeof parsed === 'string' || parsed.end - at > MAX_RECORD) {
          const malformed = parsed === 'BROKEN' ? TEXT_AFTER_QUOTE : NEVER_CLOSED;
          records.push({ line: this.line++, fields: [line], malformed });
          at = lineEnd + 1;
        } else {
          records.push({ line: this.line, fields: parsed.fields });
          this.line += linesWithin(source, at, parsed.end);
          at = parsed.end;
        }
      }
    }
    this.rest = source.slice(at);
    return records;
  }
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

function linesWithin(source: string, from: number, to: number): number {
  let lines = 0;
  for (let i = source.indexOf('\n', from); i >= 0 && i < to; i = source.indexOf('\n', i + 1)) lines++;
  return Math.max(1, lines);
}

/** Reads one record that has quotes; `end` is behind its line end. What touches the end of the source may go on. */
function parseQuoted(source: string, start: number, over: boolean): Parsed {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    let value: string;
    if (source[at] === '"') {
      const close = closingQuote(source, at + 1);
      if (close < 0) return 'INCOMPLETE';
      value = source.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    } else {
      const end = endOfPlain(source, at);
      value = withoutReturn(source.slice(at, end));
      at = end;
    }
    fields.push(value);
    if (source[at] === ',') at++;
    else if (at >= source.length) return over ? { fields, end: at } : 'INCOMPLETE';
    else if (source[at] === '\n') return { fields, end: at + 1 };
    else if (source[at] === '\r' && source[at + 1] === '\n') return { fields, end: at + 2 };
    else if (source[at] === '\r' && at + 1 === source.length) return over ? { fields, end: at + 1 } : 'INCOMPLETE';
    else return 'BROKEN';
  }
}

function closingQuote(source: string, from: number): number {
  for (let at = source.indexOf('"', from); at >= 0; at = source.indexOf('"', at + 2))
    if (source[at + 1] !== '"') return at;
  return -1;
}

function endOfPlain(source: string, from: number): number {
  const comma = source.indexOf(',', from);
  const newline = source.indexOf('\n', from);
  const ends = [comma, newline].filter((i) => i >= 0);
  return ends.length > 0 ? Math.min(...ends) : source.length;
}
