import { expect, test } from 'vitest';
import { durationsOf, figuresOf, type RequestFacts } from './figures.js';
import { lastWholePeriod, periodBefore } from './review-period.js';
import { differencesOf, judgeFigures, lightOf, valueOf, type KpiDefinition, type Scorecard } from './scorecard.js';

const FROM = Date.UTC(2026, 3, 1);
const TO = Date.UTC(2026, 4, 1);
const at = (text: string): number => Date.parse(text);

const request = (more: Partial<RequestFacts> = {}): RequestFacts => ({
  ...{
    id: 'a',
    number: 'R-1',
    subject: 'Lift',
    priority: 'HIGH',
    contactTypeId: 'lifts',
    createdAt: at('2026-04-10T00:00:00Z'),
  },
  ...{ completedAt: null, cancelledAt: null, reopenings: 0, clocks: [] },
  ...more,
});
const clock = (
  metric: 'FIRST_RESPONSE' | 'COMPLETION',
  state: 'MET' | 'MISSED' | 'BREACHED' | 'RUNNING' | 'CANCELLED',
  elapsedSeconds = 60,
) => ({
  ...{ metric, state, elapsedSeconds },
  stopped: state === 'MET' || state === 'MISSED' || state === 'CANCELLED',
});

test('volumes are what was opened, completed, cancelled and open when the period ended', () => {
  const figures = figuresOf(
    [
      request({ createdAt: FROM, completedAt: FROM + 1000 }),
      request({ createdAt: FROM - 1, completedAt: TO - 1 }),
      request({ createdAt: TO - 1 }),
      request({ createdAt: TO, completedAt: null }),
      request({ cancelledAt: at('2026-04-12T00:00:00Z'), reopenings: 2 }),
      request({ createdAt: FROM - 10 * 86_400_000, completedAt: TO, number: 'R-9' }),
    ],
    FROM,
    TO,
  );
  expect(figures).toMatchObject({ opened: 3, completed: 2, cancelled: 1, backlog: 2, reopened: 2 });
  expect(figures.oldestOpen).toMatchObject({ number: 'R-9', days: 40 });
});

test('attainment is over all, per metric, and per metric and priority; what runs does not count', () => {
  const { attainment, breaches } = figuresOf(
    [
      request({ clocks: [clock('FIRST_RESPONSE', 'MET'), clock('COMPLETION', 'MISSED')] }),
      request({ clocks: [clock('FIRST_RESPONSE', 'MET'), clock('COMPLETION', 'BREACHED')], priority: 'LOW' }),
      request({ clocks: [clock('FIRST_RESPONSE', 'RUNNING')] }),
      request({ createdAt: FROM - 1, clocks: [clock('FIRST_RESPONSE', 'MISSED')] }),
    ],
    FROM,
    TO,
  );
  expect(breaches).toBe(2);
  expect(attainment.map((a) => [a.metric, a.priority, a.met, a.missed, a.breached, a.running, a.percent])).toEqual([
    [null, null, 2, 1, 1, 1, 50],
    ['FIRST_RESPONSE', null, 2, 0, 0, 1, 100],
    ['COMPLETION', null, 0, 1, 1, 0, 0],
    ['FIRST_RESPONSE', 'HIGH', 1, 0, 0, 1, 100],
    ['FIRST_RESPONSE', 'LOW', 1, 0, 0, 0, 100],
    ['COMPLETION', 'HIGH', 0, 1, 0, 0, 0],
    ['COMPLETION', 'LOW', 0, 0, 1, 0, 0],
  ]);
});

test('median and ninetieth percentile are by nearest rank, of what ended', () => {
  expect(durationsOf([])).toEqual({ count: 0, median: null, p90: null });
  expect(durationsOf([5])).toEqual({ count: 1, median: 5, p90: 5 });
  expect(durationsOf([10, 2, 3, 4, 5, 6, 7, 8, 9, 1])).toEqual({ count: 10, median: 5, p90: 9 });
  const { completion } = figuresOf(
    [request({ clocks: [clock('COMPLETION', 'CANCELLED', 9), clock('COMPLETION', 'RUNNING', 8)] })],
    FROM,
    TO,
  );
  expect(completion.count).toBe(0);
});

const kpi = (more: Partial<KpiDefinition>): KpiDefinition => ({
  ...{
    code: 'K',
    name: 'K',
    nameNative: null,
    measure: 'ATTAINMENT',
    metric: null,
    priority: null,
    green: 95,
    amber: 90,
    weight: 1,
  },
  ...more,
});

test('green and amber reach to their limits, whichever way is better', () => {
  expect([95, 94.99, 90, 89.99, null].map((v) => lightOf(kpi({}), v))).toEqual([
    'GREEN',
    'AMBER',
    'AMBER',
    'RED',
    'NONE',
  ]);
  const less = kpi({ measure: 'BACKLOG', green: 5, amber: 10 });
  expect([5, 6, 10, 11].map((v) => lightOf(less, v))).toEqual(['GREEN', 'AMBER', 'AMBER', 'RED']);
});

test('the score weighs lights; what cannot be measured does not count', () => {
  const figures = figuresOf(
    [request({ completedAt: FROM + 9 * 86_400_000, clocks: [clock('COMPLETION', 'MET')] })],
    FROM,
    TO,
  );
  const kpis = [
    kpi({ weight: 3 }),
    kpi({ code: 'B', measure: 'COMPLETED', green: 5, amber: 1, weight: 1 }),
    kpi({ code: 'C', metric: 'UPDATE', weight: 50 }),
  ];
  const { score, kpis: results } = judgeFigures(kpis, figures, figuresOf([], 0, FROM));
  expect(results.map((k) => [k.light, k.value, k.before])).toEqual([
    ['GREEN', 100, null],
    ['AMBER', 1, 0],
    ['NONE', null, null],
  ]);
  expect(score).toBe(87.5);
  expect(judgeFigures([], figures, figures).score).toBeNull();
});

test('every measure has a value where there is something to measure, and none where there is not', () => {
  const full = figuresOf(
    [
      request({
        completedAt: FROM + 9 * 86_400_000,
        reopenings: 1,
        clocks: [clock('FIRST_RESPONSE', 'MET', 30), clock('COMPLETION', 'MISSED', 90)],
      }),
      request(),
    ],
    FROM,
    TO,
  );
  const values = (figures: typeof full) =>
    (
      [
        'ATTAINMENT',
        'BREACHES',
        'COMPLETED',
        'COMPLETED_SHARE',
        'BACKLOG',
        'REOPENED_SHARE',
        'OLDEST_OPEN_DAYS',
        'MEDIAN_FIRST_RESPONSE',
        'P90_FIRST_RESPONSE',
        'MEDIAN_COMPLETION',
        'P90_COMPLETION',
      ] as const
    ).map((measure) => valueOf(figures, kpi({ measure })));
  expect(values(full)).toEqual([50, 1, 1, 50, 1, 100, 21, 30, 30, 90, 90]);
  expect(values(figuresOf([], FROM, TO))).toEqual([null, 0, 0, null, 0, null, 0, null, null, null, null]);
  expect(valueOf(full, kpi({ priority: 'HIGH' }))).toBe(50);
  expect(valueOf(full, kpi({ priority: 'LOW' }))).toBeNull();
  expect(valueOf(full, kpi({ measure: 'BREACHES', metric: 'COMPLETION', priority: 'HIGH' }))).toBe(1);
});

test('the period before is of the same kind: months before months, days before days', () => {
  expect(periodBefore('2026-03-01', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(periodBefore('2028-03-01', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(periodBefore('2026-01-01', '2026-03-31')).toEqual({ from: '2025-10-01', to: '2025-12-31' });
  expect(periodBefore('2026-01-01', '2026-12-31')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  expect(periodBefore('2026-03-10', '2026-03-16')).toEqual({ from: '2026-03-03', to: '2026-03-09' });
});

test('a review looks at the last whole month, quarter or year before it is held', () => {
  expect(lastWholePeriod('MONTH', '2026-03-01')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(lastWholePeriod('MONTH', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(lastWholePeriod('QUARTER', '2026-05-20')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  expect(lastWholePeriod('QUARTER', '2026-01-01')).toEqual({ from: '2025-10-01', to: '2025-12-31' });
  expect(lastWholePeriod('YEAR', '2026-12-31')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
});

test('differences name the figures that changed, and only those', () => {
  const figures = figuresOf([request()], FROM, TO);
  const card = (of: typeof figures): Scorecard => ({
    ...{ computedAt: '', figures: of, before: of, beforeFrom: '', beforeTo: '' },
    ...judgeFigures([kpi({ code: 'BACKLOG', measure: 'BACKLOG', green: 0, amber: 5 })], of, of),
  });
  const later = figuresOf([request({ completedAt: FROM + 86_400_000 })], FROM, TO);
  expect(differencesOf(card(figures), card(figures))).toEqual([]);
  expect(differencesOf(card(figures), card(later))).toEqual([
    { figure: 'completed', held: 0, now: 1 },
    { figure: 'backlog', held: 1, now: 0 },
    { figure: 'kpi BACKLOG', held: 1, now: 0 },
    { figure: 'score', held: 50, now: 100 },
  ]);
});
