import {
  DEFAULT_PAUSING_METRICS,
  SLA_METRICS,
  type ClockTerms,
  type PlainEvent,
  type RequestEvent,
  type SlaMetric,
} from './clock-types.js';

/** One start of one metric: what the events alone say, whatever the terms. */
export interface ClockTrack {
  readonly metric: SlaMetric;
  readonly cycle: number;
  readonly startedAt: number;
  stoppedAt: number | null;
  cancelled: boolean;
  /** The terms in force when it stopped; null while it is open, when the present ones count. */
  settledUnder: ClockTerms | null;
}

/** A stretch of the request's life in which some or all clocks stand still; `to` is Infinity while it lasts. */
export interface Standstill {
  readonly kind: 'PAUSED' | 'COMPLETED';
  readonly from: number;
  to: number;
}

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
  readonly standstills: Standstill[] = [];
  terms: ClockTerms;
  paused = false;
  private created = false;
  private completed = false;
  private cancelled = false;
  private questionWaits = false;

  constructor(terms: ClockTerms) {
    this.terms = terms;
  }

  /** Events must come in time order. */
  apply(event: RequestEvent): void {
    if (this.cancelled) return;
    if (event.kind === 'TERMS_CHANGED') {
      this.terms = {
        calendar: event.calendar ?? this.terms.calendar,
        targets: event.targets ?? this.terms.targets,
        pausingMetrics: event.pausingMetrics ?? this.terms.pausingMetrics,
      };
    } else if (this.created) {
      this.follow(event);
    } else if (event.kind === 'CREATED') {
      this.created = true;
      for (const metric of SLA_METRICS) if (metric !== 'NEXT_RESPONSE') this.start(metric, event.at);
    }
  }

  private follow({ kind, at }: PlainEvent): void {
    switch (kind) {
      case 'CUSTOMER_MESSAGE':
        // Nothing runs on a completed request; should it be reopened, the question is still unanswered then.
        if (this.completed) this.questionWaits = true;
        else if (!this.openTrack('NEXT_RESPONSE')) this.start('NEXT_RESPONSE', at);
        return;
      case 'STAFF_REPLY':
        this.questionWaits = false;
        if (this.completed) return;
        this.stop('FIRST_RESPONSE', at);
        this.stop('NEXT_RESPONSE', at);
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
        if (this.questionWaits) this.start('NEXT_RESPONSE', at);
        this.questionWaits = false;
        return;
      case 'CANCELLED':
        for (const metric of SLA_METRICS) this.stop(metric, at, true);
        this.cancelled = true;
        return;
      case 'CREATED':
      case 'INTERNAL_NOTE':
        return;
      default:
        kind satisfies never;
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
      settledUnder: null,
    });
  }

  private stop(metric: SlaMetric, at: number, cancelled = false): void {
    const track = this.openTrack(metric);
    if (!track) return;
    track.stoppedAt = at;
    track.cancelled = cancelled;
    track.settledUnder = this.terms;
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
