import { type Locale } from '#platform/context';
import { noticeKind, type NoticeKind, type NoticeParam, type NoticeParams } from '../notices.js';

/** The text of a notice in a language, with instants in a zone (IANA). */
export function textOf(kind: NoticeKind, params: NoticeParams, locale: Locale, zone: string): string {
  return kind.texts[locale].replace(/\{(\w+)\}/g, (_, name: string) => wordsOf(params[name], locale, zone));
}

/** The same for a stored one; of a kind that is not known any more only its name is left. */
export function storedTextOf(key: string, params: NoticeParams, locale: Locale, zone: string): string {
  const kind = noticeKind(key);
  return kind ? textOf(kind, params, locale, zone) : key;
}

function wordsOf(value: NoticeParam | undefined, locale: Locale, zone: string): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return 'at' in value ? instantIn(new Date(value.at), locale, zone) : value[locale];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2 Mar 2026, 18:00 GMT+8`; the same whatever the zone and language of the machine. */
export function instantIn(at: Date, locale: Locale, zone: string): string {
  const key = `${locale}/${zone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      ...{ year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      ...{ timeZone: zone, timeZoneName: 'short' },
    });
    formats.set(key, format);
  }
  return format.format(at);
}
