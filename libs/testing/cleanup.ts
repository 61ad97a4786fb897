type Work = () => Promise<unknown>;

const works: Work[] = [];

/** Runs `work` when all tests of the current file are over, the latest first, also when a hook failed before them. */
export function atEndOfFile(work: Work): void {
  works.push(work);
}

/** Runs and forgets what `atEndOfFile` was given; all of it even when some fails, and then fails itself. */
export async function cleanUp(): Promise<void> {
  const failures: unknown[] = [];
  for (let work = works.pop(); work; work = works.pop()) {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'the file could not be cleaned up');
}
