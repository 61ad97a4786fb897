import { afterEach, describe, expect, it } from 'vitest';
import { type HolidayStatement } from '../domain/holidays.js';
import { libraryHolidays, libraryRegion, libraryRegions } from './holiday-library.js';

const closing = (rows: readonly HolidayStatement[]) =>
  rows.filter((r) => ['PUBLIC', 'SUBSTITUTE', 'IN_LIEU'].includes(r.kind) && r.closedFrom === null);
const isWeekend = (date: string) => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
const daysOf = (rows: readonly HolidayStatement[]) => [...new Set(rows.map((r) => r.date.slice(5)))].sort();

/** `01-01..01-03` for what follows one another. */
function stretches(dates: readonly string[], year: number): string {
  const out: [string, string][] = [];
  for (const date of dates) {
    const last = out.at(-1);
    const next = last && new Date(Date.parse(`${year}-${last[1]}T00:00:00Z`) + 86_400_000).toISOString().slice(5, 10);
    if (last && next === date) last[1] = date;
    else out.push([date, date]);
  }
  return out.map(([from, to]) => (from === to ? from : `${from}..${to}`)).join(' ');
}

describe('mainland China, as the State Council announced it', () => {
  it.each([
    [
      2015,
      '01-01..01-03 02-18..02-24 04-05..04-06 05-01 06-20 06-22 09-03..09-04 09-27 10-01..10-07',
      '01-04 02-15 02-28 09-06 10-10',
    ],
    [2017, '01-01..01-02 01-27..02-02 04-02..04-04 05-01 05-28..05-30 10-01..10-08', '01-22 02-04 04-01 05-27 09-30'],
    // The Spring Festival was prolonged to 2 February after it had begun.
    [
      2020,
      '01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08',
      '01-19 04-26 05-09 06-28 09-27 10-10',
    ],
    [
      2023,
      '01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06',
      '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
    ],
    [
      2024,
      '01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07',
      '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
    ],
    [2025, '01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08', '01-26 02-08 04-27 09-28 10-11'],
    [
      2026,
      '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07',
      '01-04 02-14 02-28 05-09 09-20 10-10',
    ],
  ])('%i', async (year, off, worked) => {
    const rows = await libraryHolidays('CN', year, year);
    expect(stretches(daysOf(closing(rows)), year)).toBe(off);
    expect(daysOf(rows.filter((r) => r.kind === 'MAKE_UP_WORKING_DAY')).join(' ')).toBe(worked);
    expect(rows.every((r) => !r.provisional)).toBe(true);
  });

  it('a make-up working day stands for the day off that it pays for', async () => {
    const made = (await libraryHolidays('CN', 2026, 2026)).filter((r) => r.kind === 'MAKE_UP_WORKING_DAY');
    expect(Object.fromEntries(made.map((r) => [r.date, r.replaces]))).toMatchObject({
      '2026-02-14': '2026-02-20',
      '2026-02-28': '2026-02-23',
      '2026-10-10': '2026-10-07',
    });
    expect(made.find((r) => r.date === '2026-02-14')).toMatchObject({ nameNative: '春节调休上班' });
  });

  it('every make-up working day of every announced year is a day of the weekend', async () => {
    const rows = await libraryHolidays('CN', 2004, 2026);
    const made = rows.filter((r) => r.kind === 'MAKE_UP_WORKING_DAY');
    expect(made).toHaveLength(150);
    expect(made.filter((r) => !isWeekend(r.date))).toEqual([]);
    const off = new Set(closing(rows).map((r) => r.date));
    expect(made.filter((r) => off.has(r.date))).toEqual([]);
  });

  it.each([
    // New moons within an hour of midnight, and the year whose leap month many tables have wrong.
    ['Spring Festival', 2027, '2027-02-06'],
    ['Spring Festival', 2030, '2030-02-03'],
    ['Mid-autumn Festival', 2027, '2027-09-15'],
    ['Mid-autumn Festival', 2028, '2028-10-03'],
    ['Mid-autumn Festival', 2033, '2033-09-08'],
    ['Dragon Boat Festival', 2028, '2028-05-28'],
    ['Tomb-sweeping Day', 2028, '2028-04-04'],
  ])('%s of %i is on %s', async (name, year, date) => {
    const rows = (await libraryHolidays('CN', year, year)).filter((r) => r.name === name);
    expect(rows.map((r) => r.date)).toContain(date);
  });

  it('a year that is not announced has the thirteen days of the law, and says that they are provisional', async () => {
    const rows = await libraryHolidays('CN', 2033, 2033);
    expect(stretches(daysOf(rows), 2033)).toBe('01-01 01-30..02-02 04-04 05-01..05-02 06-01 09-08 10-01..10-03');
    expect(rows).toHaveLength(13);
    expect(rows.every((r) => r.provisional && r.kind === 'PUBLIC')).toBe(true);
  });
});

describe('public holidays elsewhere', () => {
  it.each([
    // The holidays of 2022 that were moved or given once, and Christmas Day on a Sunday.
    ['GB-ENG', 2022, '01-03 04-15 04-18 05-02 06-02..06-03 08-29 09-19 12-26..12-27'],
    ['GB-ENG', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27..12-28'],
    ['GB-ENG', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    ['GB-SCT', 2026, '01-01..01-02 04-03 05-04 05-25 08-03 11-30 12-25 12-28'],
  ])('working days that are off in %s in %i', async (code, year, expected) => {
    const rows = closing(await libraryHolidays(code, year, year)).filter((r) => !isWeekend(r.date));
    // Scotland also kept the day after its team's first game of the World Cup of 2026 free.
    expect(
      stretches(
        daysOf(rows).filter((d) => code !== 'GB-SCT' || d !== '06-15'),
        year,
      ),
    ).toBe(expected);
  });

  it('Hong Kong in 2026, Saturdays included, as gazetted', async () => {
    const rows = closing(await libraryHolidays('hk', 2026, 2026));
    expect(stretches(daysOf(rows), 2026)).toBe(
      '01-01 02-17..02-19 04-03..04-04 04-06..04-07 05-01 05-25 06-19 07-01 09-26 10-01 10-19 12-25..12-26',
    );
    expect(rows.find((r) => r.date === '2026-02-17')).toMatchObject({ nameNative: '農曆年初一' });
  });

  it('a holiday on a Saturday has a substitute: 4 July 2026', async () => {
    const rows = await libraryHolidays('US', 2026, 2026);
    expect(rows.find((r) => r.date === '2026-07-03')).toMatchObject({ kind: 'SUBSTITUTE' });
  });

  it('half days say which part is closed', async () => {
    const eve = (await libraryHolidays('DE', 2026, 2026)).find((r) => r.date === '2026-12-24');
    expect(eve).toMatchObject({ kind: 'BANK', closedFrom: '14:00', closedTo: '24:00' });
    const ashes = (await libraryHolidays('BR', 2024, 2024)).filter((r) => r.date === '2024-02-14');
    expect(ashes).toContainEqual(expect.objectContaining({ closedFrom: '00:00', closedTo: '14:00' }));
  });

  it('a feast that begins at sunset is on the date of its day; what lasts several days has a row for each', async () => {
    const feast = (await libraryHolidays('TR', 2024, 2024)).filter((r) => r.name.includes('al-Fitr'));
    expect(feast.map((r) => r.date)).toEqual(['2024-04-10', '2024-04-11', '2024-04-12']);
  });

  it('what begins in December goes on in the year after', async () => {
    const rows = await libraryHolidays('SZ', 2025, 2025);
    expect(rows.filter((r) => r.name === 'Incwala Festival').map((r) => r.date)).toContain('2025-01-02');
  });

  it('are known of two hundred countries and their parts, by codes in any case', () => {
    const regions = libraryRegions();
    expect(new Set(regions.map((r) => r.country)).size).toBeGreaterThan(200);
    expect(libraryRegions('gb').map((r) => r.code)).toContain('GB-ENG');
    expect(libraryRegion('de-by-a')).toMatchObject({ code: 'DE-BY-A', country: 'DE' });
    expect(libraryRegion('QQ')).toBeUndefined();
  });
});

describe('whatever the zone of the machine', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each(['HK', 'IL', 'GB-ENG', 'CN'])('%s has the same dates', async (code) => {
    const seen = new Set<string>();
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
      process.env['TZ'] = zone;
      seen.add(JSON.stringify(await libraryHolidays(code, 2026, 2028)));
    }
    expect(seen.size).toBe(1);
  });
});
