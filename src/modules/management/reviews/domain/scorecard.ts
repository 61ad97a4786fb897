import { Decimal } from '#kernel';
import { attainmentPercentOf, percentOf, type Priority, type SlaMetric } from '#modules/vocabulary';
import { type Attainment, type Figures } from './figures.js';

export const MEASURES = [
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
] as const;
export type Measure = (typeof MEASURES)[number];

export const LIGHTS = ['GREEN', 'AMBER', 'RED', 'NONE'] as const;
export type RagStatus = (typeof LIGHTS)[number];

/** Measures of which more is better; of the others less is. */
const MORE_IS_BETTER: ReadonlySet<Measure> = new Set(['ATTAINMENT', 'COMPLETED', 'COMPLETED_SHARE']);
export const moreIsBetter = (measure: Measure): boolean => MORE_IS_BETTER.has(measure);
/** Measures that may be narrowed to an SLA metric or a priority. */
export const NARROWABLE: ReadonlySet<Measure> = new Set(['ATTAINMENT', 'BREACHES']);

export interface KpiDefinition {
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly measure: Measure;
  readonly metric: SlaMetric | null;
  readonly priority: Priority | null;
  readonly green: number;
  readonly amber: number;
  readonly weight: number;
}

export interface KpiResult extends KpiDefinition {
  readonly value: number | null;
  readonly before: number | null;
  readonly light: RagStatus;
}

export interface Scorecard {
  /** ISO 8601. */
  readonly computedAt: string;
  readonly figures: Figures;
  /** The same of the period before. */
  readonly before: Figures;
  /** First and last day of the period before. */
  readonly beforeFrom: string;
  readonly beforeTo: string;
  readonly kpis: readonly KpiResult[];
  /** 0 to 100: green counts 100, amber 50, red 0, each by its weight; null when nothing could be judged. */
  readonly score: number | null;
}

/** What a measure comes to; null when there is nothing to measure. */
export function valueOf(
  figures: Figures,
  { measure, metric, priority }: Pick<KpiDefinition, 'measure' | 'metric' | 'priority'>,
): number | null {
  const attainment = (): Attainment | undefined => {
    if (priority === null || metric !== null)
      return figures.attainment.find((a) => a.metric === metric && a.priority === priority);
    return sumOf(
      figures.attainment.filter((a) => a.metric !== null && a.priority === priority),
      priority,
    );
  };
  switch (measure) {
    case 'ATTAINMENT':
      return attainment()?.percent ?? null;
    case 'BREACHES': {
      const found = attainment();
      return found ? found.missed + found.breached : 0;
    }
    case 'COMPLETED':
      return figures.completed;
    case 'COMPLETED_SHARE':
      return percentOf(figures.completed, figures.opened);
    case 'BACKLOG':
      return figures.backlog;
    case 'REOPENED_SHARE':
      return percentOf(figures.reopened, figures.completed);
    case 'OLDEST_OPEN_DAYS':
      return figures.oldestOpen?.days ?? 0;
    case 'MEDIAN_FIRST_RESPONSE':
      return figures.firstResponse.median;
    case 'P90_FIRST_RESPONSE':
      return figures.firstResponse.p90;
    case 'MEDIAN_COMPLETION':
      return figures.completion.median;
    case 'P90_COMPLETION':
      return figures.completion.p90;
  }
}

function sumOf(rows: readonly Attainment[], priority: Priority | null): Attainment | undefined {
  if (rows.length === 0) return undefined;
  const sum = (of: (a: Attainment) => number): number => rows.reduce((all, a) => all + of(a), 0);
  const [met, missed, breached] = [sum((a) => a.met), sum((a) => a.missed), sum((a) => a.breached)];
  const percent = attainmentPercentOf({ met, missed, breached });
  return { metric: null, priority, met, missed, breached, running: sum((a) => a.running), percent };
}

export function lightOf({ measure, green, amber }: KpiDefinition, value: number | null): RagStatus {
  if (value === null) return 'NONE';
  const reaches = (limit: number): boolean => (moreIsBetter(measure) ? value >= limit : value <= limit);
  return reaches(green) ? 'GREEN' : reaches(amber) ? 'AMBER' : 'RED';
}

const POINTS = { GREEN: 100, AMBER: 50, RED: 0 } as const;

/** Judges figures by KPIs, beside those of the period before. */
export function judgeFigures(
  kpis: readonly KpiDefinition[],
  figures: Figures,
  before: Figures,
): Pick<Scorecard, 'kpis' | 'score'> {
  const results = kpis.map((kpi): KpiResult => {
    const value = valueOf(figures, kpi);
    return { ...kpi, value, before: valueOf(before, kpi), light: lightOf(kpi, value) };
  });
  let [points, weights] = [0, 0];
  for (const { light, weight } of results) {
    if (light === 'NONE') continue;
    points += POINTS[light] * weight;
    weights += weight;
  }
  return {
    kpis: results,
    score: weights === 0 ? null : Number(Decimal.of(points).divide(Decimal.of(weights), 1, 'HALF_UP')),
  };
}

/** Figures that can be told apart once they are computed again. */
export interface ScorecardDifference {
  readonly figure: string;
  readonly held: number | null;
  readonly now: number | null;
}

/** Where a scorecard that was held differs from what the same period comes to now. */
export function differencesOf(held: Scorecard, now: Scorecard): ScorecardDifference[] {
  const [a, b] = [flat(held), flat(now)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((figure) => ({ figure, held: a.get(figure) ?? null, now: b.get(figure) ?? null }))
    .filter((d) => d.held !== d.now);
}

function flat({ figures: f, kpis, score }: Scorecard): Map<string, number | null> {
  return new Map<string, number | null>([
    ...(['opened', 'completed', 'cancelled', 'backlog', 'reopened', 'breaches'] as const).map(
      (name) => [name, f[name]] as const,
    ),
    ...f.attainment.map((a) => [['attainment', a.metric, a.priority].filter(Boolean).join(' '), a.percent] as const),
    ['firstResponse median', f.firstResponse.median],
    ['firstResponse p90', f.firstResponse.p90],
    ['completion median', f.completion.median],
    ['completion p90', f.completion.p90],
    ...kpis.map((k) => [`kpi ${k.code}`, k.value] as const),
    ['score', score],
  ]);
}
