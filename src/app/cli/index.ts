import { createAdminCommand } from './admin.commands.js';
import { type Command } from './command.js';
import { envExampleCommand, migrateCommand } from './database.commands.js';
import { importCommand } from './import.commands.js';
import { jobsCommand, redriveCommand } from './operations.commands.js';
import { schemaCommand } from './schema.commands.js';
import { demoAccountsCommand, seedCommand } from './seed.commands.js';

/** The command line: every command by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  migrate: migrateCommand,
  seed: seedCommand,
  'demo-accounts': demoAccountsCommand,
  'create-admin': createAdminCommand,
  import: importCommand,
  jobs: jobsCommand,
  redrive: redriveCommand,
  schema: schemaCommand,
  'env-example': envExampleCommand,
};
