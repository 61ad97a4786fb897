import { Secret, TOTP } from 'otpauth';
import { beforeAll, expect, test } from 'vitest';
import { ManageEmployees, PasswordPolicy, SecondFactor, SignIn } from '#modules/identity/seeding';
import { createTestApp, type TestApp } from '#testing/app';
import { Authenticate } from '../../modules/identity/application/authenticate.js';
import { COMMANDS } from './index.js';

const email = 'alone@meridian.example';
const password = 'four plain unrelated words';
let app: TestApp;

beforeAll(async () => (app = await createTestApp()));

async function run(name: string, ...args: string[]): Promise<string> {
  const said: string[] = [];
  const tools = {
    args,
    say: (line: string) => void said.push(line),
    config: () => app.config,
    app: async () => app.api,
  };
  const load = COMMANDS[name];
  if (!load) throw new Error(`no command ${name}`);
  await (await load()).run(tools);
  return said.join('\n');
}

test('an administrator who lost the second factor gets in again by the command line', async () => {
  const cmd = { email, name: 'Some Body', officeId: app.officeId, password };
  const { id } = app.must(await app.get(ManageEmployees).saveEmployee(app.system(), cmd));
  await expect(run('reset-second-factor', email)).rejects.toThrow('no second factor');
  const { accessToken } = app.must(await app.get(SignIn).open(app.system(), id));
  const actor = await app.get(Authenticate).authenticate(`Bearer ${accessToken}`);
  const ctx = { ...app.system(), ...(actor ? { actor } : {}) };
  const factors = app.get(SecondFactor);
  const { secret } = app.must(await factors.begin(ctx, password));
  app.must(await factors.confirm(ctx, new TOTP({ secret: Secret.fromBase32(secret) }).generate()));
  expect(await factors.enrolled(id)).toBe(true);
  expect(await run('reset-second-factor', email)).toContain('password only');
  expect(await factors.enrolled(id)).toBe(false);
  await expect(run('reset-second-factor', 'nobody@meridian.example')).rejects.toThrow('not found');
  await expect(run('reset-second-factor')).rejects.toThrow('Specify one e-mail address');
});

test('a password that somebody chose for the first administrator is checked', async () => {
  const owner = { email: 'first@firm.example', name: 'First Admin' };
  const policy = app.get(PasswordPolicy);
  expect(await policy.check('password', 'letmeinletmein', owner)).toMatchObject({ ok: false });
  expect(await policy.check('password', password, owner)).toBeUndefined();
});
