import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { IdentityApi } from '#modules/identity';

/** What decides who may work on a request. */
export interface Workable {
  readonly officeId: string;
  readonly assigneeId: string | null;
  readonly teamId: string | null;
}

/** Who may do what with which requests. Everybody who may see requests sees all of them. */
@Injectable()
export class ServicesPolicy {
  constructor(private readonly identity: IdentityApi) {}

  maySee(ctx: Ctx): boolean {
    return ctx.actor.permissions.has('services.read');
  }

  /** Which of the requests the actor may work on: those of the offices its permission reaches, its own and its teams'. */
  async workable(ctx: Ctx, requests: readonly Workable[]): Promise<boolean[]> {
    const scope = scopeOf(ctx, 'services.work');
    // Only a regional permission needs to know the regions of offices.
    const offices =
      scope === 'region' ? await this.identity.offices([...new Set(requests.map((r) => r.officeId))]) : undefined;
    const reached = requests.map(
      ({ officeId, assigneeId }) =>
        (ctx.actor.id !== null && assigneeId === ctx.actor.id) ||
        reaches(ctx, 'services.work', { officeId, regionId: offices?.get(officeId)?.regionId ?? null }),
    );
    if (ctx.actor.id === null || requests.every(({ teamId }, i) => reached[i] === true || teamId === null))
      return reached;
    const teams = (await this.identity.teamsOf([ctx.actor.id])).get(ctx.actor.id) ?? [];
    return requests.map(({ teamId }, i) => reached[i] === true || (teamId !== null && teams.includes(teamId)));
  }

  /** Throws unless the actor may work on one of them at least. */
  async assertMayWork(ctx: Ctx, ...requests: readonly (Workable | undefined)[]): Promise<void> {
    const allowed = await this.workable(
      ctx,
      requests.filter((r) => r !== undefined),
    );
    if (!allowed.includes(true))
      throw new ForbiddenError(
        'This request belongs to an office that your permission services.work does not reach, and it is assigned neither to you nor to a team of yours.',
      );
  }

  /** Life cycles and priorities belong to no office: they concern the whole firm. */
  assertFirm(ctx: Ctx, permission: string): void {
    if (scopeOf(ctx, permission) !== 'firm')
      throw new ForbiddenError(`This needs the permission ${permission} for the whole firm.`);
  }

  assertMayImport(ctx: Ctx): void {
    if (scopeOf(ctx, 'services.import') !== 'firm')
      throw new ForbiddenError('Importing service requests needs the permission services.import for the whole firm.');
  }
}
