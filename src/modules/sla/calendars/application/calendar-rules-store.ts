import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  dependsOnEdition,
  firstDifference,
  ZONE_TABLE_FROM,
  type CalendarEdition,
  type CalendarSpec,
  type ZoneTable,
} from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { type CalendarRules, type RecordedZone } from '../domain/calendar-rules.js';

/** Something that is read otherwise, and the first instant that moves. */
export interface Moved {
  readonly id: string;
  readonly from: Date;
}

/** What a change of the rules moves. */
export interface MovedCalendars {
  /** Versions of calendars. */
  readonly versions: readonly Moved[];
  /** Offices in zones whose rules changed: their usual hours, should they have no calendar. */
  readonly offices: readonly Moved[];
}

/** Reads the rules by which calendars were read, and the zones that were kept with them. */
@Injectable()
export class CalendarRulesStore {
  /** Tables never change. */
  private readonly tables = new Map<string, ZoneTable>();

  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  /** All rules in order; those recorded by a clock that was set back still come after the ones before. */
  async all(): Promise<CalendarRules[]> {
    const rows = await this.db.query<{
      number: number;
      edition: CalendarEdition;
      zoneRelease: string | null;
      recordedAt: number;
    }>(
      sql`select number, edition, zone_release as "zoneRelease", (extract(epoch from recorded_at) * 1000)::bigint as "recordedAt"
            from sla.calendar_rules order by number`,
    );
    const zones = await this.db.query<{ rules: number; zone: string; id: string }>(
      sql`select rules, zone, zone_table_id as id from sla.calendar_rules_zone order by rules, zone`,
    );
    await this.loadTables([...new Set(zones.map((z) => z.id))]);
    return rows.map((row) => ({
      ...row,
      zones: new Map(
        zones
          .filter((z) => z.rules === row.number)
          .map(({ zone, id }): [string, RecordedZone] => [
            zone.toLowerCase(),
            { id, table: this.tables.get(id) as ZoneTable },
          ]),
      ),
    }));
  }

  /** Zones that calendars have or had, and those of offices. */
  async zonesInUse(): Promise<string[]> {
    const rows = await this.db.query<{ zone: string }>(
      sql`select distinct coalesce(v.spec ->> 'zone', 'UTC') as zone from sla.calendar_version v`,
    );
    const offices = await this.identity.allOffices();
    return [...new Set([...rows.map((r) => r.zone), ...offices.map((o) => o.timeZone)])].sort();
  }

  /** What rules move in comparison with those before them. */
  async movedBy(number: number): Promise<MovedCalendars> {
    const all = await this.all();
    const i = all.findIndex((r) => r.number === number);
    const [after, before] = [all[i], all[i - 1]];
    if (!after || !before) return { versions: [], offices: [] };
    const zones = new Map<string, number>();
    for (const [zone, { id, table }] of after.zones) {
      // The nearest rules before that know the zone.
      const known = all
        .slice(0, i)
        .findLast((r) => r.zones.has(zone))
        ?.zones.get(zone);
      const from = known && known.id !== id ? firstDifference(known.table, table) : undefined;
      if (from !== undefined) zones.set(zone, from);
    }
    const names = [...zones.keys()];
    const rows = await this.db.query<{ id: string; spec: CalendarSpec }>(
      sql`select v.id, v.spec from sla.calendar_version v
           where lower(v.spec ->> 'zone') = any(${names}::text[])
              or (${after.edition !== before.edition} and jsonb_array_length(coalesce(v.spec -> 'overrides', '[]')) > 0)`,
    );
    const versions = rows.flatMap(({ id, spec }) => {
      const reread = after.edition !== before.edition && dependsOnEdition(spec);
      const from = reread ? ZONE_TABLE_FROM : zones.get(spec.zone.toLowerCase());
      return from === undefined ? [] : [{ id, from: new Date(from) }];
    });
    const offices = (await this.identity.allOffices()).flatMap(({ id, timeZone }) => {
      const from = zones.get(timeZone.toLowerCase());
      return from === undefined ? [] : [{ id, from: new Date(from) }];
    });
    return { versions, offices };
  }

  private async loadTables(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.tables.has(id));
    if (missing.length === 0) return;
    const rows = await this.db.query<{ id: string; zone: string; offset: number; changes: ZoneTable['changes'] }>(
      sql`select id, zone, utc_offset as "offset", changes from sla.zone_table where id = any(${missing}::text[])`,
    );
    for (const { id, ...table } of rows) this.tables.set(id, table);
  }
}

/** What a table is kept under: the same content, the same id. */
export function zoneTableId({ zone, offset, changes }: ZoneTable): string {
  return createHash('sha256')
    .update(JSON.stringify([zone, offset, changes]))
    .digest('hex');
}
