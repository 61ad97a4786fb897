// The gateway against the yardstick, in one run on one database: (1) a list with two nested relations, (2) recording a
// contact with audit and event, (3) one customer by code. Sign-in, access checks and limits are on.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { startPostgres } from '../../libs/embedded/postgres.mjs';
import { freePort } from '../../libs/embedded/server.mjs';
import { median } from '../lib/figures.mjs';
import { ready, ROOT, settings, signIn, start } from '../lib/processes.mjs';
import { fill, SIGN_IN } from './data.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
/** As in the settings of the product's processes. */
const POOL = 8;
const CONNECTIONS = 16;

const LIST = `query List($after: String) {
  customers(first: 20, after: $after) {
    nodes {
      id code name
      branches(first: 5) { nodes { id code name city country } }
      contacts(first: 5) { nodes { id subject channel occurredAt } }
    }
  }
}`;
const BY_CODE = `query ByCode($code: String!) {
  customer(code: $code) { id code name nameNative stage website active version createdAt }
}`;
const RECORD = `mutation Record($input: RecordContactInput!) {
  recordContact(input: $input) { contact { id subject occurredAt } userErrors { code field message } }
}`;

/** @param {{ url: string, headers?: Record<string, string>, bodies: string[], seconds: number }} what */
async function measure({ url, headers = {}, bodies, seconds }) {
  const check = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: bodies[0],
  });
  const text = await check.text();
  if (check.status !== 200 || text.includes('"errors"') || /"userErrors":\[\{/.test(text))
    throw new Error(`${url}: ${check.status} ${text.slice(0, 500)}`);
  const options = (/** @type {number} */ duration) => ({
    url,
    connections: CONNECTIONS,
    duration,
    method: /** @type {const} */ ('POST'),
    headers: { 'content-type': 'application/json', ...headers },
    requests: bodies.map((body) => ({ body })),
  });
  await autocannon(options(Math.max(2, Math.round(seconds / 3))));
  const result = await autocannon(options(seconds));
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers not 2xx, ${result.errors} errors`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

/** @param {{ seconds: number, rounds: number, say: (text: string) => void }} options */
export async function benchGateway({ seconds, rounds, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  const given = process.env.BENCH_DATABASE_URL;
  const server = given
    ? undefined
    : await startPostgres({ dataDir: join(folder, 'postgres'), durable: true, database: 'bench' });
  const url = given ?? /** @type {NonNullable<typeof server>} */ (server).url;
  try {
    const { migrate } = await import('../../dist/libs/platform/database/index.js');
    await migrate(url);
    say('filling the database');
    const firm = await fill(url, (what) => say(`  ${what}`));
    const pick = (/** @type {number} */ n) =>
      Array.from({ length: n }, (_, i) => firm.customers[(i * 7919) % firm.customers.length]);

    const apiPort = await freePort();
    const barePort = await freePort();
    const env = { ...settings(url), POOL: String(POOL) };
    const api = () => start([join(ROOT, 'dist/bundle/main.api.js')], { ...env, PORT: String(apiPort) });
    const bare = () =>
      start([join(HERE, 'bare-server.mjs')], {
        ...env,
        PORT: String(barePort),
        OFFICE: firm.office,
        EMPLOYEE: firm.employee,
        TYPE: firm.type,
      });

    const gid = (/** @type {string} */ type, /** @type {string} */ id) =>
      Buffer.from(`${type}:${id}`).toString('base64url');
    const occurredAt = '2026-06-01T09:30:00Z';
    const contact = {
      subject: 'Lift 3 stopped between floors',
      body: 'The tenant asked for somebody to come at once.',
      occurredAt,
    };
    const cases = {
      list: {
        graphql: pick(1).map(() => ({ query: LIST, variables: {} })),
        bare: { path: '/list', bodies: pick(1).map(() => ({})) },
      },
      record: {
        graphql: pick(500).map((c) => ({
          query: RECORD,
          variables: {
            input: {
              customerId: gid('Customer', c.id),
              typeId: gid('ContactType', firm.type),
              channel: 'PHONE',
              direction: 'INBOUND',
              ...contact,
            },
          },
        })),
        bare: { path: '/record', bodies: pick(500).map((c) => ({ customerId: c.id, ...contact })) },
      },
      byCode: {
        graphql: pick(500).map((c) => ({ query: BY_CODE, variables: { code: c.code } })),
        bare: { path: '/by-code', bodies: pick(500).map((c) => ({ code: c.code })) },
      },
    };

    /** @type {Record<string, { meridian: object[], bare: object[] }>} */
    const runs = {};
    for (let round = 0; round < rounds; round++) {
      const a = api();
      await ready(`http://127.0.0.1:${apiPort}/health/ready`);
      const token = await signIn(`http://127.0.0.1:${apiPort}`, SIGN_IN);
      for (const [name, { graphql }] of Object.entries(cases)) {
        say(`round ${round + 1}: meridian ${name}`);
        const result = await measure({
          url: `http://127.0.0.1:${apiPort}/graphql`,
          headers: { authorization: `Bearer ${token}` },
          bodies: graphql.map((b) => JSON.stringify(b)),
          seconds,
        });
        (runs[name] ??= { meridian: [], bare: [] }).meridian.push(result);
      }
      await a.stop();
      const b = bare();
      await once(b.child.stdout, 'data');
      for (const [
        name,
        {
          bare: { path, bodies },
        },
      ] of Object.entries(cases)) {
        say(`round ${round + 1}: bare ${name}`);
        runs[name].bare.push(
          await measure({
            url: `http://127.0.0.1:${barePort}${path}`,
            bodies: bodies.map((body) => JSON.stringify(body)),
            seconds,
          }),
        );
      }
      await b.stop();
    }
    return runs;
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const TITLES = {
  list: '(1) 20 customers with two nested lists',
  record: '(2) recording a contact',
  byCode: '(3) one customer by code',
};

/** Medians over the rounds, and what share of the bare server's speed they are. @param {Record<string, { meridian: any[], bare: any[] }>} runs */
export function summarise(runs) {
  const summary = Object.fromEntries(
    Object.entries(runs).map(([name, { meridian, bare }]) => {
      const of = (/** @type {any[]} */ list) => ({
        perSecond: median(list.map((r) => r.perSecond)),
        p50: median(list.map((r) => r.p50)),
        p99: median(list.map((r) => r.p99)),
      });
      const [m, b] = [of(meridian), of(bare)];
      return [name, { meridian: m, bare: b, ratio: Number((m.perSecond / b.perSecond).toFixed(3)) }];
    }),
  );
  const lines = Object.entries(summary).map(
    ([name, { meridian: m, bare: b, ratio }]) =>
      `${TITLES[/** @type {keyof typeof TITLES} */ (name)].padEnd(42)} ${m.perSecond.toFixed(0).padStart(6)}/s p50 ${m.p50} ms p99 ${m.p99} ms | bare ${b.perSecond.toFixed(0).padStart(6)}/s p50 ${b.p50} ms p99 ${b.p99} ms | ratio ${ratio.toFixed(2)}`,
  );
  return { lines, result: { summary, runs } };
}
