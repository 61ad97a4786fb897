import { type SlaMetric, type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { type ClockDetail, type Milestone } from '../../engine/domain/evaluate-clocks.js';
import { type Recipient, type TermsContent } from '../../terms/domain/terms-content.js';

/** Before its time a clock is warned of, after it a breach is escalated. */
export type AlertKind = 'WARNED' | 'ESCALATED';

/** A step of the terms as it is for clocks of one metric and target. */
export interface AlertStep {
  readonly kind: AlertKind;
  /** `75%` of the target, `-3600s` before it is due, `+3600s` after: the same under any terms that say the same. */
  readonly name: string;
  /** Open seconds after the start of the clock, to the millisecond. */
  readonly afterSeconds: number;
  /** Of all steps of that name. */
  readonly recipients: readonly Recipient[];
}

/** How far past a step may lie when we come to know of it and still be news. */
export const STALE_AFTER_MS = 3_600_000;

const NO_STEPS: readonly AlertStep[] = [];

/** The steps for clocks of a metric and target; warnings that would come before the start or after the due time do not come. */
export function alertSteps(
  { warnings, escalations }: Pick<TermsContent, 'warnings' | 'escalations'>,
  metric: SlaMetric,
  targetSeconds: number,
): readonly AlertStep[] {
  if (warnings.length === 0 && escalations.length === 0) return NO_STEPS;
  const found = new Map<string, AlertStep>();
  const add = (step: AlertStep): void => {
    const before = found.get(step.name);
    found.set(step.name, before ? { ...before, recipients: [...before.recipients, ...step.recipients] } : step);
  };
  for (const { metric: of, sharePercent, secondsBefore, recipients } of warnings) {
    if (of !== null && of !== metric) continue;
    const afterSeconds =
      sharePercent !== null
        ? Math.ceil(targetSeconds * sharePercent * 10) / 1_000
        : targetSeconds - (secondsBefore ?? 0);
    const name = sharePercent !== null ? `${sharePercent}%` : `-${secondsBefore}s`;
    if (afterSeconds > 0 && afterSeconds < targetSeconds) add({ kind: 'WARNED', name, afterSeconds, recipients });
  }
  for (const { metric: of, secondsAfter, recipients } of escalations)
    if (of === null || of === metric)
      add({ kind: 'ESCALATED', name: `+${secondsAfter}s`, afterSeconds: targetSeconds + secondsAfter, recipients });
  return [...found.values()];
}

/** What is stored with a clock about its alerts. */
export interface AlertRecord {
  /** Keys of the steps that are done, with spaces between them. */
  readonly alerts: string;
  /** How many breaches of it were recorded. */
  readonly breaches: number;
}

/** A step that has come or is to come. */
export interface PendingAlert {
  readonly step: AlertStep;
  readonly key: string;
  /** With an escalation: which breach of the clock it is about, from 1. */
  readonly breach: number | null;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * The steps of a clock that are not done, in the order of their instants: those in the past are due. `steps` are those
 * whose seconds were given to `inspectClocks` as milestones, in that order. `knownAt`: when we came to know of the clock
 * and of the steps; those long before it are history and are not told.
 *
 * A warning is done once for a clock, whatever becomes of its due time; an escalation once for each breach. Only a
 * running clock is warned of, and only an overdue one that is still open escalated; what waits for either to happen is
 * foretold.
 */
export function pendingAlerts(
  clock: Pick<ClockDetail, 'state' | 'breachedAt'> & { readonly milestones: readonly Milestone[] },
  steps: readonly AlertStep[],
  { alerts, breaches }: AlertRecord,
  knownAt: number,
): PendingAlert[] {
  if (steps.length === 0 || !isOpenAndCounting(clock.state)) return [];
  const done = new Set(alerts.split(' '));
  const nth = clock.breachedAt === null ? breaches + 1 : breaches;
  return steps
    .flatMap((step, i): PendingAlert[] => {
      const at = clock.milestones[i]?.reachedAt ?? null;
      if (at === null || at < knownAt - STALE_AFTER_MS) return [];
      if (step.kind === 'WARNED' && clock.state !== 'RUNNING') return [];
      const breach = step.kind === 'ESCALATED' ? nth : null;
      const key = breach === null ? step.name : `${breach}:${step.name}`;
      return done.has(key) ? [] : [{ step, key, breach, at }];
    })
    .sort((a, b) => a.at - b.at);
}

function isOpenAndCounting(state: SlaClockStatus): boolean {
  return state === 'RUNNING' || state === 'BREACHED';
}
