import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { CustomerFactory } from '../testing/index.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('changing customers over GraphQL', () => {
  let app: TestApp;
  let make: CustomerFactory;
  let admin: TestEmployee;
  let office: string;

  beforeAll(async () => {
    app = await createTestApp();
    make = new CustomerFactory(app);
    admin = await app.employee();
    office = toGlobalId('Office', app.officeId);
  });

  interface Answer {
    readonly userErrors: {
      code: string;
      field: string | null;
      message: string;
      current: Record<string, unknown> | null;
    }[];
    readonly [thing: string]: unknown;
  }
  const change = async (
    mutation: string,
    input: Record<string, unknown>,
    selection: string,
    client = admin.client,
  ): Promise<Answer> => {
    const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
    const named =
      mutation.includes('PersonToBranch') || mutation.includes('PersonFromBranch') ? 'PersonBranchInput' : type;
    const data = await client.query<Record<string, Answer>>(
      `mutation ($input: ${named}!) { ${mutation}(input: $input) { ${selection} userErrors { code field message current } } }`,
      { input },
    );
    return data[mutation] as Answer;
  };
  const errors = ({ userErrors }: Answer) => userErrors.map((e) => `${e.code} ${e.field}`);

  it('a customer is entered with everything that is known of it', async () => {
    const answer = await change(
      'createCustomer',
      {
        code: 'NEW-1',
        name: 'New Harbour',
        nameNative: '新港',
        stage: 'ACTIVE',
        officeId: office,
        accountManagerId: toGlobalId('Employee', admin.id),
        website: 'https://newharbour.example/hk',
      },
      'customer { code name nameNative stage website active version externalRef accountManager { id } responsibleOffice { id } }',
    );
    expect(answer).toEqual({
      userErrors: [],
      customer: {
        code: 'NEW-1',
        name: 'New Harbour',
        nameNative: '新港',
        stage: 'ACTIVE',
        website: 'https://newharbour.example/hk',
        active: true,
        version: 1,
        externalRef: null,
        accountManager: { id: toGlobalId('Employee', admin.id) },
        responsibleOffice: { id: office },
      },
    });
  });

  it('mistakes come back by field, in the language of the request', async () => {
    const input = { code: 'NEW-1', name: 'Again', officeId: office };
    expect(errors(await change('createCustomer', input, 'customer { id }'))).toEqual(['ALREADY_IN_USE code']);
    const chinese = await change(
      'createCustomer',
      { ...input, code: 'C?', name: '' },
      'customer { id }',
      admin.client.with({ 'accept-language': 'zh-CN' }),
    );
    expect(chinese).toMatchObject({
      customer: null,
      userErrors: [
        { code: 'REQUIRED', field: 'name', message: '此项必填。' },
        { code: 'INVALID_FORMAT', field: 'code' },
      ],
    });
    const wrongType = { ...input, code: null, parentId: office };
    expect(errors(await change('createCustomer', wrongType, 'customer { id }'))).toEqual(['WRONG_ID_TYPE parentId']);
    const unknown = { ...input, code: null, parentId: toGlobalId('Customer', NOBODY) };
    expect(errors(await change('createCustomer', unknown, 'customer { id }'))).toEqual(['PARENT_NOT_FOUND parentId']);
  });

  it('a retry with the same clientMutationId enters a customer once', async () => {
    const input = { name: 'Once Only', officeId: office, clientMutationId: 'form-17' };
    const [first, second] = [
      await change('createCustomer', input, 'clientMutationId customer { id code }'),
      await change('createCustomer', input, 'clientMutationId customer { id code }'),
    ];
    expect(first['customer']).toEqual(second['customer']);
    expect(first['clientMutationId']).toBe('form-17');
  });

  it('a stale change gets the current values with global ids and nothing internal', async () => {
    const parent = await make.customer();
    const id = toGlobalId('Customer', await make.customer({ parentId: parent, name: 'Old' }));
    await change('updateCustomer', { id, version: 1, name: 'Fresh' }, 'customer { version }');
    const stale = await change('updateCustomer', { id, version: 1, name: 'Stale' }, 'customer { id }');
    expect(errors(stale)).toEqual(['STALE_VERSION version']);
    const current = stale.userErrors[0]?.current;
    expect(current).toMatchObject({
      id,
      name: 'Fresh',
      officeId: office,
      parentId: toGlobalId('Customer', parent),
      version: 2,
    });
    expect(Object.keys(current ?? {})).not.toContain('sortName');
  });

  it('a customer is moved, and a circle is refused', async () => {
    const [top, low] = (await make.customers([{}, {}])) as [string, string];
    const [topId, lowId] = [toGlobalId('Customer', top), toGlobalId('Customer', low)];
    const moved = await change(
      'moveCustomer',
      { id: lowId, version: 1, parentId: topId },
      'customer { parent { id } version }',
    );
    expect(moved).toMatchObject({ userErrors: [], customer: { parent: { id: topId }, version: 2 } });
    expect(errors(await change('moveCustomer', { id: topId, version: 1, parentId: lowId }, 'customer { id }'))).toEqual(
      ['CYCLE parentId'],
    );
    const freed = await change('moveCustomer', { id: lowId, version: 2 }, 'customer { parent { id } }');
    expect(freed['customer']).toEqual({ parent: null });
  });

  it('branches, persons and jobs are entered and changed', async () => {
    const customerId = toGlobalId('Customer', await make.customer({ code: 'PARTS' }));
    const { branch } = (await change(
      'createBranch',
      {
        customerId,
        name: 'Pier',
        nameNative: '码头',
        country: 'HK',
        city: 'Hong Kong',
        timeZone: 'Asia/Hong_Kong',
        officeId: office,
      },
      'branch { id code version office { id } }',
    )) as unknown as { branch: { id: string; code: string } };
    expect(branch).toMatchObject({ code: 'PARTS/HK1', version: 1, office: { id: office } });
    expect(
      errors(
        await change(
          'createBranch',
          { customerId, name: 'X', country: 'Hongkong', timeZone: 'HKT+8' },
          'branch { id }',
        ),
      ),
    ).toEqual(['INVALID_COUNTRY country', 'INVALID_TIME_ZONE timeZone']);
    expect(
      await change('updateBranch', { id: branch.id, version: 1, active: false }, 'branch { active name }'),
    ).toMatchObject({
      branch: { active: false, name: 'Pier' },
    });

    const { person } = (await change(
      'createPerson',
      { customerId, name: 'Chan', email: 'chan@parts.example' },
      'person { id }',
    )) as unknown as {
      person: { id: string };
    };
    const link = { personId: person.id, branchId: branch.id };
    const branches = 'person { branches { nodes { code } } }';
    expect(await change('linkPersonToBranch', link, branches)).toMatchObject({
      person: { branches: { nodes: [{ code: 'PARTS/HK1' }] } },
    });
    expect(await change('unlinkPersonFromBranch', link, branches)).toMatchObject({
      person: { branches: { nodes: [] } },
    });
    expect(
      await change(
        'updatePerson',
        { id: person.id, version: 1, roleTitle: 'Harbour master' },
        'person { roleTitle email }',
      ),
    ).toMatchObject({
      person: { roleTitle: 'Harbour master', email: 'chan@parts.example' },
    });

    const { job } = (await change(
      'createJob',
      {
        customerId,
        name: 'Dredging',
        serviceLine: 'MAINTENANCE',
        country: 'HK',
        officeId: office,
        branchId: branch.id,
        startsOn: '2026-01-05',
      },
      'job { id code status startsOn branch { code } }',
    )) as unknown as { job: { id: string } };
    expect(job).toMatchObject({ status: 'OPEN', startsOn: '2026-01-05', branch: { code: 'PARTS/HK1' } });
    expect(errors(await change('updateJob', { id: job.id, version: 1, endsOn: '2026-01-32' }, 'job { id }'))).toEqual([
      'INVALID_DATE endsOn',
    ]);
    expect(
      await change('updateJob', { id: job.id, version: 1, status: 'CANCELLED' }, 'job { status version }'),
    ).toMatchObject({
      job: { status: 'CANCELLED', version: 2 },
    });
  });

  it('sectors are for those who may manage them', async () => {
    const { sector } = (await change(
      'createSector',
      { code: 'SPACE', name: 'Space', nameNative: '航天' },
      'sector { id code }',
    )) as unknown as {
      sector: { id: string };
    };
    const below = await change(
      'createSector',
      { code: 'LAUNCH', name: 'Launch', parentId: sector.id },
      'sector { parent { code } }',
    );
    expect(below['sector']).toEqual({ parent: { code: 'SPACE' } });
    expect(
      await change('updateSector', { id: sector.id, version: 1, active: false }, 'sector { active }'),
    ).toMatchObject({ sector: { active: false } });
    const writer = await app.employee({ permissions: { 'customers.write': 'firm' } });
    expect(
      await writer.client.errorCode(
        `mutation { createSector(input: { code: "NO", name: "No" }) { userErrors { code } } }`,
      ),
    ).toBe('FORBIDDEN');
  });

  it('a customer of another office cannot be changed, and nothing can be without customers.write', async () => {
    const id = toGlobalId('Customer', await make.customer({ officeId: await app.office() }));
    const mutation = `mutation ($id: ID!) { updateCustomer(input: { id: $id, version: 1, name: "Mine" }) { userErrors { code } } }`;
    const agent = await app.employee({ permissions: { 'customers.write': 'office' } });
    const reader = await app.employee({ permissions: { 'customers.read': 'firm' } });
    expect(await agent.client.errorCode(mutation, { id })).toBe('FORBIDDEN');
    expect(await reader.client.errorCode(mutation, { id })).toBe('FORBIDDEN');
  });
});
