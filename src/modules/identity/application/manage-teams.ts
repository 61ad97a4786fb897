import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, err, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql, type VersionCode } from '#platform/database';
import { CODE, CODE_FORM, LIMITS } from '../domain/limits.js';
import { IdentityPolicy } from './identity.policy.js';
import { saved } from './saved.js';

export interface TeamCommand {
  readonly code?: string;
  readonly name?: string;
  readonly nameNative?: string | null;
  readonly officeId?: string;
  readonly active?: boolean;
  /** All members: replaces those it has. */
  readonly memberIds?: readonly string[];
}

export type TeamCode =
  | VersionCode
  | CheckCode
  | 'ALREADY_IN_USE'
  | 'OFFICE_NOT_FOUND'
  | 'OFFICE_IS_CLOSED'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE';

/** Creates and changes teams. A command without an id creates; with one it changes what is given. */
@Injectable()
export class ManageTeams {
  constructor(
    private readonly db: Database,
    private readonly policy: IdentityPolicy,
  ) {}

  async save(
    ctx: Ctx,
    cmd: TeamCommand,
    existing?: { id: string; version: number },
  ): Promise<Result<{ id: string }, TeamCode>> {
    const checks = new Checks()
      .pattern('code', cmd.code, CODE, `${CODE_FORM}, such as HKG-LIFTS`)
      .text('nameNative', cmd.nameNative, { ...LIMITS.name, optional: true })
      .atMost('memberIds', cmd.memberIds, LIMITS.members);
    if (!existing || cmd.name !== undefined) checks.text('name', cmd.name, LIMITS.name);
    if (!existing) checks.required('code', cmd.code).required('officeId', cmd.officeId);
    else checks.keepRequired(cmd, ['code', 'officeId', 'active', 'memberIds']);
    const wrong = checks.err();
    if (wrong) return wrong;
    const row = {
      code: cmd.code,
      name: cmd.name?.trim(),
      name_native: blankToNull(cmd.nameNative),
      office_id: cmd.officeId,
      active: cmd.active,
    };
    return this.db.transaction<{ id: string }, TeamCode>(
      ctx,
      async () => {
        await this.policy.assertMayManageTeam(ctx, existing?.id, cmd.officeId);
        const closed = cmd.officeId === undefined ? undefined : await this.closed(cmd.officeId);
        if (closed) return closed;
        const id = existing?.id ?? uuidv7();
        if (existing) {
          const done = await saved(this.db, 'identity.team', existing, assignments(row));
          if (!done.ok) return done;
        } else await this.db.execute(insert('identity.team', { id, ...row }));
        return cmd.memberIds ? this.setMembers(id, [...new Set(cmd.memberIds)]) : ok({ id });
      },
      {
        constraints: {
          team_code_key: err('ALREADY_IN_USE', 'code'),
          team_office_fk: err('OFFICE_NOT_FOUND', 'officeId'),
        },
      },
    );
  }

  private async closed(officeId: string): Promise<Result<never, 'OFFICE_IS_CLOSED'> | undefined> {
    const found = await this.db.maybeOne<{ active: boolean }>(
      sql`select o.active from identity.office o where o.id = ${officeId}`,
    );
    return found?.active === false ? err('OFFICE_IS_CLOSED', 'officeId') : undefined;
  }

  /** Those who left the firm may stay on the list; nobody who has left comes onto it. */
  private async setMembers(
    id: string,
    memberIds: readonly string[],
  ): Promise<Result<{ id: string }, 'EMPLOYEE_NOT_FOUND' | 'EMPLOYEE_INACTIVE'>> {
    const found = await this.db.query<{ id: string; active: boolean; member: boolean }>(
      sql`select e.id, e.active, m.id is not null as member
            from identity.employee e
            left join identity.team_member m on m.employee_id = e.id and m.team_id = ${id}
           where e.id = any(${memberIds}::uuid[])`,
    );
    const known = new Map(found.map((e) => [e.id, e]));
    const missing = memberIds.findIndex((memberId) => !known.has(memberId));
    if (missing >= 0) return err('EMPLOYEE_NOT_FOUND', `memberIds.${missing}`);
    const gone = memberIds.findIndex(
      (memberId) => known.get(memberId)?.active === false && !known.get(memberId)?.member,
    );
    if (gone >= 0) return err('EMPLOYEE_INACTIVE', `memberIds.${gone}`);
    await this.db.execute(
      sql`delete from identity.team_member where team_id = ${id} and not employee_id = any(${memberIds}::uuid[])`,
    );
    const fresh = memberIds.filter((memberId) => !known.get(memberId)?.member);
    if (fresh.length > 0)
      await this.db.execute(
        sql`insert into identity.team_member (id, team_id, employee_id)
            select n.id, ${id}, n.employee_id from unnest(${fresh.map(() => uuidv7())}::uuid[], ${fresh}::uuid[]) as n (id, employee_id)
            on conflict on constraint team_member_key do nothing`,
      );
    return ok({ id });
  }
}
