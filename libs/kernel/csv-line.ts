/** One record of CSV (RFC 4180), with its line end; fields are quoted where they must be. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((f) => (/[",\r\n]|^\s|\s$/.test(f) ? `"${f.replaceAll('"', '""')}"` : f)).join(',')}\n`;
}

/**
 * A text as a cell that people open in spreadsheets: one that a spreadsheet would take for a formula is shown with an
 * apostrophe before it (OWASP, CSV injection). Not for files that are read in again.
 */
export function spreadsheetCell(value: string | number | null | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
