// Fills a migrated database with the bench's firm: 50,000 customers, 150,000 branches, 500,000 contacts.
import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import pg from 'pg';

export const SIGN_IN = { email: 'bench@meridian.example', password: 'bench-password' };
export const CUSTOMERS = 50_000;
export const CONTACTS = 500_000;

/** @param {string} url @param {(text: string) => void} say */
export async function fill(url, say) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const run = (/** @type {string} */ text, /** @type {unknown[]} */ values = []) => client.query(text, values);
  try {
    await run(`select set_config('meridian.ctx', '{"actor":null,"via":"bench","request":"bench","ip":null}', false)`);
    const [region, office, role, employee, type] = Array.from({ length: 5 }, () => randomUUID());
    await run(`insert into identity.region (id, code, name) values ($1, 'BENCH', 'Bench')`, [region]);
    await run(
      `insert into identity.office (id, code, name, region_id, country, city, time_zone, currency, languages)
       values ($1, 'BENCH', 'Bench', $2, 'GB', 'London', 'Europe/London', 'GBP', '{en}')`,
      [office, region],
    );
    await run(`insert into identity.role (id, key, name) values ($1, 'bench', 'Bench')`, [role]);
    for (const permission of ['customers.read', 'contacts.read', 'contacts.record'])
      await run(`insert into identity.role_permission (id, role_id, permission, scope) values ($1, $2, $3, 'firm')`, [
        randomUUID(),
        role,
        permission,
      ]);
    await run(
      `insert into identity.employee (id, email, name, office_id, password_hash) values ($1, $2, 'Bench', $3, $4)`,
      [employee, SIGN_IN.email, office, await hash(SIGN_IN.password)],
    );
    await run(`insert into identity.employee_role (id, employee_id, role_id) values ($1, $2, $3)`, [
      randomUUID(),
      employee,
      role,
    ]);
    await run(
      `insert into contacts.contact_type (id, code, name, path) values ($1, 'BENCH', 'Bench', array[$1::uuid])`,
      [type],
    );
    // The audit of half a million rows is not what is measured.
    await run(`set session_replication_role = replica`);
    say('customers');
    await run(
      `insert into customers.customer (id, code, name, path, stage, office_id, account_manager_id)
       select id, code, name, array[id], 'ACTIVE', $1, $2
         from (select gen_random_uuid() as id, 'C-' || lpad(i::text, 6, '0') as code, 'Customer ' || md5(i::text) as name
                 from generate_series(1, ${CUSTOMERS}) i) n`,
      [office, employee],
    );
    say('branches');
    await run(
      `insert into customers.branch (id, customer_id, code, name, country, city, time_zone, office_id)
       select gen_random_uuid(), c.id, c.code || '/' || n, 'Branch ' || n, 'GB', 'City ' || n, 'Europe/London', $1
         from customers.customer c, generate_series(1, 3) n`,
      [office],
    );
    say('contacts');
    await run(
      `insert into contacts.contact (id, customer_id, type_id, channel, direction, subject, body, occurred_at, recorded_by, office_id)
       select gen_random_uuid(), c.id, $1, (array['PHONE','EMAIL','VISIT'])[1 + n % 3], 'INBOUND', 'Contact ' || n,
              'What was said in contact ' || n, timestamptz '2026-01-01' + n * interval '1 day' + random() * interval '1 day', $2, $3
         from customers.customer c, generate_series(1, ${CONTACTS / CUSTOMERS}) n`,
      [type, employee, office],
    );
    await run(`set session_replication_role = origin`);
    say('statistics');
    await run('vacuum analyze');
    const { rows } = await run(`select id, code from customers.customer order by code`);
    return { office, employee, type, customers: /** @type {{ id: string, code: string }[]} */ (rows) };
  } finally {
    await client.end();
  }
}
