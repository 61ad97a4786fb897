import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { type FreeJson } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { IdentityApi } from './identity.api.js';

let app: TestApp;
let admin: TestEmployee;
let far: string;

beforeAll(async () => {
  app = await createTestApp();
  admin = await app.employee({ name: 'Ada' });
  far = await app.office({ regionId: await app.region('Far'), name: 'Far away' });
});

const office = (id: string): string => toGlobalId('Office', id);
const employee = (id: string): string => toGlobalId('Employee', id);
const FIELDS =
  'team { id version code name nameNative active office { id } members { id } } userErrors { code field message current }';
const run = async (name: 'createTeam' | 'updateTeam', input: object, who = admin): Promise<FreeJson> => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await who.client.send(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${FIELDS} } }`,
    { input },
  );
  return data?.[name] ?? errors?.[0]?.extensions?.['code'];
};
const codes = (answer: FreeJson): string[] => answer.userErrors.map((e: FreeJson) => `${e.code} ${e.field}`);
const create = async (code: string, more: object = {}): Promise<FreeJson> => {
  const answer = await run('createTeam', { code, name: code, officeId: office(app.officeId), ...more });
  expect(answer.userErrors).toEqual([]);
  return answer.team;
};

describe('teams', () => {
  it('have a code, names in two scripts, an office and members, and are found by all of them', async () => {
    const [li, wu] = [await app.employee({ name: 'Li' }), await app.employee({ name: 'Wu', officeId: far })];
    const team = await create('HKG-LIFTS', {
      ...{ name: ' Lifts ', nameNative: '电梯组', memberIds: [employee(wu.id), employee(li.id), employee(li.id)] },
    });
    expect(team).toMatchObject({
      name: 'Lifts',
      active: true,
      members: [{ id: employee(li.id) }, { id: employee(wu.id) }],
    });
    const list = async (filter: object) =>
      (
        await admin.client.query(
          'query ($filter: TeamFilterInput) { teams(filter: $filter) { totalCount nodes { code } } }',
          { filter },
        )
      )['teams'].nodes.map((t: FreeJson) => t.code);
    expect(await list({ text: '电梯' })).toEqual(['HKG-LIFTS']);
    expect(await list({ memberId: employee(wu.id), officeId: office(app.officeId), active: true })).toEqual([
      'HKG-LIFTS',
    ]);
    expect(await list({ officeId: office(far) })).toEqual([]);
    const { node, employees } = await admin.client.query(
      'query ($id: ID!) { node(id: $id) { ... on Team { code } } employees(text: "Wu") { nodes { teams { code } } } }',
      { id: team.id },
    );
    expect([node.code, employees.nodes[0].teams]).toEqual(['HKG-LIFTS', [{ code: 'HKG-LIFTS' }]]);
  });

  it('replace their members as told, leave out who has left when asked who they are, and tell the audit', async () => {
    const [stays, leaves, comes] = [await app.employee(), await app.employee(), await app.employee()];
    const team = await create('MOVES', { memberIds: [employee(stays.id), employee(leaves.id)] });
    const update = (more: object, version: number) => run('updateTeam', { id: team.id, version, ...more });
    const left = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { userErrors { code } } }`;
    await admin.client.query(left, { input: { id: employee(leaves.id), version: 1, active: false } });
    const api = app.get(IdentityApi);
    const [[id]] = [
      ...(await app.db.query<{ id: string }>(sql`select id from identity.team where code = 'MOVES'`)).map((t) => [
        t.id,
      ]),
    ] as [[string]];
    expect((await api.membersOfTeams([id])).get(id)).toEqual([stays.id]);
    expect((await api.teams([id])).get(id)).toMatchObject({ code: 'MOVES', officeId: app.officeId });
    expect(await api.teamsOf([stays.id, admin.id])).toEqual(new Map([[stays.id, [id]]]));
    expect(
      codes(await update({ memberIds: [employee(stays.id), employee(leaves.id), employee(comes.id)] }, 1)),
    ).toEqual([]);
    expect(codes(await update({ memberIds: [employee(comes.id)] }, 2))).toEqual([]);
    expect(codes(await update({ memberIds: [employee(leaves.id)] }, 3))).toEqual(['EMPLOYEE_INACTIVE memberIds.0']);
    expect((await api.membersOfTeams([id])).get(id)).toEqual([comes.id]);
    const entries = await app.db.query(
      sql`select 1 from platform.audit_entry where table_name = 'identity.team_member' and actor_id = ${admin.id}
            and (coalesce(after, before) ->> 'team_id') = ${id}`,
    );
    expect(entries).toHaveLength(2 + 1 + 2);
  });

  it('say what is wrong, by field', async () => {
    const team = await create('ONCE');
    const wrong = async (more: object) =>
      codes(await run('createTeam', { code: 'FRESH', name: 'x', officeId: office(app.officeId), ...more }));
    expect(await wrong({ code: 'ONCE' })).toEqual(['ALREADY_IN_USE code']);
    expect(await wrong({ code: 'no', name: '' })).toEqual(['INVALID_FORMAT code', 'REQUIRED name']);
    expect(await wrong({ officeId: office(admin.id) })).toEqual(['OFFICE_NOT_FOUND officeId']);
    expect(await wrong({ memberIds: [employee(app.officeId)] })).toEqual(['EMPLOYEE_NOT_FOUND memberIds.0']);
    expect(await wrong({ memberIds: Array.from({ length: 501 }, () => employee(admin.id)) })).toEqual([
      'TOO_MANY memberIds',
    ]);
    const closing = `mutation ($input: UpdateOfficeInput!) { updateOffice(input: $input) { userErrors { code } } }`;
    const closed = await app.office();
    await admin.client.query(closing, { input: { id: office(closed), version: 1, active: false } });
    expect(await wrong({ officeId: office(closed) })).toEqual(['OFFICE_IS_CLOSED officeId']);
    const update = async (more: object) => codes(await run('updateTeam', { id: team.id, version: 1, ...more }));
    expect(await update({ officeId: null, active: null, memberIds: null })).toEqual([
      ...['REQUIRED officeId', 'REQUIRED active', 'REQUIRED memberIds'],
    ]);
    expect(await update({ id: toGlobalId('Team', admin.id) })).toEqual(['NOT_FOUND id']);
    expect(await update({ name: 'Twice' })).toEqual([]);
    const stale = await run('updateTeam', { id: team.id, version: 1, name: 'Thrice' });
    expect(stale.userErrors).toMatchObject([
      {
        code: 'STALE_VERSION',
        current: { id: team.id, name: 'Twice', nameNative: null, officeId: office(app.officeId), version: 2 },
      },
    ]);
  });

  it('are changed by those whose permission reaches their office, before and after', async () => {
    const clerk = await app.employee({ permissions: { 'identity.read': 'firm', 'identity.manage-teams': 'office' } });
    const nobody = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const near = await run('createTeam', { code: 'NEAR', name: 'Near', officeId: office(app.officeId) }, clerk);
    expect(near.userErrors).toEqual([]);
    expect(await run('createTeam', { code: 'FAR', name: 'Far', officeId: office(far) }, clerk)).toBe('FORBIDDEN');
    expect(await run('updateTeam', { id: near.team.id, version: 1, officeId: office(far) }, clerk)).toBe('FORBIDDEN');
    expect(await run('updateTeam', { id: near.team.id, version: 1, name: 'Mine' }, nobody)).toBe('FORBIDDEN');
    const distant = await create('DISTANT', { officeId: office(far) });
    expect(await run('updateTeam', { id: distant.id, version: 1, active: false }, clerk)).toBe('FORBIDDEN');
    const stranger = await app.employee({ permissions: {} });
    expect(await stranger.client.errorCode('{ teams { totalCount } }')).toBe('FORBIDDEN');
  });
});

describe('what was found wanting in identity', () => {
  it('a stale office, region or employee is shown in the names and ids of the API', async () => {
    const send = async (name: string, input: object) =>
      (
        await admin.client.query(
          `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { userErrors { code current } } }`,
          { input },
        )
      )[name].userErrors[0].current;
    const current = await send('updateOffice', { id: office(far), version: 9, name: 'x' });
    expect(current).toMatchObject({ id: office(far), nameNative: null, timeZone: 'Asia/Hong_Kong', version: 1 });
    expect(current.regionId).toBe(
      toGlobalId('Region', (await app.get(IdentityApi).offices([far])).get(far)?.regionId ?? ''),
    );
    const person = await send('updateEmployee', { id: employee(admin.id), version: 9, name: 'x' });
    expect(Object.keys(person).sort()).toEqual([
      ...['active', 'email', 'id', 'name', 'nameNative', 'officeId', 'title', 'version'],
    ]);
    expect(await send('updateRegion', { id: toGlobalId('Region', app.regionId), version: 9, name: 'x' })).toMatchObject(
      {
        leadOfficeId: null,
      },
    );
  });

  it('a new password, or a closed account, revokes API tokens as it ends sessions', async () => {
    const change = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { userErrors { code } } }`;
    for (const end of [{ password: 'another long password' }, { active: false }]) {
      const owner = await app.employee();
      const { createApiToken } = await owner.client.query(
        `mutation { createApiToken(input: { name: "script" }) { token } }`,
      );
      const asked = async () =>
        (
          await request(app.url)
            .post('/graphql')
            .auth(createApiToken.token, { type: 'bearer' })
            .send({ query: '{ viewer { employee { id } } }' })
        ).body as FreeJson;
      expect((await asked()).data.viewer.employee.id).toBe(employee(owner.id));
      await admin.client.query(change, { input: { id: employee(owner.id), version: 1, title: 'Clerk' } });
      expect((await asked()).errors).toBeUndefined();
      await admin.client.query(change, { input: { id: employee(owner.id), version: 2, ...end } });
      expect((await asked()).errors[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it('zones of offices are kept as the data base of zones spells them', async () => {
    const id = await app.office({ timeZone: 'asia/hong_kong' });
    expect((await app.get(IdentityApi).offices([id])).get(id)?.timeZone).toBe('Asia/Hong_Kong');
    const change = `mutation ($input: UpdateOfficeInput!) { updateOffice(input: $input) { office { timeZone } } }`;
    const input = { id: office(id), version: 1, timeZone: 'EUROPE/LONDON' };
    expect((await admin.client.query(change, { input }))['updateOffice'].office.timeZone).toBe('Europe/London');
  });
});
