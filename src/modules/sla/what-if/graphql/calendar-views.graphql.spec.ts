import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#kernel';
import { toGlobalId } from '#platform/graphql';
import { type FreeJson } from '#testing';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { EvaluateSla } from '../../monitoring/application/evaluate-requests.js';
import { PreviewCalendarChange } from '../application/preview-calendar-change.js';
import { ReplayClocks } from '../../monitoring/application/replay-clocks.js';
import { AmendHolidays } from '../../calendars/application/amend-holidays.js';
import { LoadHolidays } from '../../calendars/application/load-holidays.js';
import { ManageCalendars } from '../../calendars/application/manage-calendars.js';
import { RebuildCalendars } from '../../calendars/application/rebuild-calendars.js';
import { AGREED, HOUR, NINE_TO_SIX, slaWorld, type SlaWorld } from '../../testing/index.js';

const CHANGES = 'changes { part change date text }';
const DAYS = `query ($calendarId: ID!, $from: LocalDate!, $to: LocalDate!) { slaCalendarDays(calendarId: $calendarId, from: $from, to: $to) {
  date weekday intervals { from to open close } rules { kind name } } }`;
const COMPARE = `query ($calendarId: ID!, $from: Int!, $to: Int!) { slaCalendarComparison(calendarId: $calendarId, from: $from, to: $to) {
  from { number } to { number cause } ${CHANGES} } }`;
const PREVIEW = `query ($input: SlaCalendarChangePreviewInput!) { slaCalendarChangePreview(input: $input) { ${CHANGES} closesMinuteEarly
  openClocks openRequests sampled clocksCompared requestsCompared earlier later unmoved withoutDue becomeBreached saved
  moves { metric cycle dueBefore dueAfter breachedBefore breachedAfter request { number } } } }`;
const IMPORT = `mutation ($input: ImportSlaCalendarEventsInput!) { importSlaCalendarEvents(input: $input) {
  imported { dryRun events skipped occurrences ${CHANGES} calendar { version spec { holidays breaks { date intervals { open close } } closures { from to } } versions { number cause } } }
  userErrors { code field message } } }`;

const ics = (...events: string[][]): string =>
  ['BEGIN:VCALENDAR', ...events.flatMap((e) => ['BEGIN:VEVENT', ...e, 'END:VEVENT']), 'END:VCALENDAR'].join('\r\n');

describe('calendars as administrators look at them', () => {
  let app: TestApp;
  let admin: TestEmployee;
  let reader: TestEmployee;
  let world: SlaWorld;
  beforeAll(async () => {
    app = await createTestApp();
    world = await slaWorld(app);
    admin = await app.employee({
      permissions: { 'sla.read': 'firm', 'sla.manage-calendars': 'firm', 'services.read': 'firm' },
    });
    reader = await app.employee({ permissions: { 'sla.read': 'firm' } });
  });

  const globalOf = (id: string) => toGlobalId('SlaCalendar', id);
  const loadSet = async (code: string) =>
    app.must(await app.get(LoadHolidays).load(app.system(), { code, fromYear: 2026, toYear: 2026 })).id;
  const keepsSet = async (code: string, set: string): Promise<string> => {
    const holidaySets = [
      { setId: await loadSet(set), fromYear: 2026, toYear: 2026, alsoClosedOn: [], makeUpHoursOf: null },
    ];
    const command = { code, name: code, spec: { ...NINE_TO_SIX, holidays: ['2026-03-03'] }, holidaySets };
    return app.must(await app.get(ManageCalendars).create(app.system(), command, AGREED)).id;
  };

  describe('day by day', () => {
    it('each date says when it is open, and which holiday it is', async () => {
      const calendarId = globalOf(await keepsSet('DAYS', 'CN'));
      const { slaCalendarDays: days } = await reader.client.query(DAYS, {
        calendarId,
        from: '2026-02-13',
        to: '2026-02-16',
      });
      expect(days.map((d: { date: string; weekday: string; rules: object[] }) => [d.date, d.weekday, d.rules])).toEqual(
        [
          ['2026-02-13', 'FRI', [{ kind: 'WEEKLY', name: null }]],
          ['2026-02-14', 'SAT', [{ kind: 'OVERRIDE', name: 'Spring Festival (make-up working day)' }]],
          ['2026-02-15', 'SUN', [{ kind: 'HOLIDAY', name: 'Spring Festival' }]],
          ['2026-02-16', 'MON', [{ kind: 'HOLIDAY', name: 'Spring Festival' }]],
        ],
      );
      expect(days[0].intervals).toEqual([
        { from: '2026-02-13T01:00:00.000Z', to: '2026-02-13T10:00:00.000Z', open: '09:00', close: '18:00' },
      ]);
      expect(days[3].intervals).toEqual([]);
    });

    it.each([
      ['the wrong way round', { from: '2026-02-02', to: '2026-02-01' }, 'END_BEFORE_START'],
      ['of more than a year', { from: '2026-01-01', to: '2028-01-01' }, 'PERIOD_TOO_LONG'],
      ['beyond all calendars', { from: '1800-01-01', to: '1800-01-02' }, 'DATE_OUT_OF_RANGE'],
    ])('refuse a period %s', async (_what, period, code) => {
      const calendarId = globalOf(world.alwaysId);
      const { errors } = await reader.client.send(DAYS, { calendarId, ...period });
      expect(JSON.stringify(errors)).toContain(code);
    });
  });

  describe('one version beside another', () => {
    it('says what differs, in the language of the reader', async () => {
      const id = await world.calendar('COMPARED');
      const spec = { ...NINE_TO_SIX, holidays: ['2026-12-25'] };
      app.must(await app.get(ManageCalendars).update(app.system(), { id, version: 1 }, { spec }));
      const asked = { calendarId: globalOf(id), from: 1, to: 2 };
      expect((await reader.client.query(COMPARE, asked))['slaCalendarComparison']).toEqual({
        ...{ from: { number: 1 }, to: { number: 2, cause: 'STATED' } },
        changes: [{ part: 'HOLIDAY', change: 'ADDED', date: '2026-12-25', text: 'Closed on 2026-12-25.' }],
      });
      const { errors } = await reader.client.send(COMPARE, { ...asked, to: 3 });
      expect(JSON.stringify(errors)).toContain('CALENDAR_VERSION_NOT_FOUND');
    });
  });

  describe('what a change would move', () => {
    /** A request created on a Monday at ten in Hong Kong, due after nine open hours: on Tuesday at ten. */
    const NOW = new Date('2026-03-02T03:00:00Z');
    let calendarId: string;
    let requestId: string;
    beforeAll(async () => {
      calendarId = await world.calendar('MOVED');
      await world.terms({
        basis: { combination: 'ONE', sources: [{ kind: 'CALENDAR', calendarId }] },
        targets: [{ metric: 'COMPLETION', priority: null, seconds: 9 * HOUR }],
      });
      requestId = await world.request('2026-03-02T02:00:00Z');
      await app.get(EvaluateSla).run(app.system(), [requestId], { now: NOW });
    });

    const preview = async (change: object, now = NOW) =>
      app.must(await app.get(PreviewCalendarChange).of(admin.ctx(), { calendarId, first: 20, ...change }, now));

    it('a holiday on the day it is due moves it on; nothing is stored', async () => {
      const before = await world.stored(requestId);
      const found = await preview({ spec: { ...NINE_TO_SIX, holidays: ['2026-03-03'] } });
      expect(found).toMatchObject({
        ...{ openClocks: 1, openRequests: 1, sampled: false, clocksCompared: 1, requestsCompared: 1 },
        ...{ earlier: 0, later: 1, unmoved: 0, becomeBreached: 0, saved: 0, closesMinuteEarly: false },
      });
      expect(found.moves).toEqual([
        {
          ...{ requestId, metric: 'COMPLETION', cycle: 1, breachedBefore: false, breachedAfter: false },
          ...{ dueBefore: new Date('2026-03-03T02:00:00Z'), dueAfter: new Date('2026-03-04T02:00:00Z') },
        },
      ]);
      expect(await world.stored(requestId)).toEqual(before);
    });

    it('longer hours bring it forward, and may breach it at once; shorter ones save what is overdue', async () => {
      const late = new Date('2026-03-03T03:00:00Z');
      const allDay = { zone: 'Asia/Hong_Kong', always: true };
      expect(await preview({ spec: allDay }, new Date('2026-03-02T12:00:00Z'))).toMatchObject({
        earlier: 1,
        becomeBreached: 1,
      });
      const shorter = { ...NINE_TO_SIX, weekly: NINE_TO_SIX.weekly?.map((w) => ({ ...w, close: '12:00' })) };
      expect(await preview({ spec: shorter }, late)).toMatchObject({ later: 1, saved: 1, becomeBreached: 0 });
    });

    it('the same hours move nothing; a close at 23:59 is pointed out', async () => {
      expect(await preview({ spec: NINE_TO_SIX })).toMatchObject({ changes: [], unmoved: 1, moves: [] });
      const minute = { ...NINE_TO_SIX, weekly: NINE_TO_SIX.weekly?.map((w) => ({ ...w, close: '23:59' })) };
      expect((await preview({ spec: minute })).closesMinuteEarly).toBe(true);
    });

    it('holidays of a set and an iCalendar file are previewed as well', async () => {
      const setId = await loadSet('IL');
      app.must(
        await app.get(AmendHolidays).add(app.system(), setId, { date: '2026-03-03', name: 'Purim', kind: 'PUBLIC' }),
      );
      const holidaySets = [{ setId, fromYear: 2026, toYear: 2026, alsoClosedOn: [], makeUpHoursOf: null }];
      expect(await preview({ holidaySets })).toMatchObject({ later: 1 });
      const text = ics(['DTSTART;VALUE=DATE:20260303', 'SUMMARY:Moving house']);
      const found = await preview({ icalendar: { text, from: '2026-01-01', to: '2026-12-31' } });
      expect(found).toMatchObject({ later: 1 });
      expect(found.changes.map((c) => c.text.en)).toEqual(['Closed on 2026-03-03 (Moving house).']);
    });

    it('what it says is what the replay then does', async () => {
      const spec = { ...NINE_TO_SIX, holidays: ['2026-03-03'] };
      const [move] = (await preview({ spec })).moves;
      app.must(await app.get(ManageCalendars).update(app.system(), { id: calendarId, version: 1 }, { spec }, NOW));
      await app.get(ReplayClocks).run(app.system(), NOW);
      expect((await world.stored(requestId))['COMPLETION/1']?.due).toBe(move?.dueAfter?.toISOString().slice(0, 16));
      expect(await world.ledger(requestId)).toEqual(['STARTED', 'REPLAYED']);
    });

    it('an amended holiday of a set the calendar keeps is followed by its open clocks, in the background', async () => {
      const [changed, followed] = [new Date(NOW.getTime() + 60_000), new Date(NOW.getTime() + 120_000)];
      const setId = await loadSet('SG');
      const holidaySets = [{ setId, fromYear: 2026, toYear: 2026, alsoClosedOn: [], makeUpHoursOf: null }];
      app.must(
        await app
          .get(ManageCalendars)
          .update(app.system(), { id: calendarId, version: 2 }, { spec: NINE_TO_SIX, holidaySets }, changed),
      );
      await app.get(ReplayClocks).run(app.system(), changed);
      expect((await world.stored(requestId))['COMPLETION/1']?.due).toBe('2026-03-03T02:00');
      app.must(
        await app
          .get(AmendHolidays)
          .add(app.system(), setId, { date: '2026-03-03', name: 'Given at short notice', kind: 'PUBLIC' }),
      );
      expect((await world.stored(requestId))['COMPLETION/1']?.due).toBe('2026-03-03T02:00');
      await app.get(RebuildCalendars).run(app.system(), followed);
      await app.get(ReplayClocks).run(app.system(), followed);
      expect((await world.stored(requestId))['COMPLETION/1']?.due).toBe('2026-03-04T02:00');
    });

    it('a row of a set that would be added, changed or gone is previewed, and moves what amending it then moves', async () => {
      const setId = await loadSet('MT');
      const id = await world.calendar('ROWS');
      await world.terms({
        ...{ code: 'ROWS', level: 'CUSTOMER', levelKey: world.strangerId },
        basis: { combination: 'ONE', sources: [{ kind: 'CALENDAR', calendarId: id }] },
        targets: [{ metric: 'COMPLETION', priority: null, seconds: 9 * HOUR }],
      });
      const holidaySets = [{ setId, fromYear: 2026, toYear: 2026, alsoClosedOn: [], makeUpHoursOf: null }];
      app.must(
        await app
          .get(ManageCalendars)
          .update(app.system(), { id, version: 1 }, { spec: NINE_TO_SIX, holidaySets }, NOW),
      );
      const request = await world.request('2026-03-02T02:00:00Z', [], { customerId: world.strangerId });
      await app.get(EvaluateSla).run(app.system(), [request], { now: NOW });
      const holidays = [
        { setId: toGlobalId('SlaHolidaySet', setId), date: '2026-03-03', kind: 'PUBLIC', name: 'Storm' },
      ];
      const ask = async (more: object) => {
        const input = { calendarId: globalOf(id), holidays: [{ ...holidays[0], ...more }] };
        return (await admin.client.send(PREVIEW, { input })) as { data?: FreeJson; errors?: unknown };
      };
      const found = (await ask({})).data?.['slaCalendarChangePreview'];
      expect(found).toMatchObject({ later: 1, changes: [{ text: 'Closed on 2026-03-03 (Storm).' }] });
      const part = (await ask({ closedFrom: '09:00', closedTo: '09:30' })).data?.['slaCalendarChangePreview'];
      expect(part.moves[0].dueAfter).toBe('2026-03-03T02:30:00.000Z');
      expect((await ask({ kind: null })).data?.['slaCalendarChangePreview']).toMatchObject({ unmoved: 1, changes: [] });
      expect(JSON.stringify((await ask({ closedFrom: '09:00' })).errors)).toContain('HOURS_INCOMPLETE');
      const foreign = toGlobalId('SlaHolidaySet', uuidv7());
      expect(JSON.stringify((await ask({ setId: foreign })).errors)).toContain('HOLIDAY_SET_NOT_FOUND');

      app.must(
        await app.get(AmendHolidays).add(app.system(), setId, { date: '2026-03-03', name: 'Storm', kind: 'PUBLIC' }),
      );
      const then = new Date(NOW.getTime() + 60_000);
      await app.get(RebuildCalendars).run(app.system(), then);
      await app.get(ReplayClocks).run(app.system(), then);
      const { due } = (await world.stored(request))['COMPLETION/1'] ?? {};
      expect(due).toBe(found.moves[0].dueAfter.slice(0, 16));
    });

    it('another choice of an office or a branch moves what it then moves', async () => {
      const CHOICE = `query ($input: SlaCalendarChoicePreviewInput!) { slaCalendarChoicePreview(input: $input) {
        openClocks later earlier unmoved moves { dueBefore dueAfter } } }`;
      const targets = [{ metric: 'COMPLETION' as const, priority: null, seconds: 9 * HOUR }];
      const shorter = { ...NINE_TO_SIX, weekly: NINE_TO_SIX.weekly?.map((w) => ({ ...w, close: '12:00' })) };
      const short = await world.calendar('SHORT', shorter);
      await world.terms({
        ...{ code: 'FOLLOWS', serviceLine: 'CONSULTING' as const, targets },
        basis: { combination: 'ONE', sources: [{ kind: 'OFFICE', officeId: null }] },
      });
      const office = await app.office({ name: 'Chooses', timeZone: 'Asia/Hong_Kong' });
      const id = await world.request('2026-03-02T02:00:00Z', [], { officeId: office, serviceLine: 'CONSULTING' });
      await app.get(EvaluateSla).run(app.system(), [id], { now: NOW });
      const input = { officeId: toGlobalId('Office', office), calendarId: globalOf(short) };
      const preview = app.must(
        await app.get(PreviewCalendarChange).ofChoice(admin.ctx(), { officeId: office }, short, 20, NOW),
      );
      expect(preview).toMatchObject({ openClocks: 1, later: 1, moves: [{ requestId: id }] });
      expect((await admin.client.query(CHOICE, { input }))['slaCalendarChoicePreview']).toMatchObject({
        openClocks: 1,
      });
      app.must(await app.get(ManageCalendars).setOffice(app.system(), office, short, NOW));
      await app.get(ReplayClocks).run(app.system(), NOW);
      const { due } = (await world.stored(id))['COMPLETION/1'] ?? {};
      expect(due).toBe(preview.moves[0]?.dueAfter?.toISOString().slice(0, 16));

      for (const [wrong, code] of [
        [{ officeId: null }, 'ONE_OF'],
        [{ calendarId: null }, 'CALENDAR_NOT_FOUND'],
        [{ officeId: null, branchId: toGlobalId('Branch', uuidv7()) }, 'BRANCH_NOT_FOUND'],
      ] as const) {
        const { errors } = await admin.client.send(CHOICE, { input: { ...input, ...wrong } });
        expect(JSON.stringify(errors)).toContain(code);
      }
      expect(await reader.client.errorCode(CHOICE, { input })).toBe('FORBIDDEN');
    });

    it('through the API: the requests by their numbers, and errors by their codes', async () => {
      const input = { calendarId: globalOf(calendarId), spec: { zone: 'Asia/Hong_Kong', always: true } };
      const { slaCalendarChangePreview: found } = await admin.client.query(PREVIEW, { input });
      expect(found).toMatchObject({ openClocks: 1, clocksCompared: 1 });
      expect(found.moves[0].request.number).toMatch(/./);
      for (const [more, code] of [
        [{ spec: undefined }, 'AT_LEAST_ONE_OF'],
        [{ first: 101 }, 'OUT_OF_RANGE'],
        [{ spec: { zone: 'UTC' } }, 'CALENDAR_NEVER_OPENS'],
        [{ calendarId: globalOf(uuidv7()) }, 'NOT_FOUND'],
        [{ spec: undefined, icalendar: { text: 'x', from: '2026-01-01', to: '2026-12-31' } }, 'ICALENDAR_INVALID'],
      ] as const) {
        const { errors } = await admin.client.send(PREVIEW, { input: { ...input, ...more } });
        expect(JSON.stringify(errors)).toContain(code);
      }
    });
  });

  describe('iCalendar', () => {
    const text = ics(
      ['DTSTART;VALUE=DATE:20260703', 'DTEND;VALUE=DATE:20260705', 'SUMMARY:Retreat'],
      ['DTSTART:20260706T120000', 'DTEND:20260706T130000', 'SUMMARY:Fire drill'],
      ['DTSTART;TZID=Asia/Hong_Kong:20260710T200000', 'DURATION:PT12H', 'SUMMARY:Works'],
      ['DTSTART;VALUE=DATE:20260720', 'TRANSP:TRANSPARENT', 'SUMMARY:Birthday'],
    );
    const icalendar = { text, from: '2026-01-01', to: '2026-12-31' };
    const run = async (input: object) => (await admin.client.query(IMPORT, { input }))['importSlaCalendarEvents'];
    let id: string;
    beforeAll(async () => {
      id = globalOf(await world.calendar('IMPORTED', { ...NINE_TO_SIX, holidays: ['2026-01-01'] }));
    });

    it('a dry run tells what would change and changes nothing', async () => {
      const { imported } = await run({ id, version: 1, icalendar, dryRun: true });
      expect(imported).toMatchObject({ dryRun: true, events: 4, skipped: 1, occurrences: 3 });
      expect(imported.changes.map((c: { text: string }) => c.text)).toEqual([
        'Closed on 2026-07-03 to 2026-07-04 (Retreat).',
        '2026-07-06: closed 12:00–13:00 (Fire drill).',
        'Closed from 2026-07-10 12:00Z to 2026-07-11 00:00Z (Works).',
      ]);
      expect(imported.calendar.versions).toHaveLength(1);
    });

    it('a long name ends with a whole character', async () => {
      const calendarId = globalOf(await world.calendar('EMOJI', NINE_TO_SIX));
      const named = ics(['DTSTART;VALUE=DATE:20260703', `SUMMARY:${'a'.repeat(119)}🎉🎉`]);
      const { imported, userErrors } = await run({
        ...{ id: calendarId, version: 1 },
        icalendar: { ...icalendar, text: named },
      });
      expect(userErrors).toEqual([]);
      expect(imported.changes[0].text).toBe(`Closed on 2026-07-03 (${'a'.repeat(119)}🎉).`);
    });

    it('whole days close it, times become breaks and closures, each under its name', async () => {
      const { imported, userErrors } = await run({ id, version: 1, icalendar });
      expect(userErrors).toEqual([]);
      expect(imported.calendar).toEqual({
        version: 2,
        spec: {
          holidays: ['2026-01-01', '2026-07-03/2026-07-04'],
          breaks: [{ date: '2026-07-06', intervals: [{ open: '12:00', close: '13:00' }] }],
          closures: [{ from: '2026-07-10T12:00:00.000Z', to: '2026-07-11T00:00:00.000Z' }],
        },
        versions: [
          { number: 2, cause: 'IMPORTED' },
          { number: 1, cause: 'STATED' },
        ],
      });
      const days = (await reader.client.query(DAYS, { calendarId: id, from: '2026-07-03', to: '2026-07-10' }))[
        'slaCalendarDays'
      ];
      expect(days[0].rules).toEqual([{ kind: 'HOLIDAY', name: 'Retreat' }]);
      expect(days[3].rules).toEqual([
        { kind: 'WEEKLY', name: null },
        { kind: 'BREAK', name: 'Fire drill' },
      ]);
      expect(days[7].rules).toContainEqual({ kind: 'CLOSURE', name: 'Works' });
    });

    it('the same file again changes nothing and makes no version', async () => {
      const { imported } = await run({ id, version: 2, icalendar });
      expect([imported.changes, imported.calendar.versions.length]).toEqual([[], 2]);
    });

    it.each<[string, object, object[]]>([
      ['an unknown calendar', { id: toGlobalId('SlaCalendar', uuidv7()) }, [{ code: 'NOT_FOUND', field: 'id' }]],
      [
        'an old version',
        { version: 1, icalendar: { ...icalendar, text: ics(['DTSTART;VALUE=DATE:20260801']) } },
        [{ code: 'STALE_VERSION', field: 'version' }],
      ],
      [
        'a bad file',
        { icalendar: { ...icalendar, text: 'BEGIN:VCALENDAR' } },
        [{ code: 'ICALENDAR_INVALID', field: 'icalendar.text' }],
      ],
      [
        'a period the wrong way round',
        { icalendar: { ...icalendar, to: '2025-01-01' } },
        [{ code: 'END_BEFORE_START', field: 'icalendar.to' }],
      ],
      [
        'a period without an end',
        { icalendar: { ...icalendar, to: '2099-01-01' } },
        [{ code: 'PERIOD_TOO_LONG', field: 'icalendar.to' }],
      ],
      [
        'a rule that never ends',
        { icalendar: { ...icalendar, text: ics(['DTSTART:20260801T090000Z', 'RRULE:FREQ=SECONDLY']) } },
        [{ code: 'ICALENDAR_RULE_REFUSED', field: 'icalendar.text' }],
      ],
    ])('refuses %s', async (_what, more, expected) => {
      const { userErrors } = await run({ id, version: 2, icalendar, ...more });
      expect(userErrors.map(({ code, field }: { code: string; field: string }) => ({ code, field }))).toEqual(expected);
    });
  });

  it('are for those who may', async () => {
    const calendarId = globalOf(world.alwaysId);
    expect(await reader.client.errorCode(PREVIEW, { input: { calendarId } })).toBe('FORBIDDEN');
    const icalendar = { text: '', from: '2026-01-01', to: '2026-01-02' };
    expect(await reader.client.errorCode(IMPORT, { input: { id: calendarId, version: 1, icalendar } })).toBe(
      'FORBIDDEN',
    );
    const regional = await app.employee({ permissions: { 'sla.manage-calendars': 'region', 'sla.read': 'firm' } });
    expect(await regional.client.errorCode(IMPORT, { input: { id: calendarId, version: 1, icalendar } })).toBe(
      'FORBIDDEN',
    );
    const nobody = await app.employee({ permissions: {} });
    expect(await nobody.client.errorCode(DAYS, { calendarId, from: '2026-01-01', to: '2026-01-02' })).toBe('FORBIDDEN');
    expect(await nobody.client.errorCode(COMPARE, { calendarId, from: 1, to: 1 })).toBe('FORBIDDEN');
  });
});
