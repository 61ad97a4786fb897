import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { ForbiddenError } from '#platform/access';
import { systemCtx, type Ctx, type Scope } from '#platform/context';
import { Database, sql } from '#platform/database';
import { createTestApp, type TestApp } from '#testing/app';
import { OfficeReach } from '../office-reach.js';
import { assertFirm, holdsForFirm } from '../reach.js';

const P = 'customers.write';

describe('the offices that a permission reaches', () => {
  let app: TestApp;
  let reach: OfficeReach;
  /** Two offices of one region, and one of another. */
  let own: string, sister: string, foreign: string;
  let region: string, otherRegion: string;

  beforeAll(async () => {
    app = await createTestApp();
    reach = app.get(OfficeReach);
    [region, otherRegion, own, sister, foreign] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const db = app.get(Database);
    await db.transaction(systemCtx('test'), async () => {
      await db.execute(
        sql`insert into identity.region (id, code, name) values (${region}, 'NEAR', 'Near'), (${otherRegion}, 'FAR', 'Far')`,
      );
      for (const [id, code, of] of [
        [own, 'OWN', region],
        [sister, 'SISTER', region],
        [foreign, 'FOREIGN', otherRegion],
      ] as const)
        await db.execute(
          sql`insert into identity.office (id, code, name, region_id, country, city, time_zone, currency, languages)
              values (${id}, ${code}, ${code}, ${of}, 'GB', 'London', 'Europe/London', 'GBP', '{en}')`,
        );
      return { ok: true as const, value: undefined };
    });
  });
  afterAll(() => app?.close());

  const ctxOf = (scope: Scope | undefined, at: { officeId?: string | null; regionId?: string | null } = {}): Ctx => ({
    ...systemCtx('test'),
    actor: {
      kind: 'employee',
      id: uuidv7(),
      name: 'somebody',
      officeId: own,
      regionId: region,
      ...at,
      permissions: new Map(scope === undefined ? [] : [[P, scope]]),
    },
  });

  it.each([
    ['office', [true, false, false], [false, false]],
    ['region', [true, true, false], [true, false]],
    ['firm', [true, true, true], [true, true]],
    [undefined, [false, false, false], [false, false]],
  ] as const)(
    '%s: own office, another of the region, one of another region; both regions',
    async (scope, offices, regions) => {
      const ctx = ctxOf(scope);
      const reached = await reach.of(ctx, P);
      const ids = [own, sister, foreign];
      expect(ids.map((id) => reached.includes(id))).toEqual(offices);
      expect(await Promise.all(ids.map((id) => reach.may(ctx, P, id)))).toEqual(offices);
      expect([region, otherRegion].map((id) => reached.includesRegion(id))).toEqual(regions);
      const rows = await app.get(Database).query<{ id: string }>(
        sql`select o.id from identity.office o
           where o.id = any(${ids}::uuid[]) and ${await reach.rows(ctx, P, sql`o.id`)} order by o.id`,
      );
      expect(rows.map((r) => r.id)).toEqual(ids.filter((_, i) => offices[i]));
      expect(holdsForFirm(ctx, P)).toBe(scope === 'firm');
    },
  );

  it('the system reaches all', async () => {
    expect(await reach.may(systemCtx('test'), P, foreign)).toBe(true);
  });

  it('an actor without an office or a region reaches none by them', async () => {
    for (const scope of ['office', 'region'] as const) {
      const reached = await reach.of(ctxOf(scope, { officeId: null, regionId: null }), P);
      expect([reached.none, reached.includes(own, null)]).toEqual([true, false]);
    }
  });

  it('of several offices one is enough to act, and one beyond reach too many when all are required', async () => {
    const reached = await reach.of(ctxOf('region'), P);
    expect(reached.includes(foreign, null, sister)).toBe(true);
    expect([reached.includesAll([own, sister]), reached.includesAll([own, foreign])]).toEqual([true, false]);
  });

  it('refuses what it does not reach, and what takes the whole firm', async () => {
    await expect(reach.assertMay(ctxOf('region'), P, foreign)).rejects.toThrow(ForbiddenError);
    await expect(reach.assertMay(ctxOf('region'), P, foreign, sister)).resolves.toBeUndefined();
    expect(() => assertFirm(ctxOf('region'), P)).toThrow(`This needs the permission ${P} for the whole firm.`);
    expect(() => assertFirm(ctxOf('firm'), P)).not.toThrow();
  });

  it('is looked up once per operation', async () => {
    const ctx = ctxOf('region');
    expect(await reach.of(ctx, P)).toBe(await reach.of(ctx, P));
    expect(await reach.of(ctxOf('region'), P)).not.toBe(await reach.of(ctx, P));
  });
});
