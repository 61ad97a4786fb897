/** What a template may speak of. */
export const PLACEHOLDERS = [
  'date',
  'time',
  'weekday',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'customer',
  'branch',
  'job',
  'number',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

export type TemplateValues = Readonly<Record<Placeholder, string>>;

const PATTERN = /\{([^{}]*)\}/g;

/** Names in braces that mean nothing. */
export function unknownPlaceholders(template: string): string[] {
  return [...template.matchAll(PATTERN)]
    .map(([, name = '']) => name)
    .filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name));
}

/** The template with its values, at most `max` characters. */
export function fillTemplate(template: string, values: TemplateValues, max: number): string {
  const text = template.replace(PATTERN, (whole, name: string) => values[name as Placeholder] ?? whole).trim();
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** What a template can say of a local date and time. */
export function dateValues(date: string, time: string): Omit<TemplateValues, 'customer' | 'branch' | 'job' | 'number'> {
  const at = new Date(`${date}T00:00:00Z`);
  const month = date.slice(5, 7);
  return {
    date,
    time: time.slice(0, 5),
    weekday: WEEKDAYS[at.getUTCDay()] as string,
    day: date.slice(8),
    week: isoWeek(at),
    month: date.slice(0, 7),
    quarter: `${date.slice(0, 4)}-Q${Math.ceil(Number(month) / 3)}`,
    year: date.slice(0, 4),
  };
}

/** Such as 2026-W09 (ISO 8601). */
function isoWeek(date: Date): string {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const yearStart = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((thursday.getTime() - yearStart) / 86_400_000 + 1) / 7);
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}
