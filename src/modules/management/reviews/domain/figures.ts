import {
  attainmentPercentOf,
  PRIORITIES,
  SLA_METRICS,
  type Priority,
  type SlaMetric,
  type SlaClockStatus,
} from '#modules/vocabulary';

/** A clock of a request. */
export interface ClockFacts {
  readonly metric: SlaMetric;
  readonly state: SlaClockStatus;
  /** Open seconds. */
  readonly elapsedSeconds: number;
  readonly stopped: boolean;
}

/** A request as the figures need it. Epoch milliseconds. */
export interface RequestFacts {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly priority: Priority;
  readonly contactTypeId: string | null;
  readonly createdAt: number;
  readonly completedAt: number | null;
  readonly cancelledAt: number | null;
  /** Within the period. */
  readonly reopenings: number;
  readonly clocks: readonly ClockFacts[];
}

export interface Attainment {
  readonly metric: SlaMetric | null;
  readonly priority: Priority | null;
  readonly met: number;
  readonly missed: number;
  readonly breached: number;
  readonly running: number;
  /** Percent with two digits; null when nothing is decided. */
  readonly percent: number | null;
}

/** Open seconds that something took. */
export interface Durations {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
}

export interface OldestOpen {
  readonly requestId: string;
  readonly number: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly days: number;
}

/** What the requests of a period came to. */
export interface Figures {
  readonly opened: number;
  readonly completed: number;
  readonly cancelled: number;
  /** Open when it ended. */
  readonly backlog: number;
  readonly reopened: number;
  /** Clocks of the requests opened in the period that ran past their due time. */
  readonly breaches: number;
  /** Of the requests opened in the period: over all, per metric, per metric and priority. */
  readonly attainment: readonly Attainment[];
  readonly firstResponse: Durations;
  readonly completion: Durations;
  readonly byType: readonly { readonly contactTypeId: string | null; readonly opened: number }[];
  readonly oldestOpen: OldestOpen | null;
}

const DAY_MS = 86_400_000;

/** Figures of [from, to), epoch milliseconds. */
export function figuresOf(requests: readonly RequestFacts[], from: number, to: number): Figures {
  const within = (at: number | null): boolean => at !== null && at >= from && at < to;
  const opened = requests.filter((r) => within(r.createdAt));
  const open = requests.filter((r) => r.createdAt < to && (r.completedAt ?? r.cancelledAt ?? Infinity) >= to);
  const completed = requests.filter((r) => within(r.completedAt));
  const clocks = opened.flatMap((r) => r.clocks.map((c) => ({ ...c, priority: r.priority })));
  const took = (metric: SlaMetric): Durations =>
    durationsOf(
      clocks.filter((c) => c.metric === metric && c.stopped && c.state !== 'CANCELLED').map((c) => c.elapsedSeconds),
    );
  const oldest = open.reduce<RequestFacts | null>((a, r) => (a === null || r.createdAt < a.createdAt ? r : a), null);
  const types = new Map<string | null, number>();
  for (const { contactTypeId } of opened) types.set(contactTypeId, (types.get(contactTypeId) ?? 0) + 1);
  return {
    opened: opened.length,
    completed: completed.length,
    cancelled: requests.filter((r) => within(r.cancelledAt)).length,
    backlog: open.length,
    reopened: requests.reduce((sum, r) => sum + r.reopenings, 0),
    breaches: clocks.filter((c) => c.state === 'MISSED' || c.state === 'BREACHED').length,
    attainment: attainmentRows(clocks),
    firstResponse: took('FIRST_RESPONSE'),
    completion: took('COMPLETION'),
    byType: [...types].map(([contactTypeId, n]) => ({ contactTypeId, opened: n })).sort((a, b) => b.opened - a.opened),
    oldestOpen: oldest && {
      requestId: oldest.id,
      number: oldest.number,
      subject: oldest.subject,
      createdAt: new Date(oldest.createdAt).toISOString(),
      days: Math.floor((to - oldest.createdAt) / DAY_MS),
    },
  };
}

function attainmentRows(clocks: readonly (ClockFacts & { readonly priority: Priority })[]): Attainment[] {
  const row = (metric: SlaMetric | null, priority: Priority | null): Attainment => {
    const of = clocks.filter(
      (c) => (metric === null || c.metric === metric) && (priority === null || c.priority === priority),
    );
    const count = (...states: ClockFacts['state'][]): number => of.filter((c) => states.includes(c.state)).length;
    const [met, missed, breached] = [count('MET'), count('MISSED'), count('BREACHED')];
    const percent = attainmentPercentOf({ met, missed, breached });
    return { metric, priority, met, missed, breached, running: count('RUNNING', 'PAUSED'), percent };
  };
  const metrics = SLA_METRICS.filter((m) => clocks.some((c) => c.metric === m));
  const perPriority = metrics.flatMap((metric) =>
    PRIORITIES.filter((p) => clocks.some((c) => c.metric === metric && c.priority === p)).map((p) => row(metric, p)),
  );
  return [row(null, null), ...metrics.map((metric) => row(metric, null)), ...perPriority];
}

/** Nearest-rank: the smallest value that is not exceeded by that share of them. */
export function durationsOf(seconds: readonly number[]): Durations {
  const sorted = [...seconds].sort((a, b) => a - b);
  const rank = (share: number): number | null => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
  return { count: sorted.length, median: rank(0.5), p90: rank(0.9) };
}
