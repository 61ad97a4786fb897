/** What is wrong with the migrations of a folder. */
export function problemsOf(folder: string): string[];
/** Seals the migrations that are new; gives their names. */
export function seal(folder: string): string[];
