import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { assertFirm, IdentityApi, OfficeReach, outOfReach, type Reach } from '#modules/identity';
import { OPEN_WORK } from './work/domain/statuses.js';

/** What decides who may see and do a piece of work. */
export interface WorkOwnership {
  readonly officeId: string;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
}

/** Under this key the context remembers what was looked up for the actor in this operation. */
const TEAMS = Symbol('maintenance.teams');

/**
 * Who may see and do what. Assets and plans belong to the office of the asset, work orders to theirs; whoever has a work
 * order assigned, himself or through a team, may see and do it wherever it is, and see its asset while it is open.
 */
@Injectable()
export class MaintenancePolicy {
  constructor(
    private readonly identity: IdentityApi,
    private readonly reach: OfficeReach,
  ) {}

  /** The offices that the permission reaches. */
  reachOf(ctx: Ctx, permission: string): Promise<Reach> {
    return this.reach.of(ctx, permission);
  }

  /** Whether the actor holds the permission at all; for what is one's own wherever it is. */
  holds(ctx: Ctx, permission: string): boolean {
    return this.reach.any(ctx, permission);
  }

  /** Condition on `office_id` of the alias: within reach of `maintenance.read`. */
  readable(ctx: Ctx, alias: Sql): Promise<Sql> {
    return this.reach.rows(ctx, 'maintenance.read', sql`${alias}.office_id`);
  }

  /** Condition on work orders `w`: within reach, or one's own. */
  async visibleWork(ctx: Ctx): Promise<Sql> {
    const reach = await this.reachOf(ctx, 'maintenance.read');
    if (reach.offices === 'all') return sql`true`;
    if (ctx.actor.id === null || !this.reach.any(ctx, 'maintenance.read')) return sql`false`;
    const teams = await this.teams(ctx);
    return sql`(${reach.rows(sql`w.office_id`)} or w.assignee_id = ${ctx.actor.id}::uuid
                or w.team_id = any(${teams}::uuid[]))`;
  }

  /** Condition on assets `a`: within reach, or the asset of one's own work that is still open, or part of it. */
  async visibleAsset(ctx: Ctx): Promise<Sql> {
    const reach = await this.reachOf(ctx, 'maintenance.read');
    if (reach.offices === 'all') return sql`true`;
    if (ctx.actor.id === null || !this.reach.any(ctx, 'maintenance.read')) return sql`false`;
    const teams = await this.teams(ctx);
    return sql`(${reach.rows(sql`a.office_id`)}
                or exists (select from maintenance.work_order w where w.asset_id = any(a.path)
                            and w.status = any(${OPEN_WORK}::text[])
                            and (w.assignee_id = ${ctx.actor.id}::uuid or w.team_id = any(${teams}::uuid[]))))`;
  }

  /** Whether the permission reaches the thing, or the thing is one's own work. */
  async may(ctx: Ctx, permission: string, thing: WorkOwnership): Promise<boolean> {
    if (!this.reach.any(ctx, permission)) return false;
    const { officeId, assigneeId, teamId } = thing;
    if (permission === 'maintenance.work' && ctx.actor.id !== null) {
      if (assigneeId === ctx.actor.id) return true;
      if (teamId != null && (await this.teams(ctx)).includes(teamId)) return true;
    }
    return this.reach.may(ctx, permission, officeId);
  }

  async assertMay(ctx: Ctx, permission: string, thing: WorkOwnership): Promise<void> {
    if (!(await this.may(ctx, permission, thing))) throw outOfReach(permission);
  }

  /** The catalogue belongs to no office: it concerns the whole firm. */
  assertCatalogue(ctx: Ctx): void {
    assertFirm(ctx, 'maintenance.manage-catalogue');
  }

  private teams(ctx: Ctx): Promise<readonly string[]> {
    const { id } = ctx.actor;
    if (id === null) return Promise.resolve([]);
    let teams = ctx.memo.get(TEAMS) as Promise<readonly string[]> | undefined;
    if (!teams) ctx.memo.set(TEAMS, (teams = this.identity.teamsOf([id]).then((of) => of.get(id) ?? [])));
    return teams;
  }
}
