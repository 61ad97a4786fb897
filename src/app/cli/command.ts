import { type INestApplicationContext } from '@nestjs/common';
import { type Config } from '#platform/config';

/** What a command can use. The application context is made when it is first asked for. */
export interface CliTools {
  readonly args: readonly string[];
  /** Writes a line to standard output. */
  say(line: string): void;
  config(): Config;
  app(): Promise<INestApplicationContext>;
}

/** A command of the command line. Throws CliError for wrong words; anything else is a bug or an outage. */
export interface Command {
  readonly usage: string;
  readonly description: string;
  run(tools: CliTools): Promise<void>;
}

/** The user's mistake: shown without a stack, exit code 2. */
export class CliError extends Error {}
