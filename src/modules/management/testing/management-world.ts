import { type TestApp } from '#testing/app';
import { sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { type ServiceWorld, serviceWorld } from '#modules/services/testing';
import { type CreateDutyCommand } from '../duties/application/save-duty.js';
import { ManagementApi } from '../management.api.js';

/** What happened to a duty, for tests to look at. */
export interface TestOccurrence {
  readonly originalAt: string;
  readonly dueAt: string;
  readonly subject: string | null;
  readonly skipped: string | null;
}

export interface ManagementWorld extends ServiceWorld {
  /** A job of the line management, for the national company. */
  readonly managementJobId: string;
  /** A command: every working day at 09:00 in Hong Kong, from Monday 2 March 2026 on, with `more` on top. */
  duty(more?: Partial<CreateDutyCommand>): CreateDutyCommand;
  /** Creates such a duty, by default on Sunday 1 March 2026; returns its id. */
  created(more?: Partial<CreateDutyCommand>, at?: string): Promise<string>;
  /** Lets the background work look at an instant. */
  openAt(at: string): Promise<{ opened: number; skipped: number; failed: number }>;
  /** What was done with, in the order in which it was due. */
  occurrences(dutyId: string): Promise<TestOccurrence[]>;
  version(dutyId: string): Promise<{ id: string; version: number }>;
}

/** Fills an empty test application. */
export async function managementWorld(app: TestApp): Promise<ManagementWorld> {
  const world = await serviceWorld(app);
  const [job] = await app.get(CustomersApi).createJobs(app.system(), [
    {
      customerId: world.nationalId,
      name: 'Front desk',
      serviceLine: 'MANAGEMENT',
      country: 'CN',
      officeId: app.officeId,
    },
  ]);
  const duty = (more: Partial<CreateDutyCommand> = {}): CreateDutyCommand => ({
    customerId: world.nationalId,
    subject: 'Check the lobby on {date}',
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    startsOn: '2026-03-02',
    localTime: '09:00',
    ...more,
  });
  return {
    ...world,
    managementJobId: app.must(job!).id,
    duty,
    created: async (more, at = '2026-03-01T00:00:00Z') =>
      app.must(await app.get(ManagementApi).createDuty(app.system(), duty(more), new Date(at))).id,
    openAt: (at) => app.get(ManagementApi).openDue(app.system(), new Date(at)),
    occurrences: (dutyId) =>
      app.db.query<TestOccurrence>(
        sql`select to_char(o.original_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as "originalAt",
                   to_char(o.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as "dueAt", r.subject, o.skipped
              from management.duty_occurrence o left join services.request r on r.id = o.request_id
             where o.duty_id = ${dutyId} order by o.due_at, o.original_at`,
      ),
    version: (dutyId) =>
      app.db.one<{ id: string; version: number }>(sql`select id, version from management.duty where id = ${dutyId}`),
  };
}
