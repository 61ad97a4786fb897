import 'reflect-metadata';
import { type INestApplicationContext } from '@nestjs/common';
import { ConfigError, loadConfig, type Config } from '#platform/config';
import { CliError, type CliTools, type Command } from './app/cli/command.js';
import { asksForHelp, COMMANDS } from './app/cli/index.js';

const [name = 'help', ...args] = process.argv.slice(2);

let loaded: Config | undefined;
let made: INestApplicationContext | undefined;
const config = (): Config => (loaded ??= loadConfig());

const tools: CliTools = {
  args,
  say: (line) => void process.stdout.write(`${line}\n`),
  config,
  async app() {
    made ??= await (await import('./app/cli/make-app.js')).makeCliApp(config());
    return made;
  },
};

async function help(): Promise<void> {
  tools.say('Commands:');
  for (const load of Object.values(COMMANDS)) await explain(load);
}

async function explain(load: () => Promise<Command>): Promise<void> {
  const { usage, description } = await load();
  tools.say(`  ${usage}\n      ${description}`);
}

try {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load && asksForHelp(args)) await explain(load);
  else if (load) await (await load()).run(tools);
  else if (name === 'help' || asksForHelp([name])) await help();
  else {
    await help();
    throw new CliError(`There is no command "${name}".`);
  }
} catch (error) {
  const expected = error instanceof CliError || error instanceof ConfigError;
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = expected ? 2 : 1;
} finally {
  await made?.close();
}
