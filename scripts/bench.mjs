// `npm run bench [-- gateway clocks monitoring what-if abuse start]`: how fast, each beside the least work that would do. Never part of the
// tests. Without names: all of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './lib/paths.mjs';

const say = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`);
const argument = (/** @type {string} */ name, /** @type {number} */ fallback) => {
  const found = process.argv.find((a) => a.startsWith(`--${name}=`));
  return found ? Number(found.split('=')[1]) : fallback;
};

/** Each gives lines to print and everything it measured. */
const SUITES = {
  clocks: async () => {
    const { benchClocks } = await import('../bench/clocks/clocks.mjs');
    const result = await benchClocks();
    return {
      lines: [
        `evaluation: ${result.perSecond} evaluations/s of a year-old request with ${result.clocks} clocks, one core`,
      ],
      result,
    };
  },
  gateway: async () => {
    const { benchGateway, summarise } = await import('../bench/gateway/gateway.mjs');
    const runs = await benchGateway({ seconds: argument('seconds', 10), rounds: argument('rounds', 3), say });
    return summarise(runs);
  },
  monitoring: async () => {
    const { benchMonitoring, summarise } = await import('../bench/monitoring/monitoring.mjs');
    const result = await benchMonitoring({ rounds: argument('rounds', 3), minutes: argument('minutes', 5), say });
    return { lines: summarise(result), result };
  },
  'what-if': async () => {
    const { benchWhatIf, summarise } = await import('../bench/what-if/what-if.mjs');
    const result = await benchWhatIf({ rounds: argument('rounds', 3), requests: argument('requests', 100_000), say });
    return { lines: summarise(result), result };
  },
  abuse: async () => {
    const { benchAbuse, summarise } = await import('../bench/abuse/abuse.mjs');
    const result = await benchAbuse({
      seconds: argument('seconds', 10),
      budget: argument('budget', 3_000_000),
      say,
    });
    return { lines: summarise(result), result };
  },
  start: async () => {
    const { benchStart, summarise } = await import('../bench/start/start.mjs');
    const result = await benchStart({ rounds: argument('rounds', 3), say });
    return { lines: summarise(result), result };
  },
};

const named = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const unknown = named.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  say(`There is no bench called ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}
await ensureInstalled();
await build({ quiet: true });
const folder = join(ROOT, 'bench/results');
mkdirSync(folder, { recursive: true });
for (const [name, suite] of Object.entries(SUITES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const { lines, result } = await suite();
  for (const line of lines) process.stdout.write(`${line}\n`);
  const at = new Date().toISOString();
  const file = join(folder, `${name}-${at.replace(/[:.]/g, '-')}.json`);
  const machine = { at, node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  writeFileSync(file, JSON.stringify({ ...machine, ...result }, null, 2));
  say(`saved ${file}`);
}
