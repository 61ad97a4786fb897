// The yardstick: node:http and pg, the same SQL in one query or one transaction, prepared, nothing else.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const { DATABASE_URL, OFFICE, EMPLOYEE, TYPE, POOL } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL) });

const LIST = {
  name: 'list',
  text: `select c.id, c.code, c.name,
      (select json_agg(b) from (select id, code, name, city, country from customers.branch where customer_id = c.id order by code, id limit 5) b) as branches,
      (select json_agg(k) from (select id, subject, channel, occurred_at from contacts.contact where customer_id = c.id order by occurred_at desc, id desc limit 5) k) as contacts
    from customers.customer c where c.sort_name > $1 order by c.sort_name, c.id limit 20`,
};
const BY_CODE = {
  name: 'by-code',
  text: `select c.id, c.code, c.name, c.name_native, c.stage, c.website, c.active, c.version, c.created_at from customers.customer c where c.code = $1`,
};
const CTX = { name: 'ctx', text: `select set_config('meridian.ctx', $1, true)` };
const CONTACT = {
  name: 'contact',
  text: `insert into contacts.contact (id, customer_id, type_id, channel, direction, subject, body, occurred_at, recorded_by, office_id)
         values ($1, $2, $3, 'PHONE', 'INBOUND', $4, $5, $6, $7, $8) returning id, subject, occurred_at`,
};
const EVENT = {
  name: 'event',
  text: `insert into platform.outbox_event (id, name, payload, actor_id, request_id) values ($1, 'contacts.contact-recorded', $2, $3, $4)`,
};

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

/** @param {{ customerId: string, subject: string, body: string, occurredAt: string }} input */
async function record({ customerId, subject, body, occurredAt }) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({
      ...CTX,
      values: [JSON.stringify({ actor: EMPLOYEE, via: 'api', request: randomUUID(), ip: null })],
    });
    const id = randomUUID();
    const { rows } = await client.query({
      ...CONTACT,
      values: [id, customerId, TYPE, subject, body, occurredAt, EMPLOYEE, OFFICE],
    });
    await client.query({
      ...EVENT,
      values: [randomUUID(), JSON.stringify({ contactId: id, customerId, officeId: OFFICE }), EMPLOYEE, randomUUID()],
    });
    await client.query('commit');
    return rows[0];
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const server = createServer((request, response) => {
  void (async () => {
    const input = await bodyOf(request);
    let answer;
    if (request.url === '/list') answer = (await pool.query({ ...LIST, values: [input.after ?? ''] })).rows;
    else if (request.url === '/by-code') answer = (await pool.query({ ...BY_CODE, values: [input.code] })).rows[0];
    else answer = await record(input);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  })().catch((error) => response.writeHead(500).end(String(error)));
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'));
process.on('SIGTERM', () => process.exit(0));
