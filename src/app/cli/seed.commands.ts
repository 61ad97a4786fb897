import { parseInstant } from '#kernel';
import { IdentityApi } from '#modules/identity';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from '../../demo/index.js';
import { CliError, type Command } from './command.js';

/** `seed`: fills an empty database with the demo firm. */
export const seedCommand: Command = {
  usage: 'seed [--if-empty] [--at INSTANT]',
  description:
    'Fills an empty database with the example firm: offices, customers, contacts, requests, revenue. --if-empty does nothing when there are offices already; --at lets everything lead up to another instant than now (2025-06-18T06:30:00Z).',
  async run({ args, app, say }) {
    const { ifEmpty, at } = parse(args);
    const result = await seedDemo(await app(), { now: at, say });
    if (result.ok) {
      const { customers, contacts, requests, seconds } = result.value;
      const counts = [`${customers} customers`, `${contacts} contacts`, `${requests} service requests`];
      say(`Made the example firm: ${counts.join(', ')}, in ${seconds.toFixed(1)} s.`);
    } else if (!ifEmpty) {
      throw new CliError('There are offices in this database already; the example firm goes into an empty one only.');
    } else say('There are offices already; nothing to fill in.');
  },
};

function parse(args: readonly string[]): { ifEmpty: boolean; at: Date } {
  const words = [...args];
  let [ifEmpty, at] = [false, new Date()];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--if-empty') ifEmpty = true;
    else if (word === '--at') at = instant(words.shift() ?? '');
    else throw new CliError('seed takes nothing or: --if-empty, --at INSTANT');
  }
  return { ifEmpty, at };
}

/** Things that have not happened cannot be recorded, so the instant is not ahead of now. */
function instant(text: string): Date {
  const at = parseInstant(text);
  if (!at || at > new Date()) throw new CliError('--at needs an instant in the past, such as 2025-06-18T06:30:00Z');
  return at;
}

/** `demo-accounts`: the sign-ins of the demo, or how to get the first one without it. */
export const demoAccountsCommand: Command = {
  usage: 'demo-accounts',
  description: 'Prints the sign-ins of the example firm.',
  async run({ app, say }) {
    const identity = (await app()).get(IdentityApi, { strict: false });
    const accounts: (typeof DEMO_ACCOUNTS)[number][] = [];
    for (const account of DEMO_ACCOUNTS)
      if ((await identity.employeeByEmail(account.email))?.active) accounts.push(account);
    if (accounts.length === 0) {
      say('This database has no demo accounts. The first administrator is made with:');
      say('  npm run cli -- create-admin you@your-company.example');
      return;
    }
    const rows = [
      ['Who', 'E-mail', 'Password', 'May'],
      ...accounts.map(({ name, title, email, may }) => [`${name}, ${title}`, email, DEMO_PASSWORD, may]),
    ];
    const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
    for (const row of rows)
      say(
        `  ${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}`,
      );
    say('  (Demo accounts, for trying things out only.)');
  },
};
