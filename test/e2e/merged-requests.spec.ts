import { beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { ident, insert, sql } from '#platform/database';
import { eventually } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';
import { ok, uuidv7 } from '#kernel';
import { LinkRequest } from '#modules/maintenance/seeding';
import { ManagementApi } from '#modules/management';
import { maintenanceWorld, mutate, type MaintenanceWorld } from '#modules/maintenance/testing';

/** Schemas that merge by themselves: the requests' own, and the clocks, which stay with what they measured. */
const THEIR_OWN = ['services', 'sla'];
/** Uuid columns named after requests without a foreign key, and why they keep the duplicate. */
const KEPT: Readonly<Record<string, string>> = {
  'imports.imported_record.request_id': 'what a row of a source became, for ever',
};

let app: TestApp;
let world: MaintenanceWorld;

beforeAll(async () => {
  app = await createTestApp();
  world = await maintenanceWorld(app);
  await app.startWorker();
});

/** `schema.table.column` of everything outside that refers to a request, by a foreign key or by its name alone. */
async function references(): Promise<{ keys: string[]; names: string[] }> {
  const rows = await app.db.query<{ place: string; keyed: boolean }>(
    sql`select c.table_schema || '.' || c.table_name || '.' || c.column_name as place,
               exists (select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
                        where k.contype = 'f' and k.confrelid = 'services.request'::regclass
                          and k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
                          and a.attname = c.column_name) as keyed
          from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
         where t.table_type = 'BASE TABLE' and c.udt_name = 'uuid' and not c.table_schema = any(${THEIR_OWN}::text[])
           and c.table_schema not in ('pg_catalog', 'information_schema', 'bullmq')`,
  );
  const names = rows.filter((r) => !r.keyed && /request_id$/.test(r.place)).map((r) => r.place);
  return { keys: rows.filter((r) => r.keyed).map((r) => r.place), names: names.filter((place) => !(place in KEPT)) };
}

const pointing = async (place: string, requestId: string): Promise<number> => {
  const [schema, table, column] = place.split('.') as [string, string, string];
  const { n } = await app.db.one<{ n: number }>(
    sql`select count(*) as n from ${ident(schema)}.${ident(table)} where ${ident(column)} = ${requestId}`,
  );
  return n;
};

/** One row at each place that refers to a request; returns the work order and the asset link. */
async function everythingAt(requestId: string, assetId: string): Promise<{ orderId: string; linkId: string }> {
  const ctx = app.system();
  const { id: linkId } = app.must(await app.get(LinkRequest).link(ctx, { assetId, requestId, failure: true }));
  const orderId = await world.order({ requestId });
  const duty = {
    ...{ customerId: world.nationalId, subject: 'Check the lobby', rule: 'FREQ=DAILY' },
    ...{ startsOn: '2026-03-02', localTime: '09:00' },
  };
  const { id: dutyId } = app.must(await app.get(ManagementApi).createDuty(ctx, duty));
  const adviceId = uuidv7();
  const now = new Date();
  const rows: [string, Record<string, unknown>][] = [
    [
      'maintenance.finding',
      {
        ...{ id: uuidv7(), work_order_id: orderId, severity: 'MINOR' },
        ...{ text: 'Worn', found_at: now, follow_up_id: requestId },
      },
    ],
    [
      'consulting.advice',
      {
        ...{ id: adviceId, customer_id: world.nationalId, office_id: app.officeId },
        ...{ advised_at: now, request_id: requestId },
      },
    ],
    [
      'consulting.advice_outcome',
      {
        ...{ id: uuidv7(), advice_id: adviceId, request_id: requestId, assessment: 'GOOD' },
        ...{ observed_on: '2026-03-02', recorded_at: now },
      },
    ],
    [
      'management.duty_occurrence',
      {
        ...{ id: uuidv7(), duty_id: dutyId, original_at: now, due_at: now },
        ...{ request_id: requestId, handled_at: now },
      },
    ],
  ];
  app.must(
    await app.db.transaction(ctx, async () => {
      for (const [table, row] of rows) await app.db.execute(insert(table, row));
      return ok();
    }),
  );
  return { orderId, linkId };
}

const merge = async (duplicate: string, survivor: string): Promise<void> => {
  const ids = { id: toGlobalId('ServiceRequest', duplicate), intoId: toGlobalId('ServiceRequest', survivor) };
  const { errors } = await mutate(await app.employee(), 'mergeServiceRequests', ids, 'serviceRequest { id }');
  expect(errors).toEqual([]);
};

describe('what refers to a request that is merged', () => {
  it('refers to the survivor, wherever a module keeps it', async () => {
    const { keys, names } = await references();
    expect(names, 'ids of requests without a foreign key: let them follow merges, or list why not').toEqual([]);
    const [duplicate, survivor] = [await world.request(), await world.request()];
    await everythingAt(duplicate, world.pumpIds[0]);
    for (const place of keys) expect(await pointing(place, duplicate), `${place}: plant a row here`).toBeGreaterThan(0);
    await merge(duplicate, survivor);
    for (const place of keys) {
      await eventually(async () => (await pointing(place, duplicate)) === 0, `${place} follows`);
      expect(await pointing(place, survivor), place).toBeGreaterThan(0);
    }
  });

  it('stays as it was where the survivor has it already; a failure keeps its beginning', async () => {
    const [duplicate, survivor] = [await world.request(), await world.request()];
    const { orderId } = await everythingAt(duplicate, world.pumpIds[1]);
    app.must(await app.get(LinkRequest).link(app.system(), { assetId: world.pumpIds[1], requestId: survivor }));
    const failed = await app.db.one<{ at: Date }>(
      sql`select failed_at as at from maintenance.asset_request where request_id = ${duplicate}`,
    );
    await merge(duplicate, survivor);
    await eventually(
      async () => (await pointing('maintenance.asset_request.request_id', duplicate)) === 0,
      'the links are one',
    );
    const links = await app.db.query<object>(
      sql`select failure, void, failed_at as "failedAt", restored_at as "restoredAt" from maintenance.asset_request
           where request_id = ${survivor}`,
    );
    expect(links).toEqual([{ failure: true, void: false, failedAt: failed.at, restoredAt: null }]);
    // The work order can be finished: it belongs to a request that is open.
    for (const status of ['IN_PROGRESS', 'DONE']) {
      const { version } = await app.db.one<{ version: number }>(
        sql`select version from maintenance.work_order where id = ${orderId}`,
      );
      const input = { id: toGlobalId('WorkOrder', orderId), version, status, outcome: 'Repaired' };
      const moved = await mutate(await app.employee(), 'changeWorkOrderStatus', input, 'workOrder { status }');
      expect([status, moved.errors]).toEqual([status, []]);
    }
  });
});
