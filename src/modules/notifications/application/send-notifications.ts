import { Inject, Injectable } from '@nestjs/common';
import { systemClock, uuidv7 } from '#kernel';
import { wallTimeAt, instantOf, addDays } from '#kernel/calendar';
import { CONFIG, type Config } from '#platform/config';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { Mailer } from '#platform/mail';
import { Outbox } from '#platform/outbox';
import { IdentityApi, type Employee, type Office } from '#modules/identity';
import { placeholdersOf, type EmailChoice, type Notice, type NoticeFallback } from '../notices.js';
import { notificationReceived } from '../notifications.events.js';
import { MailText } from './mail-text.js';

/** When, in the reader's office, what was not read goes out as one e-mail. */
export const DIGEST_TIME = '08:00';

const COLUMNS = [
  'id', 'employee_id', 'kind', 'params', 'about_type', 'about_id', 'dedupe_key', 'created_at', 'digest_at',
]; // prettier-ignore

/** One notice for one person. */
interface Told {
  readonly id: string;
  readonly notice: Notice;
  readonly reader: Employee;
  readonly zone: string;
  readonly email: EmailChoice;
}

/** Writes notifications, tells those who are looking, and queues e-mail for those who want it. */
@Injectable()
export class SendNotifications {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly identity: IdentityApi,
    private readonly mailer: Mailer,
    private readonly texts: MailText,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(ctx: Ctx, notices: readonly Notice[], now: Date = systemClock.now()): Promise<{ told: number }> {
    for (const notice of notices) assertWhole(notice);
    const told = await this.withoutDoubles(await this.expand(notices), now);
    if (told.length === 0) return { told: 0 };
    await this.outbox.addMany(
      ctx,
      notificationReceived,
      told.map(({ id, reader }) => ({ notificationId: id, employeeId: reader.id })),
    );
    const mails = told.filter((t) => t.email === 'EACH').map((t) => this.texts.ofNotice(t));
    await this.mailer.queue(ctx, mails, now);
    return { told: told.length };
  }

  private async expand(asked: readonly Notice[]): Promise<Told[]> {
    const known = await this.readers(asked.flatMap((n) => n.recipients));
    const isThere = (id: string): boolean => known.get(id)?.active === true;
    const notices = await this.withFallbacks(asked, isThere);
    const ids = [...new Set(notices.flatMap((n) => n.recipients))];
    if (ids.length === 0) return [];
    const readers = new Map([...known, ...(await this.readers(ids.filter((id) => !known.has(id))))]);
    const offices = await this.identity.offices([...new Set([...readers.values()].map((r) => r.officeId))]);
    const chosen = await this.choices(ids, [...new Set(notices.map((n) => n.kind.key))]);
    return notices.flatMap((notice) =>
      [...new Set(notice.recipients)].flatMap((id): Told[] => {
        const reader = readers.get(id);
        if (!reader?.active) return [];
        const zone = (offices.get(reader.officeId) as Office).timeZone;
        const email = chosen.get(`${id}/${notice.kind.key}`) ?? notice.kind.email;
        return [{ id: uuidv7(), notice, reader, zone, email }];
      }),
    );
  }

  private readers(ids: readonly string[]): Promise<Map<string, Employee>> {
    return ids.length === 0 ? Promise.resolve(new Map<string, Employee>()) : this.identity.employees([...new Set(ids)]);
  }

  /** The notices, each that would reach nobody with those who are told instead. */
  private async withFallbacks(notices: readonly Notice[], isThere: (id: string) => boolean): Promise<Notice[]> {
    const unheard = ({ recipients, fallback }: Notice): boolean => fallback !== undefined && !recipients.some(isThere);
    const lost = notices.flatMap((n) => (n.fallback && unheard(n) ? [n.fallback] : []));
    if (lost.length === 0) return [...notices];
    const teams = await this.identity.membersOfTeams([...new Set(lost.flatMap(({ teamId }) => teamId ?? []))]);
    const offices = [...new Set(lost.map(({ officeId }) => officeId))];
    const standIns = await this.identity.standIns(this.config.notifications.FALLBACK_ROLE, offices);
    const others = ({ teamId, officeId, except }: NoticeFallback): string[] => {
      const team = (teamId != null && teams.get(teamId)) || [];
      const told = [team, standIns.get(officeId) ?? []].map((ids) => ids.filter((id) => id !== except));
      return told.find((ids) => ids.length > 0) ?? [];
    };
    return notices.map((n) => (n.fallback && unheard(n) ? { ...n, recipients: others(n.fallback) } : n));
  }

  private async choices(employeeIds: readonly string[], kinds: readonly string[]): Promise<Map<string, EmailChoice>> {
    const rows = await this.db.query<{ key: string; email: EmailChoice }>(
      sql`select p.employee_id || '/' || p.kind as key, p.email from notifications.preference p
           where p.employee_id = any(${employeeIds}::uuid[]) and p.kind = any(${kinds}::text[])`,
    );
    return new Map(rows.map((r) => [r.key, r.email]));
  }

  /** Writes them; those that their reader has got before under the same key are left out, whoever told them. */
  private async withoutDoubles(all: readonly Told[], now: Date): Promise<Told[]> {
    if (all.length === 0) return [];
    const rows = all.map(({ id, notice, reader, zone, email }) => ({
      id,
      employee_id: reader.id,
      kind: notice.kind.key,
      params: notice.params,
      about_type: notice.about?.type ?? null,
      about_id: notice.about?.id ?? null,
      dedupe_key: notice.dedupeKey,
      created_at: now,
      digest_at: email === 'DIGEST' ? nextDigest(now, zone) : null,
    }));
    const written = await this.db.query<{ id: string }>(
      sql`${insertMany('notifications.notification', COLUMNS, rows)}
          on conflict on constraint notification_dedupe do nothing returning id`,
    );
    const ids = new Set(written.map((r) => r.id));
    return all.filter((t) => ids.has(t.id));
  }
}

/** The next morning of that zone. */
export function nextDigest(now: Date, zone: string): Date {
  const { date } = wallTimeAt(zone, now.getTime());
  const today = instantOf(zone, date, DIGEST_TIME);
  return new Date(today > now.getTime() ? today : instantOf(zone, addDays(date, 1), DIGEST_TIME));
}

/** A notice that lacks a value it speaks of is a bug of whoever tells it. */
function assertWhole({ kind, params }: Notice): void {
  const missing = placeholdersOf(kind.texts.en).filter((name) => params[name] === undefined);
  if (missing.length > 0) throw new Error(`the notice ${kind.key} lacks ${missing.join(', ')}`);
}
