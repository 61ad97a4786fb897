import { readdir } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { migrationsFolder, POOL } from '#platform/database';
import { HealthChecks } from './health-checks.js';
import { withTimeout } from './timeout.js';

/** Longest time a check may take before the part counts as not ready. */
export const CHECK_TIMEOUT_MS = 2_000;

export interface Readiness {
  readonly ready: boolean;
  /** By part: `ok`, or what is wrong with it. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Whether this process can do its work now. */
@Injectable()
export class Health {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    @Inject(POOL) private readonly pool: pg.Pool,
    checks: HealthChecks,
  ) {
    checks.add('database', async () => void (await this.pool.query('select 1')));
    checks.add('migrations', () => this.checkMigrations());
    this.checks = checks;
  }

  private readonly checks: HealthChecks;

  /** Asks all parts at once; answers within two seconds and a bit, whatever happens. */
  async readiness(): Promise<Readiness> {
    const parts = await Promise.all(
      [...this.checks.all].map(async ([name, check]) => [name, await this.state(name, check)] as const),
    );
    return { ready: parts.every(([, state]) => state === 'ok'), parts: Object.fromEntries(parts) };
  }

  /** A check that hangs is not started a second time. */
  private async state(name: string, check: () => Promise<void>): Promise<string> {
    let run = this.running.get(name);
    if (!run) {
      run = check().finally(() => this.running.delete(name));
      run.catch(() => undefined);
      this.running.set(name, run);
    }
    try {
      await withTimeout(run, CHECK_TIMEOUT_MS, name);
      return 'ok';
    } catch (error) {
      return (error as Error).message || (error as { code?: string }).code || 'out of reach';
    }
  }

  private async checkMigrations(): Promise<void> {
    const files = await readdir(migrationsFolder());
    const { rows } = await this.pool.query<{ name: string }>('select name from platform.migration');
    const done = new Set(rows.map((row) => row.name));
    const missing = files
      .filter((file) => file.endsWith('.sql'))
      .map((file) => file.slice(0, -'.sql'.length))
      .filter((name) => !done.has(name));
    if (missing.length > 0) throw new Error(`not migrated: ${missing.sort().join(', ')}`);
  }
}
