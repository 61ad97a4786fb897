import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { CONFIG, type Config } from '#platform/config';
import { Database } from './database.js';
import { createApplicationPool } from './pool.js';

/** Injection token of the application's connection pool; only `Database` and health checks need it. */
export const POOL = Symbol('pool');

/** Whether statements answer people who wait, so that long ones are cancelled. */
const PEOPLE_WAIT = Symbol('people wait');

@Global()
@Module({
  providers: [
    {
      provide: POOL,
      inject: [CONFIG, { token: PEOPLE_WAIT, optional: true }],
      useFactory: ({ database }: Config, peopleWait?: boolean) =>
        createApplicationPool(
          database.DATABASE_URL,
          database.DATABASE_POOL_SIZE,
          'meridian',
          peopleWait ? database.DATABASE_STATEMENT_SECONDS : undefined,
        ),
    },
    { provide: Database, inject: [POOL], useFactory: (pool: pg.Pool) => new Database(pool) },
  ],
  exports: [Database, POOL],
})
export class DatabaseModule implements OnApplicationShutdown {
  /** For a process that answers people: statements are cancelled after DATABASE_STATEMENT_SECONDS. */
  static forAnswers(): DynamicModule {
    return { module: DatabaseModule, providers: [{ provide: PEOPLE_WAIT, useValue: true }] };
  }

  constructor(@Inject(POOL) private readonly pool: pg.Pool) {
    // An idle connection that the server drops (a restart) must not end the process; the pool opens another.
    pool.on('error', () => undefined);
    // Nor one that it cuts in the middle of a transaction: the statement under way is told, and that is enough.
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
