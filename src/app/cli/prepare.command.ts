import { type Command } from './command.js';
import { migrateCommand } from './database.commands.js';
import { seedCommand } from './seed.commands.js';

/** `prepare`: what `npm start` needs of a database before anything runs on it, in one process. */
export const prepareCommand: Command = {
  usage: 'prepare',
  description: 'Applies all pending migrations and fills an empty database with the example firm.',
  async run(tools) {
    await migrateCommand.run({ ...tools, args: [] });
    await seedCommand.run({ ...tools, args: ['--if-empty'] });
  },
};
