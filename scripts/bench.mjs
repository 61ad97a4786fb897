// `npm run bench`: how fast, beside a bare node:http and pg server on the same database. Never part of the tests.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './lib/paths.mjs';

const argument = (/** @type {string} */ name, /** @type {number} */ fallback) => {
  const found = process.argv.find((a) => a.startsWith(`--${name}=`));
  return found ? Number(found.split('=')[1]) : fallback;
};

await ensureInstalled();
await build({ quiet: true });
const { benchGateway } = await import('../bench/gateway/gateway.mjs');
const say = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`);
const runs = await benchGateway({ seconds: argument('seconds', 10), rounds: argument('rounds', 3), say });

const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const TITLES = {
  list: '(1) 20 customers with two nested lists',
  record: '(2) recording a contact',
  byCode: '(3) one customer by code',
};
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
for (const [name, { meridian: m, bare: b, ratio }] of Object.entries(summary))
  process.stdout.write(
    `${TITLES[/** @type {keyof typeof TITLES} */ (name)].padEnd(42)} ${m.perSecond.toFixed(0).padStart(6)}/s p50 ${m.p50} ms p99 ${m.p99} ms | bare ${b.perSecond.toFixed(0).padStart(6)}/s p50 ${b.p50} ms p99 ${b.p99} ms | ratio ${ratio.toFixed(2)}\n`,
  );
const folder = join(ROOT, 'bench/results');
mkdirSync(folder, { recursive: true });
const file = join(folder, `gateway-${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
writeFileSync(
  file,
  JSON.stringify(
    { at: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, summary, runs },
    null,
    2,
  ),
);
say(`saved ${file}`);
