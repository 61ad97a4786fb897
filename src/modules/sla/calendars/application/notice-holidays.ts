import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { NotificationsApi, type Notice, type NoticeKind, type NoticeParams, type Words } from '#modules/notifications';
import { type HolidayNews } from '../domain/holiday-news.js';
import { type HolidaySet, type HolidayStatement } from '../domain/holidays.js';
import {
  holidayDiffers,
  holidaysChanged,
  holidaysFew,
  holidaysFirm,
  holidaysMissing,
  holidaySoon,
} from '../calendar.notices.js';
import { CalendarQueries } from './calendar.queries.js';
import { nameIn } from './calendar-statements.js';

/** Days that one notice names; the others are counted. */
const MAX_NAMED = 20;

interface Found {
  readonly kind: NoticeKind;
  readonly params: NoticeParams;
  /** What makes it this notice and no other. */
  readonly about: readonly unknown[];
}

/** Tells those who keep calendars what the nightly comparison of holidays found, each thing once. */
@Injectable()
export class NoticeHolidays {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly notifications: NotificationsApi,
    private readonly calendars: CalendarQueries,
  ) {}

  /** In the transaction that stores the rows. Sets that no calendar keeps are nobody's concern. */
  async tell(ctx: Ctx, set: HolidaySet, news: HolidayNews, now: Date): Promise<number> {
    const found = foundIn(set, news);
    if (found.length === 0 || (await this.calendars.standingOn(set.id)).length === 0) return 0;
    const recipients = await this.identity.holdersOfPermission('sla.manage-calendars', 'firm');
    // What nobody can be told of stays to be told.
    if (recipients.length === 0) return 0;
    const keyed = new Map(found.map((f) => [`${f.kind.key} ${set.code} ${digest(f.about)}`, f]));
    const rows = [...keyed.keys()].map((key) => ({ key, set_id: set.id, noticed_at: now }));
    const fresh = await this.db.query<{ key: string }>(
      sql`${insertMany('sla.holiday_notice', ['key', 'set_id', 'noticed_at'], rows)} on conflict do nothing returning key`,
    );
    const notices = fresh.map(({ key }): Notice => {
      const { kind, params } = keyed.get(key) as Found;
      const about = { type: 'SlaHolidaySet', id: set.id };
      return { kind, params: { set: namesOf(set), ...params }, recipients, about, dedupeKey: key };
    });
    await this.notifications.notify(ctx, notices);
    return notices.length;
  }
}

function foundIn({ code }: HolidaySet, news: HolidayNews): Found[] {
  const { firm, added, removed, differing, missing, few, soon } = news;
  const keys = (days: readonly HolidayStatement[]): string[] => days.map((d) => `${d.date} ${d.name}`);
  return [
    ...(firm.length > 0 ? [{ kind: holidaysFirm, params: { days: listOf(firm) }, about: keys(firm) }] : []),
    ...(added.length + removed.length > 0
      ? [
          {
            kind: holidaysChanged,
            params: { added: listOf(added), removed: listOf(removed) },
            about: [keys(added), keys(removed)],
          },
        ]
      : []),
    ...differing.map(({ stored, stated }) => ({
      kind: holidayDiffers,
      params: { stored: listOf([stored]), announced: listOf([stated]) },
      about: [stored.id, stored.version, stated],
    })),
    // Once for the year, however many are left another night.
    ...(missing.length > 0
      ? [
          {
            kind: holidaysMissing,
            params: { year: missing[0]?.date.slice(0, 4) ?? '', days: listOf(missing) },
            about: [code, missing[0]?.date.slice(0, 4)],
          },
        ]
      : []),
    ...(few === null ? [] : [{ kind: holidaysFew, params: { ...few }, about: [code, few.year] }]),
    ...soon.map((day) => ({ kind: holidaySoon, params: { days: listOf([day]) }, about: keys([day]) })),
  ];
}

const namesOf = (row: Pick<HolidaySet, 'name' | 'nameNative'>): Words => ({
  en: row.name,
  'zh-CN': nameIn(row, 'zh-CN'),
});

function listOf(days: readonly HolidayStatement[]): Words {
  const named = days.slice(0, MAX_NAMED);
  const rest = days.length - named.length;
  return {
    en: [...named.map((d) => `${d.date} ${d.name}`), ...(rest > 0 ? [`${rest} more`] : [])].join(', ') || 'none',
    'zh-CN':
      [...named.map((d) => `${d.date} ${nameIn(d, 'zh-CN')}`), ...(rest > 0 ? [`另有 ${rest} 个`] : [])].join('、') ||
      '无',
  };
}

const digest = (about: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 32);
