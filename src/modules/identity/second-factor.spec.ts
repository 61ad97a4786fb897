import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { GraphqlClient } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ManageEmployees } from './seeding.js';

const ANSWER = `{ accessToken challenge deviceToken employee { name } userErrors { code } }`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) ${ANSWER} }`;
const COMPLETE = `mutation ($input: CompleteSignInInput!) { completeSignIn(input: $input) ${ANSWER} }`;
const PASSWORD = 'four plain unrelated words';
const STEP_MS = 30_000;

describe('a second factor', () => {
  let app: TestApp;
  let admin: TestEmployee;
  let made = 0;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.employee({ name: 'Ada Admin' });
  });
  // The clock stands still, so that a code is that of its step.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  const account = async (more: object = {}) => {
    const email = `somebody-${++made}@meridian.example`;
    const cmd = { email, name: 'Some Body', officeId: app.officeId, password: PASSWORD, ...more };
    const { id } = app.must(await app.get(ManageEmployees).saveEmployee(app.system(), cmd));
    return { id, email, client: new GraphqlClient(app.url, (await signIn(email)).accessToken) };
  };
  const signIn = async (email: string, more: object = {}) =>
    (await app.anonymous.query(SIGN_IN, { input: { email, password: PASSWORD, ...more } }))['signIn'];
  const complete = async (challenge: string, code: string) => {
    const { data, errors } = await app.anonymous.send(COMPLETE, { input: { challenge, code } });
    return data ? data['completeSignIn'] : { userErrors: [{ code: errors?.[0]?.extensions?.['code'] }] };
  };
  const run = async (client: GraphqlClient, name: string, input: object, fields = '') =>
    (
      await client.query(
        `mutation ($input: ${INPUTS[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}Input`}!) { ${name}(input: $input) { ${fields} userErrors { code } } }`,
        { input },
      )
    )[name];
  const INPUTS: Readonly<Record<string, string>> = {
    confirmSecondFactor: 'SecondFactorCodeInput',
    renewRecoveryCodes: 'SecondFactorCodeInput',
  };
  const codeOf = (secret: string, steps = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS });
  const nextStep = () => vi.setSystemTime(Date.now() + STEP_MS);
  const enrol = async (client: GraphqlClient) => {
    const { secret, otpauthUri } = await run(
      client,
      'beginSecondFactor',
      { currentPassword: PASSWORD },
      'secret otpauthUri',
    );
    const { recoveryCodes } = await run(client, 'confirmSecondFactor', { code: codeOf(secret) }, 'recoveryCodes');
    nextStep();
    return { secret: secret as string, otpauthUri, recoveryCodes: recoveryCodes as string[] };
  };

  it('is asked for at the next sign-in, and opens it', async () => {
    const { email, client } = await account();
    const other = new GraphqlClient(app.url, (await signIn(email)).accessToken);
    const { secret, otpauthUri, recoveryCodes } = await enrol(client);
    expect(otpauthUri).toMatch(/^otpauth:\/\/totp\/Meridian/);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await other.errorCode(`{ viewer { pending } }`)).toBe('UNAUTHENTICATED');
    const first = await signIn(email);
    expect(first).toMatchObject({ accessToken: null, employee: null, deviceToken: null, userErrors: [] });
    expect((await complete(first.challenge, '000000')).userErrors).toEqual([{ code: 'CODE_INCORRECT' }]);
    const second = await complete(first.challenge, codeOf(secret));
    expect(second.employee.name).toBe('Some Body');
    const viewer = `{ viewer { secondFactor { enrolled required recoveryCodesLeft } } }`;
    expect((await new GraphqlClient(app.url, second.accessToken).query(viewer))['viewer'].secondFactor).toEqual({
      enrolled: true,
      required: false,
      recoveryCodesLeft: 10,
    });
  });

  it('takes no code twice, nor one older than the last', async () => {
    const { email, client } = await account();
    const { secret } = await enrol(client);
    const { challenge } = await signIn(email);
    const ahead = codeOf(secret, 1);
    expect((await complete(challenge, ahead)).userErrors).toEqual([]);
    for (const code of [ahead, codeOf(secret), codeOf(secret, -1)])
      expect((await complete(challenge, code)).userErrors).toEqual([{ code: 'CODE_INCORRECT' }]);
    nextStep();
    nextStep();
    const both = await Promise.all([complete(challenge, codeOf(secret)), complete(challenge, codeOf(secret))]);
    expect(both.filter(({ accessToken }) => accessToken)).toHaveLength(1);
  });

  it('is replaced by each recovery code once', async () => {
    const { email, client } = await account();
    const { secret, recoveryCodes } = await enrol(client);
    const { challenge } = await signIn(email);
    const [code, another] = recoveryCodes as [string, string];
    expect((await complete(challenge, code.replaceAll('-', ' ').toUpperCase())).userErrors).toEqual([]);
    expect((await complete(challenge, code)).userErrors).toEqual([{ code: 'CODE_INCORRECT' }]);
    const renewed = await run(client, 'renewRecoveryCodes', { code: codeOf(secret) }, 'recoveryCodes');
    expect((await complete(challenge, another)).userErrors).toEqual([{ code: 'CODE_INCORRECT' }]);
    expect((await complete(challenge, renewed.recoveryCodes[0])).userErrors).toEqual([]);
  });

  it('is not guessed, and a known device is not locked out by those who try', async () => {
    const { email, client } = await account();
    const { secret } = await enrol(client);
    const known = await complete((await signIn(email)).challenge, codeOf(secret));
    const { challenge } = await signIn(email);
    const codes = await Promise.all(Array.from({ length: 14 }, () => complete(challenge, '000000')));
    expect(codes.map(({ userErrors }) => userErrors[0].code).sort()).toEqual([
      ...Array(10).fill('CODE_INCORRECT'),
      ...Array(4).fill('RATE_LIMITED'),
    ]);
    nextStep();
    expect((await complete(challenge, codeOf(secret))).userErrors).toEqual([{ code: 'RATE_LIMITED' }]);
    const own = await signIn(email, { deviceToken: known.deviceToken });
    expect((await complete(own.challenge, codeOf(secret))).userErrors).toEqual([]);
  });

  it('does not open the way for a challenge that is old, forged, or of an earlier password', async () => {
    const { id, email, client } = await account();
    const { secret } = await enrol(client);
    const { challenge } = await signIn(email);
    const expired = [{ code: 'CHALLENGE_EXPIRED' }];
    expect((await complete(`${challenge}x`, codeOf(secret))).userErrors).toEqual(expired);
    expect((await complete('', codeOf(secret))).userErrors).toEqual(expired);
    const [{ version } = { version: 0 }] = await app.db.query<{ version: number }>(
      sql`select version from identity.employee where id = ${id}`,
    );
    const change = { password: 'quite another set of words' };
    app.must(await app.get(ManageEmployees).saveEmployee(app.system(), change, { id, version }));
    expect((await complete(challenge, codeOf(secret))).userErrors).toEqual(expired);
    app.must(
      await app.get(ManageEmployees).saveEmployee(app.system(), { password: PASSWORD }, { id, version: version + 1 }),
    );
    const late = await signIn(email);
    vi.setSystemTime(Date.now() + 6 * 60_000);
    expect((await complete(late.challenge, codeOf(secret))).userErrors).toEqual(expired);
  });

  it('is removed against password and code, and reset by those who manage the employee', async () => {
    const { id, email, client } = await account();
    const { secret } = await enrol(client);
    const wrong = { currentPassword: PASSWORD, code: '000000' };
    expect((await run(client, 'removeSecondFactor', wrong)).userErrors).toEqual([{ code: 'CODE_INCORRECT' }]);
    const right = { currentPassword: PASSWORD, code: codeOf(secret) };
    expect((await run(client, 'removeSecondFactor', right)).userErrors).toEqual([]);
    expect((await signIn(email)).challenge).toBeNull();
    await enrol(client);
    const clerk = await app.employee({ permissions: { 'identity.manage-employees': 'office' } });
    const far = await app.employee({
      permissions: { 'identity.manage-employees': 'office' },
      officeId: await app.office(),
    });
    const reset = `mutation ($id: ID!) { resetSecondFactor(input: { employeeId: $id }) { userErrors { code } } }`;
    const variables = { id: toGlobalId('Employee', id) };
    expect(await far.client.errorCode(reset, variables)).toBe('FORBIDDEN');
    expect((await clerk.client.query(reset, variables))['resetSecondFactor'].userErrors).toEqual([]);
    expect(await client.errorCode(`{ viewer { pending } }`)).toBe('UNAUTHENTICATED');
    expect((await signIn(email)).challenge).toBeNull();
    expect(await clerk.client.errorCode(reset, { id: toGlobalId('Employee', clerk.id) })).toBe('FORBIDDEN');
  });

  it('is required by a role: who lacks it can enrol one, and nothing else', async () => {
    const role = {
      key: 'guarded',
      name: 'Guarded',
      grants: [{ permission: 'identity.read', scope: 'FIRM' }],
      requiresSecondFactor: true,
    };
    expect((await run(admin.client, 'createRole', role)).userErrors).toEqual([]);
    const { client } = await account({ roleKeys: ['guarded'] });
    const { errors } = await client.send(`{ roles { key } }`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', reason: 'SECOND_FACTOR_REQUIRED' });
    expect((await client.query(`{ viewer { pending secondFactor { required } } }`))['viewer']).toEqual({
      pending: 'SECOND_FACTOR',
      secondFactor: { required: true },
    });
    await enrol(client);
    expect((await client.query(`{ roles { key requiresSecondFactor } }`))['roles']).toContainEqual({
      key: 'guarded',
      requiresSecondFactor: true,
    });
  });

  it('is not readable from a copy of the database', async () => {
    const { id, client } = await account();
    const { secret, recoveryCodes } = await enrol(client);
    const dump = JSON.stringify(
      await app.db.query<{ row: unknown }>(
        sql`select to_jsonb(f) as row from identity.second_factor f where f.employee_id = ${id}
            union all select to_jsonb(c) from identity.recovery_code c where c.employee_id = ${id}
            union all select a.after from platform.audit_entry a where a.table_name like 'identity.%'`,
      ),
    );
    const hex = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex');
    for (const text of [secret, hex, ...recoveryCodes]) expect(dump).not.toContain(text);
  });
});
