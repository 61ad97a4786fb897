import { beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlAnswer } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';

const ALWAYS = { zone: 'UTC', always: true };
const OFFICE = {
  zone: 'Asia/Hong_Kong',
  weekly: ['MON', 'TUE', 'WED', 'THU', 'FRI'].map((day) => ({ day, open: '09:00', close: '18:00' })),
};
const CREATED = '2026-03-02T01:00:00Z';
const PREVIEW = `query ($input: SlaPreviewInput!) { slaPreview(input: $input) { at clocks { metric cycle state dueAt breachedAt elapsedSeconds remainingSeconds } } }`;
const OPEN_SECONDS = `query ($calendar: CalendarInput!, $from: DateTime!, $to: DateTime!) { openSeconds(calendar: $calendar, from: $from, to: $to) }`;
const ADD = `query ($calendar: CalendarInput!, $from: DateTime!, $seconds: Int!) { addOpenSeconds(calendar: $calendar, from: $from, seconds: $seconds) }`;
const OPEN_AT = `query ($calendar: CalendarInput!, $at: DateTime!) { openAt(calendar: $calendar, at: $at) { open nextOpening nextClosing } }`;

describe('the preview API', () => {
  let app: TestApp;
  let anyone: TestEmployee;
  beforeAll(async () => {
    app = await createTestApp();
    anyone = await app.employee({ permissions: {} });
  });

  const preview = (more: object): Promise<GraphqlAnswer> =>
    anyone.client.send(PREVIEW, {
      input: {
        calendar: ALWAYS,
        targets: [{ metric: 'FIRST_RESPONSE', seconds: 3600 }],
        events: [{ at: CREATED, kind: 'CREATED' }],
        at: [CREATED],
        ...more,
      },
    });
  const failures = ({ errors }: GraphqlAnswer): unknown => {
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    const found = errors?.[0]?.extensions?.['failures'] as { code: string; category: string; field?: string }[];
    return found.map(({ category: _, ...failure }) => failure);
  };

  it('answers for each instant in the order asked, UTC with milliseconds', async () => {
    const at = ['2026-03-02T10:30:00.001+08:00', '2026-03-02T09:30:00+08:00'];
    expect(await preview({ calendar: OFFICE, at })).toEqual({
      data: {
        slaPreview: [
          {
            at: '2026-03-02T02:30:00.001Z',
            clocks: [
              {
                metric: 'FIRST_RESPONSE',
                cycle: 1,
                state: 'BREACHED',
                dueAt: '2026-03-02T02:00:00.000Z',
                breachedAt: '2026-03-02T02:00:00.000Z',
                elapsedSeconds: 5400,
                remainingSeconds: -1800,
              },
            ],
          },
          {
            at: '2026-03-02T01:30:00.000Z',
            clocks: [expect.objectContaining({ state: 'RUNNING', remainingSeconds: 1800 })],
          },
        ],
      },
    });
  });

  it('changed terms replay the clock from its start', async () => {
    const events = [
      { at: CREATED, kind: 'CREATED' },
      {
        at: '2026-03-02T01:10:00Z',
        kind: 'TERMS_CHANGED',
        targets: [{ metric: 'COMPLETION', seconds: 60 }],
        calendar: OFFICE,
      },
    ];
    const { data } = await preview({ events, at: ['2026-03-02T01:20:00Z'] });
    expect(data?.['slaPreview'][0].clocks).toMatchObject([{ metric: 'COMPLETION', dueAt: '2026-03-02T01:01:00.000Z' }]);
  });

  it('a calendar that never opens gives no due time', async () => {
    const { data } = await preview({ calendar: { zone: 'UTC', weekly: [] } });
    expect(data?.['slaPreview'][0].clocks).toMatchObject([{ state: 'RUNNING', dueAt: null }]);
  });

  it('is for those signed in only', async () => {
    expect(await app.anonymous.errorCode(OPEN_AT, { calendar: ALWAYS, at: CREATED })).toBe('UNAUTHENTICATED');
  });

  it.each<[string, object, unknown]>([
    [
      'a target of nothing',
      { targets: [{ metric: 'UPDATE', seconds: 0 }] },
      [{ code: 'TARGET_NOT_POSITIVE', field: 'targets.0' }],
    ],
    [
      'two targets for a metric',
      { targets: [1, 2].map((seconds) => ({ metric: 'UPDATE', seconds })) },
      [{ code: 'DUPLICATE_ITEM', field: 'targets.1' }],
    ],
    [
      'events out of order',
      {
        events: [
          { at: CREATED, kind: 'CREATED' },
          { at: '2026-03-01T00:00:00Z', kind: 'PAUSED' },
        ],
      },
      [{ code: 'EVENTS_OUT_OF_ORDER', field: 'events.1.at' }],
    ],
    [
      'targets with another event than TERMS_CHANGED',
      { events: [{ at: CREATED, kind: 'CREATED', targets: [{ metric: 'UPDATE', seconds: 1 }] }] },
      [{ code: 'TERMS_ON_OTHER_EVENT', field: 'events.0.kind' }],
    ],
    [
      'a bad calendar inside an event',
      {
        events: [
          { at: CREATED, kind: 'CREATED' },
          { at: CREATED, kind: 'TERMS_CHANGED', calendar: { zone: 'UTC', holidays: ['2026-02-30'] } },
        ],
      },
      [{ code: 'CALENDAR_DATE_INVALID', field: 'events.1.calendar.holidays.0' }],
    ],
    [
      'everything wrong with a calendar at once',
      {
        calendar: {
          zone: 'UTC',
          weekly: [{ day: 'MON', open: '24:00', close: '09:00' }],
          holidays: ['Christmas', '2026-10-07/2026-10-01'],
          overrides: [{ date: '2026-10-10', intervals: [{ open: '09:00', close: '09:00' }] }],
          closures: [{ from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
        },
      },
      [
        { code: 'CALENDAR_TIME_INVALID', field: 'calendar.weekly.0.open' },
        { code: 'CALENDAR_DATE_INVALID', field: 'calendar.holidays.0' },
        { code: 'END_BEFORE_START', field: 'calendar.holidays.1' },
        { code: 'CALENDAR_HOURS_EMPTY', field: 'calendar.overrides.0.intervals.0.close' },
        { code: 'END_NOT_AFTER_START', field: 'calendar.closures.0.to' },
      ],
    ],
    [
      'a zone and a time that do not exist',
      { calendar: { zone: 'Mars/Olympus', weekly: [{ day: 'MON', open: '25:00', close: '18:00' }] } },
      [
        { code: 'INVALID_TIME', field: 'calendar.weekly.0.open' },
        { code: 'INVALID_TIME_ZONE', field: 'calendar.zone' },
      ],
    ],
    [
      'an instant beyond calendars',
      { at: ['2600-01-01T00:00:00Z'] },
      [{ code: 'INSTANT_OUT_OF_RANGE', field: 'at.0' }],
    ],
    ['too many instants', { at: Array.from({ length: 1001 }, () => CREATED) }, [{ code: 'TOO_MANY', field: 'at' }]],
    [
      'too many events',
      {
        events: Array.from({ length: 5001 }, (_, i) => ({ at: CREATED, kind: i === 0 ? 'CREATED' : 'INTERNAL_NOTE' })),
      },
      [{ code: 'TOO_MANY', field: 'events' }],
    ],
    [
      'more clock states than anybody reads',
      {
        events: Array.from({ length: 2001 }, (_, i) => ({ at: CREATED, kind: i === 0 ? 'CREATED' : 'STAFF_REPLY' })),
        at: Array.from({ length: 100 }, () => CREATED),
      },
      [{ code: 'PREVIEW_TOO_LARGE', field: 'at' }],
    ],
    [
      'instants a lifetime apart',
      { at: ['1950-01-01T00:00:00Z', '2026-03-02T01:00:00Z'] },
      [{ code: 'PREVIEW_TOO_LONG', field: 'at' }],
    ],
    [
      'a few thousand states more than are answered',
      {
        events: Array.from({ length: 101 }, (_, i) => ({ at: CREATED, kind: i === 0 ? 'CREATED' : 'STAFF_REPLY' })),
        at: Array.from({ length: 50 }, () => CREATED),
      },
      [{ code: 'PREVIEW_TOO_LARGE', field: 'at' }],
    ],
    [
      'dozens of calendars',
      {
        events: Array.from({ length: 22 }, (_, i) =>
          i === 0 ? { at: CREATED, kind: 'CREATED' } : { at: CREATED, kind: 'TERMS_CHANGED', calendar: OFFICE },
        ),
      },
      [{ code: 'TOO_MANY', field: 'events' }],
    ],
    [
      'rows of a calendar without end',
      { calendar: { zone: 'UTC', holidays: Array.from({ length: 2001 }, () => '2026-12-25') } },
      [{ code: 'CALENDAR_TOO_MANY_ROWS', field: 'calendar.holidays' }],
    ],
  ])('refuses %s and says where', async (_what, input, expected) => {
    expect(failures(await preview(input))).toEqual(expected);
  });

  it('says what is wrong in Chinese to those who ask for it', async () => {
    const chinese = anyone.client.with({ 'accept-language': 'zh-CN' });
    const { errors } = await chinese.send(ADD, { calendar: { zone: 'UTC' }, from: CREATED, seconds: 1 });
    expect(errors?.[0]?.message).toContain('该日历的工作时间不足');
  });

  it('counts open seconds both ways, and says when they are too many for an answer', async () => {
    const ask = (from: string, to: string) => anyone.client.send(OPEN_SECONDS, { calendar: ALWAYS, from, to });
    expect(await ask(CREATED, '2026-03-02T01:00:01.999Z')).toEqual({ data: { openSeconds: 1 } });
    expect(await ask('2026-03-02T01:00:01.999Z', CREATED)).toEqual({ data: { openSeconds: -1 } });
    expect(await ask('2026-03-02T01:00:00.999Z', CREATED)).toEqual({ data: { openSeconds: 0 } });
    expect(failures(await ask('1901-01-01T00:00:00Z', '2400-01-01T00:00:00Z'))).toEqual([
      { code: 'TOO_MANY_SECONDS', field: 'to' },
    ]);
  });

  it('a span of centuries is refused, and seconds that would take one are never reached', async () => {
    const aMinuteAWeek = { zone: 'UTC', weekly: [{ day: 'MON', open: '09:00', close: '09:01' }] };
    const span = { calendar: aMinuteAWeek, from: '1901-01-01T00:00:00Z', to: '2400-01-01T00:00:00Z' };
    expect(failures(await anyone.client.send(OPEN_SECONDS, span))).toEqual([
      { code: 'CALENDAR_SPAN_TOO_LONG', field: 'to' },
    ]);
    expect(
      failures(await anyone.client.send(ADD, { calendar: aMinuteAWeek, from: CREATED, seconds: 2 ** 31 - 1 })),
    ).toEqual([{ code: 'NEVER_REACHED', field: 'seconds' }]);
  });

  it('a number of seconds that is never reached is an error that says so', async () => {
    const ask = (calendar: object, seconds: number) => anyone.client.send(ADD, { calendar, from: CREATED, seconds });
    const once = { zone: 'UTC', overrides: [{ date: '2026-03-02', intervals: [{ open: '09:00', close: '10:00' }] }] };
    expect(await ask(once, 3600)).toEqual({ data: { addOpenSeconds: '2026-03-02T10:00:00.000Z' } });
    expect(failures(await ask(once, 3601))).toEqual([{ code: 'NEVER_REACHED', field: 'seconds' }]);
  });

  it('a result after the year 2499 or before 1900 is refused for that reason', async () => {
    const ask = (calendar: object, from: string, seconds: number) =>
      anyone.client.send(ADD, { calendar, from, seconds });
    const office = { zone: 'UTC', weekly: [{ day: 'MON', open: '00:00', close: '24:00' }] };
    const outside = [{ code: 'REACHED_OUT_OF_RANGE', field: 'seconds' }];
    expect(failures(await ask(ALWAYS, '2499-12-31T23:00:00Z', 3600))).toEqual(outside);
    expect(failures(await ask(office, '2490-01-01T00:00:00Z', 2 ** 31 - 1))).toEqual(outside);
    expect(failures(await ask(office, '1900-01-03T00:00:00Z', -(2 ** 31 - 1)))).toEqual(outside);
  });

  it.each(['overrides', 'breaks'])('%s beside hours around the clock are refused in every question', async (part) => {
    const rows = [{ date: '2026-03-02', intervals: [{ open: '09:00', close: '10:00' }] }];
    const calendar = { ...ALWAYS, [part]: rows };
    const expected = [{ code: 'CALENDAR_PART_IGNORED', field: `calendar.${part}` }];
    expect(failures(await preview({ calendar }))).toEqual(expected);
    expect(failures(await anyone.client.send(ADD, { calendar, from: CREATED, seconds: 1 }))).toEqual(expected);
    expect(failures(await anyone.client.send(OPEN_AT, { calendar, at: CREATED }))).toEqual(expected);
    expect(failures(await anyone.client.send(OPEN_SECONDS, { calendar, from: CREATED, to: CREATED }))).toEqual(
      expected,
    );
    const events = [
      { at: CREATED, kind: 'CREATED' },
      { at: CREATED, kind: 'TERMS_CHANGED', calendar },
    ];
    expect(failures(await preview({ events }))).toEqual([
      { code: 'CALENDAR_PART_IGNORED', field: `events.1.calendar.${part}` },
    ]);
  });

  it('tells whether it is open, with nothing to close when it always is', async () => {
    const ask = async (calendar: object, at: string) =>
      (await anyone.client.query(OPEN_AT, { calendar, at }))['openAt'];
    expect(await ask(ALWAYS, CREATED)).toEqual({
      open: true,
      nextOpening: '2026-03-02T01:00:00.000Z',
      nextClosing: null,
    });
    expect(await ask(OFFICE, '2026-02-28T12:00:00+08:00')).toEqual({
      open: false,
      nextOpening: '2026-03-02T01:00:00.000Z',
      nextClosing: '2026-03-02T10:00:00.000Z',
    });
    expect(await ask({ zone: 'UTC' }, CREATED)).toEqual({ open: false, nextOpening: null, nextClosing: null });
  });
});
