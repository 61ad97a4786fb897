import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplicationContext } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { inject } from 'vitest';
import { uuidv7 } from '#kernel';
import { loadConfig, type Config } from '#platform/config';
import { systemCtx, type Actor, type Ctx, type Scope } from '#platform/context';
import { Database } from '#platform/database';
import { atEndOfFile, createTestDatabase, GraphqlClient } from '#testing';
import { Actors, ManageEmployees, ManageOffices, SignIn } from '#modules/identity/seeding';
import { createApi } from '../start-api.js';
import { startWorker } from '../start-worker.js';

export interface TestEmployee {
  readonly id: string;
  readonly officeId: string;
  readonly regionId: string;
  readonly client: GraphqlClient;
  readonly actor: Actor;
  /** A Ctx that acts as this employee, for calling use cases directly. */
  ctx(): Ctx;
}

export interface EmployeeOptions {
  /** Permission → scope; `'all'` for everything in the firm. */
  readonly permissions?: Readonly<Record<string, Scope>> | 'all';
  readonly officeId?: string;
  readonly name?: string;
}

/** Boots the whole API on a database of its own. Both end with the spec file, also when this fails half way. */
export async function createTestApp(): Promise<TestApp> {
  const database = await createTestDatabase();
  atEndOfFile(database.drop);
  const config = testConfig(database.url);
  const api = await createApi(config);
  const app = new TestApp(api, config, database.drop);
  atEndOfFile(() => app.close());
  await api.listen(0, '127.0.0.1');
  await app.prepare();
  return app;
}

/** Settings of a system under test on that database; the queue is a name space of its own. */
export function testConfig(databaseUrl: string, more: Record<string, string> = {}): Config {
  return loadConfig({
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '8',
    REDIS_URL: inject('redisUrl'),
    QUEUE_PREFIX: `test-${uuidv7()}`,
    MERIDIAN_SECRET: randomBytes(32).toString('hex'),
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    MERIDIAN_DATA: join(tmpdir(), `meridian-test-${process.pid}`),
    PORT: '0',
    ...more,
  });
}

export class TestApp {
  private worker: INestApplicationContext | undefined;
  private readonly clients: GraphqlClient[] = [];
  private made = 0;
  private closing: Promise<void> | undefined;
  /** The first office and region; employees belong to it by default. */
  officeId!: string;
  regionId!: string;

  constructor(
    readonly api: NestFastifyApplication,
    readonly config: Config,
    private readonly drop: () => Promise<void>,
  ) {}

  async prepare(): Promise<void> {
    this.regionId = await this.region();
    this.officeId = await this.office({ regionId: this.regionId });
  }

  get url(): string {
    const address = this.api.getHttpServer().address() as { port: number };
    return `http://127.0.0.1:${address.port}`;
  }

  get db(): Database {
    return this.api.get(Database);
  }

  /** A provider of the application. */
  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.api.get<T>(token as never, { strict: false });
  }

  /** A Ctx of the system itself. */
  system(): Ctx {
    return systemCtx('test');
  }

  /** A client that has not signed in. */
  get anonymous(): GraphqlClient {
    return new GraphqlClient(this.url);
  }

  async region(name = 'Region'): Promise<string> {
    return this.must(await this.get(ManageOffices).saveRegion(this.system(), { code: `R${++this.made}`, name })).id;
  }

  async office(
    options: { regionId?: string; country?: string; timeZone?: string; name?: string; code?: string } = {},
  ): Promise<string> {
    const {
      regionId = this.regionId,
      country = 'HK',
      timeZone = 'Asia/Hong_Kong',
      name = 'Office',
      code = `O${++this.made}`,
    } = options;
    return this.must(
      await this.get(ManageOffices).saveOffice(this.system(), {
        code,
        name,
        regionId,
        country,
        city: 'City',
        timeZone,
        currency: 'HKD',
        languages: ['en'],
      }),
    ).id;
  }

  /** An employee who is signed in, with a role of its own. */
  async employee({ permissions = 'all', officeId = this.officeId, name }: EmployeeOptions = {}): Promise<TestEmployee> {
    const number = ++this.made;
    const manage = this.get(ManageEmployees);
    const { allPermissions } = await import('#platform/access');
    const grants =
      permissions === 'all'
        ? [...allPermissions().keys()].map((permission) => ({ permission, scope: 'firm' }))
        : Object.entries(permissions).map(([permission, scope]) => ({ permission, scope }));
    const key = `test-${number}`;
    this.must(await manage.saveRole(this.system(), { key, name: key, grants }));
    const { id } = this.must(
      await manage.saveEmployee(this.system(), {
        email: `employee-${number}@meridian.example`,
        name: name ?? `Employee ${number}`,
        officeId,
        roleKeys: [key],
      }),
    );
    const session = this.must(await this.get(SignIn).open(this.system(), id));
    const actor = (await this.get(Actors).byEmployee(id)) as Actor;
    const client = new GraphqlClient(this.url, session.accessToken);
    this.clients.push(client);
    return {
      id,
      officeId,
      regionId: actor.regionId as string,
      client,
      actor,
      ctx: () => ({ requestId: uuidv7(), actor, via: 'test', locale: 'en', memo: new Map() }),
    };
  }

  /** Starts the worker (relay, handlers, jobs) in this process, on the same database; it stops with the app. */
  async startWorker(): Promise<INestApplicationContext> {
    this.worker ??= await startWorker(this.config);
    return this.worker;
  }

  async stopWorker(): Promise<void> {
    await this.worker?.close();
    this.worker = undefined;
  }

  /** Another API process on the same database, as when several nodes serve; it ends with the file. */
  async anotherNode(more: Partial<Config> = {}): Promise<TestApp> {
    const config = { ...this.config, ...more };
    const node = new TestApp(await createApi(config), config, async () => undefined);
    atEndOfFile(() => node.close());
    await node.api.listen(0, '127.0.0.1');
    return node;
  }

  /** Ends everything now, and once: the end of the file does it otherwise. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    for (const client of this.clients) await client.close();
    await this.stopWorker();
    await this.api.close();
    await this.drop();
  }

  /** The value of a Result; fails the test when it is a failure. */
  must<T>(result: { ok: true; value: T } | { ok: false; failures: readonly unknown[] }): T {
    if (!result.ok) throw new Error(`the use case failed: ${JSON.stringify(result.failures)}`);
    return result.value;
  }
}
