import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toGlobalId } from '#platform/graphql';
import { Live } from '#platform/realtime';
import { eventually, type GraphqlAnswer } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { RecordContact } from '../application/record-contact.js';
import { contactWorld, type ContactWorld } from '../testing/index.js';

const SUBSCRIBE = `subscription ($filter: ContactFeedFilter) {
  contactRecorded(filter: $filter) { subject customer { name } office { id } } }`;

type Feed = AsyncIterableIterator<GraphqlAnswer>;

describe('the live feed of contacts', () => {
  let app: TestApp;
  let world: ContactWorld;
  /** Records in the first office; another one elsewhere. */
  let near: TestEmployee;
  let far: TestEmployee;
  let reader: TestEmployee;
  const feeds: Feed[] = [];

  beforeAll(async () => {
    app = await createTestApp();
    world = await contactWorld(app);
    near = await app.employee();
    far = await app.employee({ officeId: await app.office({ regionId: await app.region('Far'), name: 'Far' }) });
    reader = await app.employee({ permissions: { 'contacts.read': 'firm' } });
    await app.startWorker();
    await eventually(() => app.get(Live).listening, 'the node listens');
  });
  afterEach(async () => {
    for (const feed of feeds.splice(0)) await feed.return?.();
    await eventually(() => app.get(Live).size === 0, 'ended subscriptions leave nothing behind');
  });

  const record = async (who: TestEmployee, subject: string, more: Parameters<ContactWorld['contact']>[0] = {}) =>
    app.must(await app.get(RecordContact).run(who.ctx(), world.contact({ subject, ...more })));
  /** Subscribes, and is back when the node knows of it. */
  const subscribe = async (who: TestEmployee, filter: object | null = null): Promise<Feed> => {
    const before = app.get(Live).size;
    const feed = who.client.subscribe(SUBSCRIBE, { filter });
    feeds.push(feed);
    const first = feed.next();
    await eventually(() => app.get(Live).size > before, 'the subscription is open');
    const rest: Feed = Object.create(feed) as Feed;
    let pending: typeof first | undefined = first;
    rest.next = () => {
      const next = pending ?? feed.next();
      pending = undefined;
      return next;
    };
    return rest;
  };
  const subjectOf = async (feed: Feed): Promise<string> => {
    const { value } = (await feed.next()) as { value: GraphqlAnswer };
    return (
      (value.data?.['contactRecorded'] as { subject: string } | undefined)?.subject ?? JSON.stringify(value.errors)
    );
  };

  it('tells of every contact as it is recorded, with everything around it', async () => {
    const feed = await subscribe(reader);
    await record(near, 'First');
    await record(far, 'Second');
    const { value } = (await feed.next()) as { value: GraphqlAnswer };
    expect(value).toEqual({
      data: {
        contactRecorded: {
          subject: 'First',
          customer: { name: 'Harbour Hotels China' },
          office: { id: toGlobalId('Office', near.officeId) },
        },
      },
    });
    expect(await subjectOf(feed)).toBe('Second');
  });

  it.each<[string, () => object, string]>([
    ['one office', () => ({ officeId: toGlobalId('Office', far.officeId) }), 'far stranger'],
    ['one region', () => ({ regionId: toGlobalId('Region', far.regionId) }), 'far stranger'],
    ['a customer and all below it', () => ({ customerId: toGlobalId('Customer', world.groupId) }), 'near national'],
    ['one customer', () => ({ customerId: toGlobalId('Customer', world.strangerId) }), 'near stranger'],
    [
      'customer and office together',
      () => ({
        customerId: toGlobalId('Customer', world.groupId),
        officeId: toGlobalId('Office', far.officeId),
      }),
      'far group',
    ],
  ])('tells those who want %s of nothing else', async (_what, filter, expected) => {
    const feed = await subscribe(reader, filter());
    const everything = await subscribe(reader);
    const all = [
      ['near stranger', near, world.strangerId],
      ['near national', near, world.nationalId],
      ['far stranger', far, world.strangerId],
      ['far group', far, world.groupId],
    ] as const;
    for (const [subject, who, customerId] of all) await record(who, subject, { customerId });
    for (const [subject] of all) expect(await subjectOf(everything)).toBe(subject);
    expect(await subjectOf(feed)).toBe(expected);
  });

  it('keeps confidential contacts from those who may not see them', async () => {
    const [open, privileged] = [await subscribe(reader), await subscribe(near)];
    await record(far, 'Secret', { confidential: true });
    await record(far, 'Known to all');
    expect(await subjectOf(privileged)).toBe('Secret');
    expect(await subjectOf(open)).toBe('Known to all');
  });

  it('tells those who may read one office only of that office', async () => {
    const local = await app.employee({ permissions: { 'contacts.read': 'office' } });
    const feed = await subscribe(local);
    await record(far, 'There');
    await record(near, 'Here');
    expect(await subjectOf(feed)).toBe('Here');
  });

  it('is closed to those who may not read contacts', async () => {
    const guest = await app.employee({ permissions: {} });
    const { value } = (await guest.client.subscribe(SUBSCRIBE).next()) as { value: GraphqlAnswer };
    expect(value.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('refuses a filter that means nothing', async () => {
    const feed = reader.client.subscribe(SUBSCRIBE, { filter: { officeId: 'nonsense' } });
    const { value } = (await feed.next()) as { value: GraphqlAnswer };
    expect(value.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});
