import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../scripts/cli.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'meridian-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command line with a data folder of its own, which does not exist yet. */
function cli(...args: string[]): Promise<{ code: number; out: string; err: string; data: boolean }> {
  const data = join(folder, args.join('-') || 'none');
  const env = { PATH: process.env['PATH'], MERIDIAN_DATA: data };
  return new Promise((resolve) =>
    execFile(process.execPath, [CLI, ...args], { env, encoding: 'utf8' }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err, data: existsSync(data) }),
    ),
  );
}

test.each([[], ['help'], ['--help'], ['-h']])(
  '%s lists the commands, and starts and writes nothing',
  async (...args) => {
    const { code, out, data } = await cli(...args);
    expect({ code, data }).toEqual({ code: 0, data: false });
    expect(out).toContain('migrate');
  },
);

test('--help after a command explains that one', async () => {
  const { code, out, data } = await cli('import', '--help');
  expect({ code, data }).toEqual({ code: 0, data: false });
  expect(out).toMatch(/^ {2}import /);
  expect(out).not.toContain('create-admin');
});

test('a command that there is not is named, without starting a database', async () => {
  const { code, err, data } = await cli('toString');
  expect({ code, data }).toEqual({ code: 2, data: false });
  expect(err).toContain('There is no command "toString"');
});
