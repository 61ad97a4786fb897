import { Injectable } from '@nestjs/common';
import { ForbiddenError, reaches } from '#platform/access';
import { scopeOf, type Ctx } from '#platform/context';
import { IdentityApi } from '#modules/identity';

/** What decides who may work on a request. */
export interface Workable {
  readonly officeId: string;
  readonly assigneeId: string | null;
}

/** Who may do what with which requests. Everybody who may see requests sees all of them. */
@Injectable()
export class ServicesPolicy {
  constructor(private readonly identity: IdentityApi) {}

  maySee(ctx: Ctx): boolean {
    return ctx.actor.permissions.has('services.read');
  }

  /** Which of the requests the actor may work on: those of the offices its permission reaches, and its own. */
  async workable(ctx: Ctx, requests: readonly Workable[]): Promise<boolean[]> {
    const scope = scopeOf(ctx, 'services.work');
    // Only a regional permission needs to know the regions of offices.
    const offices =
      scope === 'region' ? await this.identity.offices([...new Set(requests.map((r) => r.officeId))]) : undefined;
    return requests.map(
      ({ officeId, assigneeId }) =>
        (ctx.actor.id !== null && assigneeId === ctx.actor.id) ||
        reaches(ctx, 'services.work', { officeId, regionId: offices?.get(officeId)?.regionId ?? null }),
    );
  }

  async assertMayWork(ctx: Ctx, request: Workable): Promise<void> {
    const [allowed] = await this.workable(ctx, [request]);
    if (!allowed)
      throw new ForbiddenError(
        'This request belongs to an office that your permission services.work does not reach, and it is not assigned to you.',
      );
  }

  assertMayImport(ctx: Ctx): void {
    if (scopeOf(ctx, 'services.import') !== 'firm')
      throw new ForbiddenError('Importing service requests needs the permission services.import for the whole firm.');
  }
}
