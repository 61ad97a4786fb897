// Runs one command of the product's own command line to its end, quietly.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../libs/embedded/process.mjs';
import { readable, rotate } from './logs.mjs';
import { DATA, main, ROOT } from './paths.mjs';
import { withProgress } from './progress.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const active = new Set();

/** Ends what is still running; for the way out. */
export function endCommands() {
  for (const child of active) child.kill('SIGTERM');
}

/** @param {string} label what it does, for the one who waits @param {string[]} args @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its standard output */
export async function command(label, args, env) {
  const log = join(DATA, 'logs', 'setup.log');
  rotate(log);
  return withProgress(label, async (tell) => {
    const { code, output, errors } = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--enable-source-maps', main('cli'), ...args], {
        cwd: ROOT,
        env: { ...env, MERIDIAN_PARENT_PIPE: '1' },
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
      });
      active.add(child);
      child.stdin.on('error', () => undefined);
      let output = '';
      let errors = '';
      child.stdout.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        const line = output.trimEnd().split('\n').at(-1);
        if (line) tell(`${label} · ${readable(line).text.trim()}`);
      });
      child.stderr.setEncoding('utf8').on('data', (chunk) => (errors += chunk));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        active.delete(child);
        resolve({ code: code ?? signal, output, errors });
      });
    });
    appendFileSync(
      log,
      `${new Date().toISOString()} ${args[0]}\n${args[0] === 'demo-accounts' ? '' : output}${errors}`,
      { mode: 0o600 },
    );
    if (code === 0) return output;
    const tail = `${output}${errors}`.trim().split('\n').slice(-20);
    throw new OperatorError(`${label} failed (${code}):\n${tail.map((line) => `  ${readable(line).text}`).join('\n')}`);
  });
}
