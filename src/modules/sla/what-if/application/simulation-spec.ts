import { uuidv7 } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { type CreatedScope } from '#modules/services';
import { type ServiceLine } from '#modules/vocabulary';
import { type TermsContent, type TermsScope } from '../../terms/domain/terms-content.js';
import { type PublishedSlaConfig, type PublishedTerms } from '../../terms/application/published-sla-configs.js';

/** Draft terms, taken to be in force from the beginning of the period on. */
export interface DraftTermsChange {
  /** Whose versions it would replace; null: it would come on top of all there are. */
  readonly termsId: string | null;
  /** Names the draft in results; of the version, when it is one that is kept. */
  readonly versionId: string;
  readonly code: string;
  readonly name: string;
  readonly scope: TermsScope;
  readonly content: TermsContent;
}

/** What a calendar would have said, all along. */
export interface DraftCalendarChange {
  readonly calendarId: string;
  readonly code: string;
  readonly spec: CalendarSpec;
}

/** Which requests; what is null does not narrow. */
export interface SimulationScope {
  /** With all customers below it. */
  readonly customerId: string | null;
  readonly officeId: string | null;
  readonly serviceLine: ServiceLine | null;
  readonly tier: string | null;
}

/** All of a simulation, as it is kept with the run: what changes afterwards does not change the answer. */
export interface SimulationSpec {
  /** Instants, ISO 8601: requests created from then to before then. */
  readonly from: string;
  readonly to: string;
  /** In which months begin. */
  readonly timeZone: string;
  readonly terms: DraftTermsChange | null;
  readonly calendar: DraftCalendarChange | null;
  readonly scope: SimulationScope;
  /** Offices whose requests the asker may see and asks for; null: all. */
  readonly officeIds: readonly string[] | null;
}

/** The requests of the simulation, but for the tier, which is that of each request when it was first evaluated. */
export function createdScopeOf(simulation: SimulationSpec, customerIds: readonly string[] | null): CreatedScope {
  return {
    from: new Date(simulation.from),
    to: new Date(simulation.to),
    customerIds,
    officeIds: simulation.officeIds,
    serviceLine: simulation.scope.serviceLine,
  };
}

/**
 * What would have been published: the draft from the beginning of the period on, in place of the other versions of its
 * terms as if it had been published then, and the calendar as if it had never said anything else.
 */
export function hypothetical(
  current: PublishedSlaConfig,
  { from, terms, calendar }: SimulationSpec,
): PublishedSlaConfig {
  const published = terms ? withDraft(current.published, terms, Date.parse(from)) : undefined;
  const history = calendar ? withCalendar(current, calendar) : undefined;
  return current.with({ published, history });
}

function withDraft(published: readonly PublishedTerms[], draft: DraftTermsChange, from: number): PublishedTerms[] {
  const own = published.filter((t) => t.termsId === draft.termsId);
  const others = published.filter((t) => t.termsId !== draft.termsId);
  // Nobody would have been moved to what had ended by then.
  const moved = (t: PublishedTerms): PublishedTerms =>
    t.moveMade === true && t.movesOpenAt !== null && t.movesOpenAt >= from ? { ...t, moveMade: false } : t;
  const ended = own
    .map(moved)
    .map((t) =>
      t.effectiveTo === null || t.effectiveTo > from ? { ...t, effectiveTo: Math.max(t.effectiveFrom, from) } : t,
    );
  const added: PublishedTerms = {
    ...draft.scope,
    ...draft.content,
    versionId: draft.versionId,
    termsId: draft.termsId ?? draft.versionId,
    code: draft.code,
    name: draft.name,
    nameNative: null,
    number: own.reduce((most, t) => Math.max(most, t.number), 0) + 1,
    effectiveFrom: from,
    effectiveTo: null,
    movesOpenAt: null,
  };
  return [...others, ...ended, added];
}

function withCalendar({ calendars: { history } }: PublishedSlaConfig, { calendarId, spec }: DraftCalendarChange) {
  const [first] = history.versions.filter((v) => v.calendarId === calendarId);
  const version = { id: uuidv7(), calendarId, number: 1, recordedAt: first?.recordedAt ?? 0, spec };
  return { ...history, versions: [...history.versions.filter((v) => v.calendarId !== calendarId), version] };
}

/**
 * Terms of somebody else that are equally narrow and could match the same request within the period: nobody could say
 * which of the two applies. The database refuses the same when terms are published.
 */
export function inTheWay(
  published: readonly PublishedTerms[],
  { termsId, scope }: DraftTermsChange,
  from: number,
  to: number,
): PublishedTerms | undefined {
  const meets = <T>(a: T | null, b: T | null): boolean => a === null || b === null || a === b;
  return published.find(
    (t) =>
      t.termsId !== termsId &&
      t.level === scope.level &&
      t.levelKey === scope.levelKey &&
      specificity(t) === specificity(scope) &&
      meets(t.serviceLine, scope.serviceLine) &&
      meets(t.contactTypeId, scope.contactTypeId) &&
      meets(t.priority, scope.priority) &&
      t.effectiveFrom < to &&
      (t.effectiveTo === null || (t.effectiveTo > from && t.effectiveTo > t.effectiveFrom)),
  );
}

const specificity = ({ serviceLine, contactTypeId, priority }: TermsScope): number =>
  [serviceLine, contactTypeId, priority].filter((value) => value !== null).length;
