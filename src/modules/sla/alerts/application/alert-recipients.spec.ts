import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { statementsOf } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { ManageEmployees, ManageOffices, ManageTeams } from '#modules/identity/seeding';
import { ServicesApi, type CreateRequestCommand } from '#modules/services';
import { type Recipient } from '../../terms/domain/terms-content.js';
import { slaWorld, type SlaWorld } from '../../testing/index.js';
import { AlertRecipients, type Addressing, type Reached } from './alert-recipients.js';

describe('who is told of a step', () => {
  let app: TestApp;
  let world: SlaWorld;
  let lead: string;
  let desk: Record<'assignee' | 'teammate' | 'watcher' | 'duty' | 'leadDuty' | 'farDuty', TestEmployee>;
  let teamId: string;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    lead = await app.office();
    const far = await app.office({ regionId: await app.region() });
    const none = { permissions: {} };
    desk = {
      assignee: await app.employee(),
      teammate: await app.employee(none),
      watcher: await app.employee(none),
      duty: await app.employee(none),
      leadDuty: await app.employee({ ...none, officeId: lead }),
      farDuty: await app.employee({ ...none, officeId: far }),
    };
    const memberIds = [desk.teammate.id, desk.assignee.id];
    const team = { code: 'LIFTS', name: 'Lifts', officeId: app.officeId, memberIds };
    teamId = app.must(await app.get(ManageTeams).save(app.system(), team)).id;
    await role('duty-manager', desk.duty, desk.leadDuty, desk.farDuty);
    const region = await app.db.one<{ version: number }>(
      sql`select version from identity.region where id = ${app.regionId}`,
    );
    app.must(
      await app
        .get(ManageOffices)
        .saveRegion(app.system(), { leadOfficeId: lead }, { id: app.regionId, version: region.version }),
    );
  });

  /** Gives people a role beside those they have. */
  const role = async (key: string, ...people: TestEmployee[]): Promise<void> => {
    const manage = app.get(ManageEmployees);
    const known = await app.db.query(sql`select 1 from identity.role where key = ${key}`);
    if (known.length === 0) app.must(await manage.saveRole(app.system(), { key, name: key, grants: [] }));
    for (const { id } of people) {
      const { roles, version } = await app.db.one<{ roles: string[]; version: number }>(
        sql`select array_agg(r.key) as roles, max(e.version) as version from identity.employee e
              join identity.employee_role er on er.employee_id = e.id join identity.role r on r.id = er.role_id
             where e.id = ${id}`,
      );
      app.must(await manage.saveEmployee(app.system(), { roleKeys: [...roles, key] }, { id, version }));
    }
  };
  const setActive = (id: string, active: boolean) =>
    app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update identity.employee set active = ${active} where id = ${id}`);
      return ok();
    });
  const request = async (more: Partial<CreateRequestCommand> = {}) => {
    const command = { customerId: world.nationalId, serviceLine: 'MAINTENANCE', channel: 'PHONE', subject: 'Lift 3' };
    const full = { ...command, officeId: app.officeId, assigneeId: desk.assignee.id, ...more } as CreateRequestCommand;
    const { id } = app.must(await app.get(ServicesApi).create(app.system(), full));
    return (await app.get(ServicesApi).requests([id])).get(id)!;
  };
  const reached = async (recipients: Recipient[], more?: Partial<CreateRequestCommand>): Promise<Reached> =>
    (await app.get(AlertRecipients).of([{ request: await request(more), recipients }]))[0]!;

  it('the assignee, the team, the watchers, the account manager, somebody by name', async () => {
    const all: Recipient[] = [
      { kind: 'ASSIGNEE' },
      { kind: 'TEAM' },
      { kind: 'WATCHERS' },
      { kind: 'EMPLOYEE', employeeId: desk.duty.id },
    ];
    const { employeeIds, fallback } = await reached(all, { teamId, watcherIds: [desk.watcher.id] });
    expect(new Set(employeeIds)).toEqual(new Set([desk.assignee.id, desk.teammate.id, desk.watcher.id, desk.duty.id]));
    expect(employeeIds).toHaveLength(4);
    expect(fallback).toBe(false);
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(
        sql`update customers.customer set account_manager_id = ${desk.farDuty.id} where id = ${world.nationalId}`,
      );
      return ok();
    });
    expect(await reached([{ kind: 'ACCOUNT_MANAGER' }])).toEqual({ employeeIds: [desk.farDuty.id], fallback: false });
  });

  it('holders of a role in the serving office, in the lead office of its region, or anywhere', async () => {
    const of = (reach: 'OFFICE' | 'LEAD_OFFICE' | 'FIRM') =>
      reached([{ kind: 'ROLE', role: 'duty-manager', of: reach }]);
    expect(await of('OFFICE')).toEqual({ employeeIds: [desk.duty.id], fallback: false });
    expect(await of('LEAD_OFFICE')).toEqual({ employeeIds: [desk.leadDuty.id], fallback: false });
    expect(new Set((await of('FIRM')).employeeIds)).toEqual(new Set([desk.duty.id, desk.leadDuty.id, desk.farDuty.id]));
  });

  it('whoever has left is passed over; when nobody is left, those who stand in: here, then in the lead office, then nobody', async () => {
    const assignee: Recipient[] = [{ kind: 'ASSIGNEE' }];
    const unassigned = { assigneeId: null };
    expect(await reached(assignee, unassigned)).toEqual({ employeeIds: [], fallback: true });

    const [head, leadHead] = [
      await app.employee({ permissions: {} }),
      await app.employee({ permissions: {}, officeId: lead }),
    ];
    await role('regional-manager', leadHead);
    expect(await reached(assignee, unassigned)).toEqual({ employeeIds: [leadHead.id], fallback: true });
    await role('regional-manager', head);
    expect(await reached(assignee, unassigned)).toEqual({ employeeIds: [head.id], fallback: true });

    const facts = await request();
    await setActive(desk.assignee.id, false);
    const [found] = await app.get(AlertRecipients).of([{ request: facts, recipients: assignee }]);
    expect(found).toEqual({ employeeIds: [head.id], fallback: true });
    await setActive(desk.assignee.id, true);
  });

  it('a fixed number of statements, however many steps', async () => {
    const everything: Recipient[] = [
      ...(['ASSIGNEE', 'TEAM', 'WATCHERS', 'ACCOUNT_MANAGER'] as const).map((kind) => ({ kind })),
      { kind: 'ROLE', role: 'duty-manager', of: 'FIRM' },
    ];
    const asked: Addressing[] = [];
    for (let i = 0; i < 5; i++) asked.push({ request: await request({ teamId }), recipients: everything });
    const count = async (n: number) =>
      (await statementsOf(() => app.get(AlertRecipients).of(asked.slice(0, n)))).statements.length;
    expect(await count(5)).toBe(await count(1));
  });
});
