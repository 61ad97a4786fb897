export interface AfterOptions {
  /** Leave out what background workers will do by themselves. */
  readonly leaveToWorkers: boolean;
  readonly onProgress: (done: number, of: number | null) => void;
}

/** What was done once all rows were in, in words. */
export interface AfterReport {
  readonly lines: readonly string[];
}
