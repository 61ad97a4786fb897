import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config } from '#platform/config';
import { eventually } from '#testing';
import { build } from '../../scripts/build.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningProcess {
  readonly url: string;
  readonly pid: number;
  readonly alive: boolean;
  /** As if the machine had lost power: nothing is tidied up. Back when the process is gone. */
  kill(): Promise<void>;
  /** As an operator stops it. */
  stop(): Promise<void>;
}

let built: Promise<void> | undefined;

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** The settings with which a process of its own joins the system of a test application. */
export const settingsOf = (config: Config): Record<string, string> => ({
  DATABASE_URL: config.database.DATABASE_URL,
  DATABASE_POOL_SIZE: '8',
  QUEUE_POOL_SIZE: '4',
  REDIS_URL: config.queue.REDIS_URL ?? '',
  QUEUE_PREFIX: config.queue.QUEUE_PREFIX,
  MERIDIAN_SECRET: config.access.MERIDIAN_SECRET,
});

/** Runs the built product: a process that can really be killed. It ends with the tests, whatever happens. */
export async function startProcess(
  name: 'api' | 'worker',
  settings: Readonly<Record<string, string>>,
  { untilReady = true, file }: { untilReady?: boolean; file?: string } = {},
): Promise<RunningProcess> {
  await (built ??= build({ quiet: true }));
  const port = await freePort();
  const said: string[] = [];
  const child: ChildProcess = spawn(
    process.execPath,
    ['--enable-source-maps', join(ROOT, file ?? `dist/bundle/main.${name}.js`)],
    {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        TZ: process.env['TZ'],
        LOG_LEVEL: 'warn',
        MERIDIAN_SECRET: 'a secret of at least thirty-two characters',
        ...settings,
        [name === 'api' ? 'PORT' : 'WORKER_PORT']: String(port),
        MERIDIAN_PARENT_PIPE: '1',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => void said.push(String(chunk)));
  child.stdin?.on('error', () => undefined);
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!alive()) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const url = `http://127.0.0.1:${port}`;
  if (untilReady)
    await eventually(
      async () => {
        if (!alive()) return true;
        return (await fetch(`${url}/health/ready`)).status === 200;
      },
      `${name} is ready`,
      30_000,
    ).catch(async (error: Error) => {
      await end('SIGKILL');
      throw new Error(`${error.message}\n${said.join('')}`);
    });
  if (untilReady && !alive()) throw new Error(`the ${name} ended while starting:\n${said.join('')}`);
  return {
    url,
    pid: child.pid as number,
    get alive() {
      return alive();
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
