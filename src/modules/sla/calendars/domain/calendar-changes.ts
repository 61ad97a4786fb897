import { WEEKDAYS, type CalendarSpec, type DateHoursSpec, type HoursSpec } from '#kernel/calendar';

export type CalendarPart = 'ZONE' | 'ALWAYS' | 'WEEKLY' | 'HOLIDAY' | 'OVERRIDE' | 'BREAK' | 'CLOSURE';

/** One difference between two calendars, ready to be read. */
export interface CalendarChange {
  readonly part: CalendarPart;
  readonly change: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** The date at which it begins to matter, where it speaks of one. */
  readonly date: string | null;
  readonly text: { readonly en: string; readonly 'zh-CN': string };
}

/** What is called how: holidays by their text, breaks by `date T open`, closures by `from/to`. */
export type Names = Readonly<Record<string, string>>;

const ZH_DAYS = { MON: '周一', TUE: '周二', WED: '周三', THU: '周四', FRI: '周五', SAT: '周六', SUN: '周日' } as const;
const EN_DAYS = {
  MON: 'Mondays',
  TUE: 'Tuesdays',
  WED: 'Wednesdays',
  THU: 'Thursdays',
  FRI: 'Fridays',
  SAT: 'Saturdays',
  SUN: 'Sundays',
} as const;

/** What differs between two calendars, in the order of their parts and dates; empty when they say the same. */
export function calendarChanges(before: CalendarSpec, after: CalendarSpec, names: Names = {}): CalendarChange[] {
  return [
    ...general(before, after),
    ...weekly(before, after),
    ...holidays(before, after, names),
    ...dates('OVERRIDE', before.overrides, after.overrides, names),
    ...dates('BREAK', before.breaks, after.breaks, names),
    ...closures(before, after, names),
  ];
}

function general(before: CalendarSpec, after: CalendarSpec): CalendarChange[] {
  const changes: CalendarChange[] = [];
  if (before.zone !== after.zone)
    changes.push({
      ...{ part: 'ZONE', change: 'CHANGED', date: null },
      text: {
        en: `The time zone is ${after.zone} instead of ${before.zone}.`,
        'zh-CN': `时区由 ${before.zone} 改为 ${after.zone}。`,
      },
    });
  if ((before.always ?? false) !== (after.always ?? false))
    changes.push({
      ...{ part: 'ALWAYS', change: 'CHANGED', date: null },
      text: after.always
        ? { en: 'It is open around the clock.', 'zh-CN': '改为全天候开放。' }
        : { en: 'It is open around the clock no more.', 'zh-CN': '不再全天候开放。' },
    });
  return changes;
}

function weekly(before: CalendarSpec, after: CalendarSpec): CalendarChange[] {
  const hours = (spec: CalendarSpec, day: string) => (spec.weekly ?? []).filter((row) => row.day === day);
  return WEEKDAYS.flatMap((day): CalendarChange[] => {
    const [was, is] = [hours(before, day), hours(after, day)];
    if (wording(was).en === wording(is).en) return [];
    return [
      {
        part: 'WEEKLY',
        change: was.length === 0 ? 'ADDED' : is.length === 0 ? 'REMOVED' : 'CHANGED',
        date: null,
        text: {
          en: `${EN_DAYS[day]}: ${wording(is).en} instead of ${wording(was).en}.`,
          'zh-CN': `${ZH_DAYS[day]}：由${wording(was)['zh-CN']}改为${wording(is)['zh-CN']}。`,
        },
      },
    ];
  });
}

function holidays(before: CalendarSpec, after: CalendarSpec, names: Names): CalendarChange[] {
  const was = new Set(before.holidays ?? []);
  const is = new Set(after.holidays ?? []);
  const say = (text: string, added: boolean): CalendarChange => ({
    ...{ part: 'HOLIDAY', change: added ? 'ADDED' : 'REMOVED', date: text.startsWith('--') ? null : text.slice(0, 10) },
    text: added
      ? {
          en: `Closed on ${holidayEn(text)}${named(names[text])}.`,
          'zh-CN': `${holidayZh(text)}休息${named(names[text])}。`,
        }
      : {
          en: `Not closed on ${holidayEn(text)} any more${named(names[text])}.`,
          'zh-CN': `${holidayZh(text)}不再休息${named(names[text])}。`,
        },
  });
  return inOrder([
    ...[...was].filter((text) => !is.has(text)).map((text) => say(text, false)),
    ...[...is].filter((text) => !was.has(text)).map((text) => say(text, true)),
  ]);
}

type Rows = readonly DateHoursSpec[] | null | undefined;

function dates(part: 'OVERRIDE' | 'BREAK', before: Rows, after: Rows, names: Names): CalendarChange[] {
  const [was, is] = [byDate(before), byDate(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((date): CalendarChange[] => {
    const [old, now] = [was.get(date), is.get(date)];
    if (old && now && wording(old).en === wording(now).en) return [];
    const change = !old ? 'ADDED' : !now ? 'REMOVED' : 'CHANGED';
    const name = named(names[date] ?? names[`${date}T${(now ?? old)?.[0]?.open ?? ''}`]);
    return [{ part, change, date, text: dateText(part, date, now, name) }];
  });
}

function dateText(
  part: 'OVERRIDE' | 'BREAK',
  date: string,
  now: readonly HoursSpec[] | undefined,
  name: string,
): CalendarChange['text'] {
  if (part === 'OVERRIDE')
    return now
      ? { en: `${date}: ${wording(now).en}${name}.`, 'zh-CN': `${date}：${wording(now)['zh-CN']}${name}。` }
      : { en: `${date} has no hours of its own any more${name}.`, 'zh-CN': `${date} 不再有特别时段${name}。` };
  return now
    ? {
        en: `${date}: closed ${ranges(now)}${name}.`,
        'zh-CN': `${date}：${ranges(now)} 休息${name}。`,
      }
    : { en: `${date} has no break any more${name}.`, 'zh-CN': `${date} 不再有休息时段${name}。` };
}

function closures(before: CalendarSpec, after: CalendarSpec, names: Names): CalendarChange[] {
  const keyed = (spec: CalendarSpec) =>
    new Set((spec.closures ?? []).map((c) => `${new Date(c.from).toISOString()}/${new Date(c.to).toISOString()}`));
  const [was, is] = [keyed(before), keyed(after)];
  const say = (key: string, added: boolean): CalendarChange => {
    const [from = '', to = ''] = key.split('/').map((iso) => iso.replace(':00.000Z', 'Z').replace('T', ' '));
    return {
      ...{ part: 'CLOSURE', change: added ? 'ADDED' : 'REMOVED', date: key.slice(0, 10) },
      text: added
        ? {
            en: `Closed from ${from} to ${to}${named(names[key])}.`,
            'zh-CN': `${from} 至 ${to} 关闭${named(names[key])}。`,
          }
        : {
            en: `Not closed from ${from} to ${to} any more${named(names[key])}.`,
            'zh-CN': `${from} 至 ${to} 不再关闭${named(names[key])}。`,
          },
    };
  };
  return inOrder([
    ...[...was].filter((key) => !is.has(key)).map((key) => say(key, false)),
    ...[...is].filter((key) => !was.has(key)).map((key) => say(key, true)),
  ]);
}

/** Hours in words; the same hours in another order or written with seconds are the same words. */
function wording(hours: readonly HoursSpec[]): CalendarChange['text'] {
  return hours.length === 0
    ? { en: 'closed', 'zh-CN': '休息' }
    : { en: `open ${ranges(hours)}`, 'zh-CN': `开放 ${ranges(hours)}` };
}

const ranges = (hours: readonly HoursSpec[]): string =>
  [...new Set(hours.map(({ open, close }) => `${short(open)}–${short(close)}`))].sort().join(', ');

const short = (time: string): string => (time.length === 8 && time.endsWith(':00') ? time.slice(0, 5) : time);

const named = (name: string | undefined): string => (name === undefined ? '' : ` (${name})`);

const holidayEn = (text: string): string =>
  text.startsWith('--') ? `${text.slice(2)} of every year` : text.replace('/', ' to ');
const holidayZh = (text: string): string =>
  text.startsWith('--') ? `每年 ${text.slice(2)} ` : `${text.replace('/', ' 至 ')} `;

function byDate(rows: Rows): Map<string, readonly HoursSpec[]> {
  const found = new Map<string, readonly HoursSpec[]>();
  for (const { date, intervals } of rows ?? []) found.set(date, [...(found.get(date) ?? []), ...intervals]);
  return found;
}

function inOrder(changes: CalendarChange[]): CalendarChange[] {
  const key = (c: CalendarChange) => c.date ?? '';
  return changes.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}
