import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { sql, type Sql } from '#platform/database';
import { IdentityApi } from '#modules/identity';
import { OPEN_WORK } from '../domain/values.js';

/** What decides who may see and do a piece of work. */
export interface Belonging {
  readonly officeId: string;
  readonly assigneeId?: string | null;
  readonly teamId?: string | null;
}

/** Under this key the context remembers what was looked up for the actor in this operation. */
const TEAMS = Symbol('maintenance.teams');
const OFFICES = Symbol('maintenance.offices');

/**
 * Who may see and do what. Assets and plans belong to the office of the asset, work orders to theirs; whoever has a work
 * order assigned, himself or through a team, may see and do it wherever it is, and see its asset while it is open.
 */
@Injectable()
export class MaintenancePolicy {
  constructor(private readonly identity: IdentityApi) {}

  /** Ids of the offices that the permission reaches; null for all. */
  async offices(ctx: Ctx, permission: string): Promise<readonly string[] | null> {
    const scope = scopeOf(ctx, permission);
    if (scope === 'firm') return null;
    if (scope === undefined) return [];
    if (scope === 'office') return ctx.actor.officeId === null ? [] : [ctx.actor.officeId];
    const all = await remembered(ctx, OFFICES, () => this.identity.allOffices());
    return all.filter((o) => o.regionId === ctx.actor.regionId).map((o) => o.id);
  }

  /** Condition on `office_id` of the alias: within reach of `maintenance.read`. */
  async readable(ctx: Ctx, alias: Sql): Promise<Sql> {
    const offices = await this.offices(ctx, 'maintenance.read');
    return offices === null ? sql`true` : sql`${alias}.office_id = any(${offices}::uuid[])`;
  }

  /** Condition on work orders `w`: within reach, or one's own. */
  async visibleWork(ctx: Ctx): Promise<Sql> {
    const offices = await this.offices(ctx, 'maintenance.read');
    if (offices === null) return sql`true`;
    if (ctx.actor.id === null || !ctx.actor.permissions.has('maintenance.read')) return sql`false`;
    const teams = await this.teams(ctx);
    return sql`(w.office_id = any(${offices}::uuid[]) or w.assignee_id = ${ctx.actor.id}::uuid
                or w.team_id = any(${teams}::uuid[]))`;
  }

  /** Condition on assets `a`: within reach, or the asset of one's own work that is still open, or part of it. */
  async visibleAsset(ctx: Ctx): Promise<Sql> {
    const offices = await this.offices(ctx, 'maintenance.read');
    if (offices === null) return sql`true`;
    if (ctx.actor.id === null || !ctx.actor.permissions.has('maintenance.read')) return sql`false`;
    const teams = await this.teams(ctx);
    return sql`(a.office_id = any(${offices}::uuid[])
                or exists (select from maintenance.work_order w where w.asset_id = any(a.path)
                            and w.status = any(${OPEN_WORK}::text[])
                            and (w.assignee_id = ${ctx.actor.id}::uuid or w.team_id = any(${teams}::uuid[]))))`;
  }

  /** Whether the permission reaches the thing, or the thing is one's own work. */
  async may(ctx: Ctx, permission: string, thing: Belonging): Promise<boolean> {
    if (!ctx.actor.permissions.has(permission)) return false;
    const { officeId, assigneeId, teamId } = thing;
    if (permission === 'maintenance.work' && ctx.actor.id !== null) {
      if (assigneeId === ctx.actor.id) return true;
      if (teamId != null && (await this.teams(ctx)).includes(teamId)) return true;
    }
    const offices = await this.offices(ctx, permission);
    return offices === null || offices.includes(officeId);
  }

  async assertMay(ctx: Ctx, permission: string, thing: Belonging): Promise<void> {
    if (!(await this.may(ctx, permission, thing)))
      throw new ForbiddenError(
        `This belongs to an office that your permission ${permission} does not reach; ask that office, or somebody responsible for its region.`,
      );
  }

  /** The catalogue belongs to no office: it concerns the whole firm. */
  assertCatalogue(ctx: Ctx): void {
    if (scopeOf(ctx, 'maintenance.manage-catalogue') !== 'firm')
      throw new ForbiddenError('This needs the permission maintenance.manage-catalogue for the whole firm.');
  }

  private teams(ctx: Ctx): Promise<readonly string[]> {
    const { id } = ctx.actor;
    if (id === null) return Promise.resolve([]);
    return remembered(ctx, TEAMS, async () => (await this.identity.teamsOf([id])).get(id) ?? []);
  }
}

function remembered<T>(ctx: Ctx, key: symbol, find: () => Promise<T>): Promise<T> {
  let found = ctx.memo.get(key) as Promise<T> | undefined;
  if (!found) ctx.memo.set(key, (found = find()));
  return found;
}
