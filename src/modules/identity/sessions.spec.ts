import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ok } from '#kernel';
import { sql } from '#platform/database';
import { toGlobalId } from '#platform/graphql';
import { SecurityEvents } from '#platform/observability';
import { eventually, GraphqlClient } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { AccessChanges } from './application/access-changes.js';
import { PruneSessions } from './application/prune-sessions.js';
import { SignIn } from './application/sign-in.js';

const REFRESH = `mutation ($input: RefreshTokenInput!) { refreshSession(input: $input) { accessToken refreshToken userErrors { code } } }`;
const VIEWER = `{ viewer { employee { name } } }`;

describe('a session', () => {
  let app: TestApp;
  let node: TestApp;
  let admin: TestEmployee;

  beforeAll(async () => {
    app = await createTestApp();
    node = await app.anotherNode();
    admin = await app.employee({ name: 'Ada Admin' });
    await eventually(() => [app, node].every((n) => n.get(AccessChanges).hearsOthers), 'both nodes listen');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const open = async (who: TestEmployee) => app.must(await app.get(SignIn).open(app.system(), who.id));
  const refresh = async (refreshToken: string) =>
    (await app.anonymous.query(REFRESH, { input: { refreshToken } }))['refreshSession'];
  const renewed = async (refreshToken: string, times: number): Promise<string[]> => {
    const tokens = [refreshToken];
    for (let i = 0; i < times; i++) tokens.push((await refresh(tokens.at(-1) as string)).refreshToken);
    return tokens;
  };
  const on = (which: TestApp, token: string) => new GraphqlClient(which.url, token);
  const refused = async (client: GraphqlClient): Promise<boolean> =>
    (await client.send(VIEWER)).errors?.[0]?.extensions?.['code'] === 'UNAUTHENTICATED';

  it.each([0, 1, 2, 3])('ends when its refresh token of generation %i comes back after four renewals', async (old) => {
    const events = vi.spyOn(app.get(SecurityEvents), 'record');
    const session = await open(admin);
    const tokens = await renewed(session.refreshToken, 5);
    expect(await refused(on(app, session.accessToken))).toBe(false);
    expect((await refresh(tokens[old] as string)).userErrors).toMatchObject([{ code: 'REFRESH_FAILED' }]);
    expect(await refused(on(app, session.accessToken))).toBe(true);
    expect((await refresh(tokens.at(-1) as string)).userErrors).toMatchObject([{ code: 'REFRESH_FAILED' }]);
    const reuse = events.mock.calls.filter(([event]) => event === 'refresh-token-reused');
    expect(reuse.map(([, , details]) => details?.['employeeId'])).toEqual([admin.id]);
  });

  it('is not ended by tokens that nobody made', async () => {
    const { refreshToken } = await open(admin);
    const bytes = Buffer.from(refreshToken, 'base64url');
    for (const at of [0, 19, 30, bytes.length - 1]) {
      const forged = Buffer.from(bytes);
      forged[at] = (forged[at] as number) ^ 1;
      expect((await refresh(forged.toString('base64url'))).userErrors).toMatchObject([{ code: 'REFRESH_FAILED' }]);
    }
    expect((await refresh(refreshToken)).userErrors).toEqual([]);
  });

  /** What ends access, and how the token is made that it ends. */
  const UPDATE = `mutation ($input: UpdateEmployeeInput!) { updateEmployee(input: $input) { userErrors { code } } }`;
  const update = async (who: TestEmployee, change: object) => {
    const { updateEmployee } = await admin.client.query(UPDATE, {
      input: { id: toGlobalId('Employee', who.id), version: 1, ...change },
    });
    expect(updateEmployee.userErrors).toEqual([]);
  };
  const createToken = async (who: TestEmployee): Promise<{ id: string; token: string }> =>
    (await who.client.query(`mutation { createApiToken(input: { name: "script" }) { id token } }`))['createApiToken'];

  it.each(['signing out', 'a new password', 'a closed account', 'a revoked API token', 'an operator at the database'])(
    'is over on every node after %s, however long it was trusted',
    async (what) => {
      const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
      const session = await open(who);
      const script = await createToken(who);
      const token = what.includes('API token') ? script.token : session.accessToken;
      for (const which of [app, node]) expect(await refused(on(which, token))).toBe(false);
      vi.useFakeTimers({ toFake: ['Date'] });
      if (what === 'signing out')
        await app.anonymous.query(
          `mutation ($input: RefreshTokenInput!) { signOut(input: $input) { userErrors { code } } }`,
          { input: { refreshToken: session.refreshToken } },
        );
      else if (what === 'a new password') await update(who, { password: 'four plain unrelated words' });
      else if (what === 'a closed account') await update(who, { active: false });
      else if (what === 'a revoked API token')
        await who.client.query(`mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { id } }`, { id: script.id });
      else {
        await app.db.transaction(app.system(), async () => {
          await app.db.execute(
            sql`update identity.session set ended_at = clock_timestamp() where employee_id = ${who.id}`,
          );
          return ok();
        });
        await eventually(() => refused(on(app, token)), 'the node itself hears of it');
      }
      expect(await refused(on(app, token))).toBe(true);
      await eventually(() => refused(on(node, token)), 'the other node hears of it');
    },
  );

  it('has the rights of now: what is taken from a role is gone on every node', async () => {
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const session = await open(who);
    const forbidden = async (which: TestApp) =>
      (await on(which, session.accessToken).send(`{ roles { key } }`)).errors?.[0]?.extensions?.['code'] ===
      'FORBIDDEN';
    for (const which of [app, node]) expect(await forbidden(which)).toBe(false);
    vi.useFakeTimers({ toFake: ['Date'] });
    await update(who, { roleKeys: [] });
    expect(await forbidden(app)).toBe(true);
    await eventually(() => forbidden(node), 'the other node hears of it');
  });

  it('takes its subscriptions with it, on every node', async () => {
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const [ended, lasting] = [await open(who), await open(who)];
    const listen = (which: TestApp, token: string) => {
      const client = on(which, token);
      const events = client.subscribe(`subscription { notificationReceived { id } }`);
      return {
        client,
        next: events.next().then(
          () => 'an event',
          (error: { code?: number }) => error.code,
        ),
      };
    };
    const feeds = [listen(app, ended.accessToken), listen(node, ended.accessToken)];
    const other = listen(node, lasting.accessToken);
    await eventually(async () => (await opened([app, node])) >= 3, 'the subscriptions are open');
    await app.anonymous.query(
      `mutation ($input: RefreshTokenInput!) { signOut(input: $input) { userErrors { code } } }`,
      { input: { refreshToken: ended.refreshToken } },
    );
    expect(await Promise.all(feeds.map((feed) => feed.next))).toEqual([4403, 4403]);
    await eventually(async () => (await opened([app, node])) === 1, 'the session that goes on keeps its subscription');
    await Promise.all([...feeds, other].map(({ client }) => client.close()));
  });

  it('that ended while its node could not hear of it takes its subscriptions with it afterwards', async () => {
    const who = await app.employee({ permissions: { 'identity.read': 'firm' } });
    const session = await open(who);
    const client = on(node, session.accessToken);
    const event = client.subscribe(`subscription { notificationReceived { id } }`).next();
    const ended = event.then(
      () => 'an event',
      (error: { code?: number }) => error.code,
    );
    await eventually(async () => (await opened([node])) === 1, 'the subscription is open');
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`alter table identity.session disable trigger announce_end`);
      await app.db.execute(sql`update identity.session set ended_at = clock_timestamp() where employee_id = ${who.id}`);
      await app.db.execute(sql`alter table identity.session enable trigger announce_end`);
      return ok();
    });
    await app.db.query(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'meridian-access' and datname = current_database()`);
    expect(await ended).toBe(4403);
    await client.close();
    await eventually(() => [app, node].every((n) => n.get(AccessChanges).hearsOthers), 'both nodes listen again');
  });

  const opened = async (nodes: readonly TestApp[]): Promise<number> => {
    const { Live } = await import('#platform/realtime');
    return nodes.reduce((sum, which) => sum + which.get(Live).size, 0);
  };

  it('is kept for ninety days after its end, as an API token is; what is open stays', async () => {
    const who = await app.employee();
    const session = await open(who);
    const rows = async (): Promise<string[]> =>
      (
        await app.db.query<{ label: string }>(
          sql`select 'session ' || coalesce(s.ip, 'open') as label from identity.session s where s.employee_id = ${who.id}
              union all select 'token ' || t.name from identity.api_token t where t.employee_id = ${who.id} order by 1`,
        )
      ).map(({ label }) => label);
    const rowsOfThen = [
      ['ended', '2026-12-31T00:00:00Z', '2026-03-01T00:00:00Z'],
      ['expired', '2026-03-01T00:00:00Z', null],
      ['recent', '2026-12-31T00:00:00Z', '2026-03-02T00:00:00Z'],
    ] as const;
    await app.db.transaction(app.system(), async () => {
      for (const [name, expires, ended] of rowsOfThen) {
        await app.db.execute(sql`
          insert into identity.session (id, employee_id, token_hash, expires_at, ended_at, ip)
          values (gen_random_uuid(), ${who.id}, sha256(convert_to(${name}, 'UTF8')), ${expires}, ${ended}, ${name})`);
        await app.db.execute(sql`
          insert into identity.api_token (id, employee_id, name, token_hash, expires_at, revoked_at, grants)
          values (gen_random_uuid(), ${who.id}, ${name}, sha256(convert_to(${name}, 'UTF8')), ${expires}, ${ended}, '[]')`);
      }
      return ok();
    });
    const prune = (at: string) => new PruneSessions(app.db).run(app.system(), new Date(at));
    expect(await prune('2026-05-30T00:00:00Z')).toEqual({ sessions: 0, apiTokens: 0 });
    expect(await rows()).toHaveLength(8);
    expect(await prune('2026-05-30T00:00:01Z')).toEqual({ sessions: 2, apiTokens: 2 });
    expect(await rows()).toEqual(['session open', 'session open', 'session recent', 'token recent']);
    expect(await refused(on(app, session.accessToken))).toBe(false);
  });
});
