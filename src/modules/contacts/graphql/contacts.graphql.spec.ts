import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ContactsApi } from '../contacts.api.js';
import { contactWorld, type ContactWorld } from '../testing/index.js';

const RECORD = `mutation ($input: RecordContactInput!) { recordContact(input: $input) {
  contact { id version subject occurredAt recordedAt confidential country channel direction
    customer { name } branch { name } job { name } people { name } type { code } recordedBy { name } office { id }
    followUp { dueOn note done } viewerCan { update completeFollowUp } }
  clientMutationId userErrors { code field message current } } }`;
const UPDATE = `mutation ($input: UpdateContactInput!) { updateContact(input: $input) {
  contact { id version subject people { name } followUp { dueOn } } userErrors { code field message current } } }`;
const COMPLETE = `mutation ($input: CompleteContactFollowUpInput!) { completeContactFollowUp(input: $input) {
  contact { version followUp { done doneAt doneBy { name } note } viewerCan { completeFollowUp } } userErrors { code field message } } }`;
describe('contacts over GraphQL', () => {
  let app: TestApp;
  let world: ContactWorld;
  let agent: TestEmployee;
  let supervisor: TestEmployee;

  beforeAll(async () => {
    app = await createTestApp();
    world = await contactWorld(app);
    agent = await app.employee({
      name: 'Agnes Agent',
      permissions: {
        ...{ 'contacts.read': 'firm', 'contacts.record': 'office' },
        ...{ 'customers.read': 'firm', 'identity.read': 'firm' },
      },
    });
    supervisor = await app.employee();
  });

  const input = (more: object = {}) => ({
    customerId: toGlobalId('Customer', world.nationalId),
    typeId: toGlobalId('ContactType', world.inquiryId),
    channel: 'PHONE',
    direction: 'INBOUND',
    subject: 'Asks when the lift will run again',
    occurredAt: '2026-03-04T10:30:00+08:00',
    ...more,
  });
  const record = async (more: object = {}, who = agent) =>
    (await who.client.query(RECORD, { input: input(more) }))['recordContact'];
  const recordedId = async (more: object = {}): Promise<string> => (await record(more)).contact.id;

  describe('inputConstraints', () => {
    const CONSTRAINTS = `query ($type: String!) { inputConstraints(type: $type) {
      field required minLength maxLength maxItems } }`;

    it('names what is required and every limit; a mutation checks the same limits', async () => {
      const { inputConstraints } = await agent.client.query(CONSTRAINTS, { type: 'RecordContactInput' });
      expect(inputConstraints).toEqual(
        expect.arrayContaining([
          { field: 'customerId', required: true, minLength: null, maxLength: null, maxItems: null },
          { field: 'subject', required: true, minLength: 1, maxLength: 200, maxItems: null },
          { field: 'body', required: false, minLength: null, maxLength: 10_000, maxItems: null },
          { field: 'personIds', required: false, minLength: null, maxLength: null, maxItems: 50 },
        ]),
      );
      const texts = inputConstraints.filter((c: { maxLength: number | null }) => c.maxLength !== null);
      expect(texts.length).toBeGreaterThanOrEqual(5);
      const tooLong = Object.fromEntries(
        texts.map((c: { field: string; maxLength: number }) => [c.field, 'x'.repeat(c.maxLength + 1)]),
      );
      const { userErrors } = await record({ ...tooLong, followUpOn: '2026-03-05' });
      expect(userErrors.map((e: { code: string; field: string }) => [e.code, e.field]).sort()).toEqual(
        texts.map((c: { field: string }) => ['TOO_LONG', c.field]).sort(),
      );
      const fits = Object.fromEntries(
        texts.map((c: { field: string; maxLength: number }) => [c.field, 'x'.repeat(c.maxLength)]),
      );
      expect((await record({ ...fits, followUpOn: '2026-03-05' })).userErrors).toEqual([]);
    });

    it('are null for what is no input type, and only for those who are signed in', async () => {
      for (const type of ['Nothing', 'Contact', '__proto__'])
        expect(await agent.client.query(CONSTRAINTS, { type })).toEqual({ inputConstraints: null });
      expect(await app.anonymous.errorCode(CONSTRAINTS, { type: 'RecordContactInput' })).toBe('UNAUTHENTICATED');
    });
  });

  describe('recordContact', () => {
    it('answers with the contact and everything around it', async () => {
      const answer = await record({
        branchId: toGlobalId('Branch', world.branchId),
        jobId: toGlobalId('Job', world.groupJobId),
        personIds: world.personIds.map((id) => toGlobalId('Person', id)),
        country: 'CN',
        followUpOn: '2026-03-05',
        followUpNote: 'Call back',
      });
      expect(answer.userErrors).toEqual([]);
      expect(answer.contact).toMatchObject({
        version: 1,
        occurredAt: '2026-03-04T02:30:00.000Z',
        confidential: false,
        country: 'CN',
        customer: { name: 'Harbour Hotels China' },
        branch: { name: 'Shenzhen Bay' },
        job: { name: 'Lifts of the group' },
        people: [{ name: 'Chan Tai Man' }, { name: 'Li Lei' }],
        type: { code: 'INQUIRY' },
        recordedBy: { name: 'Agnes Agent' },
        office: { id: toGlobalId('Office', agent.officeId) },
        followUp: { dueOn: '2026-03-05', note: 'Call back', done: false },
        viewerCan: { update: true, completeFollowUp: true },
      });
      const found = await agent.client.query(
        `query ($id: ID!) { node(id: $id) { ... on Contact { subject } } contact(id: $id) { subject } }`,
        { id: answer.contact.id },
      );
      expect(found).toEqual({
        node: { subject: answer.contact.subject },
        contact: { subject: answer.contact.subject },
      });
    });

    it('a retry with the same clientMutationId returns the same contact', async () => {
      const more = { clientMutationId: 'retry-1' };
      const [a, b] = await Promise.all([record(more), record(more)]);
      expect(a.contact.id).toBe(b.contact.id);
      expect(b.contact).toEqual(a.contact);
      expect((await record({ ...more, subject: 'Other' })).userErrors).toMatchObject([
        { code: 'CLIENT_MUTATION_ID_REUSED', field: 'clientMutationId' },
      ]);
    });

    it.each<[string, () => object, string, string]>([
      ['a date that does not exist', () => ({ followUpOn: '2026-02-30' }), 'INVALID_DATE', 'followUpOn'],
      ['an instant before 1990', () => ({ occurredAt: '1989-01-01T00:00:00Z' }), 'DATE_OUT_OF_RANGE', 'occurredAt'],
      ['an unknown country', () => ({ country: 'XX' }), 'INVALID_COUNTRY', 'country'],
      ['an oversize body', () => ({ body: 'x'.repeat(10_001) }), 'TOO_LONG', 'body'],
      [
        'the id of something else',
        () => ({ typeId: toGlobalId('Customer', world.nationalId) }),
        'WRONG_ID_TYPE',
        'typeId',
      ],
      ['an id that is none', () => ({ personIds: ['nonsense'] }), 'INVALID_ID', 'personIds.0'],
      ["another customer's job", () => ({ jobId: toGlobalId('Job', world.strangerJobId) }), 'OTHER_GROUP', 'jobId'],
    ])('refuses %s, naming the field', async (_what, more, code, field) => {
      const { contact, userErrors } = await record(more());
      expect(contact).toBeNull();
      expect(userErrors).toMatchObject([{ code, field }]);
      expect(userErrors[0].message).not.toBe(code);
    });

    it('speaks Chinese to those who ask for it', async () => {
      const { recordContact } = await agent.client
        .with({ 'accept-language': 'zh-CN' })
        .query(RECORD, { input: input({ jobId: toGlobalId('Job', world.strangerJobId) }) });
      expect(recordContact.userErrors[0].message).toContain('其他集团的客户');
    });

    it('is closed to those without contacts.record, as reading is without contacts.read', async () => {
      const guest = await app.employee({ permissions: { 'customers.read': 'firm' } });
      expect(await guest.client.errorCode(RECORD, { input: input() })).toBe('FORBIDDEN');
      expect(await guest.client.errorCode('{ contacts { totalCount } }')).toBe('FORBIDDEN');
      expect(await app.anonymous.errorCode('{ contacts { totalCount } }')).toBe('UNAUTHENTICATED');
    });
  });

  describe('corrections', () => {
    it('a stale version carries the current values, ready to be sent again', async () => {
      const id = await recordedId({ personIds: world.personIds.map((p) => toGlobalId('Person', p)) });
      const change = (subject: string, version: number) =>
        agent.client.query(UPDATE, { input: { id, version, subject } });
      expect((await change('First', 1))['updateContact'].contact).toMatchObject({ version: 2, subject: 'First' });
      const [error] = (await change('Second', 1))['updateContact'].userErrors;
      expect(error).toMatchObject({ code: 'STALE_VERSION', field: 'version' });
      expect(error.current).toMatchObject({
        ...{ id, version: 2, subject: 'First', typeId: input().typeId, customerId: input().customerId },
        personIds: world.personIds.map((p) => toGlobalId('Person', p)),
      });
    });

    it('what is emptied is emptied, what is left out stays, what must be there must', async () => {
      const id = await recordedId({
        personIds: [toGlobalId('Person', world.personIds[0] as string)],
        followUpOn: '2026-03-05',
      });
      const change = async (more: object) =>
        (await agent.client.query(UPDATE, { input: { id, ...more } }))['updateContact'];
      expect((await change({ version: 1, body: 'More' })).contact.people).toHaveLength(1);
      expect((await change({ version: 2, personIds: null, followUpOn: null })).contact).toMatchObject({
        people: [],
        followUp: null,
      });
      expect(
        (await change({ version: 3, subject: null, occurredAt: null, customerId: null })).userErrors,
      ).toMatchObject([
        { code: 'REQUIRED', field: 'customerId' },
        { code: 'REQUIRED', field: 'occurredAt' },
        { code: 'REQUIRED', field: 'subject' },
      ]);
    });

    it('are all in the audit trail, for those with audit.read', async () => {
      const id = await recordedId();
      await agent.client.query(UPDATE, { input: { id, version: 1, subject: 'Put right' } });
      const TRAIL = `query ($id: ID!) { contact(id: $id) { auditTrail { nodes { action before after actor { name } } } } }`;
      const { contact } = await supervisor.client.query(TRAIL, { id });
      expect(contact.auditTrail.nodes).toMatchObject([
        {
          before: { subject: input().subject, version: 1 },
          after: { subject: 'Put right', version: 2 },
          actor: { name: 'Agnes Agent' },
        },
        { before: null, actor: { name: 'Agnes Agent' } },
      ]);
      expect((await agent.client.query(TRAIL, { id }))['contact'].auditTrail).toBeNull();
    });

    it('of others need contacts.update', async () => {
      const id = await recordedId();
      const reader = await app.employee({ permissions: { 'contacts.read': 'firm' } });
      expect(await reader.client.errorCode(UPDATE, { input: { id, version: 1, subject: 'x' } })).toBe('FORBIDDEN');
      const { contact } = await reader.client.query(`query ($id: ID!) { contact(id: $id) { viewerCan { update } } }`, {
        id,
      });
      expect(contact.viewerCan.update).toBe(false);
      const { updateContact } = await supervisor.client.query(UPDATE, {
        input: { id, version: 1, subject: 'Put right' },
      });
      expect(updateContact.contact.subject).toBe('Put right');
    });

    it('what may not be seen is not found', async () => {
      const id = await recordedId({ confidential: true });
      const reader = await app.employee({ permissions: { 'contacts.read': 'firm', 'contacts.update': 'firm' } });
      const { updateContact } = await reader.client.query(UPDATE, { input: { id, version: 1, subject: 'x' } });
      expect(updateContact.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'id' }]);
      const { contact, node } = await reader.client.query(
        `query ($id: ID!) { contact(id: $id) { id } node(id: $id) { id } }`,
        { id },
      );
      expect([contact, node]).toEqual([null, null]);
    });

    it('a follow-up is completed once', async () => {
      const id = await recordedId({ followUpOn: '2026-03-05' });
      const complete = async (version: number, who = agent) =>
        (await who.client.query(COMPLETE, { input: { id, version, note: 'Done' } }))['completeContactFollowUp'];
      expect((await complete(1)).contact).toMatchObject({
        version: 2,
        followUp: { done: true, doneBy: { name: 'Agnes Agent' }, note: 'Done' },
        viewerCan: { completeFollowUp: false },
      });
      expect((await complete(2)).userErrors).toMatchObject([{ code: 'FOLLOW_UP_DONE', field: 'id' }]);
      const plain = await recordedId();
      const none = await agent.client.query(COMPLETE, { input: { id: plain, version: 1 } });
      expect(none['completeContactFollowUp'].userErrors).toMatchObject([{ code: 'NO_FOLLOW_UP' }]);
      const reader = await app.employee({ permissions: { 'contacts.read': 'firm' } });
      expect(await reader.client.errorCode(COMPLETE, { input: { id: plain, version: 1 } })).toBe('FORBIDDEN');
    });
  });

  it('other modules read contacts and types in batches', async () => {
    const api = app.get(ContactsApi);
    const types = await api.contactTypes([world.delayId]);
    expect(types.get(world.delayId)).toMatchObject({
      code: 'COMPLAINT.DELAY',
      path: [world.complaintId, world.delayId],
    });
    expect((await api.typeAncestors([world.delayId])).get(world.delayId)).toEqual([world.complaintId]);
    expect(await api.typeDescendants(world.complaintId)).toEqual([world.complaintId, world.delayId]);
    expect([...(await api.typesByCode(['INQUIRY', 'NONE'])).keys()]).toEqual(['INQUIRY']);
  });
});
