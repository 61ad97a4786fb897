import { Injectable } from '@nestjs/common';
import { ForbiddenError, permits } from '#platform/access';
import { type Ctx } from '#platform/context';
import { assertFirm, IdentityApi, OfficeReach, outOfReach } from '#modules/identity';
import { SERVICES } from '../services.permissions.js';

/** What decides who may work on a request. */
export interface Workable {
  readonly officeId: string;
  readonly assigneeId: string | null;
  readonly teamId: string | null;
}

/** Who may do what with which requests. Everybody who may see requests sees all of them. */
@Injectable()
export class ServicesPolicy {
  constructor(
    private readonly identity: IdentityApi,
    private readonly reach: OfficeReach,
  ) {}

  maySee(ctx: Ctx): boolean {
    return permits(ctx, SERVICES['services.read']);
  }

  /** Throws unless the actor may create requests that the office is responsible for. */
  async assertMayCreate(ctx: Ctx, officeId: string): Promise<void> {
    if (!(await this.reach.may(ctx, SERVICES['services.create'], officeId)))
      throw outOfReach(SERVICES['services.create'], 'This request');
  }

  /** Which of the requests the actor may work on: those of the offices its permission reaches, its own and its teams'. */
  async workable(ctx: Ctx, requests: readonly Workable[]): Promise<boolean[]> {
    const reach = await this.reach.of(ctx, 'services.work');
    const reached = requests.map(
      ({ officeId, assigneeId }) => (ctx.actor.id !== null && assigneeId === ctx.actor.id) || reach.includes(officeId),
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
    assertFirm(ctx, permission);
  }

  assertMayImport(ctx: Ctx): void {
    assertFirm(ctx, 'services.import', 'Importing service requests');
  }
}
