/** `YYYY-MM-DD` when that date exists (years 0001 to 9999), else undefined. */
export function parseLocalDate(text: string): string | undefined {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!m) return undefined;
  const [y, mo, d] = [Number(m[1]), Number(m[2]), Number(m[3])];
  return y >= 1 && mo >= 1 && mo <= 12 && d >= 1 && d <= daysInMonth(y, mo) ? text : undefined;
}

/** Days of a month (1 to 12) of a Gregorian year. */
export function daysInMonth(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;
}

/** `HH:MM` or `HH:MM:SS` from 00:00 to 24:00, else undefined. */
export function parseLocalTime(text: string): string | undefined {
  return /^(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00(:00)?)$/.test(text) ? text : undefined;
}

/** The instant of an RFC 3339 text with an offset; undefined for anything else, also for dates that do not exist. */
export function parseInstant(text: string): Date | undefined {
  const m = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/.exec(text);
  if (!m || !parseLocalDate(m[1] as string)) return undefined;
  if (Number(m[2]) > 23 || Number(m[3]) > 59 || Number(m[4]) > 59) return undefined;
  const instant = new Date(
    `${m[1]}T${m[2]}:${m[3]}:${m[4]}${(m[5] ?? '').slice(0, 4)}${(m[6] as string).toUpperCase()}`,
  );
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

const zones = new Map<string, boolean>();

/** Whether the text names a zone of the IANA data base (fixed offsets such as +08:00 are refused). */
export function isTimeZone(text: string): boolean {
  const known = zones.get(text);
  if (known !== undefined) return known;
  let valid = false;
  if (/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text) && text.length <= 64) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: text });
      valid = true;
    } catch {
      valid = false;
    }
  }
  if (zones.size < 5000) zones.set(text, valid);
  return valid;
}

/** The month a date lies in, as its first day. */
export function monthOf(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

/** Moves a first-of-month date by whole months. */
export function addMonths(firstOfMonth: string, months: number): string {
  const index = Number(firstOfMonth.slice(0, 4)) * 12 + Number(firstOfMonth.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}
