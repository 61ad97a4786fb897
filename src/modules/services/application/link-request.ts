import { Injectable } from '@nestjs/common';
import { Checks, err, errs, ok, systemClock, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { inverse, linkOf, RELATIONS, type Relation } from '../domain/relation.js';
import { RequestHistory } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { Links, type LinkedThing } from './links.js';
import { References, type ReferenceCode } from './references.js';
import { RequestStore, type HeldRequest } from './request-store.js';
import { stateOf } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';

export interface LinkRequestCommand {
  readonly id: string;
  /** Exactly one of the three: another request (with how), a contact, or a job. */
  readonly otherId?: string | null;
  readonly relation?: Relation | null;
  readonly contactId?: string | null;
  readonly jobId?: string | null;
  /** Whether to tie or to untie. */
  readonly linked: boolean;
}

export type LinkRequestCode =
  CheckCode | ReferenceCode | 'NOT_FOUND' | 'REQUEST_NOT_FOUND' | 'ONE_OF' | 'LINK_TO_ITSELF' | 'REQUEST_MERGED';

/**
 * Ties a request to another request, which the actor may work on too, to a contact or to a job, or unties it; doing it twice
 * changes nothing.
 */
@Injectable()
export class LinkRequest {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly policy: ServicesPolicy,
    private readonly references: References,
    private readonly links: Links,
  ) {}

  async run(ctx: Ctx, cmd: LinkRequestCommand): Promise<Result<{ id: string }, LinkRequestCode>> {
    const { id, otherId, relation, contactId, jobId } = cmd;
    if ([otherId, contactId, jobId].filter((x) => x != null).length !== 1)
      return err('ONE_OF', 'otherId', { fields: 'otherId, contactId, jobId' });
    if (otherId === id) return err('LINK_TO_ITSELF', 'otherId');
    const checks = new Checks().oneOf('relation', relation, RELATIONS);
    const wrong = (otherId != null ? checks.required('relation', relation) : checks).err();
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, LinkRequestCode>(ctx, async () => {
      const held = (await this.store.holdMany(otherId == null ? [id] : [id, otherId])).map((row): HeldRequest => ({
        row,
        history: RequestHistory.resume(stateOf(row), 'live'),
      }));
      const [own, other] = [held.find(({ row }) => row.id === id), held.find(({ row }) => row.id === otherId)];
      if (!own) return err('NOT_FOUND', 'id');
      await this.policy.assertMayWork(ctx, own.row);
      if (own.row.mergedIntoId !== null) return errs([await this.store.merged(own.row.mergedIntoId)]);
      if (otherId != null && !other) return err('REQUEST_NOT_FOUND', 'otherId');
      // Both histories say so: it is a change of both.
      if (other) await this.policy.assertMayWork(ctx, other.row);
      const done =
        other && relation != null
          ? await this.tieRequest(ctx, own, other, relation, cmd.linked)
          : await this.tieThing(ctx, own, cmd);
      if (!done.ok) return done;
      await this.store.saveMany(ctx, held);
      return ok({ id });
    });
  }

  private async tieRequest(
    ctx: Ctx,
    own: HeldRequest,
    other: HeldRequest,
    relation: Relation,
    linked: boolean,
  ): Promise<Result<void, LinkRequestCode>> {
    const full = linked ? ((await this.full(own.row.id)) ?? (await this.full(other.row.id))) : undefined;
    const link = linkOf(own.row.id, relation, other.row.id);
    const changed = linked ? await this.links.add(link) : await this.links.remove(link);
    if (!changed) return ok();
    if (full) return full;
    const [now, by] = [systemClock.now(), { actorId: ctx.actor.id }];
    for (const [one, another, how] of [
      [own, other, relation],
      [other, own, inverse(relation)],
    ] as const) {
      const tie = { requestId: another.row.id, relation: how };
      const details = linked ? { after: tie } : { before: tie };
      one.history.relate(linked ? 'LINKED' : 'UNLINKED', now, by, { ...details, relatedId: another.row.id });
    }
    return ok();
  }

  private async tieThing(
    ctx: Ctx,
    { row, history }: HeldRequest,
    { contactId, jobId, linked }: LinkRequestCommand,
  ): Promise<Result<void, LinkRequestCode>> {
    const [thing, thingId] = (contactId != null ? ['contact', contactId] : ['job', jobId]) as [LinkedThing, string];
    const primary = thing === 'contact' ? row.contactId : row.jobId;
    if (linked && primary === thingId) return ok();
    if (linked) {
      const reference = {
        customerId: row.customerId,
        ...(thing === 'contact' ? { contactId: thingId } : { jobId: thingId }),
      };
      const failures = (await this.references.look([reference], ctx)).failures(reference, { current: true });
      if (failures.length > 0) return errs(failures);
    }
    const full = linked ? await this.full(row.id) : undefined;
    const changed = linked
      ? await this.links.addThing(thing, row.id, thingId)
      : await this.links.removeThing(thing, row.id, thingId);
    if (!changed) return ok();
    if (full) return full;
    const tie: Record<string, string> = { [`linked${thing === 'contact' ? 'ContactId' : 'JobId'}`]: thingId };
    history.relate(
      linked ? 'LINKED' : 'UNLINKED',
      systemClock.now(),
      { actorId: ctx.actor.id },
      linked ? { after: tie } : { before: tie },
    );
    return ok();
  }

  private async full(requestId: string): Promise<Result<never, 'TOO_MANY'> | undefined> {
    const given = (await this.links.countOf(requestId)) + 1;
    return given > LIMITS.links ? err('TOO_MANY', 'otherId', { max: LIMITS.links, given }) : undefined;
  }
}
