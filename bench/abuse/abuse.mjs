// What one caller can do to the others within the limits: the dearest operations that are allowed, ten at once, and
// documents without a sign-in, while somebody else asks a simple query again and again. The API has a heap of 1 GB.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../libs/embedded/postgres.mjs';
import { freePort } from '../../libs/embedded/server.mjs';
import { fill, SIGN_IN } from '../gateway/data.mjs';
import { ready, ROOT, settings, signIn, start } from '../lib/processes.mjs';

const AT_ONCE = 10;
/** Documents a second without a sign-in, and the networks that they come from. */
const ANONYMOUS_PER_SECOND = 200;
const NETWORKS = 100;
/** Somebody with the password and the rights of the first: one who asks simple queries, and one for each dear operation. */
const signedInAs = (/** @type {string} */ name) => ({ ...SIGN_IN, email: `${name}@meridian.example` });
const OTHER = signedInAs('other');
const aliases = (/** @type {number} */ n, /** @type {string} */ field) =>
  `{ ${Array.from({ length: n }, (_, i) => `a${i}: ${field}`).join(' ')} }`;
const HOURS = `{ zone: "Europe/London", weekly: [{ day: MON, open: "09:00", close: "09:01" }] }`;

/** The dearest that the limits let through, one way each. */
const DEAR = {
  lists: `{ regions { ${'offices { region { '.repeat(3)} code name ${'} } '.repeat(3)} } }`,
  pages: `{ customers(first: 200) { nodes { id code name contacts(first: 60) { nodes { id subject channel } } } } }`,
  'one page in another': `{ customers(first: 50) { nodes { id branches(first: 50) { nodes { id code customer { id code persons(first: 5) { nodes { id } } } } } } } }`,
  recurrences: aliases(
    4,
    'recurrencePreview(input: { rule: "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", startsOn: "2000-01-01", localTime: "09:00", zone: "Europe/London", count: 100 }) { occurrences { dueAt } }',
  ),
  'open time': aliases(20, `addOpenSeconds(calendar: ${HOURS}, from: "2026-01-01T00:00:00Z", seconds: 300000)`),
  reports: aliases(2, 'slaAtRiskCsv { text }'),
  climbers: aliases(5, 'tierUpgradeCandidates(asOf: "2026-11-01") { totalCount }'),
  pyramids: aliases(6, 'pyramid(asOf: "2026-11-01") { tiers { customers } }'),
  attainment: aliases(8, 'slaAttainment(filter: { from: "2026-01-01T00:00:00Z", to: "2026-11-01T00:00:00Z" }) { met }'),
  schema: aliases(4, '__schema { types { name description fields { name type { name } } } }'),
};

/** @param {number} seconds @param {number} budget of an employee @param {(text: string) => void} say */
export async function benchAbuse({ seconds, budget = 3_000_000, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), durable: true, database: 'bench' });
  try {
    const { migrate } = await import('../../dist/libs/platform/database/index.js');
    await migrate(server.url);
    say('filling the database');
    await fill(server.url, (/** @type {string} */ what) => say(`  ${what}`));
    await permit(server.url);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    // By default as a fresh system has them, so that what is measured is what they let through: each operation is asked
    // by an employee of its own, whose budget is whole when it begins. Higher ones show what the limits alone do.
    const env = {
      ...settings(server.url),
      PORT: String(port),
      BUDGET_PER_EMPLOYEE: String(budget),
      BUDGET_PER_ADDRESS: String(budget / 5),
      TRUSTED_PROXIES: '127.0.0.1',
    };
    const api = start(['--max-old-space-size=1024', join(ROOT, 'dist/bundle/main.api.js')], env);
    await ready(`${url}/health/ready`);
    const ask = async (/** @type {string} */ query, /** @type {string | undefined} */ as, network = 0) => {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': `198.51.${network}.1`,
          ...(as ? { authorization: `Bearer ${as}` } : {}),
        },
        body: JSON.stringify({ query }),
      });
      return answer.text();
    };
    const other = await signIn(url, OTHER);

    /** Latencies of the other caller's query while `load` goes on. @param {(stopped: () => boolean) => Promise<void>} load */
    const during = async (load) => {
      let done = false;
      const loading = load(() => done);
      /** @type {number[]} */
      const took = [];
      for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
        const begin = performance.now();
        await ask('{ customers(first: 1) { nodes { id code } } }', other);
        took.push(performance.now() - begin);
        await new Promise((r) => setTimeout(r, 5));
      }
      done = true;
      await loading;
      took.sort((a, b) => a - b);
      const at = (/** @type {number} */ share) => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0);
      return { asked: took.length, p50: at(0.5), p99: at(0.99), max: at(1), peakMb: peakOf(api.child.pid) };
    };

    /** @type {Record<string, object>} */
    const result = { alone: await during(async () => undefined) };
    for (const [i, [name, query]] of Object.entries(DEAR).entries()) {
      const token = await signIn(url, signedInAs(`dear-${i}`));
      const counts = { answered: 0, refused: 0, bytes: 0, error: '' };
      const figures = await during(async (stopped) => {
        await Promise.all(
          Array.from({ length: AT_ONCE }, async () => {
            while (!stopped()) {
              const text = await ask(query, token);
              if (text.includes('RATE_LIMITED')) {
                counts.refused++;
                await new Promise((r) => setTimeout(r, 20));
              } else counts.answered++;
              if (text.startsWith('{"errors"') && !text.includes('RATE_LIMITED')) counts.error = text.slice(0, 200);
              counts.bytes = Math.max(counts.bytes, text.length);
            }
          }),
        );
      });
      result[name] = { ...figures, ...counts };
      say(`  ${name}: ${JSON.stringify(result[name])}`);
    }
    let sent = 0;
    const nest = (/** @type {number} */ n) =>
      `{ customers(first: 1) { nodes { ...F0 } } } ${Array.from({ length: 9 }, (_, i) => `fragment F${i} on Customer { id a${n}: code ${i < 8 ? `parent { ...F${i + 1} } group { ...F${i + 1} }` : ''} }`).join(' ')}`;
    const wrong = (/** @type {number} */ n) => `{ ${Array.from({ length: 300 }, (_, i) => `x${n}y${i}`).join(' ')} }`;
    result['without a sign-in'] = await during(async (stopped) => {
      const waiting = [];
      for (const begin = performance.now(); !stopped();) {
        // What a late timer has missed is made up for.
        const due = ((performance.now() - begin) / 1000) * ANONYMOUS_PER_SECOND;
        for (; sent < due; sent++)
          waiting.push(ask(sent % 2 === 0 ? nest(sent) : wrong(sent), undefined, 1 + (sent % NETWORKS)));
        await new Promise((r) => setTimeout(r, 5));
      }
      await Promise.allSettled(waiting);
    });
    const alive = api.child.exitCode === null;
    await api.stop();
    return { alive, sent, result };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the dear operations need beyond reading customers. @param {string} url */
async function permit(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('begin');
  await client.query('set session_replication_role = replica');
  for (const permission of ['identity.read', 'services.read', 'sla.read', 'pyramid.read'])
    await client.query(
      `insert into identity.role_permission (id, role_id, permission, scope)
       select gen_random_uuid(), r.id, $1, 'firm' from identity.role r where r.key = 'bench'`,
      [permission],
    );
  for (const name of ['other', ...Object.keys(DEAR).map((_, i) => `dear-${i}`)])
    await client.query(
      `with other as (
       insert into identity.employee (id, email, name, office_id, password_hash)
       select gen_random_uuid(), $1, 'Other', e.office_id, e.password_hash from identity.employee e where e.email = $2
       returning id)
     insert into identity.employee_role (id, employee_id, role_id)
     select gen_random_uuid(), other.id, r.id from other, identity.role r where r.key = 'bench'`,
      [signedInAs(name).email, SIGN_IN.email],
    );
  await client.query('commit');
  await client.end();
}

/** The most memory that a process ever held, in MB; not known everywhere. @param {number | undefined} pid */
function peakOf(pid) {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  } catch {
    return null;
  }
}

/** @param {Awaited<ReturnType<typeof benchAbuse>>} measured */
export function summarise({ alive, sent, result }) {
  return [
    ...Object.entries(result).map(([name, figures]) => `${name}: ${JSON.stringify(figures)}`),
    `${sent} documents without a sign-in; the process ${alive ? 'lives' : 'ENDED'}`,
  ];
}
