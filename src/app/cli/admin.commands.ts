import { randomBytes } from 'node:crypto';
import { type INestApplicationContext } from '@nestjs/common';
import { ok, type Result } from '#kernel';
import { systemCtx, type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { messageOf } from '#platform/messages';
import { IdentityApi } from '#modules/identity';
import { ManageEmployees, ManageOffices, PasswordPolicy } from '#modules/identity/seeding';
import { ADMINISTRATOR, administratorRole } from '../../demo/index.js';
import { CliError, type CliTools, type Command } from './command.js';

const OPTIONS = ['--password-stdin', '--name', '--office'];

interface Wanted {
  readonly email: string;
  readonly name: string;
  /** Code of the office; defaults to the first active one. */
  readonly office: string | undefined;
  readonly passwordStdin: boolean;
}

/** `create-admin`: the first sign-in of a system that starts without the demo. */
export const createAdminCommand: Command = {
  usage: 'create-admin EMAIL [--name NAME] [--office CODE] [--password-stdin]',
  description:
    'Creates an administrator. Prints a generated password once, or reads one from standard input. In an empty database it also creates a head office, which can be renamed later.',
  async run(tools) {
    const wanted = parse(tools.args);
    const given = wanted.passwordStdin ? await firstLine(process.stdin) : undefined;
    const password = given ?? randomBytes(15).toString('base64url');
    const app = await tools.app();
    if (given !== undefined) must(await policyOf(app, given, wanted));
    const office = await createAdministrator(app, wanted, password);
    tools.say(`${wanted.email} is now an administrator at the office ${office}.`);
    if (given === undefined) tools.say(`Password (shown only once): ${password}`);
  },
};

/** What somebody chose must be as good as what anybody chooses. */
async function policyOf(app: INestApplicationContext, password: string, owner: Wanted): Promise<Result<void>> {
  return (await app.get(PasswordPolicy, { strict: false }).check('password', password, owner)) ?? ok();
}

function parse(args: CliTools['args']): Wanted {
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (!word.startsWith('--')) rest.push(word);
    else if (!OPTIONS.includes(word))
      throw new CliError(`Unknown option ${word}. Options of create-admin: ${OPTIONS.join(', ')}`);
    else if (word === '--password-stdin') values.set(word, '');
    else {
      const value = args[++i];
      if (value === undefined || value.startsWith('--')) throw new CliError(`${word} requires a value.`);
      values.set(word, value);
    }
  }
  const [email, ...more] = rest;
  if (email === undefined || more.length > 0)
    throw new CliError('Specify one e-mail address: create-admin you@example.com');
  return {
    email,
    name: values.get('--name') ?? 'Administrator',
    office: values.get('--office'),
    passwordStdin: values.has('--password-stdin'),
  };
}

async function firstLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += chunk.toString();
    if (text.includes('\n')) break;
  }
  const line = text.split(/\r?\n/)[0] ?? '';
  if (line === '') throw new CliError('No password was received on standard input.');
  return line;
}

/** Makes the administrator and whatever it needs, or nothing; gives the code of its office. */
async function createAdministrator(app: INestApplicationContext, wanted: Wanted, password: string): Promise<string> {
  const ctx = systemCtx('cli');
  const done = await app.get(Database, { strict: false }).transaction<string, string>(ctx, async () => {
    const employees = app.get(ManageEmployees, { strict: false });
    const office = await officeFor(app, ctx, wanted.office);
    const role = await employees.saveRole(ctx, administratorRole());
    // The role exists already: it stays as administrators have made it.
    if (!role.ok && role.failures[0]?.code !== 'ALREADY_IN_USE') return role;
    const made = await employees.saveEmployee(ctx, {
      ...{ email: wanted.email, name: wanted.name, password, officeId: office.id, roleKeys: [ADMINISTRATOR] },
    });
    return made.ok ? ok(office.code) : made;
  });
  return must(done);
}

async function officeFor(
  app: INestApplicationContext,
  ctx: Ctx,
  code: string | undefined,
): Promise<{ id: string; code: string }> {
  const identity = app.get(IdentityApi, { strict: false });
  if (code !== undefined) {
    const named = await identity.officeByCode(code);
    if (!named) throw new CliError(`Office ${code} not found.`);
    return named;
  }
  const [first] = (await identity.allOffices()).filter((o) => o.active);
  if (first) return first;
  const offices = app.get(ManageOffices, { strict: false });
  const region = must(await offices.saveRegion(ctx, { code: 'HEAD-OFFICE', name: 'Head office', nameNative: '总部' }));
  const office = must(
    await offices.saveOffice(ctx, {
      ...{ code: 'HEAD-OFFICE', name: 'Head office', nameNative: '总部', regionId: region.id, country: 'GB' },
      ...{ city: 'London', timeZone: 'Europe/London', currency: 'GBP', languages: ['en'] },
    }),
  );
  must(await offices.saveRegion(ctx, { leadOfficeId: office.id }, { id: region.id, version: 1 }));
  return { id: office.id, code: 'HEAD-OFFICE' };
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new CliError(result.failures.map((f) => `${f.field ?? 'create-admin'}: ${messageOf(f, 'en')}`).join('\n'));
}
