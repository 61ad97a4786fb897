import { Injectable, Logger } from '@nestjs/common';
import { ok, systemClock, type Result } from '#kernel';
import {
  CALENDAR_EDITION,
  canonicalZone,
  isLaterRelease,
  runtimeZoneRules,
  zoneTableOf,
  type ZoneRules,
} from '#kernel/calendar';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { type CalendarRules } from '../domain/calendar-rules.js';
import { ReplayQueue } from '../../replays/replay-queue.js';
import { CalendarRulesStore, zoneTableId } from './calendar-rules-store.js';

export interface RulesFollowed {
  /** Number of the rules that are in force now. */
  readonly rules: number;
  /** Whether they are new. */
  readonly recorded: boolean;
  /** Whether open clocks are replayed because of them. */
  readonly replays: boolean;
}

/**
 * Keeps with the database by which rules its calendars are read: the release of the time zone data and the edition of
 * the program. All processes read stored calendars by what is kept here, so that those of two releases agree. A worker
 * with a later release records its own and has the open clocks replayed whose instants may move; one with an earlier
 * release follows what is there.
 */
@Injectable()
export class FollowRules {
  private readonly logger = new Logger('SLA');
  private followed = false;

  constructor(
    private readonly db: Database,
    private readonly store: CalendarRulesStore,
    private readonly replays: ReplayQueue,
  ) {}

  /** Once in the life of a process; tried again until it was done. */
  async once(ctx: Ctx): Promise<void> {
    if (this.followed) return;
    await this.run(ctx);
    this.followed = true;
  }

  /** Compares the rules at hand with those that were recorded last. Any number of workers may do so at once. */
  async run(
    ctx: Ctx,
    { rules = runtimeZoneRules, now }: { rules?: ZoneRules; now?: Date } = {},
  ): Promise<RulesFollowed> {
    const last = (await this.store.all()).at(-1);
    if (!last) throw new Error('the rules of calendars are missing');
    const wanted = wantedAfter(last, rules);
    if (rules.version !== wanted.zoneRelease)
      this.logger.warn(
        { inUse: wanted.zoneRelease, ofProcess: rules.version },
        'calendars are read by the recorded time zone data, which are newer than those of this process',
      );
    const zones = await this.store.zonesInUse();
    const isNew = last.edition !== wanted.edition || last.zoneRelease !== wanted.zoneRelease;
    // A zone that came into use since is kept as it is in the release that is in force.
    if (!isNew && (rules.version !== last.zoneRelease || zones.every((z) => last.zones.has(z.toLowerCase()))))
      return { rules: last.number, recorded: false, replays: false };
    const result = await this.db.transaction(ctx, () => this.record(ctx, rules, zones, now ?? systemClock.now()));
    if (!result.ok) throw new Error('recording rules never fails by itself');
    return result.value;
  }

  private async record(
    ctx: Ctx,
    rules: ZoneRules,
    zones: readonly string[],
    now: Date,
  ): Promise<Result<RulesFollowed, never>> {
    // First, so that two workers come one after the other and no clock is evaluated meanwhile.
    await this.replays.configChanged();
    const last = (await this.store.all()).at(-1) as CalendarRules;
    const { edition, zoneRelease } = wantedAfter(last, rules);
    const recorded = last.edition !== edition || last.zoneRelease !== zoneRelease;
    const number = last.number + Number(recorded);
    if (recorded)
      await this.db.execute(
        insert('sla.calendar_rules', {
          ...{ number, edition, zone_release: zoneRelease },
          recorded_at: new Date(Math.max(now.getTime(), last.recordedAt + 1)),
        }),
      );
    if (zoneRelease === rules.version) await this.keepZones(number, zones, rules);
    // The same data read in another edition.
    else
      await this.db.execute(
        sql`insert into sla.calendar_rules_zone (rules, zone, zone_table_id)
            select ${number}::integer, zone, zone_table_id from sla.calendar_rules_zone where rules = ${last.number}
            on conflict do nothing`,
      );
    const { versions, offices } = await this.store.movedBy(number);
    const replays = recorded && versions.length + offices.length > 0;
    if (replays) await this.replays.note(ctx, { rules: number }, now, now);
    if (recorded)
      this.logger.log({ rules: number, edition, zoneRelease, replays }, 'calendars are read by other rules');
    return ok({ rules: number, recorded, replays });
  }

  private async keepZones(number: number, zones: readonly string[], rules: ZoneRules): Promise<void> {
    const rows = [...new Set(zones.map(canonicalZone))].map((zone) => {
      const table = zoneTableOf(zone, rules);
      return { id: zoneTableId(table), zone, utc_offset: table.offset, changes: table.changes };
    });
    const all = sql`jsonb_populate_recordset(null::sla.zone_table, ${JSON.stringify(rows)}::jsonb) n`;
    await this.db.execute(
      sql`insert into sla.zone_table (id, zone, utc_offset, changes)
          select n.id, n.zone, n.utc_offset, n.changes from ${all} on conflict do nothing`,
    );
    await this.db.execute(
      sql`insert into sla.calendar_rules_zone (rules, zone, zone_table_id)
          select ${number}::integer, n.zone, n.id from ${all} on conflict do nothing`,
    );
  }
}

/** The later release and edition of what was recorded and what the process has. */
function wantedAfter(last: CalendarRules, rules: ZoneRules): Pick<CalendarRules, 'edition' | 'zoneRelease'> {
  return {
    edition: last.edition < CALENDAR_EDITION ? CALENDAR_EDITION : last.edition,
    zoneRelease: isLaterRelease(rules.version, last.zoneRelease) ? rules.version : last.zoneRelease,
  };
}
