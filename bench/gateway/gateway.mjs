// The gateway against the yardstick, in one run on one database: (1) a list with two nested relations, (2) recording a
// contact with audit and event, (3) one customer by code. Sign-in, access checks and limits are on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { startPostgres } from '../../libs/embedded/postgres.mjs';
import { freePort } from '../../libs/embedded/server.mjs';
import { fill, SIGN_IN } from './data.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
const FLAGS = ['--max-semi-space-size=128'];
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

/** @param {string[]} args @param {Record<string, string>} env */
function start(args, env) {
  const child = spawn(process.execPath, [...FLAGS, ...args], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    child,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** @param {string} url */
async function ready(url) {
  for (let i = 0; i < 400; i++) {
    const ok = await fetch(url).then(
      (r) => r.status < 500,
      () => false,
    );
    if (ok) return;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error(`${url} does not answer`);
}

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
    const env = { DATABASE_URL: url, DATABASE_POOL_SIZE: String(POOL), POOL: String(POOL) };
    const api = () =>
      start([join(ROOT, 'dist/src/main.api.js')], {
        ...env,
        PORT: String(apiPort),
        MERIDIAN_SECRET: randomBytes(32).toString('hex'),
        ACCESS_TOKEN_MINUTES: '600',
      });
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
      const signedIn = await fetch(`http://127.0.0.1:${apiPort}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
          variables: { input: SIGN_IN },
        }),
      });
      const token = (await signedIn.json()).data.signIn.accessToken;
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
