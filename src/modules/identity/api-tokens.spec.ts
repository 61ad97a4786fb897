import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { eventually, GraphqlClient } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

const CREATE = `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { id token userErrors { code field } } }`;
const TOKENS = `{ apiTokens { id name expiresAt lastUsedAt grants { permission scope } owner { id } } }`;
const VIEWER = `{ viewer { permissions { permission scope } } }`;
const CREATE_TEAM = `mutation ($input: CreateTeamInput!) { createTeam(input: $input) { userErrors { code } } }`;
const DAY_MS = 86_400_000;

describe('an API token', () => {
  let app: TestApp;
  let owner: TestEmployee;

  beforeAll(async () => {
    app = await createTestApp();
    owner = await app.employee({
      permissions: { 'identity.read': 'firm', 'identity.manage-teams': 'region', 'contacts.read': 'office' },
    });
  });

  const create = async (input: object, who = owner) =>
    (await who.client.query(CREATE, { input: { name: 'script', ...input } }))['createApiToken'];
  const script = async (input: object = {}, who = owner) =>
    new GraphqlClient(app.url, (await create(input, who)).token);
  const refusal = async (client: GraphqlClient, query: string, variables = {}) => {
    const { extensions } = (await client.send(query, variables)).errors?.[0] ?? {};
    return extensions && [extensions['code'], extensions['reason']];
  };
  const change = (statement: ReturnType<typeof sql>) =>
    app.db.transaction(app.system(), async () => {
      await app.db.execute(statement);
      return ok();
    });

  it('reads, and changes nothing, unless more is asked for', async () => {
    const client = await script();
    expect((await client.query(VIEWER))['viewer'].permissions).toEqual([
      { permission: 'contacts.read', scope: 'OFFICE' },
      { permission: 'identity.read', scope: 'FIRM' },
    ]);
    const team = { input: { code: 'TEAM', name: 'Team', officeId: toGlobalId('Office', app.officeId), memberIds: [] } };
    expect(await refusal(client, CREATE_TEAM, team)).toEqual(['FORBIDDEN', 'READ_ONLY_TOKEN']);
    expect(await refusal(client, `mutation { markNotifications(input: { ids: [] }) { userErrors { code } } }`)).toEqual(
      ['FORBIDDEN', 'READ_ONLY_TOKEN'],
    );
    const writer = await script({ grants: [{ permission: 'identity.manage-teams', scope: 'OFFICE' }] });
    expect((await writer.query(CREATE_TEAM, team))['createTeam'].userErrors).toEqual([]);
    expect(await refusal(writer, `{ roles { key } }`)).toEqual(['FORBIDDEN', undefined]);
  });

  it('holds no more than its owner, when it is created and later', async () => {
    const wrong = await create({
      grants: [
        { permission: 'identity.read' },
        { permission: 'identity.manage-teams', scope: 'FIRM' },
        { permission: 'audit.read' },
      ],
    });
    expect(wrong.userErrors).toEqual([
      { code: 'PERMISSION_NOT_HELD', field: 'grants.1' },
      { code: 'PERMISSION_NOT_HELD', field: 'grants.2' },
    ]);
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const client = await script({}, who);
    expect(await refusal(client, `{ roles { key } }`)).toBeUndefined();
    const admin = await app.employee();
    await admin.client.query(
      `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { userErrors { code } } }`,
      { input: { id: toGlobalId('Employee', who.id), version: 1, roleKeys: [] } },
    );
    expect(await refusal(client, `{ roles { key } }`)).toEqual(['FORBIDDEN', undefined]);
  });

  it('ends after 90 days, or within 366 as asked, and then at once', async () => {
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const tooLate = new Date(Date.now() + 367 * DAY_MS).toISOString();
    expect((await create({ expiresAt: tooLate }, who)).userErrors).toEqual([
      { code: 'DATE_OUT_OF_RANGE', field: 'expiresAt' },
    ]);
    const { token } = await create({}, who);
    const [listed] = (await who.client.query(TOKENS))['apiTokens'];
    expect(Math.round((Date.parse(listed.expiresAt) - Date.now()) / DAY_MS)).toBe(90);
    expect(listed.owner.id).toBe(toGlobalId('Employee', who.id));
    const client = new GraphqlClient(app.url, token);
    await change(
      sql`update identity.api_token set expires_at = clock_timestamp() + interval '1 second' where employee_id = ${who.id}`,
    );
    const { Authenticate } = await import('./application/authenticate.js');
    app.get(Authenticate).forget();
    await client.query(VIEWER);
    // Frozen within the time for which a verified token is trusted, but after the end of this one.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_500 });
    await eventually(async () => (await refusal(client, VIEWER))?.[0] === 'UNAUTHENTICATED', 'it has ended');
    vi.useRealTimers();
  });

  it.each([
    `mutation { createApiToken(input: { name: "another" }) { id } }`,
    `mutation { revokeApiToken(input: { id: "x" }) { id } }`,
    `{ employeeApiTokens { totalCount } }`,
  ])('cannot do what needs a person: %s', async (operation) => {
    const who = await app.employee();
    const grants = ['identity.read', 'identity.manage-employees', 'identity.manage-roles'].map((permission) => ({
      permission,
    }));
    expect(await refusal(await script({ grants }, who), operation)).toEqual(['FORBIDDEN', 'SESSION_REQUIRED']);
  });

  it('sets nobody’s password', async () => {
    const who = await app.employee();
    const client = await script({ grants: [{ permission: 'identity.manage-employees' }] }, who);
    const input = { email: 'new@meridian.example', name: 'New', officeId: toGlobalId('Office', app.officeId) };
    const operation = `mutation ($input: CreateEmployeeInput!) { createEmployee(input: $input) { userErrors { code } } }`;
    expect(await refusal(client, operation, { input: { ...input, password: 'four plain unrelated words' } })).toEqual([
      'FORBIDDEN',
      'SESSION_REQUIRED',
    ]);
    expect(await refusal(client, operation, { input })).toBeUndefined();
  });

  it('takes the second factor off no role', async () => {
    const who = await app.employee();
    const client = await script({ grants: [{ permission: 'identity.manage-roles' }] }, who);
    const operation = `mutation ($input: CreateRoleInput!) { createRole(input: $input) { userErrors { code } } }`;
    const input = { key: 'made-by-script', name: 'Made by a script', grants: [] };
    expect(await refusal(client, operation, { input: { ...input, requiresSecondFactor: false } })).toEqual([
      'FORBIDDEN',
      'SESSION_REQUIRED',
    ]);
    expect(await refusal(client, operation, { input })).toBeUndefined();
  });

  it('shows when it was last used', async () => {
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const client = await script({}, who);
    const last = async () => (await who.client.query(TOKENS))['apiTokens'][0].lastUsedAt;
    expect(await last()).toBeNull();
    await client.query(VIEWER);
    expect(await last()).not.toBeNull();
  });

  it('is seen and revoked by those who manage its owner, as far as they reach', async () => {
    const far = await app.employee({ officeId: await app.office({ regionId: await app.region() }) });
    const near = await app.employee();
    const ids = await Promise.all([near, far].map(async (who) => (await create({}, who)).id));
    const manager = await app.employee({
      permissions: { 'identity.read': 'firm', 'identity.manage-employees': 'office' },
    });
    const { employeeApiTokens } = await manager.client.query(
      `{ employeeApiTokens(first: 200) { totalCount nodes { id } } }`,
    );
    const seen = employeeApiTokens.nodes.map((token: { id: string }) => token.id);
    expect(ids.map((id) => seen.includes(id))).toEqual([true, false]);
    expect(seen).toHaveLength(employeeApiTokens.totalCount);
    const revoke = async (id: string) =>
      (
        await manager.client.query(
          `mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { userErrors { code } } }`,
          { id },
        )
      )['revokeApiToken'].userErrors;
    expect(await Promise.all(ids.map(revoke))).toEqual([[], [{ code: 'NOT_FOUND' }]]);
  });
});
