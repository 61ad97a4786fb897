import { Inject, Injectable } from '@nestjs/common';
import { toGlobalId } from '#kernel';
import { CONFIG, type Config } from '#platform/config';
import { type Locale } from '#platform/context';
import { type NewMail } from '#platform/mail';
import { type Employee } from '#modules/identity';
import { type Notice, type Words } from '../notices.js';
import { storedTextOf, textOf } from './notice-text.js';
import { type NotificationRow } from './notifications.queries.js';

const OPEN: Words = { en: 'Open', 'zh-CN': '查看' };
const WHY: Words = {
  en: 'You get this message because of what you chose in Meridian under notifications; you can turn it off there, or have one message a day instead.',
  'zh-CN': '您收到此邮件是根据您在 Meridian 通知设置中的选择；可在该处关闭，或改为每天一封汇总。',
};
const DIGEST_SUBJECT: Words = { en: 'Not read yet: {n}', 'zh-CN': '未读通知：{n} 条' };
/** Most notifications that one message lists. */
export const LISTED = 100;
const MORE: Words = { en: '… and {n} more.', 'zh-CN': '……另有 {n} 条。' };

interface Line {
  readonly text: string;
  readonly link: string | null;
}

/** Writes the e-mail about notifications, in the reader's language, as text and as HTML. */
@Injectable()
export class MailText {
  private readonly template: string | null;

  constructor(@Inject(CONFIG) config: Config) {
    this.template = config.mail.MAIL_LINK;
  }

  /** About one of them; its text is the subject too. */
  ofNotice({ id, notice, reader, zone }: { id: string; notice: Notice; reader: Employee; zone: string }): NewMail {
    const text = textOf(notice.kind, notice.params, reader.locale, zone);
    const { about } = notice;
    return {
      id,
      purpose: notice.kind.key,
      ...addressOf(reader),
      subject: text,
      thread: about && `${about.type}-${about.id}`,
      ...bodies(reader.locale, null, [{ text, link: this.linkTo(about) }]),
    };
  }

  /** About several, of `total` there are. */
  ofDigest(id: string, reader: Employee, zone: string, rows: readonly NotificationRow[], total: number): NewMail {
    const { locale } = reader;
    const lines = rows.map(({ kind, params, aboutType, aboutId }): Line => ({
      text: storedTextOf(kind, params, locale, zone),
      link: this.linkTo(aboutType !== null && aboutId !== null ? { type: aboutType, id: aboutId } : null),
    }));
    const more = total > rows.length ? MORE[locale].replace('{n}', String(total - rows.length)) : null;
    return {
      id,
      purpose: 'notifications.digest',
      ...addressOf(reader),
      subject: DIGEST_SUBJECT[locale].replace('{n}', String(total)),
      thread: null,
      ...bodies(locale, more, lines),
    };
  }

  private linkTo(about: { readonly type: string; readonly id: string } | null): string | null {
    return about && this.template && this.template.replaceAll('{id}', toGlobalId(about.type, about.id));
  }
}

function addressOf({ email, name, locale }: Employee): Pick<NewMail, 'toAddress' | 'toName' | 'language'> {
  return { toAddress: email, toName: name, language: locale };
}

function bodies(locale: Locale, more: string | null, lines: readonly Line[]): Pick<NewMail, 'text' | 'html'> {
  const text = [
    ...lines.map((line) => (line.link === null ? line.text : `${line.text}\n${line.link}`)),
    ...(more === null ? [] : [more]),
    `-- \n${WHY[locale]}`,
  ].join('\n\n');
  const paragraphs = lines.map(
    ({ text: words, link }) =>
      `<p>${escaped(words)}${link === null ? '' : `<br><a href="${escaped(link)}">${OPEN[locale]}</a>`}</p>`,
  );
  if (more !== null) paragraphs.push(`<p>${escaped(more)}</p>`);
  const small = `<p style="color:#666;font-size:smaller">${escaped(WHY[locale])}</p>`;
  return {
    text: `${text}\n`,
    html: `<!doctype html><html lang="${locale}"><meta charset="utf-8"><body>\n${[...paragraphs, small].join('\n')}\n</body></html>\n`,
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => ENTITIES[c] as string).replace(/\r?\n/g, '<br>');
}
