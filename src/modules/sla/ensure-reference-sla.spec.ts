import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { PyramidApi } from '#modules/pyramid';
import { ServicesApi } from '#modules/services';
import { serviceWorld, type ServiceWorld } from '#modules/services/testing';
import { SlaApi } from './index.js';
import { TermsQueries } from './terms/application/terms.queries.js';

describe('the SLA the firm starts with', () => {
  let app: TestApp;
  let world: ServiceWorld;
  let saudi: string;
  beforeAll(async () => {
    app = await createTestApp();
    world = await serviceWorld(app);
    saudi = await app.office({ code: 'RUH', country: 'SA', timeZone: 'Asia/Riyadh' });
    await app.get(PyramidApi).ensureReferenceTiers(app.system());
  });

  const due = async (officeId: string, createdAt: string) => {
    const request = world.imported({ officeId, createdAt: new Date(createdAt), priority: 'HIGH' });
    const [result] = await app.get(ServicesApi).createMany(app.system(), [request]);
    const { id } = app.must(result!);
    const clocks = (await app.get(SlaApi).clocksOf([id])).get(id);
    return clocks?.find((c) => c.metric === 'FIRST_RESPONSE')?.dueAt?.toISOString();
  };

  it('is a calendar for each office, terms of the firm and of its upper tiers; a second time changes nothing', async () => {
    const first = app.must(await app.get(SlaApi).ensureReferenceSla(app.system()));
    expect(first).toEqual({ calendars: 2, terms: 3 });
    expect(app.must(await app.get(SlaApi).ensureReferenceSla(app.system()))).toEqual({ calendars: 0, terms: 0 });
    const terms = await app.get(TermsQueries).listTerms({ publishedOnly: true });
    expect(terms.map((t) => t.code)).toEqual(['FIRM', 'TIER-MAJOR', 'TIER-TOP']);
    const { n } = await app.db.one<{ n: number }>(sql`select count(*) as n from sla.office_calendar`);
    expect(n).toBe(2);
  });

  it('clocks run on the hours of the serving office, Sunday to Thursday where that is the custom', async () => {
    // Friday 6 March 2026: Hong Kong works, Riyadh does not before Sunday.
    expect(await due(app.officeId, '2026-03-06T02:00:00Z')).toBe('2026-03-06T04:00:00.000Z');
    expect(await due(saudi, '2026-03-06T02:00:00Z')).toBe('2026-03-08T08:00:00.000Z');
  });
});
