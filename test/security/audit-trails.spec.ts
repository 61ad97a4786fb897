import { beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '#kernel';
import { type Scope } from '#platform/context';
import { ContactsApi } from '#modules/contacts';
import { CustomerFactory } from '../../src/modules/customers/testing/index.js';
import { createTestApp, type TestApp } from '#testing/app';

const TYPES = ['Customer', 'Branch', 'Person', 'Job', 'Contact'] as const;
type Ids = Readonly<Record<(typeof TYPES)[number], string>>;

let app: TestApp;
let far: Ids;
let near: Ids;

beforeAll(async () => {
  app = await createTestApp();
  const [type] = await app.get(ContactsApi).createTypes(app.system(), [{ code: 'INQUIRY', name: 'Inquiry' }]);
  const typeId = app.must(type as NonNullable<typeof type>).id;
  const make = new CustomerFactory(app);
  const of = async (officeId: string): Promise<Ids> => {
    const customerId = await make.customer({ officeId });
    const contact = { customerId, typeId, officeId, channel: 'PHONE', direction: 'INBOUND', subject: 'Asks' } as const;
    const [recorded] = await app
      .get(ContactsApi)
      .recordMany(app.system(), [{ ...contact, occurredAt: new Date('2026-03-04T02:30:00Z') }]);
    return {
      Customer: customerId,
      Branch: await make.branch({ customerId }),
      Person: await make.person({ customerId }),
      Job: await make.job({ customerId, officeId }),
      Contact: app.must(recorded as NonNullable<typeof recorded>).id,
    };
  };
  near = await of(app.officeId);
  far = await of(await app.office({ regionId: await app.region() }));
});

/** The types whose trail is shown, of the things of an office. */
async function shown(scope: Scope | undefined, ids: Ids): Promise<string[]> {
  const reader = await app.employee({
    permissions: {
      ...{ 'customers.read': 'firm', 'contacts.read': 'firm' },
      ...(scope && { 'audit.read': scope }),
    },
  });
  const fields = TYPES.map(
    (t) => `${t}: node(id: "${toGlobalId(t, ids[t])}") { ... on ${t} { auditTrail { totalCount } } }`,
  );
  const data = await reader.client.query(`{ ${fields.join('\n')} }`);
  return TYPES.filter((t) => {
    const { auditTrail } = data[t] as { auditTrail: { totalCount: number } | null };
    return auditTrail !== null && auditTrail.totalCount > 0;
  });
}

test.each(['office', 'region', 'firm'] as const)(
  'with audit.read for the %s, trails of its things are shown',
  async (scope) => expect(await shown(scope, near)).toEqual(TYPES),
);

test.each(['office', 'region'] as const)('with audit.read for the %s, none of things beyond is shown', async (scope) =>
  expect(await shown(scope, far)).toEqual([]),
);

test('with audit.read for the firm all are shown, without it none', async () => {
  expect(await shown('firm', far)).toEqual(TYPES);
  expect(await shown(undefined, near)).toEqual([]);
});

test('what a far office looks after at a branch of its own is in the reach of its trail', async () => {
  const make = new CustomerFactory(app);
  const served = await make.branch({ customerId: far.Customer, officeId: app.officeId });
  expect(await shown('office', { ...far, Branch: served })).toEqual(['Branch']);
});
