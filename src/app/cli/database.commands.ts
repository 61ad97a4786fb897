import { exampleEnv, SETTINGS } from '#platform/config';
import { migrate } from '#platform/database';
import { CliError, type Command } from './command.js';

/** `migrate`: up by default; `migrate down N` reverts the last N. */
export const migrateCommand: Command = {
  usage: 'migrate [down N]',
  description: 'Applies all pending migrations, or reverts the last N.',
  async run({ args, config, say }) {
    const [direction = 'up', count] = args;
    if (direction !== 'up' && direction !== 'down') throw new CliError('Usage: migrate [down N]');
    if (direction === 'down' && !(Number(count) > 0))
      throw new CliError('Specify how many migrations to revert: migrate down 1');
    const done = await migrate(config().database.DATABASE_URL, {
      direction,
      count: direction === 'down' ? Number(count) : undefined,
    });
    say(done.length === 0 ? 'The database is up to date.' : migrated(direction, done));
  },
};

/** Few are named, many counted. */
const migrated = (direction: string, names: readonly string[]): string =>
  names.length <= 3
    ? `Migrated ${direction}: ${names.join(', ')}`
    : `Migrated ${direction}: ${names.length} migrations, ${names[0]} to ${names.at(-1)}`;

/** `env-example`: the text of `.env.example`. */
export const envExampleCommand: Command = {
  usage: 'env-example',
  description: 'Prints all settings with their descriptions, as in .env.example.',
  run({ say }) {
    say(exampleEnv(SETTINGS).trimEnd());
    return Promise.resolve();
  },
};
