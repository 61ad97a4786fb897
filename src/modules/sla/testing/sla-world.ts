import { toGlobalId } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { sql } from '#platform/database';
import { type TestApp, type TestEmployee } from '#testing/app';
import { ServicesApi, type HistoricEvent, type ImportRequest } from '#modules/services';
import { serviceWorld, type ServiceWorld } from '#modules/services/testing';
import { ManageCalendars } from '../calendars/application/manage-calendars.js';
import { ManageTerms, type DraftTermsCommand } from '../terms/application/manage-terms.js';
import { PublishTerms } from '../terms/application/publish-terms.js';
import { type LedgerKind } from '../monitoring/application/clock-store.js';

/** Monday to Friday, nine to six, in Hong Kong. */
export const NINE_TO_SIX: CalendarSpec = {
  zone: 'Asia/Hong_Kong',
  weekly: (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).map((day) => ({ day, open: '09:00', close: '18:00' })),
};

export const AROUND_THE_CLOCK: CalendarSpec = { zone: 'UTC', always: true };

/** Everything in the world of these tests was agreed before it. */
export const AGREED = new Date('2026-01-01T00:00:00Z');

export const HOUR = 3_600;

export interface TestClock {
  readonly state: string;
  readonly due: string | null;
  readonly breached: string | null;
  readonly target: number;
  readonly terms: string | null;
}

export interface SlaWorld extends Omit<ServiceWorld, 'request'> {
  calendar(code: string, spec?: CalendarSpec, at?: Date): Promise<string>;
  /** Drafts terms: the firm's, a first response within an hour around the clock, with `more` on top. */
  draft(more?: Partial<DraftTermsCommand>): Promise<string>;
  /** Drafts and publishes. */
  terms(more?: Partial<DraftTermsCommand>, options?: { from?: Date; moveOpen?: boolean; at?: Date }): Promise<string>;
  /** Takes over a request created then, with what happened to it. */
  request(createdAt: string, events?: readonly HistoricEvent[], more?: Partial<ImportRequest>): Promise<string>;
  append(requestId: string, ...events: HistoricEvent[]): Promise<void>;
  /** The stored clocks, as `METRIC/cycle`. */
  stored(requestId: string): Promise<Record<string, TestClock>>;
  /** Kinds of the ledger's entries about a request, in order. */
  ledger(requestId: string): Promise<LedgerKind[]>;
  /** How often a breach of the request was announced. */
  announced(requestId: string): Promise<number>;
  /** Puts a contact type below another one. */
  moveType(id: string, parentId: string): Promise<void>;
  readonly alwaysId: string;
}

/** Customers, requests and calendars; terms are for each test to make. */
export async function slaWorld(app: TestApp): Promise<SlaWorld> {
  const world = await serviceWorld(app);
  const ctx = app.system();
  let made = 0;
  let admin: TestEmployee | undefined;
  const calendar = async (code: string, spec: CalendarSpec = NINE_TO_SIX, at = AGREED): Promise<string> =>
    app.must(await app.get(ManageCalendars).create(ctx, { code, name: code, spec }, at)).id;
  const alwaysId = await calendar('ALWAYS', AROUND_THE_CLOCK);
  const draft = async (more: Partial<DraftTermsCommand> = {}): Promise<string> => {
    const command: DraftTermsCommand = {
      code: `TERMS-${++made}`,
      name: 'Terms',
      level: 'FIRM',
      levelKey: '',
      serviceLine: null,
      contactTypeId: null,
      priority: null,
      ...(more.basis ? {} : { calendarId: alwaysId }),
      targets: [{ metric: 'FIRST_RESPONSE', priority: null, seconds: HOUR }],
      ...more,
    };
    return app.must(await app.get(ManageTerms).create(ctx, command, AGREED)).id;
  };
  return {
    ...world,
    alwaysId,
    calendar,
    draft,
    terms: async (more, { from = AGREED, moveOpen = false, at = AGREED } = {}) => {
      const id = await draft(more);
      const publish = { id, version: 1, effectiveFrom: from, moveOpenRequests: moveOpen };
      app.must(await app.get(PublishTerms).publish(ctx, publish, at));
      return id;
    },
    request: async (createdAt, events = [], more = {}) => {
      const request = world.imported({ createdAt: new Date(createdAt), events, ...more });
      const [result] = await app.get(ServicesApi).createMany(ctx, [request]);
      return app.must(result!).id;
    },
    append: async (requestId, ...events) => {
      const [result] = await app.get(ServicesApi).appendEventsMany(ctx, [{ requestId, events }]);
      app.must(result!);
    },
    stored: async (requestId) => {
      const rows = await app.db.query<{ key: string } & Record<string, never>>(
        sql`select c.metric || '/' || c.cycle as key, c.state, to_char(c.due_at, 'YYYY-MM-DD"T"HH24:MI') as due,
                   to_char(c.breached_at, 'YYYY-MM-DD"T"HH24:MI') as breached, c.target_seconds as target, t.code as terms
              from sla.clock c left join sla.terms_version v on v.id = c.terms_version_id left join sla.terms t on t.id = v.terms_id
             where c.request_id = ${requestId} order by c.metric, c.cycle`,
      );
      return Object.fromEntries(rows.map(({ key, ...clock }) => [key, clock as unknown as TestClock]));
    },
    ledger: async (requestId) => {
      const rows = await app.db.query<{ kind: LedgerKind }>(
        sql`select kind from sla.ledger where request_id = ${requestId} order by seq`,
      );
      return rows.map((r) => r.kind);
    },
    moveType: async (id, parentId) => {
      admin ??= await app.employee({ permissions: { 'contacts.manage-types': 'firm' } });
      const { version } = await app.db.one<{ version: number }>(
        sql`select version from contacts.contact_type where id = ${id}`,
      );
      const input = { id: toGlobalId('ContactType', id), parentId: toGlobalId('ContactType', parentId), version };
      const { updateContactType } = await admin.client.query(
        `mutation ($input: UpdateContactTypeInput!) { updateContactType(input: $input) { userErrors { code } } }`,
        { input },
      );
      if (updateContactType.userErrors.length > 0) throw new Error(JSON.stringify(updateContactType.userErrors));
    },
    announced: async (requestId) => {
      const { n } = await app.db.one<{ n: number }>(
        sql`select count(*) as n from platform.outbox_event
             where name = 'sla.breached' and payload ->> 'requestId' = ${requestId}`,
      );
      return n;
    },
  };
}

export const reply = (at: string): HistoricEvent => ({ kind: 'STAFF_REPLY', at: new Date(at) });
export const note = (at: string): HistoricEvent => ({ kind: 'INTERNAL_NOTE', at: new Date(at) });
export const message = (at: string): HistoricEvent => ({ kind: 'CUSTOMER_MESSAGE', at: new Date(at) });
export const status = (at: string, key: string): HistoricEvent => ({ kind: 'STATUS', status: key, at: new Date(at) });
