import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { OperatorError, startPostgres, type EmbeddedPostgres } from './postgres.mjs';
import { startTestServer } from './test-server.mjs';

const launcher = fileURLToPath(new URL('./postgres.mjs', import.meta.url));
const testServer = fileURLToPath(new URL('./test-server.mjs', import.meta.url));

let home: string;
let dataDir: string;
let started: EmbeddedPostgres[];

async function start(options: { port?: number; database?: string; durable?: boolean } = {}): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ dataDir, durable: false, ...options });
  started.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** A zombie has ended, whoever has yet to collect it. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Runs the code in a process of its own and gives the line of JSON it prints. */
async function elsewhere<T>(code: string): Promise<{ said: T; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    said: JSON.parse(line.toString()) as T,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const startElsewhere = () =>
  elsewhere<{ pid: number; port: number; adopted: boolean }>(`
    import { startPostgres } from ${JSON.stringify(launcher)};
    const { pid, port, adopted } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    console.log(JSON.stringify({ pid, port, adopted }));
    setInterval(() => undefined, 1000);`);

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'meridian-launcher-'));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

beforeEach(() => {
  dataDir = join(home, 'data');
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((server) => server.stop()));
});

describe('the embedded PostgreSQL', () => {
  it('starts, makes the database it is asked for, keeps it, and leaves no process behind', async () => {
    const first = await start({ database: 'crm' });
    expect(first.adopted).toBe(false);
    await ask(first.url, 'create table kept (name text)');
    await ask(first.url, `insert into kept values ('Müller')`);
    await first.stop();
    expect(runs(first.pid)).toBe(false);

    const second = await start({ database: 'crm' });
    expect(await ask(second.url, 'select lower(name) from kept')).toBe('müller');
    await second.stop();
    expect(existsSync(`${dataDir}.lock`)).toBe(false);
    expect(existsSync(`${dataDir}.users`)).toBe(false);
  });

  it('orders text and tells time the same on every machine, and listens to this one only', async () => {
    const { url } = await start();
    expect(await ask(url, `select string_agg(x, '' order by x) from unnest(array['b','A','ä','a','B']) x`)).toBe(
      'ABabä',
    );
    expect(await ask(url, 'show timezone')).toBe('UTC');
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
    const wrongPassword = url.replace(/:[^:@]+@/, ':wrong@');
    await expect(ask(wrongPassword, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('adopts the server of a parent that was killed, and ends it', async () => {
    const orphan = await startElsewhere();
    await orphan.kill();
    expect(runs(orphan.said.pid)).toBe(true);
    const server = await start();
    expect(server).toMatchObject({ adopted: true, pid: orphan.said.pid, port: orphan.said.port });
    expect(await ask(server.url, 'select 1')).toBe(1);
    await server.stop();
    expect(runs(server.pid)).toBe(false);
  });

  it('is one server for two that start at once, and runs until the last has stopped', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.pid).toBe(two.pid);
    expect([one.adopted, two.adopted].sort()).toEqual([false, true]);
    await one.stop();
    expect(await ask(two.url, 'select 1')).toBe(1);
    await two.stop();
    expect(runs(two.pid)).toBe(false);
  });

  it('is one server for two processes that start at once on a folder not yet made', async () => {
    dataDir = join(home, 'fresh');
    const [one, two] = await Promise.all([startElsewhere(), startElsewhere()]);
    expect(one.said.pid).toBe(two.said.pid);
    await Promise.all([one.kill(), two.kill()]);
    expect((await start()).pid).toBe(one.said.pid);
  });

  it('recovers after a crash, even when another process has got the number of the dead server', async () => {
    const first = await start({ durable: true });
    await ask(first.url, 'create table survived ()');
    const note = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8');
    process.kill(first.pid, 'SIGKILL');
    await eventually(() => !runs(first.pid), 'the end of the server');
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    try {
      writeFileSync(join(dataDir, 'postmaster.pid'), note.replace(/^\d+/, String(stranger.pid)));
      const second = await start();
      expect(second.adopted).toBe(false);
      expect(await ask(second.url, 'select count(*)::int from survived')).toBe(0);
      expect(runs(stranger.pid as number)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('says which port is taken, and which folder is of another version or no database at all', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(start({ port })).rejects.toThrow(`Port ${port} is taken`);
    taken.close();

    const version = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8');
    writeFileSync(join(dataDir, 'PG_VERSION'), '13\n');
    await expect(start()).rejects.toThrow('was written by PostgreSQL 13');
    writeFileSync(join(dataDir, 'PG_VERSION'), version);

    rmSync(join(dataDir, 'PG_VERSION'));
    await expect(start()).rejects.toThrow(OperatorError);
  });
});

describe('the server of a test run', () => {
  it('takes its folder with it', async () => {
    const server = await startTestServer();
    expect(await ask(server.url, 'show fsync')).toBe('off');
    await server.stop();
    expect(existsSync(server.folder)).toBe(false);
  });

  it('goes with its folder when the run is killed', async () => {
    const run = await elsewhere<{ folder: string }>(`
      import { startTestServer } from ${JSON.stringify(testServer)};
      console.log(JSON.stringify({ folder: (await startTestServer()).folder }));
      setInterval(() => undefined, 1000);`);
    const { folder } = run.said;
    const pid = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    await run.kill();
    await eventually(() => !existsSync(folder), 'the end of the folder');
    expect(runs(pid)).toBe(false);
  });
});
