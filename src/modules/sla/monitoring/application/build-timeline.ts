import { type RequestEvent, type RequestFacts } from '#modules/services';
import { type Priority } from '#modules/vocabulary';
import {
  STOPPED_BY,
  type CarriedStarts,
  type ClockInput,
  type ClockTerms,
  type RequestEvent as ClockEvent,
  type SlaMetric,
} from '../../engine/domain/clock-types.js';
import { type EffectiveCalendars } from '../../calendars/application/calendar-register.js';
import { type TypePaths } from './clock-store.js';
import { type PublishedSlaConfig, type PublishedTerms } from '../../terms/application/published-sla-config.js';
import { selectTerms, termsInReach, type SelectionFacts, type TermsChoice } from '../../terms/domain/select-terms.js';
import { SERVING_OFFICE, type CalendarBasis } from '../../calendars/domain/calendar-basis.js';

/** A request with everything that decides about its clocks. */
export interface SlaSubject {
  readonly facts: RequestFacts;
  /** In order. */
  readonly events: readonly RequestEvent[];
  /** The customer and its groups upward, itself first, when first evaluated. */
  readonly customerPath: readonly string[];
  /** When first evaluated. */
  readonly tier: string | null;
  /** Epoch ms; calendars count as they stood then, and corrections after it from their instant on. */
  readonly firstEvaluatedAt: number;
  /** When we came to know of the request (epoch ms); later than its creation for what an import brought. */
  readonly recordedAt: number;
  /** When it was merged into another: metrics that the other one carries on. */
  readonly carried: readonly SlaMetric[];
  /** The types it has or had, each with those above it from the root down, when first seen with it. */
  readonly typePaths: TypePaths;
}

/** What was published, as far as it decides about clocks: of the database, of a question, of a proof. */
export type Published = Pick<PublishedSlaConfig, 'terms' | 'effectiveCalendarsAt' | 'clockTermsOf'>;

/** What clocks stand on during a stretch of a request's life. */
export interface ApplicableTerms {
  readonly from: number;
  readonly cause: 'CREATED' | 'REQUEST_CHANGED' | 'TERMS_MOVED' | 'CALENDAR_CHANGED' | 'RULES_CHANGED';
  readonly choice: TermsChoice<PublishedTerms> | undefined;
  readonly priority: Priority;
  readonly calendarVersionId: string | null;
  readonly moreCalendarVersionIds: readonly string[] | null;
  /** Zones of offices whose usual hours count because they have no calendar. */
  readonly usualZones: readonly string[];
  /** Release of the time zone data by which its calendars are read; null when it is not known. */
  readonly zoneRelease: string | null;
  /** The customer and its groups upward, and its tier, by which the terms were chosen. */
  readonly customerPath: readonly string[];
  readonly tier: string | null;
  /** Offices and the branch, other than the serving office, whose choice of a calendar decides. */
  readonly follows: readonly string[] | null;
  readonly clockTerms: ClockTerms;
}

export interface SlaTimeline {
  readonly input: ClockInput;
  /** In order, the first from the creation on. */
  readonly applicableTerms: readonly ApplicableTerms[];
  /** When terms or calendars that are known already change what it stands on next; null when none do. */
  readonly movesAt: number | null;
  /** The applicable under which a clock stopped, or the last one while it is open. */
  applicableTermsOf(metric: SlaMetric, stoppedAt: number | null): ApplicableTerms;
}

interface Values {
  readonly priority: Priority;
  readonly contactTypeId: string | null;
  readonly jobId: string | null;
  readonly branchId: string | null;
  readonly officeId: string;
}

/** What happened and what applied when, up to an instant, in the form that the clock function takes. */
export function buildTimeline(request: SlaSubject, config: Published, at: number): SlaTimeline {
  const { facts, events } = request;
  const createdAt = facts.createdAt.getTime();
  const selectionFacts = (values: Values): SelectionFacts => ({
    createdAt,
    jobId: values.jobId,
    branchId: values.branchId,
    customerPath: request.customerPath,
    tier: request.tier,
    serviceLine: facts.serviceLine,
    contactTypePath: typePathOf(request, values.contactTypeId),
    priority: values.priority,
    wasOpenAt: (instant) => wasOpenAt(events, instant),
  });

  let values = initialValues(request);
  let nextCalendar: number | null = null;
  let nextCause: 'CALENDAR_CHANGED' | 'RULES_CHANGED' = 'CALENDAR_CHANGED';
  let moves: number[] = [];
  const stand = (from: number, cause: ApplicableTerms['cause']): ApplicableTerms => {
    const selection = selectionFacts(values);
    const choice = selectTerms(config.terms, selection, from);
    const counted = Math.max(from, request.firstEvaluatedAt);
    const basis = choice?.terms.basis ?? SERVING_OFFICE;
    const effective = config.effectiveCalendarsAt(basis, values, counted);
    nextCalendar = effective.until;
    nextCause = effective.untilRules ? 'RULES_CHANGED' : 'CALENDAR_CHANGED';
    moves = [];
    for (const { terms } of termsInReach(config.terms, selection))
      if (terms.movesOpenAt !== null && terms.movesOpenAt > from) moves.push(terms.movesOpenAt);
    return {
      from,
      cause,
      choice,
      priority: values.priority,
      ...versionIdsOf(effective),
      usualZones: effective.usualZones,
      zoneRelease: effective.zoneRelease,
      customerPath: request.customerPath,
      tier: request.tier,
      follows: followedBy(basis, values.branchId),
      clockTerms: config.clockTermsOf(choice?.terms ?? null, values.priority, effective),
    };
  };

  const applicableTerms: ApplicableTerms[] = [stand(createdAt, 'CREATED')];
  const list: ClockEvent[] = [];
  /** For each entry of `list`, the index of the applicable in force when it happens. */
  const applicableAt: number[] = [];
  const change = (from: number, cause: ApplicableTerms['cause']): void => {
    const before = applicableTerms[applicableTerms.length - 1] as ApplicableTerms;
    const next = stand(from, cause);
    if (next.clockTerms === before.clockTerms && next.choice?.terms.versionId === before.choice?.terms.versionId) {
      // Nothing moves; but it may be another branch's choice of a calendar that matters from now on.
      applicableTerms[applicableTerms.length - 1] = { ...before, priority: next.priority, follows: next.follows };
      return;
    }
    applicableTerms.push(next);
    const { calendar, targets, pausingMetrics } = next.clockTerms;
    list.push({ at: from, kind: 'TERMS_CHANGED', calendar, targets, pausingMetrics });
    applicableAt.push(applicableTerms.length - 1);
  };
  /** Everything outside the request that moves its clocks before an instant: what happens at it comes first. */
  const catchUp = (until: number): void => {
    for (;;) {
      const move = moves.length > 0 ? Math.min(...moves) : null;
      const next = move !== null && (nextCalendar === null || move <= nextCalendar) ? move : nextCalendar;
      if (next === null || next >= until) return;
      change(next, next === move ? 'TERMS_MOVED' : nextCause);
    }
  };

  for (const event of events) {
    const eventAt = event.at.getTime();
    if (eventAt > at) break;
    catchUp(eventAt);
    if (event.kind !== 'CREATED') {
      const changed = { ...values, ...setValues(event) };
      if (differs(changed, values)) {
        values = changed;
        change(eventAt, 'REQUEST_CHANGED');
      }
    }
    if (event.kind === 'MERGED_INTO') handOn(list, eventAt, request.carried);
    const clockEvent = clockEventOf(event);
    if (clockEvent === undefined) continue;
    list.push(clockEvent);
    applicableAt.push(applicableTerms.length - 1);
  }
  catchUp(at + 1);

  const first = applicableTerms[0] as ApplicableTerms;
  return {
    input: { terms: first.clockTerms, events: list },
    applicableTerms,
    movesAt: nextCalendar === null && moves.length === 0 ? null : Math.min(...moves, nextCalendar ?? Infinity),
    applicableTermsOf: (metric, stoppedAt) => {
      const stop =
        stoppedAt === null ? -1 : list.findIndex((e) => e.at === stoppedAt && STOPPED_BY[metric].has(e.kind));
      if (stop >= 0) return applicableTerms[applicableAt[stop] as number] as ApplicableTerms;
      // What ended because it lost its target stood on the terms before those that took it.
      const lost = stoppedAt === null ? -1 : list.findIndex((e) => e.at === stoppedAt && e.kind === 'TERMS_CHANGED');
      if (lost >= 0) return applicableTerms[(applicableAt[lost] as number) - 1] as ApplicableTerms;
      return applicableTerms[applicableTerms.length - 1] as ApplicableTerms;
    },
  };
}

function versionIdsOf({
  versions,
}: EffectiveCalendars): Pick<ApplicableTerms, 'calendarVersionId' | 'moreCalendarVersionIds'> {
  const [first, ...more] = versions;
  return {
    calendarVersionId: first?.id ?? null,
    moreCalendarVersionIds: more.length > 0 ? more.map((v) => v.id) : null,
  };
}

function followedBy({ sources }: CalendarBasis, branchId: string | null): string[] | null {
  const ids = sources.flatMap((s) =>
    s.kind === 'OFFICE' && s.officeId !== null
      ? [s.officeId]
      : s.kind === 'BRANCH' && branchId !== null
        ? [branchId]
        : [],
  );
  return ids.length > 0 ? ids : null;
}

/** The cancellation that came with a merge leaves clocks to the survivor. */
function handOn(list: ClockEvent[], at: number, carried: readonly SlaMetric[]): void {
  const last = list[list.length - 1];
  if (last?.kind === 'CANCELLED' && last.at === at && carried.length > 0) list[list.length - 1] = { ...last, carried };
}

function clockEventOf({ kind, at, carriedOver }: RequestEvent): ClockEvent | undefined {
  switch (kind) {
    case 'STATUS_CHANGED':
    case 'ASSIGNED':
    case 'CHANGED':
    case 'MERGED_INTO':
      return undefined;
    case 'MERGED_FROM': {
      if (!carriedOver?.since.COMPLETION) return undefined;
      const { since, standstills } = carriedOver;
      const starts = Object.entries(since).map(([metric, from]) => [metric, from.getTime()]);
      return {
        at: at.getTime(),
        kind: 'MERGED',
        since: Object.fromEntries(starts) as CarriedStarts,
        standstills: standstills.map((s) => ({ kind: s.kind, from: s.from.getTime(), to: s.to.getTime() })),
      };
    }
    default:
      return { at: at.getTime(), kind };
  }
}

/** The values the request was created with; what its first event does not tell has not changed since. */
function initialValues({ facts, events }: SlaSubject): Values {
  const created = events[0]?.kind === 'CREATED' ? setValues(events[0]) : {};
  return {
    priority: facts.priority,
    contactTypeId: facts.contactTypeId,
    jobId: facts.jobId,
    branchId: facts.branchId,
    officeId: facts.officeId,
    ...created,
  };
}

function setValues({ priority, contactTypeId, jobId, branchId, officeId }: RequestEvent): Partial<Values> {
  return {
    ...(priority !== undefined && { priority }),
    ...(contactTypeId !== undefined && { contactTypeId }),
    ...(jobId !== undefined && { jobId }),
    ...(branchId !== undefined && { branchId }),
    ...(officeId !== undefined && { officeId }),
  };
}

function differs(a: Values, b: Values): boolean {
  return (
    a.priority !== b.priority ||
    a.contactTypeId !== b.contactTypeId ||
    a.jobId !== b.jobId ||
    a.branchId !== b.branchId ||
    a.officeId !== b.officeId
  );
}

/** A contact type and those above it, from the root down, as they count for the request. */
export function typePathOf({ typePaths }: Pick<SlaSubject, 'typePaths'>, id: string | null): readonly string[] {
  return id === null ? [] : (typePaths[id] ?? [id]);
}

/** Whether a request was neither completed nor cancelled at an instant (epoch ms). */
export function wasOpenAt(events: readonly RequestEvent[], at: number): boolean {
  let open = false;
  for (const { at: eventAt, kind } of events) {
    if (eventAt.getTime() > at) break;
    if (kind === 'CREATED' || kind === 'REOPENED') open = true;
    if (kind === 'COMPLETED' || kind === 'CANCELLED') open = false;
  }
  return open;
}
