import { alertSteps, pendingAlerts, type AlertStep, type PendingAlert } from '../domain/alert-steps.js';
import { type ClockState } from '../../engine/domain/clock-types.js';
import { type ClockDetail } from '../../engine/domain/evaluate-clocks.js';
import { type PublishedTerms } from '../../terms/application/published-sla-config.js';
import { type ClockChange } from './clock-diff.js';
import { type ClockRow } from './clock-store.js';
import { type SlaSubject, type SlaTimeline } from './build-timeline.js';

const NO_MILESTONES: readonly number[] = [];

/** Steps are worked out once for terms, metric and target, and then shared. */
const known = new WeakMap<PublishedTerms, Map<string, readonly AlertStep[]>>();

/** Which warnings and escalations the clocks of a request are to have, and when. */
export class AlertSchedule {
  private readonly terms: PublishedTerms | undefined;
  /** When we came to know of the request and of the steps, epoch ms. */
  private readonly knownAt: number;

  constructor({ recordedAt, firstEvaluatedAt }: SlaSubject, { applicableTerms }: SlaTimeline) {
    const choice = applicableTerms.at(-1)?.choice;
    this.terms = choice?.terms;
    // What was published ahead concerns a request that was open already from the instant at which it moved over.
    const movedAt = choice?.movedOver ? (choice.terms.movesOpenAt ?? 0) : 0;
    this.knownAt = Math.max(Math.min(recordedAt, firstEvaluatedAt), this.terms?.putInForceAt ?? 0, movedAt);
  }

  /** For `inspectClocks`: what to look for in each clock. Clocks without steps cost nothing. */
  readonly milestones = (clock: ClockState): readonly number[] => {
    const steps = this.stepsOf(clock);
    return steps.length === 0 ? NO_MILESTONES : steps.map((s) => s.afterSeconds);
  };

  /** What is not done of a clock's steps, in order. */
  pending(clock: ClockDetail, row: Pick<ClockRow, 'alerts' | 'breaches'>): PendingAlert[] {
    return pendingAlerts(clock, this.stepsOf(clock), row, this.knownAt);
  }

  /** The change with the instant of the clock's next alert in it; that this moves alone is a change too. */
  apply(change: ClockChange, before: ClockRow | undefined, clock: ClockDetail): ClockChange {
    const next = this.pending(clock, change.row)[0]?.at;
    const nextAlertAt = next === undefined ? null : new Date(next);
    const moved = (before?.nextAlertAt?.getTime() ?? null) !== (nextAlertAt?.getTime() ?? null);
    return { ...change, row: { ...change.row, nextAlertAt }, changed: change.changed || moved };
  }

  private stepsOf({ metric, targetSeconds, stoppedAt }: ClockState): readonly AlertStep[] {
    const { terms } = this;
    if (!terms || stoppedAt !== null) return [];
    let ofTerms = known.get(terms);
    if (!ofTerms) known.set(terms, (ofTerms = new Map()));
    const key = `${metric}/${targetSeconds}`;
    let steps = ofTerms.get(key);
    if (!steps) ofTerms.set(key, (steps = alertSteps(terms, metric, targetSeconds)));
    return steps;
  }
}
