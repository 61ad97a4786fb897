import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { Authenticate } from './application/authenticate.js';
import { ManageEmployees } from './application/manage-employees.js';

describe('managing offices, employees and roles', () => {
  let app: TestApp;
  let admin: TestEmployee;
  let officeOfOther: string;
  let regionOfOther: string;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.employee();
    regionOfOther = await app.region('Other');
    officeOfOther = await app.office({ regionId: regionOfOther, name: 'Far away' });
  });

  const office = (id: string) => toGlobalId('Office', id);
  const region = (id: string) => toGlobalId('Region', id);
  const run = async (who: TestEmployee, name: string, input: Record<string, unknown>) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await who.client.send(
      `mutation ($input: ${type}!) { done: ${name}(input: $input) { userErrors { code field } } }`,
      { input },
    );
    return errors?.[0]?.extensions?.['code'] ?? data?.['done'].userErrors;
  };
  const manager = (permission: string, scope: 'office' | 'region') =>
    app.employee({ permissions: { 'identity.read': 'firm', [permission]: scope } });
  const newcomer = (officeId: string) => ({
    email: `n${Math.random()}@meridian.example`,
    name: 'New',
    officeId: office(officeId),
  });

  it('gives roles only scopes that the permission has, and says which those are', async () => {
    const save = async (permission: string, scope: string) => {
      const input = { key: 'made-up', name: 'Made up', grants: [{ permission, scope }] };
      const q = `mutation ($input: CreateRoleInput!) { createRole(input: $input) { userErrors { code field message } } }`;
      return (await admin.client.query(q, { input }))['createRole'].userErrors as { message: string }[];
    };
    for (const permission of ['customers.read', 'services.read', 'contacts.manage-types', 'operations.run-jobs'])
      expect(await save(permission, 'OFFICE')).toEqual([
        {
          ...{ code: 'SCOPE_NOT_POSSIBLE', field: 'grants.0.scope' },
          message: `The permission "${permission}" cannot have this scope. Possible: FIRM.`,
        },
      ]);
    expect(await save('identity.read', 'FIRM')).toEqual([]);
    const grants = [{ permission: 'pyramid.manage', scope: 'region' }];
    const seeded = await app.get(ManageEmployees).saveRole(app.system(), { key: 'seeded', name: 'Seeded', grants });
    expect(seeded).toMatchObject({ failures: [{ code: 'SCOPE_NOT_POSSIBLE', params: { possible: 'FIRM' } }] });
  });

  it('shows the scopes that each permission can have', async () => {
    const { permissions } = await admin.client.query('{ permissions { name scopes } }');
    const scopes = new Map(permissions.map((p: { name: string; scopes: string[] }) => [p.name, p.scopes]));
    expect(scopes.get('services.create')).toEqual(['OFFICE', 'REGION', 'FIRM']);
    expect(scopes.get('audit.read')).toEqual(['OFFICE', 'REGION', 'FIRM']);
    expect(scopes.get('customers.read')).toEqual(['FIRM']);
  });

  it('lets a grant in a scope that the permission does not have, however it was stored, allow nothing', async () => {
    const clerk = await app.employee({ permissions: { 'identity.read': 'firm', 'customers.read': 'firm' } });
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update identity.role_permission rp set scope = 'office' from identity.employee_role er
        where er.role_id = rp.role_id and er.employee_id = ${clerk.id} and rp.permission = 'customers.read'`);
      return ok();
    });
    app.get(Authenticate).forget();
    expect(await clerk.client.errorCode('{ customers { totalCount } }')).toBe('FORBIDDEN');
    const { viewer } = await clerk.client.query('{ viewer { permissions { permission scope } } }');
    expect(viewer.permissions).toEqual([{ permission: 'identity.read', scope: 'FIRM' }]);
  });

  it('of employees reaches as far as the permission, before and after', async () => {
    const clerk = await manager('identity.manage-employees', 'office');
    const near = await app.employee();
    const far = await app.employee({ officeId: officeOfOther });
    const change = (id: string, more = {}) =>
      run(clerk, 'updateEmployee', { id: toGlobalId('Employee', id), version: 1, ...more });
    expect(await run(clerk, 'createEmployee', newcomer(app.officeId))).toEqual([]);
    expect(await run(clerk, 'createEmployee', newcomer(officeOfOther))).toBe('FORBIDDEN');
    expect(await change(far.id, { password: 'a password of mine' })).toBe('FORBIDDEN');
    expect(await change(far.id, { officeId: office(app.officeId) })).toBe('FORBIDDEN');
    expect(await change(near.id, { officeId: office(officeOfOther) })).toBe('FORBIDDEN');
    expect(await change(near.id, { title: 'Clerk' })).toEqual([]);
    const regional = await manager('identity.manage-employees', 'region');
    expect(await run(regional, 'createEmployee', newcomer(await app.office()))).toEqual([]);
    expect(await run(regional, 'createEmployee', newcomer(officeOfOther))).toBe('FORBIDDEN');
  });

  it('of offices and regions reaches as far as the permission', async () => {
    const clerk = await manager('identity.manage-offices', 'office');
    const regional = await manager('identity.manage-offices', 'region');
    const fresh = (regionId: string) => ({
      code: `X${Math.floor(Math.random() * 1e9)}`,
      name: 'New',
      regionId: region(regionId),
      country: 'HK',
      city: 'X',
      timeZone: 'Asia/Hong_Kong',
      currency: 'HKD',
      languages: ['en'],
    });
    const change = (who: TestEmployee, id: string, more: object) =>
      run(who, 'updateOffice', { id: office(id), version: 1, ...more });
    expect(await run(clerk, 'createOffice', fresh(app.regionId))).toBe('FORBIDDEN');
    expect(await run(regional, 'createOffice', fresh(app.regionId))).toEqual([]);
    expect(await run(regional, 'createOffice', fresh(regionOfOther))).toBe('FORBIDDEN');
    expect(await change(clerk, officeOfOther, { name: 'Mine' })).toBe('FORBIDDEN');
    expect(await change(regional, await app.office(), { regionId: region(regionOfOther) })).toBe('FORBIDDEN');
    expect(await change(clerk, app.officeId, { name: 'Ours', regionId: region(app.regionId) })).toEqual([]);
    expect(await run(regional, 'createRegion', { code: 'NEW', name: 'New' })).toBe('FORBIDDEN');
    expect(await run(clerk, 'updateRegion', { id: region(app.regionId), version: 1, name: 'X' })).toBe('FORBIDDEN');
    expect(await run(regional, 'updateRegion', { id: region(app.regionId), version: 1, name: 'X' })).toEqual([]);
    expect(await run(regional, 'updateRegion', { id: region(regionOfOther), version: 1, name: 'X' })).toBe('FORBIDDEN');
  });

  it('of roles is for those who may', async () => {
    const clerk = await manager('identity.manage-employees', 'region');
    expect(await run(clerk, 'createRole', { key: 'mine', name: 'Mine', grants: [] })).toBe('FORBIDDEN');
  });

  it.each(['code', 'regionId', 'country', 'timeZone', 'currency', 'languages', 'active', 'name', 'city'])(
    'does not empty %s of an office',
    async (field) => {
      const input = { id: office(officeOfOther), version: 1, [field]: null };
      expect(await run(admin, 'updateOffice', input)).toEqual([{ code: 'REQUIRED', field }]);
    },
  );

  it.each(['email', 'officeId', 'active', 'name'])('does not empty %s of an employee', async (field) => {
    const input = { id: toGlobalId('Employee', admin.id), version: 1, [field]: null };
    expect(await run(admin, 'updateEmployee', input)).toEqual([{ code: 'REQUIRED', field }]);
  });

  it('looks for what is typed, with % and _ as they are', async () => {
    const count = async (text: string) =>
      (await admin.client.query(`query ($text: String) { employees(text: $text) { totalCount } }`, { text }))[
        'employees'
      ].totalCount;
    await app.employee({ name: 'Hundred 100% Sure' });
    expect([await count('%'), await count('_'), await count('0% s'), await count('\\')]).toEqual([1, 0, 1, 0]);
    expect(
      await admin.client.errorCode(`query ($t: String) { employees(text: $t) { totalCount } }`, { t: 'x'.repeat(201) }),
    ).toBe('BAD_USER_INPUT');
  });

  it('keeps who revoked which API token', async () => {
    const token = (
      await admin.client.query(`mutation { createApiToken(input: { name: "script" }) { id userErrors { code } } }`)
    )['createApiToken'];
    expect(await run(admin, 'revokeApiToken', { id: token.id })).toEqual([]);
    const entries = await app.db.query<{ action: string; actor: string; secret: boolean }>(
      sql`select a.action, a.actor_id as actor, coalesce(a.after, '{}') ? 'token_hash' as secret from platform.audit_entry a
           where a.table_name = 'identity.api_token' order by a.id`,
    );
    expect(entries).toEqual(['insert', 'update'].map((action) => ({ action, actor: admin.id, secret: false })));
  });

  it('looks at ten of thirty guesses that come at once', async () => {
    const guess = () =>
      app.anonymous.send(
        `mutation { signIn(input: { email: "victim@meridian.example", password: "a guess" }) { userErrors { code } } }`,
      );
    const answers = await Promise.all(Array.from({ length: 30 }, guess));
    const looked = answers.filter((a) => a.data?.['signIn']?.userErrors[0]?.code === 'SIGN_IN_FAILED');
    const refused = answers.filter((a) => a.errors?.[0]?.extensions?.['code'] === 'RATE_LIMITED');
    expect([looked.length, refused.length]).toEqual([10, 20]);
  });
});
