import 'reflect-metadata';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigError, loadConfig, type Config } from '#platform/config';
import { LOGGER, NestLogger, type Logger } from '#platform/observability';
import { CliModule } from './app/cli/cli.module.js';
import { CliError, type CliTools } from './app/cli/command.js';
import { COMMANDS } from './app/cli/index.js';

const [name = 'help', ...args] = process.argv.slice(2);

let loaded: Config | undefined;
let made: INestApplicationContext | undefined;
const config = (): Config => (loaded ??= loadConfig());

const tools: CliTools = {
  args,
  say: (line) => void process.stdout.write(`${line}\n`),
  config,
  async app() {
    if (!made) {
      const quiet: Config = { ...config(), logs: { LOG_LEVEL: 'warn' } };
      made = await NestFactory.createApplicationContext(CliModule.of(quiet), { bufferLogs: true, abortOnError: false });
      made.useLogger(new NestLogger(made.get<Logger>(LOGGER)));
    }
    return made;
  },
};

function help(): void {
  tools.say('Commands:');
  for (const { usage, description } of Object.values(COMMANDS)) tools.say(`  ${usage}\n      ${description}`);
}

try {
  const command = COMMANDS[name];
  if (command) await command.run(tools);
  else if (name === 'help' || name === '--help') help();
  else {
    help();
    throw new CliError(`There is no command "${name}".`);
  }
} catch (error) {
  const expected = error instanceof CliError || error instanceof ConfigError;
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = expected ? 2 : 1;
} finally {
  await made?.close();
}
