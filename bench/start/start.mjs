// How long a newcomer waits: npm start in a fresh clone (npm's cache is warm after the first round), and once more on the
// same data.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../libs/embedded/server.mjs';
import { ROOT } from '../lib/processes.mjs';
import { median, round } from '../lib/figures.mjs';

/** @typedef {{ seconds: number, timings: Record<string, number> }} Start */

/** One start and its end. @param {string} folder @returns {Promise<Start>} */
async function start(folder) {
  const env = { ...process.env, PORT: String(await freePort()), MERIDIAN_DATA: join(folder, '.meridian') };
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'WORKER_PORT']) delete env[name];
  const begun = performance.now();
  const child = spawn('npm', ['start', '--', '--timings'], {
    ...{ cwd: folder, env, detached: true },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const seconds = await new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`npm start ended:\n${said}`)));
    let at = 0;
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      said += chunk;
      if (at === 0 && said.includes('Meridian is running')) at = (performance.now() - begun) / 1000;
      if (said.includes('of the worker')) resolve(at);
    });
  });
  // The terminal gives Ctrl-C to the whole group.
  process.kill(-(/** @type {number} */ (child.pid)), 'SIGINT');
  await ended;
  const timings = Object.fromEntries(
    [...said.matchAll(/^ {2}(\S.*?) +(\d+) ms$/gm)].map(([, what = '', ms]) => [what, Number(ms) / 1000]),
  );
  return { seconds, timings };
}

/** @param {{ rounds: number, say: (line: string) => void }} options */
export async function benchStart({ rounds, say }) {
  /** @type {Start[]} */
  const first = [];
  /** @type {Start[]} */
  const second = [];
  for (let n = 0; n < rounds; n++) {
    const folder = mkdtempSync(join(tmpdir(), 'meridian-bench-start-'));
    try {
      const { status } = spawnSync('git', ['clone', '--quiet', '--depth=1', `file://${ROOT}`, folder], {
        stdio: 'inherit',
      });
      if (status !== 0) throw new Error('the repository could not be cloned');
      first.push(await start(folder));
      second.push(await start(folder));
      say(`round ${n + 1}: ${first.at(-1)?.seconds.toFixed(1)} s, then ${second.at(-1)?.seconds.toFixed(1)} s`);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return { first, second };
}

/** @param {{ first: Start[], second: Start[] }} result @returns {string[]} */
export function summarise({ first, second }) {
  const parts = (/** @type {Start[]} */ starts) =>
    Object.keys(starts[0]?.timings ?? {})
      .map((what) => `${what} ${round(median(starts.map(({ timings }) => timings[what] ?? 0)))} s`)
      .join(', ');
  const seconds = (/** @type {Start[]} */ starts) => round(median(starts.map((s) => s.seconds)));
  return [
    `start of a fresh clone: ${seconds(first)} s (${parts(first)})`,
    `second start: ${seconds(second)} s (${parts(second)})`,
  ];
}
