import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  accessToken accessTokenExpiresAt refreshToken employee { name office { code region { code } } } userErrors { code field message } } }`;
const REFRESH = `mutation ($input: RefreshTokenInput!) { refreshSession(input: $input) { accessToken refreshToken userErrors { code } } }`;

describe('identity', () => {
  let app: TestApp;
  let admin: TestEmployee;
  const password = 'correct horse battery';

  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.employee({ name: 'Ada Admin' });
  });

  const createEmployee = async (email: string, more = {}) => {
    const { offices } = await admin.client.query(`{ offices { id } }`);
    const input = { email, name: 'Chan Tai Man', nameNative: '陳大文', officeId: offices[0].id, password, ...more };
    return (
      await admin.client.query(
        `mutation ($input: CreateEmployeeInput!) { createEmployee(input: $input) { employee { id version email nameNative roles { key } } userErrors { code field message } } }`,
        { input },
      )
    )['createEmployee'];
  };

  it('signs in with e-mail in any case and password, and the token opens what needs one', async () => {
    const created = await createEmployee('Tai.Man@meridian.example');
    expect(created.userErrors).toEqual([]);
    const { signIn } = await app.anonymous.query(SIGN_IN, { input: { email: 'tai.man@MERIDIAN.example', password } });
    expect(signIn.userErrors).toEqual([]);
    expect(signIn.employee.name).toBe('Chan Tai Man');
    const response = await request(app.url)
      .post('/graphql')
      .auth(signIn.accessToken, { type: 'bearer' })
      .send({ query: '{ viewer { employee { nameNative } permissions { permission } } }' });
    expect(response.body).toEqual({
      data: { viewer: { employee: { nameNative: '陳大文' }, permissions: [] } },
    });
  });

  it('answers a wrong password and an unknown account alike', async () => {
    const wrong = await app.anonymous.query(SIGN_IN, {
      input: { email: 'tai.man@meridian.example', password: 'not it, sorry' },
    });
    const unknown = await app.anonymous.query(SIGN_IN, {
      input: { email: 'nobody@meridian.example', password: 'not it, sorry' },
    });
    expect(wrong.signIn.userErrors).toEqual(unknown.signIn.userErrors);
    expect(wrong.signIn.userErrors[0].code).toBe('SIGN_IN_FAILED');
    expect(wrong.signIn.accessToken).toBeNull();
  });

  it('speaks Chinese to those who ask for it', async () => {
    const message = async (language: string): Promise<string> => {
      const { signIn } = await app.anonymous
        .with({ 'accept-language': language })
        .query(SIGN_IN, { input: { email: 'nobody@meridian.example', password: 'not it, sorry' } });
      return signIn.userErrors[0].message;
    };
    expect(await message('fr;q=0.9, zh-CN, en;q=0.5')).toBe('电子邮件地址或密码错误。');
    expect(await message('fr;q=0.9, zh-HK, en;q=0.5')).toBe('電子郵件地址或密碼錯誤。');
  });

  it('locks an account after ten failures, also for the right password', async () => {
    await createEmployee('locked@meridian.example');
    for (let i = 0; i < 10; i++)
      await app.anonymous.query(SIGN_IN, { input: { email: 'locked@meridian.example', password: 'wrong wrong' } });
    const { errors } = await app.anonymous.send(SIGN_IN, { input: { email: 'locked@meridian.example', password } });
    expect(errors?.[0]?.extensions?.['code']).toBe('RATE_LIMITED');
    expect(errors?.[0]?.extensions?.['retryAfterSeconds']).toBeGreaterThan(0);
  });

  it('refreshes once per refresh token, and ends the session when an old one comes back late', async () => {
    await createEmployee('fresh@meridian.example');
    const { signIn } = await app.anonymous.query(SIGN_IN, { input: { email: 'fresh@meridian.example', password } });
    const first = (await app.anonymous.query(REFRESH, { input: { refreshToken: signIn.refreshToken } })).refreshSession;
    expect(first.userErrors).toEqual([]);
    const { ok } = await import('#kernel');
    const { sql } = await import('#platform/database');
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(
        sql`update identity.session set rotated_at = rotated_at - interval '1 hour' where rotated_at is not null`,
      );
      return ok();
    });
    const stolen = (await app.anonymous.query(REFRESH, { input: { refreshToken: signIn.refreshToken } }))
      .refreshSession;
    expect(stolen.userErrors[0].code).toBe('REFRESH_FAILED');
    const after = (await app.anonymous.query(REFRESH, { input: { refreshToken: first.refreshToken } })).refreshSession;
    expect(after.userErrors[0].code).toBe('REFRESH_FAILED');
  });

  it('gives two requests that refresh at the same moment the same next token', async () => {
    await createEmployee('tabs@meridian.example');
    const { signIn } = await app.anonymous.query(SIGN_IN, { input: { email: 'tabs@meridian.example', password } });
    const refresh = async (refreshToken: string) =>
      (await app.anonymous.query(REFRESH, { input: { refreshToken } }))['refreshSession'];
    const [one, two] = await Promise.all([refresh(signIn.refreshToken), refresh(signIn.refreshToken)]);
    expect(one.userErrors).toEqual([]);
    expect(two.refreshToken).toBe(one.refreshToken);
    expect((await refresh(one.refreshToken)).userErrors).toEqual([]);
  });

  it('lets nobody give roles, or reset passwords, that allow more than his own', async () => {
    const { employee } = await createEmployee('boss@meridian.example');
    const clerk = await app.employee({ permissions: { 'identity.manage-employees': 'firm', 'identity.read': 'firm' } });
    const role = async (key: string, permission: string) =>
      admin.client.query(`mutation ($input: CreateRoleInput!) { createRole(input: $input) { userErrors { code } } }`, {
        input: { key, name: key, grants: [{ permission, scope: 'FIRM' }] },
      });
    await role('reader', 'identity.read');
    await role('office-keeper', 'identity.manage-offices');
    const UPDATE = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { employee { version } userErrors { code } } }`;
    const give = (roleKeys: string[], version: number) => ({ input: { id: employee.id, version, roleKeys } });
    expect(await clerk.client.errorCode(UPDATE, give(['office-keeper'], employee.version))).toBe('FORBIDDEN');
    expect((await clerk.client.query(UPDATE, give(['reader'], employee.version)))['updateEmployee'].userErrors).toEqual(
      [],
    );
    const given = (await admin.client.query(UPDATE, give(['office-keeper'], employee.version + 1)))['updateEmployee'];
    const reset = { input: { id: employee.id, version: given.employee.version, password: 'a password of mine' } };
    expect(await clerk.client.errorCode(UPDATE, reset)).toBe('FORBIDDEN');
  });

  it('an API token acts as its owner until it is revoked', async () => {
    const { createApiToken } = await admin.client.query(
      `mutation { createApiToken(input: { name: "nightly export" }) { id token userErrors { code } } }`,
    );
    const { GraphqlClient } = await import('#testing');
    const script = new GraphqlClient(app.url, createApiToken.token);
    expect((await script.query(`{ viewer { employee { name } } }`))['viewer'].employee.name).toBe('Ada Admin');
    await admin.client.query(`mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { userErrors { code } } }`, {
      id: createApiToken.id,
    });
    const { Authenticate } = await import('./application/authenticate.js');
    app.get(Authenticate).forget();
    expect(await script.errorCode(`{ viewer { employee { name } } }`)).toBe('UNAUTHENTICATED');
  });

  it('names every field that is wrong, all at once', async () => {
    const { createOffice } = await admin.client.query(
      `mutation ($input: CreateOfficeInput!) { createOffice(input: $input) { office { id } userErrors { code field } } }`,
      {
        input: {
          code: 'x',
          name: '',
          regionId: 'nonsense',
          country: 'XX',
          city: 'C',
          timeZone: 'Mars/Base',
          currency: 'ZZZ',
          languages: [],
        },
      },
    );
    expect(createOffice.office).toBeNull();
    expect(createOffice.userErrors).toEqual(
      expect.arrayContaining([
        { code: 'INVALID_COUNTRY', field: 'country' },
        { code: 'INVALID_TIME_ZONE', field: 'timeZone' },
        { code: 'INVALID_CURRENCY', field: 'currency' },
      ]),
    );
  });

  it('refuses a second employee with the same e-mail, and a stale version with the current values', async () => {
    const { employee } = await createEmployee('twin@meridian.example');
    expect((await createEmployee('TWIN@meridian.example')).userErrors).toMatchObject([
      { code: 'ALREADY_IN_USE', field: 'email' },
    ]);
    const UPDATE = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { employee { name version } userErrors { code current } } }`;
    const change = (name: string) =>
      admin.client.query(UPDATE, { input: { id: employee.id, version: employee.version, name } });
    const both = (await Promise.all([change('One'), change('Two')])).map((r) => r['updateEmployee']);
    expect(both.map((r) => r.userErrors.length).sort()).toEqual([0, 1]);
    const refused = both.find((r) => r.userErrors.length === 1);
    expect(refused.userErrors[0]).toMatchObject({ code: 'STALE_VERSION', current: { version: 2 } });
    expect(refused.userErrors[0].current).not.toHaveProperty('password_hash');
  });

  it('a retry with the same clientMutationId gives the first answer; with another input it is refused', async () => {
    const input = { code: 'APAC', name: 'Asia-Pacific', clientMutationId: 'one' };
    const CREATE = `mutation ($input: CreateRegionInput!) { createRegion(input: $input) { region { id name } clientMutationId userErrors { code } } }`;
    const [a, b] = await Promise.all([admin.client.query(CREATE, { input }), admin.client.query(CREATE, { input })]);
    expect(a['createRegion'].region.id).toBe(b['createRegion'].region.id);
    const other = await admin.client.query(CREATE, { input: { ...input, name: 'Other' } });
    expect(other['createRegion'].userErrors[0].code).toBe('CLIENT_MUTATION_ID_REUSED');
  });

  it('closes what a role does not open', async () => {
    const clerk = await app.employee({ permissions: { 'identity.read': 'firm' } });
    expect((await clerk.client.query(`{ offices { code } }`))['offices']).toHaveLength(1);
    expect(
      await clerk.client.errorCode(
        `mutation { createRegion(input: { code: "EU", name: "Europe" }) { region { id } } }`,
      ),
    ).toBe('FORBIDDEN');
    expect(await app.anonymous.errorCode(`{ offices { code } }`)).toBe('UNAUTHENTICATED');
    expect(
      await new (await import('#testing')).GraphqlClient(app.url, 'forged').errorCode(`{ offices { code } }`),
    ).toBe('UNAUTHENTICATED');
  });

  it('finds anything by its global id', async () => {
    const { offices } = await admin.client.query(`{ offices { id } }`);
    expect(
      (
        await admin.client.query(`query ($id: ID!) { node(id: $id) { id ... on Office { code } } }`, {
          id: offices[0].id,
        })
      )['node'],
    ).toMatchObject({ id: offices[0].id });
    expect(await admin.client.errorCode(`{ node(id: "nonsense") { id } }`)).toBe('BAD_USER_INPUT');
  });
});
