import { createHash } from 'node:crypto';
import { once } from 'node:events';
import request from 'supertest';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { fromGlobalId, ok } from '#kernel';
import { explorerOf, loadConfig } from '#platform/config';
import { sql } from '#platform/database';
import { LOGGER, type Logger } from '#platform/observability';
import { eventually, type FreeJson } from '#testing';
import { createTestApp, type TestApp } from '#testing/app';

const SHOWN = ['agent.hk@meridian.example', 'meridian-demo'];

describe('what the server shows to everybody', () => {
  let app: TestApp;

  beforeAll(async () => (app = await createTestApp()));

  const http = (node = app) => request(node.url);
  const explorer = (node = app) => http(node).get('/graphql').accept('text/html');
  const withHttp = (more: object) => app.anotherNode({ http: { ...app.config.http, ...more } });

  it.each(['/graphql?query={__typename}', '/health/live', '/metrics', '/files/x/1/y', '/nothing-here'])(
    '%s comes with headers that keep browsers from running or framing it',
    async (path) => {
      const { headers } = await http().get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    },
  );

  it('the explorer is compressed, fetched once, and runs its own script only', async () => {
    const plain = await explorer().set('accept-encoding', 'identity');
    const policy = String(plain.headers['content-security-policy']);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*)/);
    const script = plain.text.slice(plain.text.indexOf('<script>') + 8, plain.text.indexOf('</script>'));
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    for (const encoding of ['br', 'gzip']) {
      const answer = await fetch(`${app.url}/graphql`, {
        headers: { accept: 'text/html', 'accept-encoding': encoding },
      });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(await answer.text()).toBe(plain.text);
    }
    const again = await explorer().set('if-none-match', String(plain.headers['etag']));
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('the explorer can be switched off, and is off in production', async () => {
    const off = await explorer(await withHttp({ EXPLORER: 'off' }));
    expect(off.headers['content-type']).not.toMatch(/html/);
    expect(off.text).not.toContain('Meridian API explorer');
    const of = (env: Record<string, string>) =>
      explorerOf(
        loadConfig({ DATABASE_URL: 'postgres://x', MERIDIAN_SECRET: app.config.access.MERIDIAN_SECRET, ...env }),
      );
    expect([of({}), of({ NODE_ENV: 'production' }), of({ NODE_ENV: 'production', EXPLORER: 'on' })]).toEqual([
      'demo',
      'off',
      'on',
    ]);
  });

  it('the explorer names the demo account only where the demo data is', async () => {
    const node = await withHttp({ EXPLORER: 'on' });
    const [demo, plain] = [await explorer(), await explorer(node)];
    for (const text of SHOWN) {
      expect(demo.text).toContain(text);
      expect(plain.text).not.toContain(text);
    }
  });

  it('metrics are for the same machine, or for those who have the token', async () => {
    await http().get('/metrics').expect(200);
    await http().get('/metrics').set('x-forwarded-for', '203.0.113.9').expect(404);
    const node = await withHttp({ METRICS_TOKEN: 'k7Qz-p2Lx-9sVt-4wRb' });
    await http(node).get('/metrics').expect(404);
    await http(node).get('/metrics').set('authorization', 'Bearer k7Qz-p2Lx-9sVt-4wRc').expect(404);
    await http(node).get('/metrics').set('authorization', 'Bearer k7Qz-p2Lx-9sVt-4wRb').expect(200);
  });

  it('a request id is taken from trusted proxies only', async () => {
    const { TrustedProxies } = await import('#platform/http');
    const node = await withHttp({ TRUSTED_PROXIES: new TrustedProxies('none') });
    const idOf = async (which: TestApp) =>
      (await http(which).get('/graphql?query={__typename}').set('x-request-id', 'chosen-by-me-1')).headers[
        'x-request-id'
      ];
    expect(await idOf(app)).toBe('chosen-by-me-1');
    expect(await idOf(node)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it('the explorer, which opens its socket before anybody has signed in, sends its headers with each operation', async () => {
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    const send = (message: object): void => socket.send(JSON.stringify(message));
    const received: { type: string; id?: string; payload?: FreeJson }[] = [];
    socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString('utf8'))));
    const answer = (id: string) =>
      eventually(
        () => Promise.resolve(received.find((m) => m.id === id && m.type !== 'complete')),
        `an answer to ${id}`,
      );
    const ask = async (id: string, query: string, headers?: object): Promise<FreeJson> => {
      send({ type: 'subscribe', id, payload: { query, ...(headers && { extensions: { headers } }) } });
      return (await answer(id))?.payload;
    };
    send({ type: 'connection_init', payload: {} });
    await eventually(
      () => Promise.resolve(received.some((m) => m.type === 'connection_ack')),
      'the connection is open',
    );
    const viewer = '{ viewer { employee { id } } }';
    expect(JSON.stringify(await ask('before', viewer))).toContain('UNAUTHENTICATED');
    expect(JSON.stringify(await ask('wrong', viewer, { Authorization: 'Bearer nothing' }))).toContain(
      'UNAUTHENTICATED',
    );
    const own = await ask('own', viewer, { authorization: `Bearer ${who.client.token}` });
    expect(fromGlobalId(own.data.viewer.employee.id)?.id).toBe(who.id);
    send({ type: 'subscribe', id: 'feed', payload: { query: 'subscription { notificationReceived { id } }' } });
    await eventually(async () => (await live()).size === 1, 'the subscription is open');
    // The socket is his from then on: it is closed when his sign-in ends.
    const closed = once(socket, 'close');
    await app.db.transaction(app.system(), async () =>
      ok(
        await app.db.execute(
          sql`update identity.session set ended_at = clock_timestamp() where employee_id = ${who.id}`,
        ),
      ),
    );
    expect((await closed)[0]).toBe(4403);
    await eventually(async () => (await live()).size === 0, 'the subscription has ended');
  });
  const live = async () => app.api.get((await import('#platform/realtime')).Live);

  it('clients that leave while they are answered are no error', async () => {
    const error = vi.spyOn(app.api.get<Logger>(LOGGER), 'error');
    const { Live } = await import('#platform/realtime');
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    for (let i = 0; i < 5; i++) {
      const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      await once(socket, 'open');
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${who.client.token}` } }),
      );
      await once(socket, 'message');
      const query = 'subscription { notificationReceived { id } }';
      socket.send(JSON.stringify({ type: 'subscribe', id: 'feed', payload: { query } }));
      for (let n = 0; n < 20; n++)
        socket.send(
          JSON.stringify({ type: 'subscribe', id: `q${n}`, payload: { query: '{ roles { key } offices { code } }' } }),
        );
      socket.close();
      await once(socket, 'close');
    }
    await eventually(() => app.get(Live).size === 0, 'the subscriptions have ended');
    expect(error.mock.calls).toEqual([]);
    error.mockRestore();
  });
});
