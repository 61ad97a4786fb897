interface Exceptions {
  /** How many statements of a file, named `module/file`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Statements that the sources do not tell the text of: none. */
export const NOT_CHECKED: Exceptions = { counts: {} };

/**
 * Statements of which some branches are put together wrongly: the row that a report is drilled into has values of its
 * dimensions, which are read as belonging to another dimension here. Their other branches are checked.
 */
export const PARTLY_CHECKED: Exceptions = {
  counts: { 'sla/report.queries.ts': 2 },
};
