/** Compiles what has changed into dist/. */
export function build(options?: { bench?: boolean; quiet?: boolean }): Promise<void>;
