import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { eventually } from '#testing';

const PROGRAMS = fileURLToPath(new URL('../../scripts/ci-programs.mjs', import.meta.url));

/** Whether a process runs; one that has ended and was not yet collected by its parent does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/stat') || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A run as .ci/run makes one: a program in a group of its own, with a program below it, both of which never end. */
const RUN = `
  const { launch } = await import(${JSON.stringify(PROGRAMS)});
  const below = 'setInterval(() => {}, 1000)';
  const program = "const { spawn } = await import('node:child_process');" +
    "const child = spawn(process.execPath, ['-e', " + JSON.stringify(below) + "]);" +
    "console.log(process.pid + ' ' + child.pid); setInterval(() => {}, 1000);";
  const child = launch(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.pipe(process.stdout);
  setInterval(() => {}, 1 << 30);
`;

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a run that is ended by %s leaves nothing of what it started behind',
  async (signal) => {
    const run = spawn(process.execPath, ['--input-type=module', '-e', RUN], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const pids = await eventually(
      () => Promise.resolve(/^(\d+) (\d+)\n/.exec(said)?.slice(1).map(Number)),
      'the programs say who they are',
    );
    expect(pids?.map(isAlive)).toEqual([true, true]);
    run.kill(signal);
    await eventually(() => Promise.resolve(!pids?.some(isAlive)), 'both have ended');
  },
);
