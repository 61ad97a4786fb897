import { Injectable } from '@nestjs/common';
import { compileCalendar, type Calendar } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type Priority } from '#modules/services';
import { type ClockTerms } from '../domain/clock-types.js';
import { indexTerms, type SelectableTerms, type TermsIndex } from '../domain/select-terms.js';
import { targetsFor, type CalendarBasis, type TermsContent } from '../domain/terms-content.js';
import {
  CalendarRegister,
  type CalendarChoice,
  type CalendarHistory,
  type CalendarVersion,
  type Footing,
  type Served,
} from './calendar-register.js';

export { usualOfficeHours, type CalendarVersion, type Footing } from './calendar-register.js';

/** Published terms with what they say. */
export interface PublishedTerms extends SelectableTerms, TermsContent {
  readonly termsId: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly number: number;
}

/** Everything published that judging needs, as it stood at one generation. */
export class Catalogue {
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
  with({ published, history }: { published?: readonly PublishedTerms[]; history?: CalendarHistory }): Catalogue {
    const calendars = history ? new CalendarRegister(history, rememberingCompiler(new Map())) : this.calendars;
    return new Catalogue(this.generation, published ?? this.published, calendars);
  }

  byId(termsVersionId: string): PublishedTerms | undefined {
    return this.byVersionId.get(termsVersionId);
  }

  hasOffice(officeId: string): boolean {
    return this.calendars.zones.has(officeId);
  }

  /** What clocks of a request run on at an instant (epoch ms). */
  footingAt(basis: CalendarBasis, served: Served, at: number): Footing {
    return this.calendars.footingAt(basis, served, at);
  }

  /** The same object for the same terms, priority and calendars, so that calendars are laid out once. */
  clockTermsOf(terms: PublishedTerms | null, priority: Priority, { key, calendar }: Footing): ClockTerms {
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

function rememberingCompiler(known: Map<string, Calendar>): (version: CalendarVersion) => Calendar {
  return (version) => {
    let calendar = known.get(version.id);
    if (!calendar) known.set(version.id, (calendar = compileCalendar(version.spec)));
    return calendar;
  };
}

/** Loads the catalogue and remembers it until something in it changes, on whatever node. */
@Injectable()
export class Catalogues {
  private known: Catalogue | undefined;
  /** Versions never change, so their calendars are kept for good. */
  private readonly compile = rememberingCompiler(new Map());

  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  /**
   * One statement when nothing has changed. `officeIds`: offices that must be in it, as new ones may be. With `hold`
   * nobody changes anything in it until the transaction ends: what is judged by it is stored before a change commits,
   * where the change's replay finds it. Of the whole table, because such locks are given in the order of asking: judging
   * without end would keep a lock of the row for itself.
   */
  async current(officeIds: Iterable<string> = [], { hold = false } = {}): Promise<Catalogue> {
    if (hold) await this.db.execute(sql`lock table sla.catalogue in share mode`);
    const { generation } = await this.db.one<{ generation: number }>(sql`select generation from sla.catalogue`);
    const known = this.known;
    if (known?.generation === generation && [...officeIds].every((id) => known.hasOffice(id))) return known;
    return (this.known = await this.load(generation));
  }

  private async load(generation: number): Promise<Catalogue> {
    const published = await this.db.query<PublishedTerms>(
      sql`select v.id as "versionId", v.terms_id as "termsId", v.number, t.code, t.name, t.name_native as "nameNative",
                 v.level, v.level_key as "levelKey", v.service_line as "serviceLine", v.contact_type_id as "contactTypeId",
                 v.priority, (extract(epoch from v.effective_from) * 1000)::bigint as "effectiveFrom",
                 (extract(epoch from v.effective_to) * 1000)::bigint as "effectiveTo",
                 (extract(epoch from v.moves_open_at) * 1000)::bigint as "movesOpenAt",
                 v.basis, v.targets, v.pausing_metrics as "pausingMetrics", v.warnings, v.escalations, v.credits
            from sla.terms_version v join sla.terms t on t.id = v.terms_id where v.effective_from is not null`,
    );
    const versions = await this.db.query<CalendarVersion>(
      sql`select id, calendar_id as "calendarId", number, (extract(epoch from recorded_at) * 1000)::bigint as "recordedAt", spec
            from sla.calendar_version order by calendar_id, number`,
    );
    const offices = await this.db.query<CalendarChoice>(
      sql`select office_id as of, calendar_id as "calendarId", (extract(epoch from recorded_at) * 1000)::bigint as "recordedAt"
            from sla.office_calendar order by office_id, recorded_at`,
    );
    const branches = await this.db.query<CalendarChoice>(
      sql`select branch_id as of, calendar_id as "calendarId", (extract(epoch from recorded_at) * 1000)::bigint as "recordedAt"
            from sla.branch_calendar order by branch_id, recorded_at`,
    );
    const zones = new Map((await this.identity.allOffices()).map((o) => [o.id, o.timeZone]));
    return new Catalogue(
      generation,
      published,
      new CalendarRegister({ versions, offices, branches, zones }, this.compile),
    );
  }
}
