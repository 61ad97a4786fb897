import { Injectable } from '@nestjs/common';
import { Database, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import {
  CalendarRegister,
  type CalendarChoice,
  type CalendarVersion,
} from '../../calendars/application/calendar-register.js';
import { CalendarRulesStore } from '../../calendars/application/calendar-rules-store.js';
import { PublishedSlaConfig, rememberingCompiler, type PublishedTerms } from './published-sla-config.js';

export {
  usualOfficeHours,
  type CalendarVersion,
  type EffectiveCalendars,
} from '../../calendars/application/calendar-register.js';
export { PublishedSlaConfig, type PublishedTerms } from './published-sla-config.js';

/** Loads the config and remembers it until something in it changes, on whatever node. */
@Injectable()
export class PublishedSlaConfigs {
  private known: PublishedSlaConfig | undefined;
  /** Versions never change, so their calendars are kept for good. */
  private readonly compile = rememberingCompiler(new Map());

  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly rules: CalendarRulesStore,
  ) {}

  /**
   * One statement when nothing has changed. `officeIds`: offices that must be in it, as new ones may be. With `hold`
   * nobody changes anything in it until the transaction ends: what is evaluated by it is stored before a change commits,
   * where the change's replay finds it. Of the whole table, because such locks are given in the order of simulations: evaluation
   * without end would keep a lock of the row for itself.
   */
  async current(officeIds: Iterable<string> = [], { hold = false } = {}): Promise<PublishedSlaConfig> {
    if (hold) await this.db.execute(sql`lock table sla.config_generation in share mode`);
    const { generation } = await this.db.one<{ generation: number }>(sql`select generation from sla.config_generation`);
    const known = this.known;
    if (known?.generation === generation && [...officeIds].every((id) => known.hasOffice(id))) return known;
    return (this.known = await this.load(generation));
  }

  private async load(generation: number): Promise<PublishedSlaConfig> {
    const published = await this.db.query<PublishedTerms>(
      sql`select v.id as "versionId", v.terms_id as "termsId", v.number, t.code, t.name, t.name_native as "nameNative",
                 v.level, v.level_key as "levelKey", v.service_line as "serviceLine", v.contact_type_id as "contactTypeId",
                 v.priority, (extract(epoch from v.effective_from) * 1000)::bigint as "effectiveFrom",
                 (extract(epoch from v.effective_to) * 1000)::bigint as "effectiveTo",
                 (extract(epoch from v.moves_open_at) * 1000)::bigint as "movesOpenAt", v.move_made as "moveMade",
                 (extract(epoch from v.published_at) * 1000)::bigint as "putInForceAt",
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
    return new PublishedSlaConfig(
      generation,
      published,
      new CalendarRegister({ versions, offices, branches, zones, rules: await this.rules.all() }, this.compile),
    );
  }
}
