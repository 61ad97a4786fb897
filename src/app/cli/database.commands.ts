import { exampleEnv, SETTINGS } from '#platform/config';
import { migrate } from '#platform/database';
import { CliError, type Command } from './command.js';

/** `migrate`: up by default; `migrate down N` takes back the last N. */
export const migrateCommand: Command = {
  usage: 'migrate [down N]',
  description: 'Brings the database up to date, or takes back the last N migrations.',
  async run({ args, config, say }) {
    const [direction = 'up', count] = args;
    if (direction !== 'up' && direction !== 'down') throw new CliError('migrate takes nothing or: down N');
    if (direction === 'down' && !(Number(count) > 0))
      throw new CliError('say how many migrations to take back: migrate down 1');
    const done = await migrate(config().database.DATABASE_URL, {
      direction,
      count: direction === 'down' ? Number(count) : undefined,
    });
    say(done.length === 0 ? 'The database is up to date.' : `Migrated ${direction}: ${done.join(', ')}`);
  },
};

/** `env-example`: the text of `.env.example`. */
export const envExampleCommand: Command = {
  usage: 'env-example',
  description: 'Prints all settings with their meanings, as in .env.example.',
  run({ say }) {
    say(exampleEnv(SETTINGS).trimEnd());
    return Promise.resolve();
  },
};
