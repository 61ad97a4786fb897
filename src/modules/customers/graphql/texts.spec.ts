import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { ManageEmployees } from '#modules/identity/seeding';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomerFactory } from '../testing/index.js';

const FAMILY = '👨‍👩‍👧‍👦';

describe('texts that come in through the API', () => {
  let app: TestApp;
  let make: CustomerFactory;
  let admin: TestEmployee;
  let customerId: string;
  let branchId: string;

  beforeAll(async () => {
    app = await createTestApp();
    make = new CustomerFactory(app);
    admin = await app.employee();
    const hongKong = await app.office({ regionId: await app.region(), country: 'HK', timeZone: 'Asia/Hong_Kong' });
    const customer = await make.customer({ code: 'T-1', name: 'Texts', officeId: hongKong });
    customerId = toGlobalId('Customer', customer);
    branchId = toGlobalId('Branch', await make.branch({ customerId: customer, name: 'Kowloon', country: 'HK' }));
  });

  const mutate = async (name: string, type: string, input: object, fields: string) =>
    (
      await admin.client.query(
        `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`,
        { input },
      )
    )[name];
  const person = (input: object) =>
    mutate(
      'createPerson',
      'CreatePersonInput',
      { customerId, ...input },
      'person { id name nameNative email phone phoneE164 }',
    );
  const employee = (input: object) =>
    mutate(
      'createEmployee',
      'CreateEmployeeInput',
      { officeId: toGlobalId('Office', app.officeId), roleKeys: [], name: 'Anna Chan', ...input },
      'employee { id name email }',
    );

  it.each([
    ['line ends', 'Anna\r\nChan', 'Anna Chan'],
    ['zero-width marks', '\ufeffAn\u200bna Chan', 'Anna Chan'],
    ['marks of direction', '\u202eAnna Chan\u202c', 'Anna Chan'],
    ['blanks of another width', 'Anna\u00a0\u2003Chan\u3000', 'Anna Chan'],
    ['decomposed letters', 'Rene\u0301', 'René'],
    ['an emoji of several signs', `Anna ${FAMILY}`, `Anna ${FAMILY}`],
    ['Persian, which needs its non-joiner', 'علی‌رضا', 'علی‌رضا'],
  ])('are kept as they are seen: %s', async (_, name, seen) => {
    expect((await person({ name, nameNative: name })).person).toMatchObject({ name: seen, nameNative: seen });
    expect(
      (
        await employee({
          name,
          email: `p-${Math.abs([...name].join('').length)}-${seen.length}-${_.length}@firm.example`,
        })
      ).employee.name,
    ).toBe(seen);
    const found = await admin.client.query(
      'query ($text: String!) { persons(first: 50, filter: { text: $text }) { nodes { name } } }',
      { text: name },
    );
    expect(found['persons'].nodes).toContainEqual({ name: seen });
  });

  it('are counted in characters as people see them, and bounded in code points', async () => {
    expect((await person({ name: FAMILY.repeat(200) })).userErrors).toEqual([]);
    expect((await person({ name: FAMILY.repeat(201) })).userErrors).toEqual([{ code: 'TOO_LONG', field: 'name' }]);
    expect((await person({ name: `a${'\u0301'.repeat(500)}` })).userErrors).toEqual([
      { code: 'TEXT_OVERLOADED', field: 'name' },
    ]);
  });

  it('are refused, never an internal error, when an index could not hold them', async () => {
    // Marks of four bytes in no order, so that nothing can be compressed.
    let seed = 1;
    const marks = Array.from({ length: 0x10000 }, (_, i) => String.fromCodePoint(0x10000 + i)).filter((c) =>
      /\p{Mn}/u.test(c),
    );
    const mark = () => marks[(seed = (seed * 48271) % 2147483647) % marks.length] as string;
    const name = Array.from({ length: 120 }, () => `A${Array.from({ length: 9 }, mark).join('')}`).join('');
    expect((await employee({ name, email: 'marks@firm.example' })).userErrors).toEqual([
      { code: 'TEXT_OVERLOADED', field: null },
    ]);
  });

  it('lead a cursor back to their place however many code points they have', async () => {
    for (const tail of ['a', 'b']) await person({ name: `Zz ${FAMILY.repeat(196)}${tail}` });
    const list =
      'query ($after: String) { persons(first: 1, after: $after, filter: { text: "zz" }) { nodes { name } pageInfo { endCursor } } }';
    const first = (await admin.client.query(list))['persons'];
    const second = (await admin.client.query(list, { after: first.pageInfo.endCursor }))['persons'];
    expect([first, second].map((p) => p.nodes[0].name.at(-1))).toEqual(['a', 'b']);
  });

  it('of several lines keep them, without what cannot be seen', async () => {
    const input = {
      customerId,
      name: 'Lines',
      country: 'XK',
      timeZone: 'europe/belgrade',
      address: '1 Road\r\n\u200bCity\u202e',
    };
    const fields = 'branch { country timeZone address }';
    expect(await mutate('createBranch', 'CreateBranchInput', input, fields)).toEqual({
      branch: { country: 'XK', timeZone: 'Europe/Belgrade', address: '1 Road\nCity' },
      userErrors: [],
    });
  });

  it.each([
    ['asia/hong_kong', 'Asia/Hong_Kong'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Eastern', 'America/New_York'],
  ])('%s is the zone %s', async (timeZone, zone) => {
    const input = { customerId, name: `Zone ${zone}`, country: 'HK', timeZone };
    const { branch } = await mutate('createBranch', 'CreateBranchInput', input, 'branch { timeZone }');
    expect(branch).toEqual({ timeZone: zone });
  });

  describe('an e-mail address', () => {
    const look = 'a.chan@firm.example';

    it('belongs to one account, whatever invisible signs it is typed with', async () => {
      expect((await employee({ email: 'A.chan@FIRM.example\u200b' })).employee.email).toBe('A.chan@firm.example');
      for (const email of [
        look,
        'a.\u200bchan@firm.example',
        '\u202ea.chan@firm.example',
        'a.chan＠firm.example\u2060',
      ])
        expect((await employee({ email })).userErrors).toEqual([{ code: 'ALREADY_IN_USE', field: 'email' }]);
    });

    it('signs in as it was typed', async () => {
      const password = 'four plain unrelated words';
      const cmd = { email: 'Jörg@Bücher.example', name: 'Jörg', officeId: app.officeId, password };
      app.must(await app.get(ManageEmployees).saveEmployee(app.system(), cmd));
      for (const email of [
        'jörg@bücher.example',
        'JÖRG@BÜCHER.EXAMPLE',
        'jörg@xn--bcher-kva.example',
        '\u200björg@bücher.example ',
      ]) {
        const { signIn } = await app.anonymous.query(
          'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }',
          { input: { email, password } },
        );
        expect(signIn.userErrors).toEqual([]);
      }
    });

    it('finds its person', async () => {
      await person({ name: 'Found', email: 'Found\u200b@BÜCHER.example' });
      const found = await admin.client.query(
        'query ($email: String!) { persons(first: 5, filter: { email: $email }) { nodes { name email } } possibleDuplicatePersons(name: "Somebody", email: $email) { person { name } } }',
        { email: ' found@bücher\u200d.example' },
      );
      expect(found['persons'].nodes).toEqual([{ name: 'Found', email: 'Found@xn--bcher-kva.example' }]);
      expect(found['possibleDuplicatePersons']).toEqual([{ person: { name: 'Found' } }]);
    });
  });

  describe('a telephone number', () => {
    it.each([
      ['+852\u00a02345\u00a06789', '+852 2345 6789', '+85223456789'],
      ['2345–6789', '2345–6789', '+85223456789'],
      ['(852) 2345 6789', '(852) 2345 6789', '+85223456789'],
      ['＋８５２　２３４５－６７８９', '＋８５２ ２３４５－６７８９', '+85223456789'],
      ['\u202a+852 2345 6789\u202c', '+852 2345 6789', '+85223456789'],
      ['+852 2345 6789 ext 12', '+852 2345 6789 ext 12', '+85223456789'],
      ['+44 (0)20 7946 0958', '+44 (0)20 7946 0958', '+442079460958'],
      ['+383 44 123 456', '+383 44 123 456', '+38344123456'],
      ['1234567890123', '1234567890123', null],
    ])('%s is kept as typed, with E.164 beside it', async (phone, typed, phoneE164) => {
      const made = await person({ name: 'Caller', phone });
      expect(made).toMatchObject({ person: { phone: typed, phoneE164 }, userErrors: [] });
      expect((await person({ name: 'Caller', phone, branchIds: [branchId] })).person.phoneE164).toBe(phoneE164);
    });

    it('follows a change, and is refused when it is none', async () => {
      const { person: made } = await person({ name: 'Mover', phone: '2345 6789' });
      const change = (phone: string | null, version: number) =>
        mutate('updatePerson', 'UpdatePersonInput', { id: made.id, version, phone }, 'person { phone phoneE164 }');
      expect((await change('9123 4567', 1)).person).toEqual({ phone: '9123 4567', phoneE164: '+85291234567' });
      expect((await change(null, 2)).person).toEqual({ phone: null, phoneE164: null });
      for (const phone of ['ring me', '12', '+++'])
        expect((await person({ name: 'None', phone })).userErrors).toEqual([
          { code: 'INVALID_FORMAT', field: 'phone' },
        ]);
    });
  });

  it('in messages are traditional Chinese for Hong Kong and Taiwan', async () => {
    const messages = async (language: string) =>
      (
        await admin.client
          .with({ 'accept-language': language })
          .query('mutation ($input: CreatePersonInput!) { createPerson(input: $input) { userErrors { message } } }', {
            input: { customerId, name: '', email: 'nowhere' },
          })
      )['createPerson'].userErrors.map((e: { message: string }) => e.message);
    expect(await messages('zh-CN')).toEqual(['此项必填。', '这不是有效的电子邮件地址。']);
    for (const language of ['zh-Hant', 'zh-HK, en;q=0.5', 'zh-TW'])
      expect(await messages(language)).toEqual(['此項必填。', '這不是有效的電子郵件地址。']);
    const { errors } = await admin.client
      .with({ 'accept-language': 'zh-HK' })
      .send('{ persons(first: 999) { totalCount } }');
    expect(errors?.[0]?.message).toContain('超出範圍');
  });

  it('names of files hide no ending', async () => {
    const prepared = await mutate(
      'prepareUpload',
      'PrepareUploadInput',
      { name: 'invoice\u202egpj\r\n.exe', mediaType: 'image/png', sizeBytes: 5 },
      '__typename',
    );
    expect(prepared.userErrors).toEqual([]);
    const { names } = await app.db.one<{ names: string[] }>(
      sql`select array_agg(f.name) as names from platform.file f`,
    );
    expect(names).toEqual(['invoicegpj .exe']);
  });

  it('passwords are taken as they are, to the last sign', async () => {
    const password = '  four  plain\u00a0unrelated words\u200b ';
    const email = 'verbatim@firm.example';
    const cmd = { email, name: 'Verbatim', officeId: app.officeId, password };
    app.must(await app.get(ManageEmployees).saveEmployee(app.system(), cmd));
    const sign = async (given: string) =>
      (
        await app.anonymous.query(
          'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }',
          { input: { email, password: given } },
        )
      )['signIn'].userErrors.length;
    expect(await sign(password)).toBe(0);
    expect(await sign(password.trim())).toBe(1);
  });
});
