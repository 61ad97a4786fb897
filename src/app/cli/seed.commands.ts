import { parseInstant } from '#kernel';
import { IdentityApi } from '#modules/identity';
import { DEMO_ACCOUNTS, demoAccountsText, seedDemo } from '../../demo/index.js';
import { CliError, type Command } from './command.js';

/** `seed`: fills an empty database with the demo firm. */
export const seedCommand: Command = {
  usage: 'seed [--if-empty] [--at INSTANT]',
  description:
    'Fills an empty database with the example firm: offices, customers, contacts, requests, revenue. With --if-empty, does nothing if there are offices already. --at sets the instant at which the example data ends, such as 2025-06-18T06:30:00Z; defaults to now.',
  async run({ args, app, say }) {
    const { ifEmpty, at } = parse(args);
    const result = await seedDemo(await app(), { now: at, say });
    if (result.ok) {
      const { customers, contacts, requests, seconds } = result.value;
      const counts = [`${customers} customers`, `${contacts} contacts`, `${requests} service requests`];
      say(`Created the example firm: ${counts.join(', ')}, in ${seconds.toFixed(1)} s.`);
    } else if (!ifEmpty) {
      throw new CliError(
        'This database already has offices. The example firm can only be created in an empty database.',
      );
    } else say('The database already has offices; nothing to do.');
  },
};

function parse(args: readonly string[]): { ifEmpty: boolean; at: Date } {
  const words = [...args];
  let [ifEmpty, at] = [false, new Date()];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--if-empty') ifEmpty = true;
    else if (word === '--at') at = instant(words.shift() ?? '');
    else throw new CliError('Usage: seed [--if-empty] [--at INSTANT]');
  }
  return { ifEmpty, at };
}

/** Things that have not happened cannot be recorded, so the instant is not ahead of now. */
function instant(text: string): Date {
  const at = parseInstant(text);
  if (!at || at > new Date()) throw new CliError('--at requires an instant in the past, such as 2025-06-18T06:30:00Z');
  return at;
}

/** `demo-accounts`: the sign-ins of the demo, or how to get the first one without it. */
export const demoAccountsCommand: Command = {
  usage: 'demo-accounts',
  description: 'Prints the sign-ins of the example firm.',
  async run({ app, say }) {
    const identity = (await app()).get(IdentityApi, { strict: false });
    const active: string[] = [];
    for (const { email } of DEMO_ACCOUNTS) if ((await identity.employeeByEmail(email))?.active) active.push(email);
    say(demoAccountsText(active));
  },
};
