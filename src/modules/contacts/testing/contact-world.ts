import { type TestApp } from '#testing/app';
import { CustomersApi } from '#modules/customers';
import { ContactsApi } from '../contacts.api.js';
import { type ContactDetails } from '../domain/contact.js';

/** A group with a national company, a stranger, and what belongs to them; and a few contact types. */
export interface ContactWorld {
  /** Topmost customer of the group. */
  readonly groupId: string;
  /** Customer below the group. */
  readonly nationalId: string;
  /** Customer of no group. */
  readonly strangerId: string;
  readonly branchId: string;
  readonly groupJobId: string;
  readonly strangerJobId: string;
  readonly strangerBranchId: string;
  /** Persons of the national company. */
  readonly personIds: readonly string[];
  readonly strangerPersonId: string;
  readonly inquiryId: string;
  readonly complaintId: string;
  /** Below complaint. */
  readonly delayId: string;
  /** An inquiry by phone with the national company, with `more` on top. */
  contact(more?: Partial<ContactDetails>): ContactDetails;
}

const LOCATION = { country: 'CN', city: 'Shenzhen', timeZone: 'Asia/Shanghai' };

/** Fills an empty test application. `accountManagerId` looks after the national company. */
export async function contactWorld(app: TestApp, accountManagerId: string | null = null): Promise<ContactWorld> {
  const customers = app.get(CustomersApi);
  const ctx = app.system();
  const officeId = app.officeId;
  const one = <T extends { id: string }>(results: readonly Parameters<typeof app.must<T>>[0][]): string =>
    app.must<T>(results[0] as Parameters<typeof app.must<T>>[0]).id;
  const customer = async (name: string, more: object = {}): Promise<string> =>
    one(await customers.createCustomers(ctx, [{ name, officeId, ...more }]));
  const branch = async (customerId: string, name: string): Promise<string> =>
    one(await customers.createBranches(ctx, [{ customerId, name, ...LOCATION }]));
  const job = async (customerId: string, name: string): Promise<string> => {
    const where = { country: 'CN', city: 'Shenzhen', site: 'Tower 2' };
    return one(await customers.createJobs(ctx, [{ customerId, name, serviceLine: 'MAINTENANCE', officeId, ...where }]));
  };
  const person = async (customerId: string, name: string): Promise<string> =>
    one(await customers.createPersons(ctx, [{ customerId, name }]));

  const groupId = await customer('Harbour Hotels Group');
  const nationalId = await customer('Harbour Hotels China', { parentId: groupId, accountManagerId });
  const strangerId = await customer('Northern Rail');
  const types = await app.get(ContactsApi).createTypes(ctx, [
    { code: 'COMPLAINT.DELAY', name: 'Delay', nameNative: '延误', parentCode: 'COMPLAINT' },
    { code: 'COMPLAINT', name: 'Complaint', nameNative: '投诉' },
    { code: 'INQUIRY', name: 'Inquiry', nameNative: '咨询' },
  ]);
  const [delayId, complaintId, inquiryId] = types.map((t) => app.must(t).id) as [string, string, string];
  return {
    groupId,
    nationalId,
    strangerId,
    branchId: await branch(nationalId, 'Shenzhen Bay'),
    groupJobId: await job(groupId, 'Lifts of the group'),
    strangerJobId: await job(strangerId, 'Signals'),
    strangerBranchId: await branch(strangerId, 'Depot'),
    personIds: [await person(nationalId, 'Chan Tai Man'), await person(nationalId, 'Li Lei')],
    strangerPersonId: await person(strangerId, 'Nora North'),
    ...{ inquiryId, complaintId, delayId },
    contact: (more) => ({
      customerId: nationalId,
      typeId: inquiryId,
      channel: 'PHONE',
      direction: 'INBOUND',
      subject: 'Asks when the lift will run again',
      occurredAt: new Date('2026-03-04T02:30:00Z'),
      ...more,
    }),
  };
}
