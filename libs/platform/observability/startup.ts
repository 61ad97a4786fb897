const PREFIX = 'start: ';

/** Runs a part of the start and remembers how long it took; parts may contain others. */
export async function startupPhase<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  performance.measure(`${PREFIX}${name}`, { start });
  return result;
}

/** The time from the start of the process until now: what Node and loading the code took. */
export function codeIsLoaded(): void {
  performance.measure(`${PREFIX}load`, { start: 0 });
}

/** Milliseconds of each part of the start so far, by its name. */
export function startupPhases(): Record<string, number> {
  return Object.fromEntries(
    performance
      .getEntriesByType('measure')
      .filter(({ name }) => name.startsWith(PREFIX))
      .map(({ name, duration }) => [name.slice(PREFIX.length), Math.round(duration)]),
  );
}
