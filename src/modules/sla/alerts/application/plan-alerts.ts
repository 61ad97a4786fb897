import { Injectable } from '@nestjs/common';
import { type PendingAlert } from '../../monitoring/domain/alert-steps.js';
import { inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import { AlertSchedule } from '../../monitoring/application/alert-schedule.js';
import { PublishedSlaConfigs, type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { ClockStore, type ClockRow } from '../../monitoring/application/clock-store.js';
import { asOf } from '../../monitoring/application/evaluate-requests.js';
import { officesOf, SlaSubjects } from '../../monitoring/application/sla-subjects.js';
import { buildTimeline, type SlaSubject } from '../../monitoring/application/build-timeline.js';

/** What is to be done about a clock whose next alert was due. */
export interface PlannedAlerts {
  readonly request: SlaSubject;
  readonly row: ClockRow;
  /** Steps that have come, in order; none when the clock is not where it was. */
  readonly due: readonly PendingAlert[];
  /** When the next one after them comes. */
  readonly nextAt: Date | null;
}

/** A clock that is not as stored, though it was just evaluated, is looked at again after this long. */
const LOOK_AGAIN_MS = 60_000;

/** Works out, from the events, terms and calendars themselves, which steps of stored clocks have come. */
@Injectable()
export class PlanAlerts {
  constructor(
    private readonly store: ClockStore,
    private readonly cases: SlaSubjects,
    private readonly configs: PublishedSlaConfigs,
  ) {}

  /** Of those clocks that are there. Whoever calls holds the evaluations of their requests, which are up to date. */
  async of(clockIds: ReadonlySet<string>, requestIds: readonly string[], now: Date): Promise<PlannedAlerts[]> {
    const evaluations = await this.store.evaluations(requestIds);
    const requests = await this.cases.of(requestIds, evaluations, now);
    const config = await this.configs.current(officesOf(requests), { hold: true });
    const stored = await this.store.clocks(requestIds);
    return requests.flatMap((request) => {
      const rows = stored.get(request.facts.id) ?? [];
      const at = asOf(now, evaluations.get(request.facts.id), rows);
      const due = rows.filter((row) => clockIds.has(row.id));
      return due.length > 0 ? this.ofRequest(request, due, config, at) : [];
    });
  }

  private ofRequest(
    request: SlaSubject,
    rows: readonly ClockRow[],
    config: PublishedSlaConfig,
    at: Date,
  ): PlannedAlerts[] {
    const later = (row: ClockRow): PlannedAlerts => ({
      ...{ request, row, due: [] },
      nextAt: new Date(at.getTime() + LOOK_AGAIN_MS),
    });
    try {
      const timeline = buildTimeline(request, config, at.getTime());
      const schedule = new AlertSchedule(request, timeline);
      const clocks = inspectClocks(timeline.input, at.getTime(), schedule.milestones);
      return rows.map((row): PlannedAlerts => {
        const clock = clocks.find((c) => c.metric === row.metric && c.cycle === row.cycle);
        if (!clock || clock.state !== row.state) return later(row);
        const pending = schedule.pending(clock, row);
        // Like a breach: at its very instant it has not passed yet.
        const due = pending.filter((p) => p.at < at.getTime());
        const next = pending[due.length]?.at;
        return { request, row, due, nextAt: next === undefined ? null : new Date(next) };
      });
    } catch {
      // What cannot be evaluated has its reason in sla.evaluation; it must not hold up the others.
      return rows.map(later);
    }
  }
}
