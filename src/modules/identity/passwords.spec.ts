import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { GraphqlClient } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ManageEmployees } from './seeding.js';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken userErrors { code } } }`;
const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code field } } }`;
const CREATE = `mutation ($input: CreateEmployeeInput!) { createEmployee(input: $input) { employee { id version } userErrors { code field } } }`;
const UPDATE = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { userErrors { code field } } }`;
const FIRST = 'four plain unrelated words';
const SECOND = 'quite another set of words';

describe('a password', () => {
  let app: TestApp;
  let admin: TestEmployee;
  let made = 0;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.employee({ name: 'Ada Admin' });
  });

  const account = async () => {
    const email = `wing.chan.${++made}@meridian.example`;
    const cmd = { email, name: 'Chan Wing', officeId: app.officeId, password: FIRST };
    app.must(await app.get(ManageEmployees).saveEmployee(app.system(), cmd));
    return { email, client: await signIn(email, FIRST) };
  };
  const answer = async (email: string, password: string) =>
    (await app.anonymous.query(SIGN_IN, { input: { email, password } }))['signIn'];
  const signIn = async (email: string, password: string) =>
    new GraphqlClient(app.url, (await answer(email, password)).accessToken);
  const change = async (client: GraphqlClient, newPassword: string, currentPassword = FIRST, more = {}) =>
    (await client.query(CHANGE, { input: { currentPassword, newPassword, ...more } }))['changePassword'].userErrors;

  it('is changed by its owner, who proves that it is still he; other sessions and tokens end', async () => {
    const { email, client } = await account();
    const other = await signIn(email, FIRST);
    const { token } = (await client.query(`mutation { createApiToken(input: { name: "script" }) { token } }`))[
      'createApiToken'
    ];
    expect(await change(client, SECOND, 'not it, sorry')).toEqual([
      { code: 'PASSWORD_INCORRECT', field: 'currentPassword' },
    ]);
    expect(await change(client, SECOND)).toEqual([]);
    const viewer = `{ viewer { employee { name } } }`;
    expect((await client.query(viewer))['viewer'].employee.name).toBe('Chan Wing');
    expect(await other.errorCode(viewer)).toBe('UNAUTHENTICATED');
    expect(await new GraphqlClient(app.url, token).errorCode(viewer)).toBe('UNAUTHENTICATED');
    expect((await answer(email, FIRST)).userErrors).toMatchObject([{ code: 'SIGN_IN_FAILED' }]);
    expect((await answer(email, SECOND)).userErrors).toEqual([]);
  });

  it('is changed without API tokens being revoked where that is wanted', async () => {
    const { client } = await account();
    const { token } = (await client.query(`mutation { createApiToken(input: { name: "script" }) { token } }`))[
      'createApiToken'
    ];
    expect(await change(client, SECOND, FIRST, { keepApiTokens: true })).toEqual([]);
    expect((await new GraphqlClient(app.url, token).send(`{ viewer { pending } }`)).errors).toBeUndefined();
  });

  it('is not guessed at a session that somebody left open', async () => {
    const { client } = await account();
    const codes = [];
    for (let i = 0; i < 6; i++) {
      const { data, errors } = await client.send(CHANGE, {
        input: { currentPassword: `guess ${i}`, newPassword: SECOND },
      });
      codes.push(errors?.[0]?.extensions?.['code'] ?? data?.['changePassword'].userErrors[0].code);
    }
    expect(codes).toEqual([...Array(5).fill('PASSWORD_INCORRECT'), 'RATE_LIMITED']);
  });

  it.each([
    ['short-Xq7', 'TOO_SHORT'],
    ['111111111111', 'PASSWORD_TOO_COMMON'],
    ['Password123456!', 'PASSWORD_TOO_COMMON'],
    ['qwertyuiop12345', 'PASSWORD_TOO_COMMON'],
    ['letmeinletmein', 'PASSWORD_TOO_COMMON'],
    ['meridian-demo', 'PASSWORD_CONTAINS_NAME'],
    ['Chan Wing 2026!!', 'PASSWORD_CONTAINS_NAME'],
    ['x'.repeat(201), 'TOO_LONG'],
  ])('%s is refused: %s', async (password, code) => {
    const { client } = await account();
    expect(await change(client, password)).toEqual([{ code, field: 'newPassword' }]);
    const input = {
      email: `wing.${++made}@meridian.example`,
      name: 'Chan Wing',
      officeId: toGlobalId('Office', app.officeId),
    };
    const { createEmployee } = await admin.client.query(CREATE, { input: { ...input, password } });
    expect(createEmployee.userErrors).toEqual([{ code, field: 'password' }]);
  });

  it('that stays the same is no change', async () => {
    const { client } = await account();
    expect(await change(client, FIRST)).toEqual([{ code: 'PASSWORD_UNCHANGED', field: 'newPassword' }]);
  });

  it('that an administrator set serves for choosing another, and for nothing else', async () => {
    await app.employee({ permissions: { 'identity.read': 'firm' } });
    const [role] = await app.db.query<{ key: string }>(sql`select key from identity.role order by id desc limit 1`);
    const input = { email: 'new@meridian.example', name: 'Somebody New', officeId: toGlobalId('Office', app.officeId) };
    const { createEmployee } = await admin.client.query(CREATE, {
      input: { ...input, password: FIRST, roleKeys: [role?.key] },
    });
    expect(createEmployee.userErrors).toEqual([]);
    const client = await signIn(input.email, FIRST);
    const pending = async () => (await client.query(`{ viewer { pending permissions { permission } } }`))['viewer'];
    expect(await pending()).toEqual({ pending: 'PASSWORD_CHANGE', permissions: [] });
    for (const operation of [
      `{ roles { key } }`,
      `{ permissions { name } }`,
      `mutation { createApiToken(input: { name: "x" }) { id } }`,
    ]) {
      const { errors } = await client.send(operation);
      expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', reason: 'PASSWORD_CHANGE_REQUIRED' });
    }
    expect(await change(client, SECOND)).toEqual([]);
    expect(await pending()).toEqual({ pending: null, permissions: [{ permission: 'identity.read' }] });
    expect((await client.send(`{ roles { key } }`)).errors).toBeUndefined();
  });

  it('of oneself is not set by the way of administrators, which asks for no current one', async () => {
    const input = { id: toGlobalId('Employee', admin.id), version: 1, password: SECOND };
    const { updateEmployee } = await admin.client.query(UPDATE, { input });
    expect(updateEmployee.userErrors).toEqual([{ code: 'OWN_PASSWORD', field: 'password' }]);
  });

  it('is not for API tokens, nor are sessions', async () => {
    const { client } = await account();
    const { token } = (await client.query(`mutation { createApiToken(input: { name: "script" }) { token } }`))[
      'createApiToken'
    ];
    const script = new GraphqlClient(app.url, token);
    const variables = { input: { currentPassword: FIRST, newPassword: SECOND } };
    for (const [operation, given] of [
      [CHANGE, variables],
      [`{ sessions { id } }`, {}],
    ] as const)
      expect((await script.send(operation, given)).errors?.[0]?.extensions?.['reason']).toBe('SESSION_REQUIRED');
  });

  it('opens sessions, which their owner sees and ends', async () => {
    const { email, client } = await account();
    const agent = 'Example Browser 1.0';
    const { data } = await app.anonymous
      .with({ 'user-agent': agent, 'x-forwarded-for': '203.0.113.77' })
      .send(SIGN_IN, { input: { email, password: FIRST } });
    const other = new GraphqlClient(app.url, data?.['signIn'].accessToken);
    const list = async () =>
      (await client.query(`{ sessions { id current ip userAgent createdAt lastUsedAt } }`))['sessions'];
    const sessions = await list();
    expect(sessions.map((s: { current: boolean; ip: string }) => [s.current, s.ip])).toEqual([
      [false, '203.0.113.77'],
      [true, '127.0.0.1'],
    ]);
    expect(sessions[0].userAgent).toBe(agent);
    const end = async (id: string, who = client) =>
      (await who.query(`mutation ($id: ID!) { endSession(input: { id: $id }) { userErrors { code } } }`, { id }))[
        'endSession'
      ].userErrors;
    expect(await end(sessions[0].id, admin.client)).toEqual([{ code: 'NOT_FOUND' }]);
    expect(await end(sessions[0].id)).toEqual([]);
    expect(await other.errorCode(`{ viewer { pending } }`)).toBe('UNAUTHENTICATED');
    expect(await list()).toHaveLength(1);
  });
});
