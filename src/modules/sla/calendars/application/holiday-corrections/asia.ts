import { addDays } from '#kernel/calendar';
import { type HolidayStatement } from '../../domain/holidays.js';
import {
  expected,
  expectedSubstitute,
  inLieu,
  makeUp,
  off,
  statement,
  substitute,
  weekdayOf,
  withDaysInLieu,
  type HolidayCorrection,
} from './correction.js';

const [SUNDAY, SATURDAY] = [0, 6];

/**
 * Taiwan by the act of 2025: a day off on a Saturday is given on the last working day before, on a Sunday on the next;
 * those of the lunar New Year on the next. Lunar dates are the library's.
 */
function taiwan(year: number, rows: readonly HolidayStatement[]): HolidayStatement[] {
  const dateOf = (name: string): string | undefined => rows.find((r) => r.name === name)?.date;
  const named = (name: string): HolidayStatement[] => rows.filter((r) => r.name === name);
  const eve = dateOf("Chinese New Year's Eve");
  const others = rows.filter((r) => r.kind !== 'PUBLIC' && r.kind !== 'SUBSTITUTE');
  if (eve === undefined) return [...rows];
  const provisional = named("Chinese New Year's Eve")[0]?.provisional ?? false;
  const lunar = { provisional };
  const festival: [number, string][] = [
    [-1, "The day before Chinese New Year's Eve"],
    [0, "Chinese New Year's Eve"],
    [1, 'Chinese New Year'],
    [2, 'The second day of the Chinese New Year'],
    [3, 'The third day of the Chinese New Year'],
  ];
  const days: HolidayStatement[] = [
    statement(`${year}-01-01`, 'Founding of the Republic of China', 'PUBLIC'),
    ...festival.map(([after, name]) => statement(addDays(eve, after), name, 'PUBLIC', lunar)),
    statement(`${year}-02-28`, 'Peace Memorial Day', 'PUBLIC'),
    statement(`${year}-04-04`, "Children's Day", 'PUBLIC'),
    ...named('Tomb Sweeping Day')
      .filter((r) => r.kind === 'PUBLIC')
      .slice(0, 1),
    statement(`${year}-05-01`, 'Labour Day', 'PUBLIC'),
    ...named('Dragon Boat Festival')
      .filter((r) => r.kind === 'PUBLIC')
      .slice(0, 1),
    ...named('Mid-Autumn Festival')
      .filter((r) => r.kind === 'PUBLIC')
      .slice(0, 1),
    statement(`${year}-09-28`, 'Confucius’ Birthday and Teachers’ Day', 'PUBLIC'),
    statement(`${year}-10-10`, 'National Day / Double Tenth Day', 'PUBLIC'),
    statement(`${year}-10-25`, 'Taiwan Retrocession and Victory in Kinmen Guningtou Memorial Day', 'PUBLIC'),
    statement(`${year}-12-25`, 'Constitution Day', 'PUBLIC'),
  ];
  const next = statement(`${year + 1}-01-01`, 'Founding of the Republic of China', 'PUBLIC');
  const taken = new Set([...days, next].map((d) => d.date));
  const newYear = new Set(festival.map(([, name]) => name));
  const substitutes: HolidayStatement[] = [];
  for (const day of [...days, next]) {
    const weekday = weekdayOf(day.date);
    if (weekday !== SUNDAY && weekday !== SATURDAY) continue;
    const step = weekday === SATURDAY && !newYear.has(day.name) ? -1 : 1;
    let date = addDays(day.date, step);
    while (taken.has(date) || [SUNDAY, SATURDAY].includes(weekdayOf(date))) date = addDays(date, step);
    taken.add(date);
    substitutes.push(statement(date, `${day.name} (substitute day)`, 'SUBSTITUTE', { provisional: day.provisional }));
  }
  const ofYear = substitutes.filter((s) => s.date.startsWith(String(year)));
  // Until the calendar of the year is announced, days given for others may still be put elsewhere.
  return [...others, ...days, ...ofYear.map((s) => ({ ...s, provisional: s.provisional || provisional }))];
}

/** Parts of Malaysia whose week ends on Friday and Saturday. */
const MALAYSIAN_FRIDAY = new Set(['MY-02', 'MY-03', 'MY-11']);

/** The library has the day in lieu of some feasts as a second day of theirs. */
function givenAlready(rows: readonly HolidayStatement[], { name, date }: HolidayStatement): boolean {
  return ['Vesak Day', 'Deepavali'].includes(name) && rows.some((r) => r.name === name && r.date === addDays(date, 1));
}

export const ASIA: readonly HolidayCorrection[] = [
  {
    region: 'HK',
    announcedTo: 2026,
    sources: ['General Holidays Ordinance (Cap. 149); Gazette notices for 2025 and 2026'],
  },
  {
    region: 'JP',
    announcedTo: 2027,
    sources: [
      'National Astronomical Observatory of Japan, 暦要項 in the Official Gazette of each February: equinoxes up to 2027',
    ],
  },
  {
    region: 'TW',
    announcedTo: 2026,
    sources: [
      '紀念日及節日實施條例 (Implementation Act for Memorial Days and Festivals), in force since 28 May 2025',
      'Directorate-General of Personnel Administration, office calendars of 2025 (amended) and 2026',
    ],
    rules: (year, rows) => (year >= 2026 ? taiwan(year, rows) : rows),
    dated: {
      2025: {
        with: [
          inLieu('01-27', "The day before Chinese New Year's Eve (day off in lieu)"),
          makeUp('02-08', "The day before Chinese New Year's Eve (make-up working day)", '01-27'),
          substitute('04-03', "Children's Day (substitute day)"),
          off('05-01', 'Labour Day'),
          substitute('05-30', 'Dragon Boat Festival (substitute day)'),
          substitute('09-29', 'Confucius’ Birthday and Teachers’ Day (substitute day)'),
          substitute('10-24', 'Taiwan Retrocession and Victory in Kinmen Guningtou Memorial Day (substitute day)'),
          off('12-25', 'Constitution Day'),
        ],
      },
    },
  },
  {
    region: 'KR',
    announcedTo: 2026,
    sources: [
      '관공서의 공휴일에 관한 규정 (Regulations on Holidays of Public Agencies), article 2: the day before Seollal, Seollal and the day after it',
      'State Council of 14 January 2025: 27 January as a temporary holiday; elections of 3 June 2025 and 3 June 2026 (Public Official Election Act)',
    ],
    // The library has the three days begin with the New Year itself, and its day in lieu is as certain as they are.
    rules: (_year, rows) => {
      const newYear = rows.find((r) => r.name === 'Korean New Year' && r.kind === 'PUBLIC');
      const provisional = newYear?.provisional ?? false;
      return rows.map((r) =>
        r.name === 'Korean New Year' && r.kind === 'PUBLIC'
          ? { ...r, date: addDays(r.date, -1) }
          : r.name.startsWith('Korean New Year')
            ? { ...r, provisional }
            : r,
      );
    },
    dated: {
      2025: { with: [off('01-27', 'Temporary holiday'), off('06-03', 'Presidential election')] },
      2026: { with: [off('06-03', 'Local elections')] },
    },
  },
  {
    region: 'SG',
    announcedTo: 2026,
    sources: [
      'Holidays Act 1998; Ministry of Manpower, public holidays for 2025 and 2026',
      'Polling Day of 3 May 2025 (Parliamentary Elections Act 1954)',
      '2027: full moon of 20 May; Islamic dates by the criterion of MABIMS',
    ],
    rules: (_year, rows) => withDaysInLieu(rows, [SUNDAY], (r) => !givenAlready(rows, r)),
    dated: {
      2025: { with: [off('05-03', 'Polling Day')] },
      2027: {
        without: ['03-09', '05-16'],
        with: [
          expected('03-10', 'Hari Raya Puasa'),
          expected('05-17', 'Hari Raya Haji'),
          expected('05-20', 'Vesak Day'),
        ],
      },
    },
  },
  {
    region: 'MY',
    announcedTo: 2026,
    sources: [
      'Holidays Act 1951 (Act 369), section 3: the day after a holiday on the weekly day of rest',
      'Prime Minister’s Department (BKPP), Jadual Hari Kelepasan Am Persekutuan 2025 and 2026',
      '2027: full moon of 20 May; Islamic dates by the criterion of MABIMS',
    ],
    rules: (_year, rows, region) =>
      MALAYSIAN_FRIDAY.has(region) ? rows : withDaysInLieu(rows, [SUNDAY], (r) => !givenAlready(rows, r)),
    dated: {
      2025: {
        without: ['03-17', '03-30', '06-06', '06-26', '09-04'],
        with: [
          off('04-01', 'End of Ramadan (Eid al-Fitr)'),
          off('06-07', 'Feast of the Sacrifice (Eid al-Adha)'),
          off('06-27', 'Islamic New Year'),
          off('09-05', 'Birthday of Muhammad (Mawlid)'),
          off('09-15', 'Malaysia Day (additional day)'),
        ],
      },
      2027: {
        without: ['03-09', '05-16'],
        with: [
          expected('03-11', 'End of Ramadan (Eid al-Fitr)'),
          expected('05-17', 'Feast of the Sacrifice (Eid al-Adha)'),
          expected('05-20', 'Vesak Day'),
        ],
      },
    },
  },
  {
    region: 'MY-14',
    announcedTo: 2026,
    sources: ['The same for the Federal Territory of Kuala Lumpur: Nuzul Al-Quran, Thaipusam and 1 February'],
    dated: {
      2025: { with: [off('03-18', 'Day of Nuzul Al-Quran')] },
      2027: { with: [expected('01-22', 'Thaipusam')] },
    },
  },
  {
    region: 'TH',
    announcedTo: 2026,
    sources: [
      'Cabinet resolutions on the holidays of 2025 and 2026: a holiday on a Saturday or Sunday is given on the next working day',
      'Labour Protection Act B.E. 2541, section 29 (1 May)',
      'Cabinet resolution on 2 January 2026 as an additional holiday',
      '2027: full moons of 21 February, 20 May and 18 July',
    ],
    rules: (year, rows) =>
      withDaysInLieu([...rows, statement(`${year}-05-01`, 'Labour Day', 'PUBLIC')], [SUNDAY, SATURDAY]),
    dated: {
      2025: {
        without: ['02-13', '05-12'],
        with: [off('02-12', 'Makha Bucha'), off('05-11', 'Vesak Day')],
      },
      2026: { with: [off('01-02', 'Additional holiday')] },
      2027: {
        with: [
          expected('02-21', 'Makha Bucha'),
          expected('05-20', 'Vesak Day'),
          expected('07-18', 'Asalha Puja'),
          expected('07-19', 'Buddhist Lent'),
        ],
      },
    },
  },
  {
    region: 'VN',
    announcedTo: 2026,
    sources: [
      'Labour Code 2019, article 112 (Tet five days, National Day two) and article 111(3): a holiday on the weekly day of rest is given on the next working day',
      'Ministry of Home Affairs (before it MOLISA), days off for Tet and National Day of 2025 and 2026',
    ],
    // The days of Tet are chosen so that five working days are free.
    rules: (_year, rows) => withDaysInLieu(rows, [SUNDAY, SATURDAY], (r) => !r.name.startsWith('Vietnamese New Year')),
    dated: {
      2025: {
        without: ['02-01'],
        with: [off('01-27', 'Vietnamese New Year Holidays'), off('09-01', 'National Day (additional day)')],
      },
      2026: { with: [off('09-01', 'National Day (additional day)')] },
      2027: {
        with: [
          expectedSubstitute('02-10', 'Vietnamese New Year Holidays (substitute day)'),
          expectedSubstitute('02-11', 'Vietnamese New Year Holidays (substitute day)'),
        ],
      },
    },
  },
];
