import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { ManageOffices } from '#modules/identity/seeding';
import { slaWorld, type SlaWorld } from '../../testing/index.js';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';

describe('the time zone of an office', () => {
  let app: TestApp;
  let world: SlaWorld;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    await world.terms({ basis: { combination: 'ONE', sources: [{ kind: 'OFFICE', officeId: null }] } });
  });

  const due = async (id: string) => (await world.stored(id))['FIRST_RESPONSE/1']?.due;
  const save = async (change: { timeZone?: string; city?: string }): Promise<void> => {
    const { version } = await app.db.one<{ version: number }>(
      sql`select version from identity.office where id = ${app.officeId}`,
    );
    app.must(await app.get(ManageOffices).saveOffice(app.system(), change, { id: app.officeId, version }));
  };
  const told = async () =>
    (
      await app.db.one<{ n: number }>(
        sql`select count(*) as n from platform.outbox_event where name = 'identity.office-zone-changed'`,
      )
    ).n;

  it('when it is corrected, a running worker reckons by it, and open clocks are evaluated again', async () => {
    const request = () => world.request('2026-03-02T01:00:00Z');
    const id = await request();
    await app.get(EvaluateSla).run(app.system(), [id], { now: new Date('2026-03-02T01:00:10Z') });
    expect(await due(id)).toBe('2026-03-02T02:00');
    await save({ city: 'Elsewhere', timeZone: 'Asia/Hong_Kong' });
    expect(await told()).toBe(0);
    await save({ timeZone: 'Europe/London' });
    expect(await told()).toBe(1);
    await app.startWorker();
    await eventually(async () => (await due(id)) === '2026-03-02T10:00', 'the clock by the hours of London');
    const later = await request();
    await app.get(EvaluateSla).run(app.system(), [later], { now: new Date('2026-03-02T01:00:20Z') });
    expect(await due(later)).toBe('2026-03-02T10:00');
  });
});
