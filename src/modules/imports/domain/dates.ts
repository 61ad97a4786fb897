import { daysInMonth } from '#kernel';

/** Ways in which sources write instants, always taken as UTC. */
export const DATE_FORMS = ['d/m/yyyy hh:mm', 'm/d/yyyy hh:mm', 'yyyy-mm-dd hh:mm', 'yyyy-mm-dd hh:mm:ss'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/;
const DASHED = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})$/;
const DASHED_SECONDS = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;

/** The instant; undefined for another form and for dates and times that do not exist, such as 31/2/2016. */
export function parseSourceInstant(text: string, form: DateForm): Date | undefined {
  const pattern = form === 'yyyy-mm-dd hh:mm:ss' ? DASHED_SECONDS : form === 'yyyy-mm-dd hh:mm' ? DASHED : SLASHED;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [a, b, c, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number | undefined,
  ];
  const [year, month, day] = pattern !== SLASHED ? [a, b, c] : form === 'd/m/yyyy hh:mm' ? [c, b, a] : [c, a, b];
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || (second ?? 0) > 59) return undefined;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second ?? 0));
}
