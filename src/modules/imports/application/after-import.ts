export interface AfterOptions {
  /** Leave out what background workers will do by themselves. */
  readonly leaveToWorkers: boolean;
  /** `of` is null when nobody knows; `unit` says what is counted, such as `requests looked at`. */
  readonly onProgress: (done: number, of: number | null, unit: string) => void;
}

/** What was done once all rows were in, in words. */
export interface AfterReport {
  readonly lines: readonly string[];
}
