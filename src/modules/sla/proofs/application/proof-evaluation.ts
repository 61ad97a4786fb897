import { type RequestEvent, type RequestFacts } from '#modules/services';
import { type ClockDetail, inspectClocks } from '../../engine/domain/evaluate-clocks.js';
import {
  type ProofClock,
  type ProofEvent,
  type ProofFrame,
  type ProofRequest,
  type ProofTerms,
} from '../domain/proof-format.js';
import { CalendarRegister, type CalendarVersion } from '../../calendars/application/calendar-register.js';
import { PRESENT_RULES, type CalendarRules, type RecordedZone } from '../../calendars/domain/calendar-rules.js';
import { type TypePaths } from '../../monitoring/application/clock-store.js';
import {
  PublishedSlaConfig,
  rememberingCompiler,
  type PublishedTerms,
} from '../../terms/application/published-sla-config.js';
import {
  buildTimeline,
  type Published,
  type SlaSubject,
  type ApplicableTerms,
} from '../../monitoring/application/build-timeline.js';

/**
 * Evaluates requests from a proof alone: the same choice of terms, the same calendars and the same function that evaluate
 * stored clocks, fed from the file. Loads nothing that needs a database or settings.
 */
export class ProofEvaluator {
  private readonly published: Published;
  private readonly typePaths: TypePaths;
  private readonly asOf: number;

  /** Throws a RangeError when a calendar cannot be. */
  constructor(frame: ProofFrame) {
    this.asOf = Date.parse(frame.asOf);
    this.typePaths = pathsOf(frame.contactTypes);
    const register = new CalendarRegister(
      {
        versions: frame.calendars.map(versionOf),
        offices: frame.officeCalendars.map((c) => ({ ...c, of: c.officeId, recordedAt: Date.parse(c.since) })),
        branches: frame.branchCalendars.map((c) => ({ ...c, of: c.branchId, recordedAt: Date.parse(c.since) })),
        zones: new Map(frame.offices.map((o) => [o.id, o.zone])),
        rules: rulesOf(frame),
      },
      rememberingCompiler(new Map()),
    );
    this.published = new PublishedSlaConfig(0, frame.terms.map(publishedOf), register);
  }

  /** The verdicts. Throws when the proof lacks something that they stand on. */
  clocksOf(request: Omit<ProofRequest, 'clocks'>): ProofClock[] {
    const timeline = buildTimeline(caseOf(request, this.typePaths), this.published, this.asOf);
    return inspectClocks(timeline.input, this.asOf).map((clock) =>
      clockOf(clock, timeline.applicableTermsOf(clock.metric, clock.stoppedAt)),
    );
  }
}

/** A clock as a proof states it. */
export function clockOf(clock: ClockDetail, applicable: ApplicableTerms): ProofClock {
  const { metric, cycle, state, targetSeconds, elapsedSeconds, remainingSeconds, pausedSeconds } = clock;
  const { calendarVersionId: first, moreCalendarVersionIds: more } = applicable;
  return {
    metric,
    cycle,
    state,
    startedAt: iso(clock.startedAt),
    dueAt: isoOrNull(clock.dueAt),
    stoppedAt: isoOrNull(clock.stoppedAt),
    breachedAt: isoOrNull(clock.breachedAt),
    targetSeconds,
    elapsedSeconds,
    remainingSeconds,
    pausedSeconds,
    terms: applicable.choice?.terms.versionId ?? null,
    calendars: [...(first === null ? [] : [first]), ...(more ?? [])],
  };
}

export const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** The rules that a proof states. A proof that states none is older than the second edition of the calendars. */
export function rulesOf({ calendarRules }: Pick<ProofFrame, 'calendarRules'>): CalendarRules[] {
  if (!calendarRules) return [{ ...PRESENT_RULES, edition: 1 }];
  const zones = new Map<string, RecordedZone>();
  return calendarRules.map(({ edition, zoneRelease, since, zones: stated }, i) => {
    for (const table of stated) zones.set(table.zone.toLowerCase(), { id: JSON.stringify(table), table });
    return { number: i + 1, edition, zoneRelease, recordedAt: Date.parse(since), zones: new Map(zones) };
  });
}

function versionOf({ id, calendarId, number, recordedAt, spec }: ProofFrame['calendars'][number]): CalendarVersion {
  return { id, calendarId, number, recordedAt: Date.parse(recordedAt), spec };
}

function publishedOf({ id, ...terms }: ProofTerms): PublishedTerms {
  const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  return {
    ...terms,
    versionId: id,
    name: terms.code,
    nameNative: null,
    basis: {
      combination: terms.basis.combination,
      sources: terms.basis.sources.map(({ kind, calendarId, officeId }) =>
        kind === 'CALENDAR'
          ? { kind, calendarId: calendarId ?? '' }
          : kind === 'OFFICE'
            ? { kind, officeId: officeId ?? null }
            : { kind },
      ),
    },
    effectiveFrom: Date.parse(terms.effectiveFrom),
    effectiveTo: at(terms.effectiveTo),
    movesOpenAt: at(terms.movesOpenAt),
    warnings: [],
    escalations: [],
  };
}

const pathsOf = (types: ProofFrame['contactTypes']): TypePaths =>
  Object.fromEntries(types.map(({ id, path }) => [id, path]));

function caseOf(request: Omit<ProofRequest, 'clocks'>, typePaths: TypePaths): SlaSubject {
  const { id, number, customerId, serviceLine, values, customerPath, tier } = request;
  const createdAt = new Date(request.createdAt);
  const facts: RequestFacts = {
    ...{ id, number, customerId, serviceLine, createdAt },
    ...values,
    ...{ assigneeId: null, teamId: null, parentId: null, channel: 'PORTAL', subject: '', statusKey: '' },
    ...{ completedAt: null, cancelledAt: null, clockVersion: 0 },
  };
  return {
    facts,
    events: request.events.map(eventOf),
    customerPath,
    tier,
    firstEvaluatedAt: Date.parse(request.firstEvaluatedAt),
    recordedAt: createdAt.getTime(),
    carried: request.carried ?? [],
    typePaths: request.contactTypes ? { ...typePaths, ...pathsOf(request.contactTypes) } : typePaths,
  };
}

function eventOf({ at, carriedOver, ...event }: ProofEvent): RequestEvent {
  if (!carriedOver) return { ...event, at: new Date(at) };
  const { completionSince, firstResponseSince, standstills } = carriedOver;
  return {
    ...event,
    at: new Date(at),
    carriedOver: {
      since: {
        COMPLETION: new Date(completionSince),
        ...(firstResponseSince !== undefined && { FIRST_RESPONSE: new Date(firstResponseSince) }),
      },
      standstills: standstills.map(({ kind, from, to }) => ({ kind, from: new Date(from), to: new Date(to) })),
    },
  };
}
