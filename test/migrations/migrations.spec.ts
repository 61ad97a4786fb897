import pg from 'pg';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrate, migrationsFolder } from '#platform/database';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#testing';
import { NOT_AUDITED, NOT_INDEXED } from './not-audited.js';
import {
  catalogueOf,
  foreignKeysWithoutIndex,
  tablesIn,
  tablesWithoutAuditTrigger,
  tablesWithoutPrimaryKey,
  wronglyTypedInstants,
} from './catalogue.js';

const files = readdirSync(migrationsFolder()).filter((name) => name.endsWith('.sql'));
const ends: (() => Promise<unknown>)[] = [];
let database: TestDatabase;
let client: pg.Client;

async function connect(url: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  ends.push(() => connection.end());
  return connection;
}

/** A database with nothing in it. */
async function empty(): Promise<{ url: string; client: pg.Client }> {
  const name = `meridian_empty_${process.pid}_${Date.now().toString(36)}_${ends.length}`;
  const admin = await connect(inject('adminUrl'));
  await admin.query(`create database "${name}"`);
  ends.push(() => admin.query(`drop database "${name}" with (force)`));
  const url = databaseUrl(inject('adminUrl'), name);
  return { url, client: await connect(url) };
}

beforeAll(async () => {
  database = await createTestDatabase();
  client = await connect(database.url);
});
afterAll(async () => {
  for (const end of ends.reverse()) await end().catch(() => undefined);
  await database?.drop();
});

test('migrations are numbered without gaps or doubles and can all be taken back', () => {
  const numbers = files.sort().map((name) => Number(/^(\d{4})_[a-z][a-z0-9-]*\.sql$/.exec(name)?.[1]));
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});

test('all up, all down and all up again gives what a fresh database has; a second up changes nothing', async () => {
  const { url, client: own } = await empty();
  expect(await migrate(url)).toHaveLength(files.length);
  const fresh = await catalogueOf(own);
  expect(fresh.length).toBeGreaterThan(200);
  expect(await migrate(url)).toEqual([]);
  expect(await migrate(url, { direction: 'down' })).toHaveLength(files.length);
  const left = (await catalogueOf(own)).filter(
    (what) =>
      !/^(extensions|schemas: .*|columns: platform\.migration\.|constraints: platform\.migration |indexes: .* platform\.migration )/.test(
        what,
      ),
  );
  expect(left, 'what the way down leaves behind').toEqual([]);
  await migrate(url);
  expect(await catalogueOf(own)).toEqual(fresh);
});

test('one migration at a time, up, down and up: each can be taken back on its own', async () => {
  const { url, client: own } = await empty();
  for (let up = 0; up < files.length; up++) {
    await migrate(url, { count: 1 });
    await migrate(url, { direction: 'down', count: 1 });
    await migrate(url, { count: 1 });
  }
  // Compared once, at the end: what a way down leaves behind or takes too much of shows there, or stops a way up.
  expect(await catalogueOf(own)).toEqual(await catalogueOf(client));
});

test('grants in scopes that are not possible say from 0026 on what they allowed before, no more and no less', async () => {
  const { url, client: own } = await empty();
  await migrate(url, { count: files.findIndex((name) => name.startsWith('0026_')) });
  const grants = [
    ['customers.read', 'office'],
    ['operations.run-jobs', 'region'],
    ['pyramid.manage', 'region'],
    ['imports.run', 'firm'],
    ['services.create', 'office'],
    ['audit.read', 'region'],
    ['customers.write', 'region'],
    ['contacts.read-confidential', 'office'],
  ];
  await own.query(`select set_config('meridian.ctx', '{"via": "test", "request": "r"}', false)`);
  const role = (
    await own.query(`insert into identity.role (id, key, name) values (gen_random_uuid(), 'r', 'R') returning id`)
  ).rows[0].id;
  for (const [permission, scope] of grants)
    await own.query(
      `insert into identity.role_permission (id, role_id, permission, scope) values (gen_random_uuid(), $1, $2, $3)`,
      [role, permission, scope],
    );
  await migrate(url, { count: 1 });
  const kept = await own.query(`select permission, scope from identity.role_permission order by permission`);
  expect(kept.rows.map((r) => `${r.permission} ${r.scope}`)).toEqual([
    'audit.read region',
    'contacts.read-confidential office',
    'customers.appoint-account-manager office',
    'customers.read firm',
    'customers.write region',
    'imports.run firm',
    'operations.run-jobs firm',
    'services.create office',
  ]);
});

test('texts of before are tidied by the migration of texts, and addresses that would collide are left alone', async () => {
  const { url, client: own } = await empty();
  await migrate(url, { count: files.findIndex((name) => name.endsWith('_text.sql')) });
  await own.query(`select set_config('meridian.ctx', '{"via": "test", "request": "r"}', false)`);
  const made = async (statement: string, ...values: unknown[]): Promise<string> =>
    (await own.query<{ id: string }>(`${statement} returning id`, values)).rows[0]!.id;
  const region = await made(`insert into identity.region (id, code, name) values (gen_random_uuid(), 'R', 'R')`);
  const office = await made(
    `insert into identity.office (id, code, name, region_id, country, city, time_zone, currency, languages)
     values (gen_random_uuid(), 'O', E'Of\u200bfice\r\nOne', $1, 'HK', 'Hong Kong', 'Asia/Hong_Kong', 'HKD', '{en}')`,
    region,
  );
  for (const [email, name] of [
    ['anna@firm.example', 'Anna'],
    ['an\u200bna@firm.example', 'Twin'],
    ['\u202eben@FIRM.example\u202c', 'Rene\u0301 \u{1f468}\u200d\u{1f469}'],
  ])
    await own.query(
      `insert into identity.employee (id, email, name, office_id) values (gen_random_uuid(), $1, $2, $3)`,
      [email, name, office],
    );
  const customer = await made(
    `insert into customers.customer (id, name, office_id) values (gen_random_uuid(), E'A\u00a0 B', $1)`,
    office,
  );
  for (const phone of ['+852\u00a02345 6789', '+44 (0)20 7946 0958', '2345 6789', null])
    await own.query(
      `insert into customers.person (id, customer_id, name, phone) values (gen_random_uuid(), $1, 'P', $2)`,
      [customer, phone],
    );
  await migrate(url, { count: 1 });
  const column = async (text: string): Promise<unknown[]> =>
    (await own.query<{ v: unknown }>(`select ${text} order by 1`)).rows.map(({ v }) => v);
  expect(await column('name as v from identity.office')).toEqual(['Office One']);
  expect(await column('name as v from customers.customer')).toEqual(['A B']);
  expect(new Set(await column('email as v from identity.employee'))).toEqual(
    new Set(['anna@firm.example', 'an\u200bna@firm.example', 'ben@firm.example']),
  );
  expect(await column(`name as v from identity.employee where email like 'ben%'`)).toEqual([
    'René \u{1f468}\u200d\u{1f469}',
  ]);
  expect(await column('phone_e164 as v from customers.person')).toEqual(['+85223456789', null, null, null]);
});

/** A rule about tables, and SQL that breaks it. */
const RULES: [string, (client: pg.Client) => Promise<string[]>, { sql: string; finds: string[] }][] = [
  [
    'every foreign key has an index that begins with it, or is listed with the reason why not',
    async (connection) => (await foreignKeysWithoutIndex(connection)).filter((key) => !(key in NOT_INDEXED)),
    {
      sql: `create table planted.a (id uuid primary key);
            create table planted.b (id uuid primary key, x uuid constraint b_x_fk references planted.a,
              y uuid constraint b_y_fk references planted.a, z uuid constraint b_z_fk references planted.a);
            create index on planted.b (id, x); create index on planted.b (y, id);
            create index on planted.b (z) where z is not null; create index on planted.b (x) where y is null and z is null`,
      finds: ['planted.b b_x_fk'],
    },
  ],
  [
    'every table has a primary key',
    tablesWithoutPrimaryKey,
    { sql: `create table planted.c (id uuid not null unique)`, finds: ['planted.c'] },
  ],
  [
    'every instant is a timestamptz',
    wronglyTypedInstants,
    {
      sql: `create table planted.d (id uuid primary key, at timestamp, made_at date, due_at timestamptz(3))`,
      finds: ['planted.d.at timestamp without time zone', 'planted.d.made_at date'],
    },
  ],
  [
    'every table is audited, or listed with the reason why not',
    async (connection) => (await tablesWithoutAuditTrigger(connection)).filter((table) => !(table in NOT_AUDITED)),
    { sql: `create table planted.e (id uuid primary key)`, finds: ['planted.e'] },
  ],
];

describe.each(RULES)('%s', (_name, rule, plant) => {
  test('in all schemas', async () => expect(await rule(client)).toEqual([]));
  test('and what breaks it is found', async () => {
    await client.query('begin');
    try {
      await client.query(`create schema planted; ${plant.sql}`);
      expect((await rule(client)).filter((what) => what.startsWith('planted.'))).toEqual(plant.finds);
    } finally {
      await client.query('rollback');
    }
  });
});

test('what is listed as not indexed exists and is not', async () => {
  expect(await foreignKeysWithoutIndex(client)).toEqual(expect.arrayContaining(Object.keys(NOT_INDEXED)));
});

test('what is listed as not audited exists and is not', async () => {
  const tables = await tablesIn(client);
  const without = await tablesWithoutAuditTrigger(client);
  for (const table of Object.keys(NOT_AUDITED)) {
    expect(tables).toContain(table);
    expect(without).toContain(table);
  }
});
