import { type Command } from './command.js';

/** Whether words ask to have commands explained. */
export const asksForHelp = (words: readonly string[]): boolean => words.some((w) => w === '--help' || w === '-h');

/** Whether a call needs a database: not what only explains, and no command that there is not. */
export const needsDatabase = ([name, ...args]: readonly string[]): boolean =>
  name !== undefined && Object.hasOwn(COMMANDS, name) && !asksForHelp(args) && !WITHOUT_DATABASE.has(name);
const WITHOUT_DATABASE: ReadonlySet<string> = new Set(['schema', 'chinese-texts', 'env-example']);

/** The command line: every command by its name, loaded only when it is called, so that the small ones are quick. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  prepare: async () => (await import('./prepare.command.js')).prepareCommand,
  migrate: async () => (await import('./database.commands.js')).migrateCommand,
  seed: async () => (await import('./seed.commands.js')).seedCommand,
  'demo-accounts': async () => (await import('./seed.commands.js')).demoAccountsCommand,
  'create-admin': async () => (await import('./admin.commands.js')).createAdminCommand,
  'reset-second-factor': async () => (await import('./account.commands.js')).resetSecondFactorCommand,
  import: async () => (await import('./import.commands.js')).importCommand,
  jobs: async () => (await import('./operations.commands.js')).jobsCommand,
  redrive: async () => (await import('./operations.commands.js')).redriveCommand,
  schema: async () => (await import('./schema.commands.js')).schemaCommand,
  sla: async () => (await import('./sla.commands.js')).slaCommand,
  'chinese-texts': async () => (await import('./texts.commands.js')).chineseTextsCommand,
  'jobs-page': async () => (await import('./jobs-page.commands.js')).jobsPageCommand,
  'env-example': async () => (await import('./database.commands.js')).envExampleCommand,
};
