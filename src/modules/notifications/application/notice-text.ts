import { type Language } from '#platform/context';
import { inLanguage } from '#platform/messages';
import { noticeKind, type NoticeKind, type NoticeParam, type NoticeParams } from '../notices.js';

/** The text of a notice in a language, with instants in a zone (IANA). */
export function textOf(kind: NoticeKind, params: NoticeParams, language: Language, zone: string): string {
  return inLanguage(kind.texts, language).replace(/\{(\w+)\}/g, (_, name: string) =>
    wordsOf(params[name], language, zone),
  );
}

/** The same for a stored one; of a kind that is not known any more only its name is left. */
export function storedTextOf(key: string, params: NoticeParams, language: Language, zone: string): string {
  const kind = noticeKind(key);
  return kind ? textOf(kind, params, language, zone) : key;
}

function wordsOf(value: NoticeParam | undefined, language: Language, zone: string): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return 'at' in value ? instantIn(new Date(value.at), language, zone) : inLanguage(value, language);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2 Mar 2026, 18:00 GMT+8`; the same whatever the zone and language of the machine. */
export function instantIn(at: Date, language: Language, zone: string): string {
  const key = `${language}/${zone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      ...{ timeZone: zone, timeZoneName: 'short' },
    });
    formats.set(key, format);
  }
  return format.format(at);
}
