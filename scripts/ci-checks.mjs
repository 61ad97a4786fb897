// Checks of files that need no build.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv, program, Skipped } from './ci-programs.mjs';
import { ROOT } from './lib/paths.mjs';

/** The registry lacks some platforms' builds of new versions, and npm then writes a lock that it refuses itself.
 * @param {string} scratch */
export async function lockFile(scratch) {
  const folder = join(scratch, 'lock');
  mkdirSync(folder);
  for (const name of ['package.json', 'package-lock.json', '.npmrc'])
    copyFileSync(join(ROOT, name), join(folder, name));
  await program('npm', ['ci', '--dry-run', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Needs the client only, no engine. */
export async function composeConfig() {
  for (const [command, ...args] of [['docker', 'compose'], ['docker-compose']]) {
    if (spawnSync(/** @type {string} */ (command), [...args, 'version'], { stdio: 'ignore' }).status !== 0) continue;
    const env = cleanEnv({
      POSTGRES_PASSWORD: 'only-to-check',
      MERIDIAN_SECRET: 'only-to-check-the-file-nothing-is-signed',
    });
    const envFile = join(ROOT, '.env');
    const { existsSync, rmSync } = await import('node:fs');
    const made = !existsSync(envFile);
    if (made) writeFileSync(envFile, '');
    try {
      return await program(/** @type {string} */ (command), [...args, 'config', '--quiet'], { env });
    } finally {
      if (made) rmSync(envFile);
    }
  }
  throw new Skipped('there is no Docker Compose here');
}
