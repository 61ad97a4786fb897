import { Injectable } from '@nestjs/common';
import { type CalendarSpec } from '#kernel/calendar';
import { type Locale } from '#platform/context';
import { IdentityApi } from '#modules/identity';
import { CustomersApi } from '#modules/customers';
import { ServicesApi, type LifeCycle, type RequestFacts, type StatusMove } from '#modules/services';
import { type Names } from '../../calendars/domain/calendar-changes.js';
import { usualOfficeHours } from '../../calendars/application/calendar-register.js';
import { CalendarQueries, type CalendarVersionRecord } from '../../calendars/application/calendar.queries.js';
import { CalendarStatements } from '../../calendars/application/calendar-statements.js';
import { type ApplicableTerms } from '../../monitoring/application/build-timeline.js';
import { CalendarLookup } from '../../calendars/application/calendar-lookup.queries.js';
import { calendarVersionsOf } from '../../monitoring/clock.types.js';

/** One of the calendars that a clock runs on, ready to be talked about. */
export interface NamedCalendar {
  /** Null: the usual hours of an office without a calendar. */
  readonly version: Pick<CalendarVersionRecord, 'id' | 'calendarId' | 'number'> | null;
  readonly code: string;
  readonly spec: CalendarSpec;
  readonly names: Readonly<Record<Locale, Names>>;
}

/** Who moved a request into a status, by name. */
export interface NamedMove extends StatusMove {
  readonly status: Readonly<Record<Locale, string>>;
  readonly who: string | null;
}

/** Names of what explanations speak of: calendars and their holidays, statuses, people. */
@Injectable()
export class ExplanationSources {
  constructor(
    private readonly calendars: CalendarQueries,
    private readonly statements: CalendarStatements,
    private readonly queries: CalendarLookup,
    private readonly services: ServicesApi,
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
  ) {}

  /** The calendars of each applicable, in their order; `from` and `to`: instants between which names matter. */
  async calendarsOf(
    applicableTerms: readonly ApplicableTerms[],
    from: number,
    to: number,
  ): Promise<Map<ApplicableTerms, NamedCalendar[]>> {
    const versions = await this.calendars.versions([...new Set(applicableTerms.flatMap(calendarVersionsOf))]);
    const codes = await this.queries.calendars([...new Set([...versions.values()].map((v) => v.calendarId))]);
    const named = new Map<string, NamedCalendar>();
    for (const version of versions.values()) {
      const { id, calendarId, number, spec } = version;
      const names = {
        en: await this.names(version, 'en', from, to),
        'zh-CN': await this.names(version, 'zh-CN', from, to),
      };
      named.set(id, { version: { id, calendarId, number }, code: codes.get(calendarId)?.code ?? '', spec, names });
    }
    return new Map(
      applicableTerms.map((applicable) => [
        applicable,
        [
          ...calendarVersionsOf(applicable).flatMap((id) => named.get(id) ?? []),
          ...applicable.usualZones.map(usualHours),
        ],
      ]),
    );
  }

  /** The moves of a request between statuses, with the names of statuses and people. */
  async movesOf({ id, serviceLine }: RequestFacts): Promise<NamedMove[]> {
    const moves = (await this.services.statusMoves([id])).get(id) ?? [];
    const lifeCycle = (await this.services.lifeCycles()).find((l) => l.serviceLine === serviceLine);
    const [employees, persons] = await Promise.all([
      this.identity.employees([...new Set(moves.flatMap((m) => m.actorId ?? []))]),
      this.customers.persons([...new Set(moves.flatMap((m) => m.personId ?? []))]),
    ]);
    return moves.map((move) => ({
      ...move,
      status: statusNames(lifeCycle, move.toStatus),
      who: employees.get(move.actorId ?? '')?.name ?? persons.get(move.personId ?? '')?.name ?? null,
    }));
  }

  private names(version: CalendarVersionRecord, locale: Locale, from: number, to: number): Promise<Names> {
    // A day on either side, because dates are those of the calendar's zone.
    const date = (at: number): string => new Date(at).toISOString().slice(0, 10);
    return this.statements.namesOf(version, locale, date(from - 172_800_000), date(to + 172_800_000));
  }
}

function usualHours(zone: string): NamedCalendar {
  return { version: null, code: '', spec: usualOfficeHours(zone), names: { en: {}, 'zh-CN': {} } };
}

function statusNames(lifeCycle: LifeCycle | undefined, key: string): Record<Locale, string> {
  const status = lifeCycle?.statuses.find((s) => s.key === key);
  return { en: status?.name ?? key, 'zh-CN': status?.nameNative ?? status?.name ?? key };
}
