import {
  DEFAULT_PAUSING_METRICS,
  SLA_METRICS,
  type ClockTerms,
  type PlainEvent,
  type MergedEvent,
  type RequestEvent,
  type SlaMetric,
  type Standstill,
} from './clock-types.js';

/** One start of one metric: what the events alone say, whatever the terms. */
export interface ClockTrack {
  readonly metric: SlaMetric;
  readonly cycle: number;
  startedAt: number;
  stoppedAt: number | null;
  cancelled: boolean;
  /** Cancelled because another request carries it on. */
  carried: boolean;
  /** The terms in force when it stopped; null while it is open, when the present ones count. */
  settledUnder: ClockTerms | null;
  /** When terms without a target for it came while it was open, and the terms before them; null when none did. */
  targetLost: { readonly at: number; readonly terms: ClockTerms } | null;
}

export type { Standstill } from './clock-types.js';

type Tracks = Record<SlaMetric, ClockTrack[]>;

/**
 * What has happened to a request so far, folded event by event into starts, stops and standstills. It knows no
 * calendar: which clocks run follows from the events alone, so that changed terms can replay them from their start.
 *
 * Events that make no sense where they stand change nothing: whatever comes before CREATED (changed terms apart) or
 * after CANCELLED, a second CREATED, PAUSED while paused, RESUMED while not, COMPLETED twice, REOPENED while open.
 */
export class RequestTimeline {
  readonly tracks: Tracks = { FIRST_RESPONSE: [], NEXT_RESPONSE: [], UPDATE: [], COMPLETION: [] };
  /** Ascending, without overlap. */
  standstills: Standstill[] = [];
  terms: ClockTerms;
  paused = false;
  private created = false;
  private createdAt = 0;
  private completed = false;
  private cancelled = false;

  constructor(terms: ClockTerms) {
    this.terms = terms;
  }

  /** Events must come in time order. */
  apply(event: RequestEvent): void {
    if (this.cancelled) return;
    if (event.kind === 'TERMS_CHANGED') {
      const before = this.terms;
      this.terms = {
        calendar: event.calendar ?? before.calendar,
        targets: event.targets ?? before.targets,
        pausingMetrics: event.pausingMetrics ?? before.pausingMetrics,
      };
      this.noteLostTargets(before, event.at);
    } else if (event.kind === 'MERGED') {
      this.startEarlier(event);
    } else if (this.created) {
      this.follow(event);
    } else if (event.kind === 'CREATED') {
      this.created = true;
      this.createdAt = event.at;
      for (const metric of SLA_METRICS) if (metric !== 'NEXT_RESPONSE') this.start(metric, event.at);
    }
  }

  private follow({ kind, at, carried = [] }: PlainEvent): void {
    switch (kind) {
      case 'CUSTOMER_MESSAGE':
        // On a completed request too: the question waits, whether or not the request is reopened.
        if (!this.openTrack('NEXT_RESPONSE')) this.start('NEXT_RESPONSE', at);
        return;
      case 'STAFF_REPLY':
        this.stop('NEXT_RESPONSE', at);
        if (this.completed) return;
        this.stop('FIRST_RESPONSE', at);
        this.stop('UPDATE', at);
        this.start('UPDATE', at);
        return;
      case 'PAUSED':
        if (this.paused) return;
        this.paused = true;
        if (!this.completed) this.standStill('PAUSED', at);
        return;
      case 'RESUMED':
        if (this.paused && !this.completed) this.moveOn(at);
        this.paused = false;
        return;
      case 'COMPLETED':
        if (this.completed) return;
        for (const metric of SLA_METRICS) this.stop(metric, at);
        // A request waits for somebody or is completed, never both: completing ends the pause.
        if (this.paused) this.moveOn(at);
        this.paused = false;
        this.completed = true;
        this.standStill('COMPLETED', at);
        return;
      case 'REOPENED':
        if (!this.completed) return;
        this.moveOn(at);
        this.completed = false;
        this.goOn();
        if (this.paused) this.standStill('PAUSED', at);
        return;
      case 'CANCELLED':
        for (const metric of SLA_METRICS) this.stop(metric, at, carried.includes(metric) ? 'carried' : 'cancelled');
        this.cancelled = true;
        return;
      case 'CREATED':
      case 'INTERNAL_NOTE':
        return;
      default:
        kind satisfies never;
    }
  }

  private noteLostTargets(before: ClockTerms, at: number): void {
    for (const metric of SLA_METRICS) {
      if (before.targets[metric] === undefined || this.terms.targets[metric] !== undefined) continue;
      const track = this.openTrack(metric);
      if (track) track.targetLost = { at, terms: before };
    }
  }

  private start(metric: SlaMetric, at: number): void {
    const tracks = this.tracks[metric];
    tracks.push({
      metric,
      cycle: tracks.length + 1,
      startedAt: at,
      stoppedAt: null,
      cancelled: false,
      carried: false,
      settledUnder: null,
      targetLost: null,
    });
  }

  private stop(metric: SlaMetric, at: number, how: 'answered' | 'cancelled' | 'carried' = 'answered'): void {
    const track = this.openTrack(metric);
    if (!track) return;
    track.stoppedAt = at;
    track.cancelled = how !== 'answered';
    track.carried = how === 'carried';
    track.settledUnder = this.terms;
  }

  private startEarlier({ since, standstills = [] }: MergedEvent): void {
    for (const metric of ['FIRST_RESPONSE', 'COMPLETION'] as const) {
      const track = this.openTrack(metric);
      const start = since[metric];
      if (!track || start === undefined || start >= track.startedAt) continue;
      track.startedAt = start;
      if (metric !== 'COMPLETION') continue;
      // Before the request itself was there, it stood still when that duplicate did.
      const { createdAt } = this;
      const before = standstills.filter((s) => s.from < createdAt);
      this.standstills = [
        ...before.map((s) => ({ ...s, to: Math.min(s.to, createdAt) })),
        ...this.standstills.filter((s) => s.from >= createdAt),
      ];
    }
  }

  /** A reopened request goes on with what was left of COMPLETION; all else that was stopped stays stopped. */
  private goOn(): void {
    const track = this.tracks.COMPLETION[0];
    if (!track) return;
    track.stoppedAt = null;
    track.settledUnder = null;
  }

  /** Only the latest start of a metric can be open. */
  private openTrack(metric: SlaMetric): ClockTrack | undefined {
    const tracks = this.tracks[metric];
    const latest = tracks[tracks.length - 1];
    return latest?.stoppedAt === null ? latest : undefined;
  }

  private standStill(kind: Standstill['kind'], at: number): void {
    this.standstills.push({ kind, from: at, to: Number.POSITIVE_INFINITY });
  }

  private moveOn(at: number): void {
    const last = this.standstills[this.standstills.length - 1];
    if (last) last.to = at;
  }
}

export function pauses(terms: ClockTerms, metric: SlaMetric): boolean {
  return (terms.pausingMetrics ?? DEFAULT_PAUSING_METRICS).includes(metric);
}
