import { Injectable } from '@nestjs/common';
import { err, type Err } from '#kernel';
import { Database, sql } from '#platform/database';

export type PersonTimesCode = 'ON_SITE_ELSEWHERE' | 'VISITS_OVERLAP' | 'LABOUR_OVERLAPS';

interface Found {
  readonly number: string;
  readonly from: Date;
  readonly to: Date | null;
}

/**
 * One person is at one place at a time, and works an hour once. Whoever records times of a person holds the person first,
 * so that two records at the same moment come one after the other.
 */
@Injectable()
export class PersonTimes {
  constructor(private readonly db: Database) {}

  /** Until the transaction ends. Held after the work order, always in this order. */
  async hold(employeeId: string): Promise<void> {
    await this.db.query(
      sql`select pg_advisory_xact_lock(hashtextextended('maintenance.person-times ' || ${employeeId}, 0))`,
    );
  }

  /**
   * Why an engineer cannot have come at an instant: he was on another visit then, or is on one since before or within a
   * day of it. Older arrivals may be recorded late while he is elsewhere; their departure must lie before. `exceptId` is
   * the visit itself.
   */
  async arrival(
    engineerId: string,
    at: Date,
    exceptId: string | null,
    field = 'at',
  ): Promise<Err<PersonTimesCode> | undefined> {
    const found = await this.db.maybeOne<Found>(sql`
      select w.number, v.arrived_at as from, v.departed_at as to from maintenance.visit v
        join maintenance.work_order w on w.id = v.work_order_id
       where v.engineer_id = ${engineerId} and v.id is distinct from ${exceptId}::uuid and v.withdrawn_at is null
         and ((v.departed_at is null and v.arrived_at < ${at}::timestamptz + interval '1 day')
              or (v.arrived_at <= ${at} and v.departed_at > ${at}))
       order by v.departed_at nulls first, v.arrived_at limit 1`);
    if (!found) return undefined;
    return found.to === null
      ? err('ON_SITE_ELSEWHERE', field, { number: found.number, since: found.from.toISOString() })
      : overlap('VISITS_OVERLAP', field, found, found.to);
  }

  /** Why an engineer cannot have been on site from one instant to another: part of it he was on another visit. */
  async stay(
    engineerId: string,
    [from, to]: readonly [Date, Date],
    exceptId: string,
    field: string,
  ): Promise<Err<PersonTimesCode> | undefined> {
    const found = await this.db.maybeOne<Found>(sql`
      select w.number, v.arrived_at as from, v.departed_at as to from maintenance.visit v
        join maintenance.work_order w on w.id = v.work_order_id
       where v.engineer_id = ${engineerId} and v.id <> ${exceptId} and v.withdrawn_at is null and v.arrived_at < ${to}
         and coalesce(v.departed_at, ${to}) > ${from} and v.departed_at is distinct from v.arrived_at
       order by v.arrived_at limit 1`);
    return found && overlap('VISITS_OVERLAP', field, found, found.to);
  }

  /** Why somebody cannot have worked then: part of the time is recorded already. */
  async labour(
    employeeId: string,
    [from, to]: readonly [Date, Date],
    exceptId: string | null,
  ): Promise<Err<PersonTimesCode> | undefined> {
    const found = await this.db.maybeOne<Found & { to: Date }>(sql`
      select w.number, l.started_at as from, l.started_at + l.minutes * interval '1 minute' as to from maintenance.labour l
        join maintenance.work_order w on w.id = l.work_order_id
       where l.employee_id = ${employeeId} and l.id is distinct from ${exceptId}::uuid and l.withdrawn_at is null
         and l.started_at < ${to} and l.started_at > ${from}::timestamptz - interval '1 day'
         and l.started_at + l.minutes * interval '1 minute' > ${from}
       order by l.started_at limit 1`);
    return found && overlap('LABOUR_OVERLAPS', 'startedAt', found, found.to);
  }
}

const overlap = (
  code: PersonTimesCode,
  field: string,
  { number, from }: Found,
  to: Date | null,
): Err<PersonTimesCode> =>
  err(code, field, {
    number,
    from: from.toISOString(),
    to: to?.toISOString() ?? '…',
  });
