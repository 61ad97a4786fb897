import { beforeAll, describe, expect, it } from 'vitest';
import { ok, toGlobalId, uuidv7 } from '#kernel';
import { sql } from '#platform/database';
import { Live } from '#platform/realtime';
import { eventually, type GraphqlAnswer } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { PruneNotifications } from './application/prune-notifications.js';
import { SendDigests } from './application/send-digests.js';
import { nextDigest, SendNotifications } from './application/send-notifications.js';
import { defineNotice, NotificationsApi, type Notice } from './index.js';

const parcelCame = defineNotice(
  'testing.parcel-came',
  { en: 'Parcel {number} came at {at}: {what}.', 'zh-CN': '包裹 {number} 于 {at} 送达：{what}。' },
  { label: { en: 'A parcel came', 'zh-CN': '包裹送达' } },
);
const PARAMS = { number: 7, at: { at: '2026-03-02T10:00:00Z' }, what: { en: 'a lamp', 'zh-CN': '一盏灯' } };

describe('notifications', () => {
  let app: TestApp;
  let ann: TestEmployee;
  let ben: TestEmployee;
  let zoe: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    // Notifications need no permission at all.
    ann = await app.employee({ permissions: {} });
    ben = await app.employee({ permissions: {} });
    zoe = await app.employee({ permissions: { 'identity.read': 'firm' } });
    await app.startWorker();
    await eventually(() => app.get(Live).listening, 'the node listens');
  });

  const notice = (recipients: readonly string[], more: Partial<Notice> = {}): Notice => ({
    ...{ kind: parcelCame, recipients, about: null, params: PARAMS, dedupeKey: null },
    ...more,
  });
  const tell = async (...notices: Notice[]) =>
    app.must(
      await app.db.transaction(app.system(), async () =>
        ok(await app.get(NotificationsApi).notify(app.system(), notices)),
      ),
    );
  const list = async (who: TestEmployee, args = '') =>
    (await who.client.query(`{ notifications${args} { totalCount nodes { id kind text readAt about { id } } } }`))
      .notifications;
  const unread = async (who: TestEmployee): Promise<number> =>
    (await who.client.query('{ unreadNotificationCount }')).unreadNotificationCount;
  const mark = async (who: TestEmployee, ids: readonly string[], read = true) =>
    (
      await who.client.query(
        `mutation($ids: [ID!]!, $read: Boolean!) { markNotifications(input: { ids: $ids, read: $read }) {
           notifications { id readAt } userErrors { code field message } } }`,
        { ids, read },
      )
    ).markNotifications;

  it('are for those they were told to and nobody else, in the language of the reader and the zone of his office', async () => {
    expect(await tell(notice([ann.id]))).toEqual({ told: 1 });
    const { nodes } = await list(ann);
    expect(nodes).toMatchObject([
      { kind: 'testing.parcel-came', text: 'Parcel 7 came at 2 Mar 2026, 18:00 GMT+8: a lamp.', readAt: null },
    ]);
    const chinese = await ann.client.with({ 'accept-language': 'zh-CN' }).query('{ notifications { nodes { text } } }');
    expect(chinese.notifications.nodes[0].text).toMatch(/^包裹 7 于 2026年3月2日.*18:00 送达：一盏灯。$/);
    expect(await list(ben)).toMatchObject({ totalCount: 0, nodes: [] });
    const find = (who: TestEmployee) =>
      who.client.query('query($id: ID!) { node(id: $id) { id } }', { id: nodes[0].id });
    expect((await find(ann)).node).toEqual({ id: nodes[0].id });
    expect((await find(ben)).node).toBeNull();
    expect(await app.anonymous.errorCode('{ notifications { nodes { id } } }')).toBe('UNAUTHENTICATED');
  });

  it('the same thing reaches the same person once, also when it is told by two at once', async () => {
    const same = notice([ben.id, ben.id], { dedupeKey: 'parcel/8' });
    const told = await Promise.all([tell(same, same), tell(same), tell(same)]);
    expect(told.reduce((sum, t) => sum + t.told, 0)).toBe(1);
    expect(await tell(notice([ann.id, ben.id], { dedupeKey: 'parcel/8' }))).toEqual({ told: 1 });
    expect(await unread(ben)).toBe(1);
  });

  it('are undone with what they tell of, and those who have left are passed over', async () => {
    const before = await unread(zoe);
    await app.db.transaction(app.system(), async () => {
      await app.get(NotificationsApi).notify(app.system(), [notice([zoe.id])]);
      return { ok: false, failures: [{ code: 'NOT_FOUND' }] };
    });
    expect(await unread(zoe)).toBe(before);
    const gone = await app.employee({ permissions: {} });
    await app.db.transaction(app.system(), async () => {
      await app.db.execute(sql`update identity.employee set active = false where id = ${gone.id}`);
      return ok();
    });
    expect(await tell(notice([gone.id, uuidv7()]))).toEqual({ told: 0 });
    await expect(app.get(NotificationsApi).notify(app.system(), [notice([zoe.id])])).rejects.toThrow();
  });

  it('what lacks a value it speaks of is refused whole', async () => {
    await expect(tell(notice([ann.id], { params: { number: 1 } }))).rejects.toThrow('lacks at, what');
  });

  it('are marked as read, one by one or all up to an instant, and only by their reader', async () => {
    const reader = await app.employee({ permissions: {} });
    await tell(notice([reader.id]), notice([reader.id]), notice([reader.id]));
    const { nodes } = await list(reader);
    const ids = nodes.map((n: { id: string }) => n.id);
    const first = await mark(reader, [ids[1], ids[0]]);
    expect(first.notifications.map((n: { id: string }) => n.id)).toEqual([ids[1], ids[0]]);
    expect((await mark(reader, [ids[0]])).notifications[0].readAt).toBe(first.notifications[1].readAt);
    expect(await unread(reader)).toBe(1);
    expect((await list(reader, '(filter: { unread: true })')).nodes).toMatchObject([{ id: ids[2] }]);
    expect((await list(reader, '(filter: { unread: false })')).totalCount).toBe(2);
    expect((await mark(reader, [ids[0]], false)).notifications[0].readAt).toBeNull();

    expect((await mark(ben, [ids[0]])).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: 'ids.0' }]);
    expect((await mark(reader, [ids[2], toGlobalId('Notification', uuidv7())])).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: 'ids.1' },
    ]);
    expect((await mark(reader, ['nonsense'])).userErrors).toMatchObject([{ code: 'INVALID_ID', field: 'ids.0' }]);
    const many = Array.from({ length: 201 }, () => toGlobalId('Notification', uuidv7()));
    expect((await mark(reader, many)).userErrors).toMatchObject([{ code: 'TOO_MANY', field: 'ids' }]);
    expect(await unread(reader)).toBe(2);

    const all = (upTo: string) =>
      reader.client.query(
        `mutation { markAllNotificationsRead(input: { upTo: "${upTo}" }) { marked userErrors { code } } }`,
      );
    expect((await all('2020-01-01T00:00:00Z')).markAllNotificationsRead).toEqual({ marked: 0, userErrors: [] });
    const later = await reader.client.query('mutation { markAllNotificationsRead(input: {}) { marked } }');
    expect(later.markAllNotificationsRead.marked).toBe(2);
    expect(await unread(reader)).toBe(0);
  });

  it('a list can be paged from either end and narrowed to kinds', async () => {
    const reader = await app.employee({ permissions: {} });
    await tell(...Array.from({ length: 5 }, () => notice([reader.id])));
    const page = (args: string) =>
      reader.client.query(`{ notifications(${args}) { nodes { id } pageInfo { hasNextPage endCursor } } }`);
    const first = (await page('first: 3')).notifications;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = (await page(`first: 3, after: "${first.pageInfo.endCursor}"`)).notifications;
    expect(new Set([...first.nodes, ...rest.nodes].map((n: { id: string }) => n.id)).size).toBe(5);
    expect((await list(reader, '(filter: { kinds: ["testing.parcel-came"] })')).totalCount).toBe(5);
    expect((await list(reader, '(filter: { kinds: ["testing.nothing"] })')).totalCount).toBe(0);
  });

  it('lead to what they are about, for those who may see it', async () => {
    await tell(notice([ann.id, zoe.id], { about: { type: 'Employee', id: ben.id } }));
    expect((await list(zoe)).nodes[0].about).toEqual({ id: toGlobalId('Employee', ben.id) });
    expect((await list(ann)).nodes[0].about).toBeNull();
  });

  it('are told live to whoever looks, each his own', async () => {
    // Nobody has told these two anything that might still be on its way.
    const [one, other] = [await app.employee({ permissions: {} }), await app.employee({ permissions: {} })];
    const received = one.client.subscribe('subscription { notificationReceived { kind text } }');
    const others = other.client.subscribe('subscription { notificationReceived { text } }');
    const next = received.next();
    const theirs = others.next();
    await eventually(() => app.get(Live).size === 2, 'both subscriptions');
    await tell(notice([one.id], { params: { ...PARAMS, number: 99 } }));
    const { value } = (await next) as { value: GraphqlAnswer };
    expect(value.data?.notificationReceived.text).toContain('Parcel 99');
    await tell(notice([other.id], { params: { ...PARAMS, number: 100 } }));
    expect(((await theirs) as { value: GraphqlAnswer }).value.data?.notificationReceived.text).toContain('Parcel 100');
    await received.return?.();
    await others.return?.();
  });

  describe('by e-mail', () => {
    const choose = async (who: TestEmployee, email: string, kind = 'testing.parcel-came') =>
      (
        await who.client.query(
          `mutation { chooseNotificationEmail(input: { kind: "${kind}", email: ${email} }) {
             preference { kind label email chosen } userErrors { code field message } } }`,
        )
      ).chooseNotificationEmail;

    it('everybody chooses for himself, for every kind there is', async () => {
      const who = await app.employee({ permissions: {} });
      const mine = async () =>
        (await who.client.query('{ notificationPreferences { kind label email chosen } }')).notificationPreferences;
      expect(await mine()).toContainEqual({
        kind: 'testing.parcel-came',
        label: 'A parcel came',
        email: 'EACH',
        chosen: false,
      });
      expect((await choose(who, 'DIGEST')).preference).toMatchObject({ email: 'DIGEST', chosen: true });
      expect((await choose(who, 'OFF')).preference).toMatchObject({ email: 'OFF', chosen: true });
      expect((await choose(who, 'null')).preference).toMatchObject({ email: 'EACH', chosen: false });
      const wrong = await choose(who, 'OFF', 'no.such-kind');
      expect(wrong.userErrors).toMatchObject([{ code: 'NOTICE_KIND_NOT_FOUND', field: 'kind' }]);
      expect(wrong.userErrors[0].message).toContain('no.such-kind');
    });

    const inbox = async (who: TestEmployee) =>
      app.db.query<{
        id: string;
        purpose: string;
        subject: string;
        text: string;
        html: string;
        language: string;
        thread: string | null;
      }>(
        sql`select m.id, m.purpose, m.subject, m.body_text as text, m.body_html as html, m.language, m.thread
              from platform.outgoing_mail m join identity.employee e on e.email = m.to_address
             where e.id = ${who.id} order by m.created_at, m.id`,
      );

    it('one message each, in the language of the reader, under the id of the notification', async () => {
      const who = await app.employee({ permissions: {} });
      await app.db.transaction(app.system(), async () =>
        ok(await app.db.execute(sql`update identity.employee set locale = 'zh-CN' where id = ${who.id}`)),
      );
      const about = { type: 'Employee', id: who.id };
      await tell(notice([who.id], { about, params: { ...PARAMS, what: { en: '<b>', 'zh-CN': '<灯> & "x"' } } }));
      const [mail, ...more] = await inbox(who);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ purpose: 'testing.parcel-came', language: 'zh-CN', thread: `Employee-${who.id}` });
      expect(mail?.subject).toMatch(/^包裹 7 于 2026年3月2日.*18:00 送达：<灯> & "x"。$/);
      expect(mail?.text.startsWith(`${mail.subject}\n`)).toBe(true);
      expect(mail?.html).toContain('&lt;灯&gt; &amp; &quot;x&quot;');
      expect(mail?.html).not.toContain('<灯>');
      expect((await list(who)).nodes[0].id).toBe(toGlobalId('Notification', mail?.id ?? ''));
    });

    it('whoever wants none gets none, and the notification all the same', async () => {
      const who = await app.employee({ permissions: {} });
      await choose(who, 'OFF');
      await tell(notice([who.id]));
      expect(await inbox(who)).toEqual([]);
      expect(await unread(who)).toBe(1);
    });

    it('what is collected goes out once in the morning of the office, without what was read by then', async () => {
      const [who, reader] = [await app.employee({ permissions: {} }), await app.employee({ permissions: {} })];
      const now = new Date('2026-03-02T10:00:00Z');
      for (const person of [who, reader]) await choose(person, 'DIGEST');
      await app.db.transaction(app.system(), async () =>
        ok(
          await app.get(SendNotifications).run(
            app.system(),
            Array.from({ length: 105 }, (_, i) =>
              notice([who.id, reader.id], { params: { ...PARAMS, number: i + 1 } }),
            ),
            now,
          ),
        ),
      );
      await reader.client.query('mutation { markAllNotificationsRead(input: {}) { marked } }');
      await mark(who, [(await list(who, '(last: 1)')).nodes[0].id]);
      const send = (at: string) => app.get(SendDigests).run(app.system(), new Date(at));
      // Eight in Hong Kong is midnight in Greenwich.
      await send('2026-03-02T23:59:59Z');
      expect(await inbox(who)).toEqual([]);
      await Promise.all([send('2026-03-03T00:00:00Z'), send('2026-03-03T00:00:00Z')]);
      await send('2026-03-04T00:00:00Z');
      const mails = await inbox(who);
      expect(mails).toMatchObject([{ purpose: 'notifications.digest', subject: 'Not read yet: 104' }]);
      expect(mails[0]?.text).toContain('Parcel 105 came');
      expect(mails[0]?.text).toContain('… and 4 more.');
      expect(mails[0]?.text).not.toContain('Parcel 1 came');
      expect(await inbox(reader)).toEqual([]);
    });
  });

  it('are forgotten: read ones after 90 days, others after 180', async () => {
    const who = await app.employee({ permissions: {} });
    await tell(notice([who.id]), notice([who.id]));
    await mark(who, [(await list(who)).nodes[0].id]);
    const prune = (days: number) =>
      app.get(PruneNotifications).run(app.system(), new Date(Date.now() + days * 86_400_000));
    await prune(89);
    expect((await list(who)).totalCount).toBe(2);
    await prune(91);
    expect((await list(who)).nodes).toMatchObject([{ readAt: null }]);
    await prune(181);
    expect((await list(who)).totalCount).toBe(0);
  });

  it.each([
    ['2026-03-02T10:00:00Z', 'Asia/Hong_Kong', '2026-03-03T00:00:00.000Z'],
    ['2026-03-02T23:59:00Z', 'Asia/Hong_Kong', '2026-03-03T00:00:00.000Z'],
    ['2026-03-03T00:00:00Z', 'Asia/Hong_Kong', '2026-03-04T00:00:00.000Z'],
    ['2026-03-28T12:00:00Z', 'Europe/London', '2026-03-29T07:00:00.000Z'],
  ])('told at %s in %s, the next morning is %s', (now, zone, morning) =>
    expect(nextDigest(new Date(now), zone).toISOString()).toBe(morning),
  );
});
