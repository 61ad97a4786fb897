import { Injectable } from '@nestjs/common';
import { type Failure } from '#kernel';
import { Database, sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';

export type WorkReferenceCode =
  | 'ASSET_NOT_FOUND'
  | 'CHECKLIST_NOT_FOUND'
  | 'CHECKLIST_RETIRED'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE'
  | 'TEAM_NOT_FOUND'
  | 'TEAM_DISSOLVED';

/** Who is to do a piece of work, by which checklist. */
export interface WorkReference {
  readonly checklistId?: string | null;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
}

/** Looks up who and what work refers to. What was lawful when it was chosen may stay. */
@Injectable()
export class WorkReferences {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  async failures(given: WorkReference, before: WorkReference = {}): Promise<Failure<WorkReferenceCode>[]> {
    const failures: Failure<WorkReferenceCode>[] = [];
    const { checklistId, assigneeId, teamId } = given;
    if (checklistId != null && checklistId !== before.checklistId) {
      const found = await this.db.maybeOne<{ active: boolean }>(
        sql`select c.active from maintenance.checklist c where c.id = ${checklistId}`,
      );
      if (!found?.active)
        failures.push({ code: found ? 'CHECKLIST_RETIRED' : 'CHECKLIST_NOT_FOUND', field: 'checklistId' });
    }
    if (assigneeId != null && assigneeId !== before.assigneeId) {
      const found = (await this.identity.employees([assigneeId])).get(assigneeId);
      if (!found?.active)
        failures.push({ code: found ? 'EMPLOYEE_INACTIVE' : 'EMPLOYEE_NOT_FOUND', field: 'assigneeId' });
    }
    if (teamId != null && teamId !== before.teamId) {
      const found = (await this.identity.teams([teamId])).get(teamId);
      if (!found?.active) failures.push({ code: found ? 'TEAM_DISSOLVED' : 'TEAM_NOT_FOUND', field: 'teamId' });
    }
    return failures;
  }

  /** The version of a checklist that new work begins with: the latest. */
  async latestChecklists(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<{ id: string; versionId: string }>(
      sql`select distinct on (v.checklist_id) v.checklist_id as id, v.id as "versionId"
            from maintenance.checklist_version v where v.checklist_id = any(${ids}::uuid[])
           order by v.checklist_id, v.number desc`,
    );
    return new Map(rows.map((r) => [r.id, r.versionId]));
  }
}
