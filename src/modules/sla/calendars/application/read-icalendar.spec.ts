import { describe, expect, it } from 'vitest';
import { MAX_ICALENDAR_CHARACTERS, readIcalendar, withinOneDate } from './read-icalendar.js';

const PERIOD = { from: '2026-01-01', to: '2027-12-31', zone: 'Asia/Hong_Kong' };

const file = (...lines: string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]): string => file('BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT');

/** Each occurrence as `name: from..to`. */
async function read(text: string, period = PERIOD): Promise<string[]> {
  const result = await readIcalendar(text, period);
  if (!result.ok) throw new Error(JSON.stringify(result.failures));
  return result.value.occurrences
    .map(({ name, when }) =>
      when.kind === 'DAYS'
        ? `${name}: ${when.from}..${when.to}`
        : `${name}: ${new Date(when.from).toISOString()}..${new Date(when.to).toISOString()}`,
    )
    .sort();
}
const wrong = async (text: string, period = PERIOD): Promise<[string, object | undefined]> => {
  const result = await readIcalendar(text, period);
  if (result.ok) throw new Error(`taken: ${JSON.stringify(result.value)}`);
  return [result.failures[0]?.code as string, result.failures[0]?.params];
};

describe('whole days', () => {
  it.each([
    ['one', ['DTSTART;VALUE=DATE:20260701'], '2026-07-01..2026-07-01'],
    [
      'with an end, which is not included',
      ['DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260704'],
      '2026-07-01..2026-07-03',
    ],
    ['with a duration', ['DTSTART;VALUE=DATE:20260701', 'DURATION:P2D'], '2026-07-01..2026-07-02'],
    [
      'with an end that is its beginning',
      ['DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260701'],
      '2026-07-01..2026-07-01',
    ],
    [
      'that reach into the period',
      ['DTSTART;VALUE=DATE:20251224', 'DTEND;VALUE=DATE:20260105'],
      '2025-12-24..2026-01-04',
    ],
  ])('%s', async (_what, lines, expected) => {
    expect(await read(event(...lines, 'SUMMARY:Closed'))).toEqual([`Closed: ${expected}`]);
  });

  it.each([
    ['cut to whole characters', '🎉'.repeat(130), '🎉'.repeat(120)],
    ['cut where a character would be halved', `${'a'.repeat(119)}🎉b`, `${'a'.repeat(119)}🎉`],
    ['without halves of characters', 'Gala \ud83c', 'Gala \ufffd'],
    ['without what no database keeps', 'Tea\u0000\u0007 party', 'Tea party'],
  ])('have names %s', async (_what, given, kept) => {
    expect(await read(event('DTSTART;VALUE=DATE:20260701', `SUMMARY:${given}`))).toEqual([
      `${kept}: 2026-07-01..2026-07-01`,
    ]);
  });

  it('outside the period count for nothing', async () => {
    expect(await read(event('DTSTART;VALUE=DATE:20280101'))).toEqual([]);
  });

  it('repeat by a rule, but for their exceptions', async () => {
    const yearly = event(
      'DTSTART;VALUE=DATE:20200101',
      'RRULE:FREQ=YEARLY',
      'EXDATE;VALUE=DATE:20270101',
      'SUMMARY:New Year',
    );
    expect(await read(yearly)).toEqual(['New Year: 2026-01-01..2026-01-01']);
    const monthly = event('DTSTART;VALUE=DATE:20260130', 'RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', 'SUMMARY:Stock');
    expect(await read(monthly)).toEqual([
      'Stock: 2026-01-30..2026-01-30',
      'Stock: 2026-02-27..2026-02-27',
      'Stock: 2026-03-27..2026-03-27',
    ]);
  });

  it('have more dates by RDATE', async () => {
    expect(await read(event('DTSTART;VALUE=DATE:20260701', 'RDATE;VALUE=DATE:20260801,20260901', 'SUMMARY:A'))).toEqual(
      ['A: 2026-07-01..2026-07-01', 'A: 2026-08-01..2026-08-01', 'A: 2026-09-01..2026-09-01'],
    );
  });
});

describe('times', () => {
  it.each([
    ['in UTC', 'DTSTART:20260701T010000Z', '2026-07-01T01:00:00.000Z..2026-07-01T03:00:00.000Z'],
    [
      'without a zone are those of the calendar',
      'DTSTART:20260701T090000',
      '2026-07-01T01:00:00.000Z..2026-07-01T03:00:00.000Z',
    ],
    ['in a zone', 'DTSTART;TZID=Europe/London:20260701T090000', '2026-07-01T08:00:00.000Z..2026-07-01T10:00:00.000Z'],
    [
      'in a zone written in small letters',
      'DTSTART;TZID=europe/london:20260701T090000',
      '2026-07-01T08:00:00.000Z..2026-07-01T10:00:00.000Z',
    ],
    [
      'in a zone of Windows',
      'DTSTART;TZID=China Standard Time:20260701T090000',
      '2026-07-01T01:00:00.000Z..2026-07-01T03:00:00.000Z',
    ],
    [
      'in a zone with the name of its registry in front',
      'DTSTART;TZID="/example.org/20260101_1/America/New_York":20260701T090000',
      '2026-07-01T13:00:00.000Z..2026-07-01T15:00:00.000Z',
    ],
  ])('%s', async (_what, start, expected) => {
    expect(await read(event(start, 'DURATION:PT2H', 'SUMMARY:M'))).toEqual([`M: ${expected}`]);
  });

  it('that repeat keep their time on the wall when the clocks change', async () => {
    const weekly = event(
      'DTSTART;TZID=Europe/London:20260322T090000',
      'DTEND;TZID=Europe/London:20260322T100000',
      'RRULE:FREQ=WEEKLY;COUNT=2',
      'SUMMARY:M',
    );
    expect(await read(weekly)).toEqual([
      'M: 2026-03-22T09:00:00.000Z..2026-03-22T10:00:00.000Z',
      'M: 2026-03-29T08:00:00.000Z..2026-03-29T09:00:00.000Z',
    ]);
  });

  it('exceptions are found in whatever zone they are written', async () => {
    const lines = [
      'DTSTART;TZID=Europe/London:20260701T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=2',
      'SUMMARY:M',
    ];
    for (const except of [
      'EXDATE:20260702T080000Z',
      'EXDATE;TZID=Europe/London:20260702T090000',
      'EXDATE;VALUE=DATE:20260702',
    ])
      expect(await read(event(...lines, except))).toHaveLength(1);
  });

  it('without a length close nothing', async () => {
    expect(await read(event('DTSTART:20260701T090000Z'))).toEqual([]);
  });

  it('one of a series that was moved counts where it went, a cancelled one not at all', async () => {
    const series = ['UID:s', 'DTSTART:20260701T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3', 'SUMMARY:M'];
    const moved = ['UID:s', 'RECURRENCE-ID:20260702T090000Z', 'DTSTART:20260705T120000Z', 'DURATION:PT1H', 'SUMMARY:M'];
    const gone = ['UID:s', 'RECURRENCE-ID:20260703T090000Z', 'DTSTART:20260703T090000Z', 'STATUS:CANCELLED'];
    const text = file(...[series, moved, gone].flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']));
    expect(await read(text)).toEqual([
      'M: 2026-07-01T09:00:00.000Z..2026-07-01T10:00:00.000Z',
      'M: 2026-07-05T12:00:00.000Z..2026-07-05T13:00:00.000Z',
    ]);
  });
});

describe('a file', () => {
  it('is read folded, with any line ends, with alarms and zones in it', async () => {
    const text = [
      'BEGIN:VCALENDAR',
      'BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE',
      'BEGIN:VEVENT\r\nDTSTART;VALUE=DA',
      ' TE:20260701\nSUMMARY:Founding\\, of the',
      '\t firm\nBEGIN:VALARM\nTRIGGER:-PT15M\nDTSTART:nonsense\nEND:VALARM\nEND:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\n');
    expect(await read(text)).toEqual(['Founding, of the firm: 2026-07-01..2026-07-01']);
  });

  it('events that leave people free are passed over and counted', async () => {
    const result = await readIcalendar(event('DTSTART;VALUE=DATE:20260701', 'TRANSP:TRANSPARENT'), PERIOD);
    expect(result).toMatchObject({ ok: true, value: { events: 1, skipped: 1, occurrences: [] } });
  });

  it.each<[string, string, string, object]>([
    ['empty', '', 'ICALENDAR_EMPTY', {}],
    ['without events', file(), 'ICALENDAR_EMPTY', {}],
    ['that is something else', 'Dear all,\nplease find enclosed', 'ICALENDAR_INVALID', { line: 1 }],
    [
      'cut off',
      file('BEGIN:VEVENT', 'DTSTART:20260701').replace('END:VCALENDAR', ''),
      'ICALENDAR_INVALID',
      { line: 3 },
    ],
    ['with a line that is none', event('DTSTART;VALUE=DATE:20260701', 'nonsense'), 'ICALENDAR_INVALID', { line: 6 }],
    ['with a date that does not exist', event('DTSTART;VALUE=DATE:20260230'), 'ICALENDAR_INVALID', { line: 5 }],
    ['with a time that does not exist', event('DTSTART:20260701T250000Z'), 'ICALENDAR_INVALID', { line: 5 }],
    ['with an event that never begins', event('SUMMARY:Nothing'), 'ICALENDAR_INVALID', { line: 3 }],
    [
      'with an end before the beginning',
      event('DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260630'),
      'ICALENDAR_INVALID',
      { line: 6 },
    ],
    [
      'with an unknown zone',
      event('DTSTART;TZID=Mars/Olympus:20260701T090000', 'DURATION:PT1H'),
      'ICALENDAR_ZONE_UNKNOWN',
      { line: 5 },
    ],
    [
      'with a zone whose name fills the file',
      event(`DTSTART;TZID=${'a'.repeat(400_000)}:20260701T090000`, 'DURATION:PT1H'),
      'ICALENDAR_ZONE_UNKNOWN',
      { line: 5 },
    ],
    [
      'with components crosswise',
      file('BEGIN:VEVENT', 'BEGIN:VALARM', 'END:VEVENT', 'END:VALARM'),
      'ICALENDAR_INVALID',
      { line: 5 },
    ],
  ])('%s is refused with its line', async (_what, text, code, params) => {
    const [found, given] = await wrong(text);
    expect([found, given ?? {}]).toEqual([code, expect.objectContaining(params)]);
  });
});

describe('hostile files are bounded', () => {
  it.each([
    'FREQ=SECONDLY',
    'FREQ=MINUTELY;INTERVAL=1',
    'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3',
    'FREQ=DAILY;COUNT=99999999',
    'FREQ=DAILY;INTERVAL=999999999999',
    'FREQ=NEVER',
    'X',
  ])('the rule %s', async (rule) => {
    const text = event('DTSTART:19500101T090000Z', 'DURATION:PT1H', `RRULE:${rule}`);
    expect(['ICALENDAR_RULE_REFUSED', 'ICALENDAR_INVALID']).toContain((await wrong(text))[0]);
  });

  it('a rule that never comes true has its first date only', async () => {
    expect(
      await read(event('DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'SUMMARY:A')),
    ).toEqual(['A: 2026-01-05..2026-01-05']);
  });

  it('a rule without an end counts within the period', async () => {
    const found = await read(event('DTSTART;VALUE=DATE:19500101', 'RRULE:FREQ=WEEKLY'), {
      ...PERIOD,
      to: '2026-12-31',
    });
    expect(found).toHaveLength(52);
  });

  it('more dates than a calendar holds, more rules than anybody has, more text than a file has', async () => {
    const daily = 'BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nEND:VEVENT';
    expect((await wrong(file(daily, daily, daily)))[0]).toBe('ICALENDAR_TOO_MANY');
    expect((await wrong(file(...Array<string>(201).fill(daily))))[0]).toBe('ICALENDAR_TOO_MANY');
    expect((await wrong('X'.repeat(MAX_ICALENDAR_CHARACTERS + 1)))[0]).toBe('TOO_LONG');
    expect((await wrong(event('DTSTART;VALUE=DATE:20260101', 'DURATION:P99999D')))[0]).toBe('ICALENDAR_INVALID');
  });
});

describe('a stretch within one date', () => {
  const within = (from: string, to: string) => withinOneDate('Asia/Hong_Kong', Date.parse(from), Date.parse(to));
  it('is told by its times, up to the midnight that ends it', () => {
    expect(within('2026-07-01T04:00Z', '2026-07-01T05:30Z')).toEqual({
      date: '2026-07-01',
      open: '12:00',
      close: '13:30',
    });
    expect(within('2026-07-01T04:00Z', '2026-07-01T16:00Z')).toEqual({
      date: '2026-07-01',
      open: '12:00',
      close: '24:00',
    });
    expect(within('2026-07-01T04:00Z', '2026-07-01T16:01Z')).toBeUndefined();
  });
});
