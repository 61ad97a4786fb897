// The pure clock function on one core, without a database.
const DAY = 86_400_000;

const office = {
  zone: 'Europe/Berlin',
  weekly: ['MON', 'TUE', 'WED', 'THU', 'FRI'].flatMap((day) => [
    { day, open: '08:30', close: '12:30' },
    { day, open: '13:30', close: '18:00' },
  ]),
  holidays: [
    '--01-01',
    '--05-01',
    '--10-03',
    '--12-25',
    '--12-26',
    '2025-04-18',
    '2025-04-21',
    '2025-12-24/2025-12-31',
  ],
};

/**
 * How many evaluations a second one core does of a request one year old with ten events and all four targets, on a
 * calendar with two intervals a day and holidays, compiled once. The instant moves so that nothing can be remembered.
 */
export async function benchClocks(evaluations = 200_000) {
  const { compileCalendar } = await import('../../dist/libs/kernel/calendar/index.js');
  const { evaluateClocks } = await import('../../dist/src/modules/sla/engine/domain/evaluate-clocks.js');
  const start = Date.UTC(2025, 0, 7, 9, 12, 31);
  const after = (/** @type {number} */ days) => start + days * DAY;
  const input = {
    terms: {
      calendar: compileCalendar(office),
      targets: { FIRST_RESPONSE: 4 * 3600, NEXT_RESPONSE: 8 * 3600, UPDATE: 40 * 3600, COMPLETION: 2000 * 3600 },
    },
    events: [
      { at: start, kind: 'CREATED' },
      { at: after(0.1), kind: 'STAFF_REPLY' },
      { at: after(20), kind: 'PAUSED' },
      { at: after(41), kind: 'CUSTOMER_MESSAGE' },
      { at: after(41.01), kind: 'RESUMED' },
      { at: after(43), kind: 'STAFF_REPLY' },
      { at: after(150), kind: 'PAUSED' },
      { at: after(190), kind: 'RESUMED' },
      { at: after(200), kind: 'COMPLETED' },
      { at: after(230), kind: 'REOPENED' },
    ],
  };
  const now = after(365);
  for (let i = 0; i < 20_000; i++) evaluateClocks(input, now + i);
  let clocks = 0;
  const began = performance.now();
  for (let i = 0; i < evaluations; i++) clocks += evaluateClocks(input, now + i * 1000).length;
  const seconds = (performance.now() - began) / 1000;
  return { perSecond: Math.round(evaluations / seconds), clocks: clocks / evaluations };
}
