import { evaluateClocks } from '../../engine/domain/evaluate-clocks.js';
import { type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { buildTimeline, type SlaSubject } from '../../monitoring/application/build-timeline.js';
import { type ClockPair, type ClockSide } from './tally-what-if.js';

/** The clocks of a request under a config, by the function that decides about all clocks. */
export function clocksUnder(request: SlaSubject, config: PublishedSlaConfig, at: number): ClockSide[] {
  const { input, applicableTerms, applicableTermsOf } = buildTimeline(request, config, at);
  const [only] = applicableTerms.length === 1 ? applicableTerms : [];
  return evaluateClocks(input, at).map((clock) => {
    const { choice, priority } = only ?? applicableTermsOf(clock.metric, clock.stoppedAt);
    return {
      metric: clock.metric,
      cycle: clock.cycle,
      state: clock.state,
      dueAt: clock.dueAt,
      breachedAt: clock.breachedAt,
      lateSeconds: Math.max(0, -clock.remainingSeconds),
      terms: choice?.terms,
      priority,
    };
  });
}

/** Clocks of both sides beside each other: the same start of the same metric has the same number under any terms. */
export function paired(before: readonly ClockSide[], after: readonly ClockSide[]): ClockPair[] {
  const left = new Map<string, ClockSide>(after.map((c) => [`${c.metric}/${c.cycle}`, c]));
  const pairs: ClockPair[] = before.map((clock) => {
    const key = `${clock.metric}/${clock.cycle}`;
    const found = left.get(key);
    left.delete(key);
    return { before: clock, after: found };
  });
  for (const clock of left.values()) pairs.push({ before: undefined, after: clock });
  return pairs;
}
