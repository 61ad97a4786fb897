import { once } from 'node:events';
import { connect } from 'node:net';
import { auditServer } from 'graphql-http';
import request from 'supertest';
import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createApi } from '../../src/app/start-api.js';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { eventually } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

describe('the gateway', () => {
  let app: TestApp;
  let admin: TestEmployee;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await app.employee();
  });

  const http = () => request(app.url);
  const post = (body: string, headers: Record<string, string> = {}) =>
    http().post('/graphql').set('content-type', 'application/json').set(headers).send(body);

  it('passes the whole GraphQL-over-HTTP audit', async () => {
    const results = await auditServer({ url: `${app.url}/graphql` });
    const failed = results
      .filter((r) => r.status !== 'ok')
      .map((r) => `${r.id} ${r.name}: ${'reason' in r ? r.reason : ''}`);
    expect(failed).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });

  it('shows a browser the explorer, with nothing fetched from elsewhere', async () => {
    const page = await http()
      .get('/graphql')
      .accept('text/html,application/xhtml+xml')
      .expect('content-type', /text\/html/);
    expect(page.text).toContain('Meridian API explorer');
    expect(page.text).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/);
  });

  it('gives the same answer the first time, the second time and compiled', async () => {
    const query = `query Offices($active: Boolean) { offices(active: $active) { __typename id code region { code leadOffice { code } } } viewer { employee { name } } }`;
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await admin.client.send(query, { active: true }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.data?.['offices'][0].__typename).toBe('Office');
  });

  it('gives the same errors compiled as not', async () => {
    const query = `query Nothing($id: ID!) { node(id: $id) { id } viewer { employee { name } } }`;
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await admin.client.send(query, { id: 'nonsense' }));
    for (const { data, errors } of answers) {
      expect(data?.['node']).toBeNull();
      expect(data?.['viewer'].employee.name).toBeTruthy();
      expect(errors).toMatchObject([{ path: ['node'], extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('reads input with defaults the same way at each use of a document', async () => {
    const order = 'query ($o: CustomersOrder) { customers(orderBy: $o) { nodes { code } } }';
    const mark = 'mutation ($i: MarkNotificationsInput!) { markNotifications(input: $i) { userErrors { code } } }';
    for (let i = 0; i < 6; i++) {
      expect((await admin.client.send(order, { o: { field: 'NAME' } })).errors).toBeUndefined();
      expect((await admin.client.send(mark, { i: { ids: [] } })).errors).toBeUndefined();
      expect(await admin.client.errorCode(order, { o: [] })).toBe('BAD_USER_INPUT');
    }
  });

  it.each([
    ['depth', `{ offices { ${'region { offices { '.repeat(8)} code ${'} }'.repeat(8)} } }`, /depth/i],
    ['aliases', `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: viewer { employee { id } }`).join(' ')} }`, /alias/i],
    ['tokens', `{ viewer { ${'employee { id } '.repeat(1500)} } }`, /token/i],
    [
      'cost',
      `{ employees(first: 200) { nodes { id ${Array.from({ length: 20 }, () => 'roles { id name key grants { permission scope } } office { id code region { id code } }').join(' ')} } } }`,
      /50000.*over/,
    ],
  ])('refuses an operation beyond the limit of %s and says so', async (_name, query, message) => {
    const { errors } = await admin.client.send(query);
    expect(errors?.[0]?.message).toMatch(message);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['circles of lists', `{ regions { ${'offices { region { '.repeat(5)} code ${'} } '.repeat(5)} } }`],
    [
      'what computes much',
      `{ ${Array.from({ length: 30 }, (_, i) => `a${i}: recurrencePreview(input: { rule: "FREQ=DAILY", startsOn: "2026-01-01", localTime: "09:00", zone: "UTC" }) { rule }`).join(' ')} }`,
    ],
    ['reports', `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: slaAtRiskCsv { text }`).join(' ')} }`],
  ])('refuses %s many times over', async (_what, query) => {
    const { errors } = await admin.client.send(query);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', limit: { name: 'cost', allowed: 50_000 } } },
    ]);
  });

  it('counts page sizes given by variables', async () => {
    const query = `query ($n: Int) { employees(first: $n) { nodes { ${'roles { id name key grants { permission scope } } office { id code } '.repeat(40)} } } }`;
    expect((await admin.client.send(query, { n: 2 })).errors).toBeUndefined();
    expect((await admin.client.send(query, { n: 200 })).errors?.[0]?.message).toMatch(/limit/);
  });

  it('lives on when somebody asks for a socket at an address that is none', async () => {
    const { port } = new URL(app.url);
    for (const target of ['//', 'http://:x', '//[']) {
      const socket = connect(Number(port), '127.0.0.1');
      const closed = once(socket, 'close');
      socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      await closed;
    }
    expect((await admin.client.send('{ viewer { employee { id } } }')).errors).toBeUndefined();
  });

  it('takes a bounded number of subscriptions on a connection, and more once some are complete', async () => {
    const { client } = await app.employee();
    const feeds = Array.from({ length: 200 }, () => client.subscribe('subscription { notificationReceived { id } }'));
    const waiting = feeds.map((feed) => feed.next());
    const refusal = async (): Promise<unknown> => {
      const feed = client.subscribe('subscription { notificationReceived { id } }');
      const answer = feed.next().then(
        () => 'an event',
        (errors: unknown) => errors,
      );
      // Answered in turn, so whether it was taken is known before this query is.
      for await (const { data } of client.subscribe('{ viewer { employee { id } } }')) expect(data).toBeTruthy();
      const first = await Promise.race([answer, Promise.resolve('taken')]);
      await feed.return?.();
      return first;
    };
    expect(await refusal()).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await feeds[0]?.return?.();
    await eventually(async () => (await refusal()) === 'taken', 'one more is taken after one was completed');
    for (const feed of feeds) await feed.return?.();
    await Promise.allSettled(waiting);
  });

  it('lets a request arrive for minutes, not for ever', () => {
    expect(app.api.getHttpServer().requestTimeout).toBe(300_000);
  });

  it('cancels a statement that takes too long, and says so', async () => {
    const { sql: statement } = await import('#platform/database');
    const [{ limit } = { limit: '' }] = await app.db.query<{ limit: string }>(
      statement`select current_setting('statement_timeout') as limit`,
    );
    expect(limit).toBe('15s');
    const { IdentityQueries } = await import('../../src/modules/identity/application/identity.queries.js');
    const queries = app.get(IdentityQueries);
    const original = queries.regions.bind(queries);
    queries.regions = () => {
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    };
    try {
      const { errors } = await admin.client.send('{ regions { code } }');
      expect(errors).toMatchObject([
        { message: expect.stringContaining('Ask for less'), extensions: { code: 'TIMEOUT' } },
      ]);
    } finally {
      queries.regions = original;
    }
  });

  it('notes the address of a change that comes over a socket', async () => {
    const create = `mutation { createRegion(input: { code: "OVER-WS", name: "Over a socket" }) { region { code } } }`;
    for await (const answer of admin.client.subscribe(create)) expect(answer.errors).toBeUndefined();
    const [entry] = await app.db.query<{ ip: string }>(
      sql`select a.ip from platform.audit_entry a where a.table_name = 'identity.region' and a.after ->> 'code' = 'OVER-WS'`,
    );
    expect(entry?.ip).toMatch(/127\.0\.0\.1$/);
  });

  it.each([
    ['a filter', '{ customers(filter: { text: "a\\u0000" }) { nodes { id } } }', 'filter.text'],
    ['a list in a filter', '{ jobs(filter: { codes: ["X", "\\u0000"] }) { nodes { id } } }', 'filter.codes.1'],
    ['an argument', '{ employees(text: "\\u0000") { nodes { id } } }', 'text'],
    ['a code', '{ customer(code: "\\u0000") { id } }', 'code'],
  ])('says where a NUL is that cannot be looked for: in %s', async (_where, query, field) => {
    const { errors } = await admin.client.send(query);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      failures: [{ code: 'INVALID_TEXT', category: 'INVALID', field }],
    });
  });

  it('shows each of several changes in one operation as it left things', async () => {
    const { regions } = await admin.client.query('{ regions { id version } }');
    const change = `mutation ($id: ID!, $v1: Int!, $v2: Int!) {
      one: updateRegion(input: { id: $id, version: $v1, name: "One" }) { region { name version } userErrors { code } }
      two: updateRegion(input: { id: $id, version: $v2, name: "Two" }) { region { name version } userErrors { code } } }`;
    const { id, version } = regions[0];
    for (let v = version; v < version + 6; v += 2) {
      const { one, two } = await admin.client.query(change, { id, v1: v, v2: v + 1 });
      expect(one.region).toEqual({ name: 'One', version: v + 1 });
      expect(two.region).toEqual({ name: 'Two', version: v + 2 });
    }
  });

  it('does not complain in the log of what callers did wrong', async () => {
    const complaint = vi.spyOn(Logger.prototype, 'error');
    const nobody = await app.employee({ permissions: { 'identity.manage-employees': 'office' } });
    const input = { email: 'x@y.example', name: 'X', officeId: toGlobalId('Office', await app.office()) };
    expect(
      await nobody.client.errorCode(
        `mutation ($input: CreateEmployeeInput!) { createEmployee(input: $input) { userErrors { code } } }`,
        { input },
      ),
    ).toBe('FORBIDDEN');
    expect(await admin.client.errorCode('{ customer(id: "no id") { id } }')).toBe('BAD_USER_INPUT');
    expect(await admin.client.errorCode('{ customers(first: -1) { nodes { id } } }')).toBe('BAD_USER_INPUT');
    expect(complaint.mock.calls).toEqual([]);
    complaint.mockRestore();
  });

  it('does not count up all of many thousand wrong values', async () => {
    const create = `mutation ($grants: [RoleGrantInput!]!) { createRole(input: { key: "many", name: "Many", grants: $grants }) { userErrors { code } } }`;
    for (let i = 0; i < 3; i++) {
      const { errors = [] } = await app.anonymous.send(create, { grants: Array<string>(5000).fill('x') });
      expect(errors.length).toBeGreaterThan(1);
      expect(errors.length).toBeLessThan(60);
    }
  });

  it('says where a NUL is in the input of a mutation', async () => {
    const create = `mutation ($input: CreateRegionInput!) { createRegion(input: $input) { userErrors { code field } } }`;
    const input = { code: 'NUL', name: 'x', clientMutationId: 'a\u0000b' };
    const { createRegion } = await admin.client.query(create, { input });
    expect(createRegion.userErrors).toEqual([{ code: 'INVALID_TEXT', field: 'clientMutationId' }]);
  });

  it('hides what went wrong inside, and gives a request id to report', async () => {
    const { sql } = await import('#platform/database');
    const { IdentityQueries } = await import('../../src/modules/identity/application/identity.queries.js');
    const queries = app.get(IdentityQueries);
    const original = queries.regions.bind(queries);
    queries.regions = () => app.db.query(sql`select secret_column from identity.region`);
    try {
      const { errors } = await admin.client.send('{ regions { code } }');
      expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
      expect(JSON.stringify(errors)).not.toMatch(/secret_column|select|at .*\.ts/);
      expect(errors?.[0]?.message).toContain(String(errors?.[0]?.extensions?.['requestId']));
    } finally {
      queries.regions = original;
    }
  });

  it.each([
    ['no JSON', '{"query": '],
    ['no query', '{}'],
    ['a query that is none', '{"query": 7}'],
    ['a syntax error', '{"query": "{ viewer { "}'],
    ['an unknown field', '{"query": "{ nothing }"}'],
  ])('answers %s with 4xx and an error that can be read', async (_name, body) => {
    const response = await post(body, { accept: 'application/graphql-response+json' });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(response.text.length).toBeGreaterThan(10);
  });

  it('refuses a body that is too large with 413', async () => {
    await post(JSON.stringify({ query: `{ viewer { employee { id } } } #${'x'.repeat(2_100_000)}` })).expect(413);
  });

  it('takes the request id of the caller when it is a sensible one', async () => {
    await post('{"query":"{ __typename }"}', { 'x-request-id': 'front-end-12345678' }).expect(
      'x-request-id',
      'front-end-12345678',
    );
    const odd = await post('{"query":"{ __typename }"}', { 'x-request-id': 'a b\tc' });
    expect(odd.headers['x-request-id']).not.toContain(' ');
  });

  it('lets no other web page call it unless the settings name its origin', async () => {
    const preflight = await http()
      .options('/graphql')
      .set({ origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' });
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');

    const open = await createApi({
      ...app.config,
      http: { ...app.config.http, CORS_ORIGINS: 'https://front.example' },
    });
    const ask = async (origin: string) =>
      (
        await open.inject({
          method: 'POST',
          url: '/graphql',
          headers: { origin, 'content-type': 'application/json' },
          payload: '{"query":"{ __typename }"}',
        })
      ).headers['access-control-allow-origin'];
    expect(await ask('https://front.example')).toBe('https://front.example');
    expect(await ask('https://elsewhere.example')).toBeUndefined();
    await open.close();
  });

  it('refuses callers beyond their budget, and says when to come back', async () => {
    const strict = await createApi({
      ...app.config,
      limits: { ...app.config.limits, BUDGET_PER_EMPLOYEE: 50_000, BUDGET_PER_ADDRESS: 20_000 },
    });
    const ask = (headers: Record<string, string>) =>
      strict.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', ...headers },
        payload: JSON.stringify({ query: '{ __schema { types { name fields { name } } } }' }),
      });
    const own = { accept: 'application/graphql-response+json' };
    const token = { authorization: `Bearer ${admin.client.token ?? ''}` };
    let asked = 0;
    for (let answer = await ask({}); !answer.json().errors; answer = await ask({})) expect(++asked).toBeLessThan(10);
    expect(asked).toBeGreaterThan(0);
    const refused = await ask(own);
    expect(refused.statusCode).toBe(429);
    const { code, retryAfterSeconds } = refused.json().errors[0].extensions as {
      code: string;
      retryAfterSeconds: number;
    };
    expect(code).toBe('RATE_LIMITED');
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.headers['retry-after']).toBe(String(retryAfterSeconds));
    expect((await ask({})).statusCode).toBe(200);
    expect((await ask({ ...own, ...token })).statusCode).toBe(200);
    await strict.close();
  });

  it('says hello to anyone about its health', async () => {
    await http().get('/health/live').expect(200);
    const ready = await http().get('/health/ready').expect(200);
    expect(ready.body).toMatchObject({ ready: true });
    await http()
      .get('/metrics')
      .expect(/process_cpu_seconds_total/);
  });
});
