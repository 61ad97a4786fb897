import { Injectable } from '@nestjs/common';
import { systemClock } from '#kernel';
import { ServicesApi } from '#modules/services';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { type SlaClock } from '../clock.types.js';
import { PublishedSlaConfigs } from '../../terms/application/published-sla-configs.js';
import { changeOf } from './clock-diff.js';
import { ClockStore, type ClockRow } from './clock-store.js';
import { isStale } from './evaluate-requests.js';
import { officesOf, SlaSubjects } from './sla-subjects.js';
import { buildTimeline } from './build-timeline.js';

/** Clocks as they are at this moment, whatever the background work has got round to storing. Writes nothing. */
@Injectable()
export class ReadClocks {
  constructor(
    private readonly store: ClockStore,
    private readonly configs: PublishedSlaConfigs,
    private readonly cases: SlaSubjects,
    private readonly services: ServicesApi,
  ) {}

  /**
   * The clocks of each request, by metric and cycle; requests that do not exist are absent. Stored clocks that have
   * ended are taken as they are; what runs, or is older than its request's events, is evaluated from the events. A
   * clock that was never stored has no id of its own yet and shows that of its request and cycle.
   */
  async of(requestIds: readonly string[], now: Date = systemClock.now()): Promise<Map<string, SlaClock[]>> {
    const versions = await this.services.clockVersions(requestIds);
    const ids = [...versions.keys()];
    const evaluations = await this.store.evaluations(ids);
    const stored = await this.store.clocks(ids);
    const toEvaluate = ids.filter((id) => {
      return (
        isStale(evaluations.get(id), versions.get(id) ?? 0, now) || stored.get(id)?.some((c) => c.stoppedAt === null)
      );
    });
    const answer = new Map<string, SlaClock[]>(ids.map((id) => [id, stored.get(id) ?? []]));
    if (toEvaluate.length === 0) return answer;

    const requests = await this.cases.of(toEvaluate, evaluations, now);
    const config = await this.configs.current(officesOf(requests));
    for (const request of requests) {
      const id = request.facts.id;
      try {
        answer.set(id, evaluate(request, stored.get(id) ?? []));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    return answer;

    function evaluate(request: (typeof requests)[number], before: readonly ClockRow[]): SlaClock[] {
      const timeline = buildTimeline(request, config, now.getTime());
      return inspectClocks(timeline.input, now.getTime()).map((clock) => {
        const known = before.find((c) => c.metric === clock.metric && c.cycle === clock.cycle);
        const applicable = timeline.applicableTermsOf(clock.metric, clock.stoppedAt);
        return changeOf(known, clock, applicable, request.facts, request.facts.clockVersion, now).row;
      });
    }
  }
}
