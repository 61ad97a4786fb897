import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { ok, uuidv7 } from '#kernel';
import { readSettings, SETTINGS } from '#platform/config';
import { systemCtx } from '#platform/context';
import { createApplicationPool, Database, sql } from '#platform/database';
import { type Jobs } from '#platform/jobs';
import { createTestDatabase, eventually, type TestDatabase } from '#testing';
import { FileTransport } from './file-transport.js';
import { type MailTransport, type NewMail } from './mail.js';
import { Mailer } from './mailer.js';
import { meaningOf, SmtpTransport } from './smtp-transport.js';
import { LEASE_MS, MAX_ATTEMPTS, nextAttempt, SendMails } from './send-mails.js';
import { OutgoingMails } from './outgoing-mails.js';
import { KEEP_FAILED_DAYS, KEEP_SENT_DAYS, PruneMails } from './prune-mails.js';
import { startFakeSmtpServer, type PostOffice } from './testing/fake-smtp-server.js';

const FROM = 'Meridian <service@meridian.example>';
const NOW = new Date('2026-03-02T09:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const ctx = systemCtx('test');
const silent = pino({ level: 'silent' });

describe('e-mail', () => {
  let database: TestDatabase;
  let db: Database;
  let end: () => Promise<void>;
  let office: PostOffice;
  let transport: MailTransport;
  const noQueue = { wake: () => undefined } as unknown as Jobs;
  beforeAll(async () => {
    database = await createTestDatabase();
    const pool = createApplicationPool(database.url, 8, 'meridian');
    db = new Database(pool);
    end = () => pool.end();
  });
  afterAll(async () => {
    await end();
    await database.drop();
  });
  beforeEach(async () => {
    await db.transaction(ctx, async () => ok(await db.execute(sql`delete from platform.outgoing_mail`)));
    office = await startFakeSmtpServer();
    transport = new SmtpTransport(office.url, FROM);
  });
  afterEach(async () => {
    transport.close();
    await office.close();
  });

  const mail = (more: Partial<NewMail> = {}): NewMail => ({
    ...{ id: uuidv7(), purpose: 'test.mail', toAddress: 'ann@customer.example', toName: 'Ann', language: 'en' },
    ...{ subject: 'Hello', text: 'Hello\n', html: '<p>Hello</p>', thread: null },
    ...more,
  });
  const queue = (...mails: NewMail[]) =>
    db.transaction(ctx, async () => ok(await new Mailer(db, noQueue).queue(ctx, mails, NOW)));
  const sender = (by = transport) => new SendMails(db, by, silent);
  const stored = () =>
    db.query<{ id: string; status: string; attempts: number; next: Date | null; answer: string | null }>(
      sql`select id, status, attempts, next_attempt_at as next, answer from platform.outgoing_mail order by id`,
    );

  it('is sent in the background, once, with text and HTML and a Message-ID of its own', async () => {
    const one = mail({ subject: '期限将至', thread: 'ServiceRequest-1' });
    await queue(one);
    expect(await sender().run(ctx, NOW)).toEqual({ sent: 1, postponed: 0, failed: 0 });
    expect(await sender().run(ctx, later(86_400_000))).toEqual({ sent: 0, postponed: 0, failed: 0 });
    const [got] = office.messages;
    expect(got).toMatchObject({ from: 'service@meridian.example', to: ['ann@customer.example'] });
    expect(got?.raw).toContain(`Message-ID: <${one.id}@meridian.example>`);
    expect(got?.raw).toContain('References: <ServiceRequest-1@meridian.example>');
    expect(got?.raw).toContain('Date: Mon, 02 Mar 2026 09:00:00 +0000');
    expect(got?.raw).toContain('Auto-Submitted: auto-generated');
    expect(got?.raw).toMatch(/multipart\/alternative/);
    expect(got?.raw).toMatch(/text\/plain/);
    expect(got?.raw).toMatch(/text\/html/);
    expect(await stored()).toMatchObject([
      { status: 'SENT', attempts: 1, next: null, answer: expect.stringMatching(/^250 /) },
    ]);
  });

  it('is not written about what is undone, and not outside a transaction', async () => {
    await db.transaction(ctx, async () => {
      await new Mailer(db, noQueue).queue(ctx, [mail()], NOW);
      return { ok: false, failures: [{ code: 'NOT_FOUND' }] };
    });
    expect(await stored()).toEqual([]);
    await expect(new Mailer(db, noQueue).queue(ctx, [mail()], NOW)).rejects.toThrow('outside the transaction');
  });

  it('that the server puts off (4xx) is tried again later and later, and given up in the end', async () => {
    office.answer = () => ({ code: 451, text: 'come back later' });
    await queue(mail());
    expect(await sender().run(ctx, NOW)).toEqual({ sent: 0, postponed: 1, failed: 0 });
    expect(await stored()).toMatchObject([{ status: 'QUEUED', attempts: 1, next: later(30_000) }]);
    expect((await sender().run(ctx, later(29_999))).postponed).toBe(0);
    let at = later(30_000);
    for (let attempt = 2; attempt < MAX_ATTEMPTS; attempt++) {
      expect((await sender().run(ctx, at)).postponed).toBe(1);
      at = nextAttempt(at, attempt);
    }
    expect(await sender().run(ctx, at)).toEqual({ sent: 0, postponed: 0, failed: 1 });
    expect(await stored()).toMatchObject([
      { status: 'FAILED', attempts: MAX_ATTEMPTS, next: null, answer: expect.stringContaining('come back later') },
    ]);
    expect(at.getTime() - NOW.getTime()).toBeGreaterThan(24 * 3_600_000);
    expect(office.messages).toHaveLength(0);
  });

  it('that was put off goes out once the server takes it', async () => {
    office.answer = () => ({ code: 421, text: 'busy' });
    await queue(mail());
    await sender().run(ctx, NOW);
    office.answer = () => null;
    expect((await sender().run(ctx, later(30_000))).sent).toBe(1);
    expect(office.messages).toHaveLength(1);
  });

  it.each(['rcpt', 'data'] as const)(
    'that the server refuses (5xx, at %s) is given up at once; others go out',
    async (at) => {
      const refused = mail({ toAddress: 'nobody@customer.example', subject: 'refuse me' });
      office.refuseAt = at;
      office.answer = ({ to, raw }) =>
        to.includes('nobody@customer.example') || raw.includes('refuse me')
          ? { code: 550, text: 'no such person' }
          : null;
      await queue(refused, mail());
      expect(await sender().run(ctx, NOW)).toEqual({ sent: 1, postponed: 0, failed: 1 });
      const rows = await stored();
      expect(rows.find((r) => r.id === refused.id)).toMatchObject({
        status: 'FAILED',
        attempts: 1,
        answer: expect.stringContaining('no such person'),
      });
      expect(office.messages.map((m) => m.to)).toEqual([['ann@customer.example']]);
    },
  );

  it('operators send again what was given up', async () => {
    office.answer = () => ({ code: 550, text: 'no' });
    const [one, two] = [mail(), mail()];
    await queue(one, two);
    await sender().run(ctx, NOW);
    const mails = new OutgoingMails(db, noQueue);
    expect((await mails.list({ first: 10 }, 'FAILED')).nodes).toHaveLength(2);
    office.answer = () => null;
    expect(await mails.resend(ctx, one.id, NOW)).toBe(1);
    expect((await sender().run(ctx, NOW)).sent).toBe(1);
    expect(await mails.resend(ctx, 'all', NOW)).toBe(1);
    expect((await sender().run(ctx, NOW)).sent).toBe(1);
    expect(await (await mails.list({}, 'SENT')).count()).toBe(2);
    expect((await mails.list({ first: 10 }, null)).nodes).toHaveLength(2);
  });

  it('a server that is away costs one batch an attempt, and the rest nothing', async () => {
    await office.close();
    await queue(...Array.from({ length: 30 }, () => mail()));
    const { postponed, failed } = await sender().run(ctx, NOW);
    expect(failed).toBe(0);
    expect(postponed).toBeLessThan(30);
    expect((await stored()).filter((r) => r.attempts === 0)).toHaveLength(30 - postponed);
  });

  it('a refused sign-in is no fault of the messages: they wait', async () => {
    const strict = await startFakeSmtpServer({ user: 'meridian', password: 'p@ss/word' });
    const wrong = new SmtpTransport(strict.url.replace('smtp://', 'smtp://meridian:wrong@'), FROM);
    const right = new SmtpTransport(strict.url.replace('smtp://', 'smtp://meridian:p%40ss%2Fword@'), FROM);
    await queue(mail());
    expect(await sender(wrong).run(ctx, NOW)).toEqual({ sent: 0, postponed: 1, failed: 0 });
    expect(JSON.stringify(await stored())).not.toContain('wrong');
    expect((await sender(right).run(ctx, later(30_000))).sent).toBe(1);
    expect(strict.messages).toHaveLength(1);
    wrong.close();
    right.close();
    await strict.close();
  });

  it('several workers at once send each message once', async () => {
    const mails = Array.from({ length: 40 }, () => mail());
    await queue(...mails);
    const reports = await Promise.all([1, 2, 3].map(() => sender().run(ctx, NOW)));
    expect(reports.reduce((sum, r) => sum + r.sent, 0)).toBe(40);
    expect(office.ids().sort()).toEqual(mails.map((m) => m.id).sort());
  });

  it('a worker that dies after handing over and before noting it: nothing is lost, and the second copy can be recognised', async () => {
    const one = mail();
    await queue(one);
    // The worker is killed once the server has the message: nothing that it would do after that happens.
    const dying: MailTransport = {
      send: async (m) => {
        await transport.send(m);
        return new Promise<never>(() => undefined);
      },
      close: () => undefined,
    };
    void sender(dying).run(ctx, NOW);
    await eventually(() => office.messages.length === 1, 'the first copy');
    expect((await sender().run(ctx, later(LEASE_MS - 1))).sent).toBe(0);
    expect((await sender().run(ctx, later(LEASE_MS))).sent).toBe(1);
    expect(office.ids()).toEqual([one.id, one.id]);
    expect(await stored()).toMatchObject([{ status: 'SENT', attempts: 2 }]);
  });

  it('one that was sent stays sent, though the slow worker that lost its lease says otherwise', async () => {
    await queue(mail());
    let fail: () => void = () => undefined;
    const slow: MailTransport = {
      send: () => new Promise((_, reject) => (fail = () => reject(new Error('too late')))),
      close: () => undefined,
    };
    const first = sender(slow).run(ctx, NOW);
    await eventually(async () => (await stored())[0]?.attempts === 1, 'the lease');
    await sender().run(ctx, later(LEASE_MS));
    fail();
    await first;
    expect(await stored()).toMatchObject([{ status: 'SENT' }]);
  });

  it('nothing in a message becomes a header or another recipient', async () => {
    await queue(
      mail({
        subject: 'Hello\r\nBcc: everybody@customer.example\r\n\r\nbody',
        toName: 'Ann\r\nBcc: more@customer.example" <x@customer.example>,',
        language: 'en\r\nX-Evil: 1',
        thread: 'a>\r\nX-Evil: 2',
      }),
    );
    await sender().run(ctx, NOW);
    const [got] = office.messages;
    expect(got?.to).toEqual(['ann@customer.example']);
    const [head = ''] = (got?.raw ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/^(bcc|x-evil):/im);
    expect(head.match(/^to:/gim)).toHaveLength(1);
    expect(head).toMatch(/^Subject: Hello Bcc: everybody/m);
  });

  it.each([
    'ann@customer.example, evil@customer.example',
    'ann@customer.example\r\nRCPT TO:<evil@customer.example>',
    'ann@customer.example,evil.example',
    'Ann <ann@customer.example>',
    'no address',
    '',
    `${'a'.repeat(250)}@customer.example`,
  ])('%j is no address: given up without asking the server', async (toAddress) => {
    await queue(mail({ toAddress }));
    expect(await sender().run(ctx, NOW)).toEqual({ sent: 0, postponed: 0, failed: 1 });
    expect(office.messages).toHaveLength(0);
  });

  it('without a server every message becomes a file; sent again it replaces its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'meridian-mail-'));
    const files = new FileTransport(join(folder, 'mail'), FROM);
    const one = mail({ subject: 'In a file' });
    await queue(one);
    expect((await sender(files).run(ctx, NOW)).sent).toBe(1);
    await files.send({ ...one, createdAt: NOW, attempts: 2 });
    expect(readdirSync(join(folder, 'mail'))).toEqual([`${one.id}.eml`]);
    const text = readFileSync(join(folder, 'mail', `${one.id}.eml`), 'utf8');
    const modes = [join(folder, 'mail'), join(folder, 'mail', `${one.id}.eml`)].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600]);
    expect(text).toContain('Subject: In a file');
    expect(text).toContain('To: Ann <ann@customer.example>');
    files.close();
    rmSync(folder, { recursive: true });
  });

  it('what was sent is forgotten after a month, what was given up after three, what waits never', async () => {
    office.answer = ({ to }) => (to.includes('no@customer.example') ? { code: 550, text: 'no' } : null);
    await queue(mail(), mail({ toAddress: 'no@customer.example' }));
    await sender().run(ctx, NOW);
    await queue(mail());
    const prune = (days: number) => new PruneMails(db).run(ctx, later(days * 86_400_000));
    expect(await prune(KEEP_SENT_DAYS)).toEqual({ mails: 0 });
    expect(await prune(KEEP_SENT_DAYS + 1)).toEqual({ mails: 1 });
    expect(await prune(KEEP_FAILED_DAYS + 1)).toEqual({ mails: 1 });
    expect(await stored()).toMatchObject([{ status: 'QUEUED' }]);
  });
});

describe('what a failure means', () => {
  const error = (more: object) => meaningOf(Object.assign(new Error('said'), more)).constructor.name;
  it.each([
    [{ command: 'RCPT TO', responseCode: 550 }, 'Undeliverable'],
    [{ command: 'MAIL FROM', responseCode: 552 }, 'Undeliverable'],
    [{ command: 'DATA', responseCode: 554 }, 'Undeliverable'],
    [{ command: 'DATA', responseCode: 503 }, 'Error'],
    [{ command: 'RCPT TO', responseCode: 450 }, 'Error'],
    [{ command: 'AUTH PLAIN', responseCode: 535, code: 'EAUTH' }, 'ServerUnavailable'],
    [{ command: 'CONN', responseCode: 554 }, 'ServerUnavailable'],
    [{ code: 'ECONNECTION' }, 'ServerUnavailable'],
    [{ code: 'EABORT' }, 'ServerUnavailable'],
  ])('%j: %s', (more, meaning) => expect(error(more)).toBe(meaning));
});

describe('settings of e-mail', () => {
  const read = (env: Record<string, string>) => readSettings({ mail: SETTINGS.mail }, env).mail;
  it.each<Record<string, string>>([
    { SMTP_URL: 'mail.example:25' },
    { SMTP_URL: 'smtp://user:pass word@host' },
    { MAIL_FROM: 'a@b.example, c@d.example' },
    { MAIL_FROM: 'A\r\nBcc: x <a@b.example>' },
    { MAIL_LINK: 'https://meridian.example/' },
    { MAIL_LINK: 'javascript:{id}' },
  ])('%j is refused, without its value in the message', (env) => {
    expect(() => read(env)).toThrow(/must be an address/);
    expect(() => read(env)).not.toThrow(/pass word/);
  });
  it('have sound defaults', () =>
    expect(read({})).toEqual({ SMTP_URL: null, MAIL_FROM: 'Meridian <meridian@localhost>', MAIL_LINK: null }));
});
