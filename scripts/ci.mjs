// What .ci/run does: one step after the other, all of them even when some fail; counts tests and checks.
// `.ci/run types lint` runs only the steps whose names contain one of the words.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeConfig, lockFile } from './ci-checks.mjs';
import { endAll, silentMs, Skipped, program, vitest } from './ci-programs.mjs';
import { postgres15, redis } from './ci-servers.mjs';
import { npmStart } from './ci-start.mjs';

/** The run is given up when nothing was said or finished for so long; a slow machine that gets on is not. */
const SILENCE_MS = 15 * 60_000;
const say = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);
const scratch = mkdtempSync(join(tmpdir(), 'meridian-ci-'));
const tool = (/** @type {string} */ path, /** @type {string[]} */ ...args) =>
  program(process.execPath, [join('node_modules', path), ...args]);

/** Suites that reach calendars or local time. */
const TIME_SENSITIVE = [
  'libs/kernel/calendar',
  'libs/platform/recurrence',
  'src/modules/sla/engine',
  'src/modules/sla/calendars',
  'src/modules/sla/explanation/domain',
  'src/modules/sla/terms/domain',
  'src/modules/sla/credits/domain',
  'src/modules/imports/domain',
  'src/modules/pyramid/domain',
  'calendar-views',
  'office-zones',
  'zone-rules',
  'plan-occurrences',
];
/** Suites that use the queue: not those that test arithmetic beside it. */
const QUEUED = [
  'libs/platform/jobs',
  'libs/platform/outbox',
  'libs/platform/realtime',
  'src/modules/operations',
  'retier.spec',
  'record-breaches',
  'test/faults',
];
/** What another version of PostgreSQL may do differently: migrations, recovery, and every module's own statements. */
const STATEMENTS = [
  'test/migrations',
  'test/faults',
  'libs/platform/outbox',
  'src/modules/contacts/application',
  'src/modules/customers/application',
  'src/modules/identity',
  'src/modules/maintenance/plans',
  'src/modules/management/duties/application',
  'src/modules/pyramid/pyramid.spec',
  'src/modules/services/application',
  'idle-looks',
  'evaluation-races',
  'reports.graphql',
];

/** @typedef {{ passed: number, failed: number, failures?: string[] }} Count */
/** @type {[string, () => Promise<Count | void>][]} */
const STEPS = [
  // First, as a newcomer does it: in a clone without packages.
  ['npm start', () => npmStart(scratch)],
  ['npm test', () => vitest(scratch, 'all', [], {}, { script: true })],
  ['types', () => tool('typescript/bin/tsc')],
  ['lint', () => tool('eslint/bin/eslint.js', '.', '--max-warnings=0')],
  ['format', () => tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')],
  [
    'architecture',
    () =>
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.cjs',
        'libs',
        'src',
        'test',
        'bench',
      ),
  ],
  ['generated files', () => program(process.execPath, ['scripts/check-generated.mjs'])],
  ['schema breaks no client', () => program(process.execPath, ['scripts/check-schema.mjs'])],
  ['released migrations', () => program(process.execPath, ['scripts/check-migrations.mjs'])],
  ['lock file', () => lockFile(scratch)],
  ['compose file', composeConfig],
  ['tests in Pacific/Auckland', () => vitest(scratch, 'zone', TIME_SENSITIVE, { TZ: 'Pacific/Auckland' })],
  ['queue tests on Redis', () => redis((url) => vitest(scratch, 'redis', QUEUED, { REDIS_URL: url }))],
  ['trials on real data', () => vitest(scratch, 'trials', ['--project=trials'], {})],
  [
    'statements on PostgreSQL 15',
    () => postgres15(scratch, (url) => vitest(scratch, 'pg15', STATEMENTS, { DATABASE_URL: url })),
  ],
];

const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const summary = [];
let over = false;

/** @param {string} why */
async function finish(why = '') {
  if (over) return;
  over = true;
  await endAll();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  if (why) {
    say(why);
    total.failed++;
  }
  say(`\n${summary.join('\n')}\n`);
  // The last line is a promise to whoever reads the log; with nobody there, it is called back with an error.
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`, () =>
    process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0),
  );
}

// Ctrl-C ends whoever reads this as well (`.ci/run | tee log`): that there is nobody left to tell must not keep it from
// ending what it started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void finish(`stopped by ${signal}`));
setInterval(() => {
  if (silentMs() > SILENCE_MS) void finish(`nothing happened for ${SILENCE_MS / 60_000} minutes`);
}, 10_000).unref();

const wanted = process.argv.slice(2);
for (const [name, run] of STEPS) {
  if (over) break;
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  say(`\n=== ${name}`);
  const begun = Date.now();
  let line;
  /** @type {string[]} */
  let failures = [];
  try {
    /** @type {Count} */
    const count = (await run()) ?? { passed: 1, failed: 0 };
    failures = count.failures ?? [];
    total.passed += count.passed;
    total.failed += count.failed;
    line = `${count.failed > 0 ? 'FAILED ' : 'ok     '} ${name}: ${count.passed} passed, ${count.failed} failed`;
  } catch (error) {
    if (over) break;
    if (error instanceof Skipped) line = `skipped ${name}: ${error.message}`;
    else {
      total.failed++;
      line = `FAILED  ${name}: ${/** @type {Error} */ (error).message}`;
    }
  }
  if (over) break;
  line += ` (${Math.round((Date.now() - begun) / 1000)} s)`;
  // Named again at the end, where whoever reads the log looks first.
  summary.push(line, ...failures.map((failure) => `          ${failure}`));
  say(line);
}
await finish();
