/** What whoever started an import can mend: a wrong mapping, a damaged file, two at once. */
export class ImportError extends Error {}
