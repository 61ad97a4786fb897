import { Injectable } from '@nestjs/common';
import { Checks } from '#kernel';
import { and, containing, Database, sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { connectionOf, keyset, type Connection, type Order, type PageRequest } from '#platform/paging';
import { LIMITS } from '../domain/limits.js';
import { TEAM_COLUMNS, type Team } from '../identity.api.js';

/** Which teams; what is left out does not matter. Ids are UUIDs. */
export interface TeamFilter {
  readonly officeId?: string | null;
  readonly memberId?: string | null;
  readonly active?: boolean | null;
  readonly text?: string | null;
}

const byCode: Order<Team> = {
  list: 'teams',
  direction: 'ASC',
  keys: [{ column: sql`t.code`, type: 'text', value: (t) => t.code }],
};

/** Reads teams for the API. */
@Injectable()
export class TeamQueries {
  constructor(private readonly db: Database) {}

  async list(page: PageRequest, { officeId, memberId, active, text }: TeamFilter): Promise<Connection<Team>> {
    const wrong = new Checks().text('filter.text', text, { ...LIMITS.search, optional: true }).err();
    if (wrong) throw new InvalidInputError(wrong.failures);
    const like = containing((text ?? '').trim());
    const where = and([
      officeId != null && sql`t.office_id = ${officeId}`,
      memberId != null && sql`t.id in (select m.team_id from identity.team_member m where m.employee_id = ${memberId})`,
      active != null && sql`t.active = ${active}`,
      text != null && sql`(t.code ilike ${like} or t.name ilike ${like} or t.name_native ilike ${like})`,
    ]);
    const part = keyset(page, byCode);
    const rows = await this.db.query<Team>(
      sql`select ${TEAM_COLUMNS} from identity.team t where ${where} and ${part.where} order by ${part.orderBy} limit ${part.limit}`,
    );
    const count = async (): Promise<number> =>
      (await this.db.one<{ n: number }>(sql`select count(*) as n from identity.team t where ${where}`)).n;
    return connectionOf(rows, part, byCode, (row) => row, count);
  }

  /** Members of each team, active or not, ordered by name. */
  membersOf(teamIds: readonly string[]): Promise<{ teamId: string; employeeId: string }[]> {
    return this.db.query(
      sql`select m.team_id as "teamId", m.employee_id as "employeeId" from identity.team_member m
            join identity.employee e on e.id = m.employee_id
           where m.team_id = any(${teamIds}::uuid[]) order by e.name, e.id`,
    );
  }

  /** Teams of each employee, dissolved ones too, ordered by code. */
  teamsOf(employeeIds: readonly string[]): Promise<(Team & { employeeId: string })[]> {
    return this.db.query(
      sql`select m.employee_id as "employeeId", ${TEAM_COLUMNS} from identity.team_member m
            join identity.team t on t.id = m.team_id where m.employee_id = any(${employeeIds}::uuid[]) order by t.code`,
    );
  }
}
