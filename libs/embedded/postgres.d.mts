export interface StartPostgresOptions {
  /** Made on first use; notes and the lock lie beside it (`<dataDir>.lock`, `.users`, `.log`). */
  dataDir: string;
  /** A free one is chosen when absent. An adopted server keeps its own. */
  port?: number;
  /** False gives up safety in a crash for speed: for tests only. */
  durable: boolean;
  /** Made if absent; `url` points at it. `postgres` when not given. */
  database?: string;
  /** The server's log file. */
  log?: string;
  onProgress?: (message: string) => void;
  /** Further settings of the server, `name: value`. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** With the password: not to be printed. */
  url: string;
  port: number;
  pid: number;
  /** True when the server was running already: left by a killed process, or shared with a living one. */
  adopted: boolean;
  isAlive(): boolean;
  /** Ends the server, unless another living process uses it too: then the last one to stop ends it. */
  stop(): Promise<void>;
}

export function startPostgres(options: StartPostgresOptions): Promise<EmbeddedPostgres>;

/** A failure whose message tells the person at the keyboard what to do: print it without a stack. */
export class OperatorError extends Error {
  constructor(message: string, options?: { cause?: unknown });
}
