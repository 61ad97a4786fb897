// The product's processes as a bench needs them: built, in production mode, quiet.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const FLAGS = ['--max-semi-space-size=128', '--no-allocation-site-pretenuring'];

/** Settings every process of one bench shares. @param {string} databaseUrl */
export const settings = (databaseUrl) => ({
  DATABASE_URL: databaseUrl,
  DATABASE_POOL_SIZE: '8',
  MERIDIAN_SECRET: randomBytes(32).toString('hex'),
  ACCESS_TOKEN_MINUTES: '600',
  LOG_LEVEL: 'warn',
});

/** @param {string[]} args @param {Record<string, string>} env */
export function start(args, env) {
  const child = spawn(process.execPath, [...FLAGS, ...args], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      BUDGET_PER_EMPLOYEE: '1000000000',
      BUDGET_PER_ADDRESS: '1000000000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
  return {
    child,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** @param {string} url */
export async function ready(url) {
  for (let i = 0; i < 400; i++) {
    const ok = await fetch(url).then(
      (r) => r.status < 500,
      () => false,
    );
    if (ok) return;
    await new Promise((r) => setTimeout(r, 50));
  }
  throw new Error(`${url} does not answer`);
}

/** @param {string} url of the API @param {{ email: string, password: string }} input @returns {Promise<string>} an access token */
export async function signIn(url, input) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      variables: { input },
    }),
  });
  const { data, errors } = await answer.json();
  if (!data) throw new Error(JSON.stringify(errors));
  return data.signIn.accessToken;
}
