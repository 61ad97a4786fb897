import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { RecordContact } from '../application/record-contact.js';
import { ContactsApi } from '../contacts.api.js';
import { contactWorld, type ContactWorld } from '../testing/index.js';

const FIELDS = `contactType { id code name nameNative version active parent { code } ancestors { code } } userErrors { code field message current }`;
const CREATE = `mutation ($input: CreateContactTypeInput!) { createContactType(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateContactTypeInput!) { updateContactType(input: $input) { ${FIELDS} } }`;

describe('contact types', () => {
  let app: TestApp;
  let world: ContactWorld;
  let admin: TestEmployee;
  let made = 0;

  beforeAll(async () => {
    app = await createTestApp();
    world = await contactWorld(app);
    admin = await app.employee();
  });

  const create = async (more: object = {}, who = admin) =>
    (await who.client.query(CREATE, { input: { code: `T${++made}`, name: 'Some type', ...more } }))[
      'createContactType'
    ];
  const update = async (input: object, who = admin) => (await who.client.query(UPDATE, { input }))['updateContactType'];
  const byCode = async (code: string) =>
    (
      await admin.client.query(
        `query ($code: String!) { contactType(code: $code) { code version active ancestors { code } } }`,
        { code },
      )
    )['contactType'];

  it('form a tree that anyone signed in can read', async () => {
    const nobody = await app.employee({ permissions: {} });
    const { contactTypes } = await nobody.client.query(
      `{ contactTypes { code nameNative children { code parent { code } ancestors { code } } } }`,
    );
    expect(contactTypes).toEqual([
      {
        code: 'COMPLAINT',
        nameNative: '投诉',
        children: [{ code: 'COMPLAINT.DELAY', parent: { code: 'COMPLAINT' }, ancestors: [{ code: 'COMPLAINT' }] }],
      },
      { code: 'INQUIRY', nameNative: '咨询', children: [] },
    ]);
    const node = await nobody.client.query(`query ($id: ID!) { node(id: $id) { ... on ContactType { code } } }`, {
      id: toGlobalId('ContactType', world.delayId),
    });
    expect(node).toEqual({ node: { code: 'COMPLAINT.DELAY' } });
    expect(await app.anonymous.errorCode(`{ contactTypes { code } }`)).toBe('UNAUTHENTICATED');
  });

  it('are created below one another, and by a retry once', async () => {
    const root = (await create({ nameNative: '订单' })).contactType;
    const input = { code: 'CHILD', parentId: root.id, clientMutationId: 'child' };
    const child = (await create(input)).contactType;
    expect(child).toMatchObject({
      parent: { code: root.code },
      ancestors: [{ code: root.code }],
      active: true,
      version: 1,
    });
    expect((await create(input)).contactType.id).toBe(child.id);
  });

  it.each<[string, () => object, string, string]>([
    ['a code that is taken', () => ({ code: 'INQUIRY' }), 'ALREADY_IN_USE', 'code'],
    ['a code in small letters', () => ({ code: 'inquiry' }), 'INVALID_FORMAT', 'code'],
    ['no name', () => ({ name: ' ' }), 'REQUIRED', 'name'],
    [
      'a parent that does not exist',
      () => ({ parentId: toGlobalId('ContactType', '01990000-0000-7000-8000-000000000000') }),
      'PARENT_NOT_FOUND',
      'parentId',
    ],
  ])('refuse %s', async (_what, more, code, field) => {
    const answer = await create(more());
    expect(answer.contactType).toBeNull();
    expect(answer.userErrors).toMatchObject([{ code, field }]);
    expect(answer.userErrors[0].message).not.toBe(code);
  });

  it('have ten levels at most, also when a branch of the tree moves', async () => {
    let parentId: string | undefined;
    const ids: string[] = [];
    for (let level = 1; level <= 10; level++)
      ids.push((parentId = (await create({ parentId })).contactType.id as string));
    expect((await create({ parentId })).userErrors).toMatchObject([{ code: 'TOO_DEEP', field: 'parentId' }]);
    const two = (await create()).contactType;
    await create({ parentId: two.id });
    const moved = await update({ id: two.id, version: 1, parentId: ids[8] });
    expect(moved.userErrors).toMatchObject([{ code: 'TOO_DEEP', field: 'parentId' }]);
    expect((await update({ id: two.id, version: 1, parentId: ids[7] })).userErrors).toEqual([]);
  });

  it('move with everything below them, never below themselves', async () => {
    const [a, b] = [(await create({ code: 'A' })).contactType, (await create({ code: 'B' })).contactType];
    const c = (await create({ code: 'C', parentId: b.id })).contactType;
    expect((await update({ id: b.id, version: 1, parentId: c.id })).userErrors).toMatchObject([
      { code: 'CYCLE', field: 'parentId' },
    ]);
    expect((await update({ id: b.id, version: 1, parentId: b.id })).userErrors).toMatchObject([
      { code: 'CYCLE', field: 'parentId' },
    ]);
    expect((await update({ id: b.id, version: 1, parentId: a.id })).contactType).toMatchObject({
      version: 2,
      parent: { code: 'A' },
    });
    expect(await byCode('C')).toMatchObject({ version: 1, ancestors: [{ code: 'A' }, { code: 'B' }] });
    expect((await update({ id: b.id, version: 2, parentId: null })).contactType.parent).toBeNull();
    expect(await byCode('C')).toMatchObject({ ancestors: [{ code: 'B' }] });
  });

  it('two moves at once never close a circle', async () => {
    const [x, y] = [(await create()).contactType, (await create()).contactType];
    const both = await Promise.all([
      update({ id: x.id, version: 1, parentId: y.id }),
      update({ id: y.id, version: 1, parentId: x.id }),
    ]);
    expect(both.map((r) => r.userErrors.map((e: { code: string }) => e.code)).sort()).toEqual([[], ['CYCLE']]);
  });

  it('retired, take no new contacts, keep those they have, and can come back', async () => {
    const parent = (await create({ code: 'OLD' })).contactType;
    const child = (await create({ code: 'OLD.CHILD', parentId: parent.id })).contactType;
    const typeId = (await app.get(ContactsApi).typesByCode(['OLD.CHILD'])).get('OLD.CHILD')?.id as string;
    const record = () => app.get(RecordContact).run(admin.ctx(), world.contact({ typeId }));
    const { id } = app.must(await record());

    expect((await update({ id: parent.id, version: 1, active: false })).contactType.active).toBe(false);
    expect(await byCode('OLD.CHILD')).toMatchObject({ active: false, version: 2 });
    expect(await record()).toMatchObject({ failures: [{ code: 'TYPE_RETIRED', field: 'typeId' }] });
    expect(await app.get(ContactsApi).recordMany(app.system(), [world.contact({ typeId })])).toMatchObject([
      { failures: [{ code: 'TYPE_RETIRED', field: 'typeId' }] },
    ]);
    const UPDATE_CONTACT = `mutation ($input: UpdateContactInput!) { updateContact(input: $input) { contact { type { code active } } userErrors { code field } } }`;
    const change = async (more: object) =>
      (await admin.client.query(UPDATE_CONTACT, { input: { id: toGlobalId('Contact', id), ...more } }))[
        'updateContact'
      ];
    expect((await change({ version: 1, subject: 'Still editable' })).contact.type).toEqual({
      code: 'OLD.CHILD',
      active: false,
    });
    expect((await change({ version: 2, typeId: parent.id })).userErrors).toEqual([
      { code: 'TYPE_RETIRED', field: 'typeId' },
    ]);

    expect((await create({ parentId: parent.id })).userErrors).toMatchObject([
      { code: 'TYPE_RETIRED', field: 'parentId' },
    ]);
    expect((await update({ id: child.id, version: 2, active: true })).userErrors).toMatchObject([
      { code: 'TYPE_RETIRED', field: 'parentId' },
    ]);
    const { contactTypes } = await admin.client.query(`{ contactTypes { code } }`);
    expect(contactTypes.map((t: { code: string }) => t.code)).not.toContain('OLD');
    const all = await admin.client.query(
      `{ contactTypes(includeRetired: true) { code children(includeRetired: true) { code } } }`,
    );
    expect(all['contactTypes']).toContainEqual({ code: 'OLD', children: [{ code: 'OLD.CHILD' }] });

    await update({ id: parent.id, version: 2, active: true });
    expect((await update({ id: child.id, version: 2, active: true })).contactType.active).toBe(true);
    app.must(await record());
  });

  it('a stale version carries the current values', async () => {
    const type = (await create()).contactType;
    expect((await update({ id: type.id, version: 1, name: 'Renamed' })).contactType).toMatchObject({
      name: 'Renamed',
      version: 2,
    });
    expect((await update({ id: type.id, version: 1, name: 'Again' })).userErrors).toMatchObject([
      { code: 'STALE_VERSION', current: { id: type.id, name: 'Renamed', version: 2, parentId: null } },
    ]);
    const gone = toGlobalId('ContactType', '01990000-0000-7000-8000-000000000000');
    expect((await update({ id: gone, version: 1 })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'id' }]);
    expect((await update({ id: type.id, version: 2, code: 'INQUIRY' })).userErrors).toMatchObject([
      { code: 'ALREADY_IN_USE', field: 'code' },
    ]);
  });

  it('are changed by those with contacts.manage-types only', async () => {
    const agent = await app.employee({ permissions: { 'contacts.read': 'firm', 'contacts.record': 'firm' } });
    expect(await agent.client.errorCode(CREATE, { input: { code: 'NO', name: 'No' } })).toBe('FORBIDDEN');
    const input = { id: toGlobalId('ContactType', world.inquiryId), version: 1, name: 'No' };
    expect(await agent.client.errorCode(UPDATE, { input })).toBe('FORBIDDEN');
    await expect(app.get(ContactsApi).createTypes(agent.ctx(), [{ code: 'NO', name: 'No' }])).rejects.toThrow(
      'manage-types',
    );
  });

  it('come in bulk in any order, once, each with what is wrong with it', async () => {
    const send = () =>
      app.get(ContactsApi).createTypes(app.system(), [
        { code: 'IMP.A.B', name: 'B', parentCode: 'IMP.A' },
        { code: 'IMP.A', name: 'A', parentCode: 'INQUIRY' },
        { code: 'IMP.A', name: 'A once more' },
        { code: 'IMP.LOST', name: 'Lost', parentCode: 'IMP.NOWHERE' },
        { code: 'IMP.ROUND', name: 'Round', parentCode: 'IMP.ROUND' },
        { code: 'imp', name: 'Small' },
      ]);
    const shown = (results: Awaited<ReturnType<typeof send>>) =>
      results.map((r) => (r.ok ? r.value.created : r.failures.map((f) => `${f.field} ${f.code}`).join()));
    const wrong = ['parentCode PARENT_NOT_FOUND', 'parentCode CYCLE', 'code INVALID_FORMAT'];
    expect(shown(await send())).toEqual([true, true, false, ...wrong]);
    expect(shown(await send())).toEqual([false, false, false, ...wrong]);
    expect(await byCode('IMP.A.B')).toMatchObject({ ancestors: [{ code: 'INQUIRY' }, { code: 'IMP.A' }] });
  });
});
