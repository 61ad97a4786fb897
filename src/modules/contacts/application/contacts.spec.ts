import { beforeAll, describe, expect, it } from 'vitest';
import { err, ok, uuidv7, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { sql } from '#platform/database';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ContactsApi } from '../contacts.api.js';
import { contactWorld, type ContactWorld } from '../testing/index.js';
import { CompleteFollowUp } from './complete-follow-up.js';
import { ContactQueries } from './contact.queries.js';
import { RecordContact } from './record-contact.js';
import { UpdateContact } from './update-contact.js';

describe('contacts', () => {
  let app: TestApp;
  let world: ContactWorld;
  let agent: TestEmployee;
  let manager: TestEmployee;

  beforeAll(async () => {
    app = await createTestApp();
    manager = await app.employee({
      permissions: { 'contacts.read': 'office', 'contacts.record': 'office' },
      officeId: await app.office({ name: 'Elsewhere' }),
    });
    world = await contactWorld(app, manager.id);
    agent = await app.employee({ permissions: { 'contacts.read': 'firm', 'contacts.record': 'office' } });
  });

  const record = (who: TestEmployee, more?: Parameters<ContactWorld['contact']>[0]) =>
    app.get(RecordContact).run(who.ctx(), world.contact(more));
  const faults = (result: Result<unknown>): string[] =>
    result.ok ? [] : result.failures.map((f) => `${f.field} ${f.code}`);
  const eventsOf = (contactId: string) =>
    app.db.query<{ name: string; payload: object }>(
      sql`select name, payload from platform.outbox_event where payload ->> 'contactId' = ${contactId} order by seq`,
    );
  const countOf = async (table: 'contact' | 'event'): Promise<number> =>
    (
      await app.db.one<{ n: number }>(
        table === 'contact'
          ? sql`select count(*) as n from contacts.contact`
          : sql`select count(*) as n from platform.outbox_event where name like 'contacts.%'`,
      )
    ).n;

  describe('recording', () => {
    it('tells exactly one event, keeps an audit trail, and counts for the office of the recorder', async () => {
      const contact = app.must(await record(agent, { personIds: [...world.personIds], confidential: true }));
      expect(contact).toMatchObject({ officeId: agent.officeId, recordedById: agent.id, version: 1 });
      expect(await eventsOf(contact.id)).toEqual([
        {
          name: 'contacts.contact-recorded',
          payload: {
            contactId: contact.id,
            customerId: world.nationalId,
            officeId: agent.officeId,
            regionId: agent.regionId,
            confidential: true,
          },
        },
      ]);
      const audited = await app.db.query<{ table_name: string; actor_id: string }>(
        sql`select table_name, actor_id from platform.audit_entry
             where row_id = ${contact.id} or after ->> 'contact_id' = ${contact.id} order by table_name`,
      );
      expect(audited).toEqual([
        { table_name: 'contacts.contact', actor_id: agent.id },
        { table_name: 'contacts.contact_person', actor_id: agent.id },
        { table_name: 'contacts.contact_person', actor_id: agent.id },
      ]);
      const people = await app.get(ContactQueries).peopleOf([contact.id]);
      expect(people.map((p) => p.personId)).toEqual(world.personIds);
    });

    it('rolled back tells nothing and leaves nothing', async () => {
      const before = [await countOf('contact'), await countOf('event')];
      const refused = await app.db.transaction(agent.ctx(), async (): Promise<Result<void, 'TYPE_RETIRED'>> => {
        app.must(await record(agent, { personIds: [...world.personIds] }));
        return err('TYPE_RETIRED');
      });
      expect(refused.ok).toBe(false);
      expect([await countOf('contact'), await countOf('event')]).toEqual(before);
    });

    it('takes two statements besides the transaction, also with people, branch and job', async () => {
      const more = { personIds: [...world.personIds], branchId: world.branchId, jobId: world.groupJobId };
      const { statements, result } = await statementsOf(() => record(agent, more));
      app.must(result);
      const own = statements.filter((s) => !/^(begin|commit)|meridian\.ctx|pg_notify/i.test(s));
      expect(own.map((s) => /insert into (\S+)/.exec(s)?.[1])).toEqual(['contacts.contact', 'platform.outbox_event']);
    });

    it.each<[string, () => Parameters<ContactWorld['contact']>[0], string]>([
      ['a job of another group', () => ({ jobId: world.strangerJobId }), 'jobId OTHER_GROUP'],
      ['a branch of another group', () => ({ branchId: world.strangerBranchId }), 'branchId OTHER_GROUP'],
      ['a person of another customer', () => ({ personIds: [world.strangerPersonId] }), 'personIds OTHER_CUSTOMER'],
      [
        'a person of the group instead of the company',
        () => ({ customerId: world.groupId, personIds: [...world.personIds] }),
        'personIds OTHER_CUSTOMER',
      ],
      ['a customer that does not exist', () => ({ customerId: uuidv7() }), 'customerId CUSTOMER_NOT_FOUND'],
      ['a branch that does not exist', () => ({ branchId: uuidv7() }), 'branchId BRANCH_NOT_FOUND'],
      ['a job that does not exist', () => ({ jobId: uuidv7() }), 'jobId JOB_NOT_FOUND'],
      ['a person who does not exist', () => ({ personIds: [uuidv7()] }), 'personIds PERSON_NOT_FOUND'],
      ['a type that does not exist', () => ({ typeId: uuidv7() }), 'typeId CONTACT_TYPE_NOT_FOUND'],
      ['a subject too long', () => ({ subject: 'x'.repeat(201) }), 'subject TOO_LONG'],
    ])('refuses %s, and says which field', async (_what, more, expected) => {
      const before = [await countOf('contact'), await countOf('event')];
      expect(faults(await record(agent, more()))).toEqual([expected]);
      expect([await countOf('contact'), await countOf('event')]).toEqual(before);
    });

    it('takes a job of the group above, and the branch of a company below', async () => {
      expect(faults(await record(agent, { jobId: world.groupJobId }))).toEqual([]);
      expect(faults(await record(agent, { customerId: world.groupId, branchId: world.branchId }))).toEqual([]);
    });

    it('a person named twice takes part once', async () => {
      const [id] = world.personIds as [string];
      const contact = app.must(await record(agent, { personIds: [id, id] }));
      expect(await app.get(ContactQueries).peopleOf([contact.id])).toHaveLength(1);
    });

    it('is for employees: the system imports instead', async () => {
      await expect(app.get(RecordContact).run(app.system(), world.contact())).rejects.toThrow('employees');
    });
  });

  describe('correcting', () => {
    const update = (who: TestEmployee, change: Parameters<UpdateContact['run']>[1]) =>
      app.get(UpdateContact).run(who.ctx(), change);

    it('changes what is given, keeps the rest, replaces people and tells it', async () => {
      const [first, second] = world.personIds as [string, string];
      const { id } = app.must(await record(agent, { personIds: [first], body: 'kept', branchId: world.branchId }));
      const after = app.must(await update(agent, { id, version: 1, subject: 'Corrected', personIds: [second] }));
      expect(after).toMatchObject({ subject: 'Corrected', body: 'kept', branchId: world.branchId, version: 2 });
      expect((await app.get(ContactQueries).peopleOf([id])).map((p) => p.personId)).toEqual([second]);
      expect((await eventsOf(id)).map((e) => e.name)).toEqual([
        'contacts.contact-recorded',
        'contacts.contact-changed',
      ]);
    });

    it('two at once: one wins, the other learns what the contact says now', async () => {
      const { id } = app.must(await record(agent));
      const both = await Promise.all(['One', 'Two'].map((subject) => update(agent, { id, version: 1, subject })));
      const [lost] = both.filter((r) => !r.ok);
      expect(both.filter((r) => r.ok)).toHaveLength(1);
      expect(lost).toMatchObject({
        failures: [{ code: 'STALE_VERSION', field: 'version', params: { version: 2 }, current: { id, version: 2 } }],
      });
    });

    it('moves a contact to another customer only together with its branch, job and people', async () => {
      const { id } = app.must(await record(agent, { personIds: [...world.personIds], branchId: world.branchId }));
      const alone = await update(agent, { id, version: 1, customerId: world.strangerId });
      expect(faults(alone)).toEqual(['branchId OTHER_GROUP']);
      const half = await update(agent, { id, version: 1, customerId: world.strangerId, branchId: null });
      expect(faults(half)).toEqual(['personIds OTHER_CUSTOMER']);
      const whole = { customerId: world.strangerId, branchId: null, personIds: [world.strangerPersonId] };
      expect(app.must(await update(agent, { id, version: 1, ...whole })).customerId).toBe(world.strangerId);
    });

    it('is for the recorder, and for those whose contacts.update reaches the office', async () => {
      const elsewhere = await app.office({ regionId: await app.region(), name: 'Far' });
      const read = { 'contacts.read': 'firm' } as const;
      const colleague = await app.employee({ permissions: read });
      const supervisor = await app.employee({ permissions: { ...read, 'contacts.update': 'region' } });
      const far = await app.employee({ permissions: { ...read, 'contacts.update': 'region' }, officeId: elsewhere });
      const { id } = app.must(await record(agent));
      await expect(update(colleague, { id, version: 1, subject: 'x' })).rejects.toThrow('contacts.update');
      await expect(update(far, { id, version: 1, subject: 'x' })).rejects.toThrow('contacts.update');
      expect(app.must(await update(supervisor, { id, version: 1, subject: 'Supervised' })).version).toBe(2);
    });

    it('does not find what does not exist', async () => {
      expect(faults(await update(agent, { id: uuidv7(), version: 1 }))).toEqual(['id NOT_FOUND']);
    });
  });

  describe('follow-ups', () => {
    const complete = (who: TestEmployee, id: string, version: number, note?: string) =>
      app.get(CompleteFollowUp).run(who.ctx(), { id, version, note });

    it('is completed once, by somebody, with a note', async () => {
      const { id } = app.must(await record(agent, { followUpOn: '2026-03-10', followUpNote: 'Call the site' }));
      const done = app.must(await complete(agent, id, 1, 'Lift runs'));
      expect(done).toMatchObject({ followUpDoneById: agent.id, followUpNote: 'Lift runs', version: 2 });
      expect(done.followUpDoneAt).toBeInstanceOf(Date);
      expect(faults(await complete(agent, id, 2))).toEqual(['id FOLLOW_UP_DONE']);
      expect(faults(await complete(agent, id, 1))).toEqual(['version STALE_VERSION']);
    });

    it('a new date opens it again; without a date there is none', async () => {
      const { id } = app.must(await record(agent, { followUpOn: '2026-03-10', followUpNote: 'Call' }));
      app.must(await complete(agent, id, 1));
      const update = app.get(UpdateContact);
      const again = app.must(await update.run(agent.ctx(), { id, version: 2, followUpOn: '2026-03-20' }));
      expect(again).toMatchObject({ followUpOn: '2026-03-20', followUpDoneAt: null, followUpNote: 'Call' });
      const none = app.must(await update.run(agent.ctx(), { id, version: 3, followUpOn: null }));
      expect(none).toMatchObject({ followUpOn: null, followUpNote: null });
      expect(faults(await complete(agent, id, 4))).toEqual(['id NO_FOLLOW_UP']);
    });
  });

  describe('confidential contacts', () => {
    const sees = async (ctx: Ctx, id: string): Promise<boolean> =>
      (await app.get(ContactQueries).byId(ctx, id)) !== null;

    it("are seen by their recorder, the customer's account manager, and those with the permission for the office", async () => {
      const { id } = app.must(await record(agent, { confidential: true }));
      const elsewhere = await app.office({ name: 'Elsewhere too' });
      const read = { 'contacts.read': 'firm', 'contacts.read-confidential': 'office' } as const;
      const colleague = await app.employee({ permissions: { 'contacts.read': 'firm' } });
      const counsel = await app.employee({ permissions: read });
      const farCounsel = await app.employee({ permissions: read, officeId: elsewhere });
      const regional = await app.employee({
        permissions: { ...read, 'contacts.read-confidential': 'region' },
        officeId: elsewhere,
      });
      const seen = await Promise.all(
        [agent, manager, counsel, regional, colleague, farCounsel].map((who) => sees(who.ctx(), id)),
      );
      expect(seen).toEqual([true, true, true, true, false, false]);
      const list = await app
        .get(ContactQueries)
        .list(colleague.ctx(), { customerId: world.nationalId }, { first: 200 });
      expect(list.nodes.some((c) => c.id === id)).toBe(false);
      expect(await list.count()).toBe(list.nodes.length);
    });

    it('a narrow contacts.read shows the own office, and what one recorded or looks after', async () => {
      const { id: ofNational } = app.must(await record(agent));
      const { id: ofStranger } = app.must(await record(agent, { customerId: world.strangerId }));
      expect([await sees(manager.ctx(), ofNational), await sees(manager.ctx(), ofStranger)]).toEqual([true, false]);
    });
  });

  describe('in bulk', () => {
    const many = (commands: Parameters<ContactsApi['recordMany']>[1], ctx = app.system()) =>
      app.get(ContactsApi).recordMany(ctx, commands);

    it('records a thousand with few statements, once, however often it is sent', async () => {
      const commands = Array.from({ length: 1000 }, (_, i) => ({
        ...world.contact({ subject: `Incident ${i}`, personIds: [...world.personIds], branchId: world.branchId }),
        externalRef: `log:${i}`,
      }));
      const { result, statements } = await statementsOf(() => many(commands));
      expect(result.every((r) => r.ok && r.value.created)).toBe(true);
      expect(statements.length).toBeLessThan(20);
      const again = await many([...commands].reverse());
      expect(again.map((r) => r.ok && !r.value.created && r.value.id)).toEqual(
        result.map((r) => r.ok && r.value.id).reverse(),
      );
      const refs = await app.get(ContactsApi).findByExternalRefs(['log:7', 'log:none']);
      expect([...refs.keys()]).toEqual(['log:7']);
      const told = await app.db.one<{ n: number }>(
        sql`select count(*) as n from platform.outbox_event e join contacts.contact c
                on c.id = (e.payload ->> 'contactId')::uuid where c.external_ref like 'log:%'`,
      );
      expect(told.n).toBe(1000);
    });

    it('takes the good ones and says of each other what is wrong with it', async () => {
      const results = await many([
        { ...world.contact(), externalRef: 'mixed:1', recordedById: agent.id },
        world.contact({ jobId: world.strangerJobId }),
        world.contact({ jobId: world.groupJobId }),
        world.contact({ personIds: [world.personIds[0] as string, world.strangerPersonId] }),
        world.contact({ typeId: uuidv7(), customerId: uuidv7() }),
        { ...world.contact(), externalRef: 'mixed:1' },
        { ...world.contact(), recordedById: uuidv7() },
        { ...world.contact(), officeId: uuidv7() },
        world.contact({ subject: '' }),
      ]);
      expect(results.map((r) => (r.ok ? r.value.created : faults(r)))).toEqual([
        true,
        ['jobId OTHER_GROUP'],
        true,
        ['personIds.1 OTHER_CUSTOMER'],
        ['customerId CUSTOMER_NOT_FOUND', 'typeId CONTACT_TYPE_NOT_FOUND'],
        false,
        ['recordedById EMPLOYEE_NOT_FOUND'],
        ['officeId OFFICE_NOT_FOUND'],
        ['subject REQUIRED'],
      ]);
      expect(results[5]).toEqual(ok({ id: app.must(results[0] as Result<{ id: string }>).id, created: false }));
    });

    it("counts for the recorder's office, else for the customer's", async () => {
      const results = await many([{ ...world.contact(), recordedById: manager.id }, world.contact()]);
      const ids = results.map((r) => app.must(r).id);
      const found = await app.get(ContactsApi).contacts(ids);
      expect(ids.map((id) => found.get(id)?.officeId)).toEqual([manager.officeId, app.officeId]);
      expect(found.get(ids[1] as string)?.recordedById).toBeNull();
    });

    it('is for those who may record in the whole firm', async () => {
      await expect(many([world.contact()], agent.ctx())).rejects.toThrow('whole firm');
    });
  });
});
