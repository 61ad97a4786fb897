import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from 'graphql-ws';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { Metrics, SecurityEvents } from '#platform/observability';
import { ManageEmployees } from '#modules/identity/seeding';
import { createTestApp, type TestApp } from '#testing/app';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken deviceToken userErrors { code } } }`;
const PASSWORD = 'four plain unrelated words';
/** Requests come through a proxy that this process trusts; so each test has networks of its own. */
const OWNER = '203.0.113.9';
const STRANGER = '198.51.100.20';

describe('signing in', () => {
  let app: TestApp;
  let email: string;
  let made = 0;

  beforeAll(async () => (app = await createTestApp()));
  beforeEach(async () => {
    email = `somebody-${++made}@meridian.example`;
    const cmd = { email, name: 'Some Body', officeId: app.officeId, password: PASSWORD };
    app.must(await app.get(ManageEmployees).saveEmployee(app.system(), cmd));
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`delete from identity.sign_in_failure`);
      return ok();
    });
  });

  const signIn = async (ip: string, password: string, more: { deviceToken?: string; email?: string } = {}) => {
    const { data, errors } = await app.anonymous
      .with({ 'x-forwarded-for': ip })
      .send(SIGN_IN, { input: { email, password, ...more } });
    const code = errors?.[0]?.extensions?.['code'] ?? data?.['signIn'].userErrors[0]?.code ?? 'OK';
    return { code, deviceToken: data?.['signIn']?.deviceToken, wait: errors?.[0]?.extensions?.['retryAfterSeconds'] };
  };
  const guess = async (ip: string, times: number, more: { deviceToken?: string; email?: string } = {}) => {
    const codes = [];
    for (let i = 0; i < times; i++) codes.push((await signIn(ip, `guess ${i}`, more)).code);
    return codes;
  };
  /** As if the failures had happened that long ago. */
  const later = (seconds: number) =>
    app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update identity.sign_in_failure set at = at - make_interval(secs => ${seconds})`);
      return ok();
    });

  it('is refused to a stranger who guesses, and not to the owner', async () => {
    expect(await guess(STRANGER, 12)).toEqual([...Array(10).fill('SIGN_IN_FAILED'), 'RATE_LIMITED', 'RATE_LIMITED']);
    expect((await signIn(STRANGER, PASSWORD)).code).toBe('RATE_LIMITED');
    expect((await signIn(OWNER, PASSWORD)).code).toBe('OK');
  });

  it('is open to a known device, also from the network and at the time at which strangers guess', async () => {
    const { deviceToken } = await signIn(OWNER, PASSWORD);
    for (let i = 0; i < 6; i++) await guess(`192.0.2.${i}`, 10);
    await guess(OWNER, 12);
    expect((await signIn(OWNER, PASSWORD)).code).toBe('RATE_LIMITED');
    expect((await signIn(OWNER, PASSWORD, { deviceToken })).code).toBe('OK');
    expect((await signIn('192.0.2.1', PASSWORD, { deviceToken })).code).toBe('OK');
  });

  it('is open to a network from which the account signed in lately, while strangers guess from many', async () => {
    await signIn(OWNER, PASSWORD);
    for (let i = 0; i < 6; i++) await guess(`192.0.2.${i}`, 10);
    expect((await signIn('198.51.100.77', PASSWORD)).code).toBe('RATE_LIMITED');
    expect((await signIn(OWNER, PASSWORD)).code).toBe('OK');
  });

  it('counts guesses with a device token too, also those sent at once', async () => {
    const { deviceToken } = await signIn(OWNER, PASSWORD);
    const codes = await Promise.all(Array.from({ length: 25 }, () => signIn(STRANGER, 'a guess', { deviceToken })));
    expect(codes.filter(({ code }) => code === 'SIGN_IN_FAILED')).toHaveLength(10);
  });

  it('takes no device token of another account, nor a forged one', async () => {
    const { deviceToken } = await signIn(OWNER, PASSWORD);
    const bytes = Buffer.from(String(deviceToken), 'base64url');
    bytes[1] = (bytes[1] as number) ^ 1;
    email = `nobody-${made}@meridian.example`;
    for (const token of [String(deviceToken), bytes.toString('base64url'), 'x', ''])
      await guess(STRANGER, 4, { deviceToken: token });
    expect((await signIn(STRANGER, PASSWORD, { deviceToken: String(deviceToken) })).code).toBe('RATE_LIMITED');
  });

  it('makes the pause longer with each further failure', async () => {
    await guess(STRANGER, 10);
    const waits = [];
    for (let i = 0; i < 3; i++) {
      const { wait } = await signIn(STRANGER, 'a guess');
      waits.push(Math.round(Number(wait) / 60));
      await later(Number(wait));
      expect((await signIn(STRANGER, 'a guess')).code).toBe('SIGN_IN_FAILED');
    }
    expect(waits).toEqual([1, 2, 4]);
  });

  it('counts an IPv6 client by its /64', async () => {
    for (let i = 0; i < 10; i++) await guess(`2001:db8:1:2::${i}`, 1);
    expect((await signIn('2001:db8:1:2:ffff::1', PASSWORD)).code).toBe('RATE_LIMITED');
    expect((await signIn('2001:db8:1:3::1', PASSWORD)).code).toBe('OK');
  });

  it('keeps the address of the client, without its port, and no garbage', async () => {
    for (const given of ['203.0.113.50:4711', 'garbage', `203.0.113.51, ${'x'.repeat(5_000)}`])
      await signIn(given, PASSWORD);
    const sessions = await app.db.query<{ ip: string }>(
      sql`select s.ip from identity.session s join identity.employee e on e.id = s.employee_id
           where e.email = ${email} order by s.id`,
    );
    expect(sessions.map(({ ip }) => ip)).toEqual(['203.0.113.50', '127.0.0.1', '127.0.0.1']);
  });

  it('over WebSocket has the address that the proxy says, as over HTTP', async () => {
    class ThroughProxy extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers: { 'x-forwarded-for': '203.0.113.60' } });
      }
    }
    const client = createClient({
      url: app.url.replace('http', 'ws') + '/graphql',
      webSocketImpl: ThroughProxy,
      retryAttempts: 0,
    });
    const answers = client.iterate({ query: SIGN_IN, variables: { input: { email, password: PASSWORD } } });
    expect((await answers.next()).value).toMatchObject({ data: { signIn: { userErrors: [] } } });
    await client.dispose();
    const [session] = await app.db.query<{ ip: string }>(
      sql`select s.ip from identity.session s join identity.employee e on e.id = s.employee_id where e.email = ${email}`,
    );
    expect(session?.ip).toBe('203.0.113.60');
  });

  it('by a proxy that is not trusted comes from the proxy', async () => {
    const { TrustedProxies } = await import('#platform/http');
    const node = await app.anotherNode({ http: { ...app.config.http, TRUSTED_PROXIES: new TrustedProxies('none') } });
    for (let i = 0; i < 10; i++)
      await node.anonymous
        .with({ 'x-forwarded-for': `192.0.2.${i}` })
        .send(SIGN_IN, { input: { email, password: 'x' } });
    const { errors } = await node.anonymous
      .with({ 'x-forwarded-for': OWNER })
      .send(SIGN_IN, { input: { email, password: PASSWORD } });
    expect(errors?.[0]?.extensions?.['code']).toBe('RATE_LIMITED');
  });

  it('leaves a trace: each outcome is counted, and no secret is in its line', async () => {
    const record = vi.spyOn(app.get(SecurityEvents), 'record');
    await guess(STRANGER, 11);
    await signIn(OWNER, PASSWORD);
    await app.anonymous.send(`{ roles { key } }`);
    const named = (name: string) => record.mock.calls.filter(([event]) => event === name);
    expect(
      ['sign-in-failed', 'sign-in-locked', 'signed-in', 'credentials-refused'].map((n) => named(n).length),
    ).toEqual([10, 1, 1, 1]);
    expect(named('sign-in-failed')[0]?.[1]).toMatchObject({ ip: STRANGER });
    expect(JSON.stringify(record.mock.calls)).not.toMatch(/guess|unrelated words|eyJ/);
    record.mockRestore();
    expect(await app.get(Metrics).registry.metrics()).toMatch(
      /meridian_security_events_total\{event="signed-in"\} [1-9]/,
    );
  });
});
