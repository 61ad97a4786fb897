// `npm test`: installs and builds what is missing (some tests run the built processes), then runs Vitest.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { guardGroup } from './lib/group-guard.mjs';
import { ROOT } from './lib/paths.mjs';
import { report } from './lib/progress.mjs';

/** @param {string[]} args @returns {Promise<number>} */
function vitest(args) {
  return new Promise((resolve, reject) => {
    // Its own group, so that whatever the tests leave behind can be ended with it.
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
      cwd: ROOT,
      stdio: 'inherit',
      detached: true,
    });
    const dismiss = child.pid ? guardGroup(child.pid) : () => undefined;
    const group = (/** @type {NodeJS.Signals} */ signal) => {
      try {
        if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // nobody left
      }
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        child.kill(signal);
        setTimeout(() => group('SIGKILL'), 10_000).unref();
      });
    }
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      group('SIGKILL');
      dismiss();
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}

try {
  await ensureInstalled();
  await build({ quiet: true });
  process.exitCode = await vitest(process.argv.slice(2));
} catch (error) {
  report(error);
  process.exitCode = 1;
}
