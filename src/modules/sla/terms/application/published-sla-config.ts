import { compileCalendar, type Calendar } from '#kernel/calendar';
import { type Priority } from '#modules/vocabulary';
import { type ClockTerms } from '../../engine/domain/clock-types.js';
import { indexTerms, type SelectableTerms, type TermsIndex } from '../domain/select-terms.js';
import { targetsFor, type TermsContent } from '../domain/terms-content.js';
import { type CalendarBasis } from '../../calendars/domain/calendar-basis.js';
import {
  CalendarRegister,
  type CalendarHistory,
  type CompileVersion,
  type EffectiveCalendars,
  type Served,
} from '../../calendars/application/calendar-register.js';

/** Published terms with what they say. */
export interface PublishedTerms extends SelectableTerms, TermsContent {
  readonly termsId: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly number: number;
  /** When it was put into force, epoch ms; absent where that is only supposed. */
  readonly putInForceAt?: number;
}

/** Everything published that evaluation needs, as it stood at one generation. */
export class PublishedSlaConfig {
  readonly terms: TermsIndex<PublishedTerms>;
  private readonly byVersionId: ReadonlyMap<string, PublishedTerms>;
  private readonly clockTerms = new Map<string, ClockTerms>();

  constructor(
    readonly generation: number,
    readonly published: readonly PublishedTerms[],
    readonly calendars: CalendarRegister,
  ) {
    this.terms = indexTerms(published);
    this.byVersionId = new Map(published.map((t) => [t.versionId, t]));
  }

  /** The same with other terms or another past of the calendars: what would be if. */
  with({
    published,
    history,
  }: {
    published?: readonly PublishedTerms[];
    history?: CalendarHistory;
  }): PublishedSlaConfig {
    const calendars = history ? new CalendarRegister(history, rememberingCompiler(new Map())) : this.calendars;
    return new PublishedSlaConfig(this.generation, published ?? this.published, calendars);
  }

  byId(termsVersionId: string): PublishedTerms | undefined {
    return this.byVersionId.get(termsVersionId);
  }

  hasOffice(officeId: string): boolean {
    return this.calendars.zones.has(officeId);
  }

  /** What clocks of a request run on at an instant (epoch ms). */
  effectiveCalendarsAt(basis: CalendarBasis, served: Served, at: number): EffectiveCalendars {
    return this.calendars.effectiveCalendarsAt(basis, served, at);
  }

  /** The same object for the same terms, priority and calendars, so that calendars are laid out once. */
  clockTermsOf(terms: PublishedTerms | null, priority: Priority, { key, calendar }: EffectiveCalendars): ClockTerms {
    const name = terms ? `${terms.versionId}/${priority}/${key}` : key;
    let made = this.clockTerms.get(name);
    if (!made) {
      made = terms
        ? { calendar, targets: targetsFor(terms, priority), pausingMetrics: terms.pausingMetrics }
        : { calendar, targets: {} };
      this.clockTerms.set(name, made);
    }
    return made;
  }
}

/** Compiles each version once for each way of reading it. */
export function rememberingCompiler(known: Map<string, Calendar>): CompileVersion {
  return (version, { key, edition, zoneRules }) => {
    const name = `${version.id}@${key}`;
    let calendar = known.get(name);
    if (!calendar) known.set(name, (calendar = compileCalendar(version.spec, { edition, zoneRules })));
    return calendar;
  };
}
