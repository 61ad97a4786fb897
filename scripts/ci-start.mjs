// Does what a newcomer does: npm start, sign in, ask, Ctrl-C; and all of it again on the same data.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { probe } from '../libs/embedded/process.mjs';
import { freePort } from '../libs/embedded/server.mjs';
import { cleanEnv, launch, signalGroup } from './ci-programs.mjs';

/** @param {string} url @param {string} query @param {Record<string, unknown>} variables @param {string} [token] @returns {Promise<any>} */
async function ask(url, query, variables, token) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = /** @type {any} */ (await answer.json());
  if (errors) throw new Error(`${query} answered ${JSON.stringify(errors)}`);
  return data;
}

/** Processes that were started with this data folder. Linux tells; elsewhere the parent's end has to do.
 * @param {string} data @returns {string[]} */
function processesOn(data) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const mine =
          command.includes(data) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`MERIDIAN_DATA=${data}`);
        return mine ? [`${pid} ${command.slice(0, 120)}`] : [];
      } catch {
        return [];
      }
    });
}

/** One start, some questions, Ctrl-C. No limit of its own: .ci/run gives up when nothing happens any more.
 * @param {string} data @returns {Promise<{ seconds: number, customers: number }>} */
async function session(data) {
  const port = await freePort();
  const begun = Date.now();
  const child = launch(
    'npm',
    ['start'],
    { env: cleanEnv({ PORT: String(port), MERIDIAN_DATA: data }), stdio: ['ignore', 'pipe', 'inherit'] },
    // What it leaves behind is just what is looked for.
    { sweep: false },
  );
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  try {
    const url = `http://127.0.0.1:${port}`;
    await probe(() => ended() || (/Meridian is running/.test(output) && /Ctrl-C/.test(output)), Infinity, 100);
    if (!/Meridian is running/.test(output)) throw new Error('npm start ended');
    const seconds = Math.round((Date.now() - begun) / 1000);
    // The sign-ins as a newcomer reads them off the screen.
    const [, email, password] = /\b(admin@[\w.-]+)\s+(\S+)/.exec(output) ?? [];
    if (!email || !password) throw new Error('npm start shows no demo sign-ins');
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';
    const { accessToken } = (await ask(url, signIn, { input: { email, password } })).signIn;
    if (!accessToken) throw new Error(`${email} could not sign in`);
    const { customers } = await ask(url, '{ customers(first: 2) { totalCount nodes { name } } }', {}, accessToken);
    if (customers.nodes.length !== 2) throw new Error('the demo has no customers');
    for (const page of ['/health/ready', '/metrics']) {
      const { status } = await fetch(`${url}${page}`);
      if (status !== 200) throw new Error(`${page} answers ${status}`);
    }
    // The terminal gives Ctrl-C to the whole group.
    signalGroup(/** @type {number} */ (child.pid), 'SIGINT');
    await probe(ended, Infinity, 50);
    // What is on its way out may need a moment; what was left behind stays.
    let left = processesOn(data);
    await probe(() => (left = processesOn(data)).length === 0, 60_000, 100);
    if (left.length > 0) throw new Error(`Ctrl-C left running: ${left.join('; ')}`);
    return { seconds, customers: customers.totalCount };
  } finally {
    // After a failure it still ends what it started, the database above all.
    if (child.pid && !ended()) signalGroup(child.pid, 'SIGINT');
    await probe(ended, 45_000, 50);
    if (child.pid) signalGroup(child.pid, 'SIGKILL');
  }
}

/** @param {string} scratch */
export async function npmStart(scratch) {
  const data = join(scratch, 'start');
  const first = await session(data);
  const second = await session(data);
  process.stdout.write(`first start ${first.seconds} s, second ${second.seconds} s, ${second.customers} customers\n`);
  if (second.customers !== first.customers) throw new Error('the second start does not keep the data');
  return { passed: 2, failed: 0 };
}
