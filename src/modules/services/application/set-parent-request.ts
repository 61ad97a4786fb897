import { Injectable } from '@nestjs/common';
import { err, errs, ok, systemClock, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { RequestHistory } from '../domain/request-history.js';
import { RequestStore, type HeldRequest } from './request-store.js';
import { RequestTree, type ParentCode } from './request-tree.js';
import { stateOf } from './request.rows.js';
import { ServicesPolicy } from './services.policy.js';

export interface HangRequestCommand {
  readonly id: string;
  /** The request of which it is to be a part; null takes it out of the one it is part of. */
  readonly parentId: string | null;
  readonly version?: number | null;
}

export type HangRequestCode = ParentCode | 'NOT_FOUND' | 'STALE_VERSION' | 'REQUEST_MERGED';

/** Makes a request a part of another, or takes it out again; both time lines tell it. */
@Injectable()
export class SetParentRequest {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly policy: ServicesPolicy,
    private readonly tree: RequestTree,
  ) {}

  run(ctx: Ctx, { id, parentId, version }: HangRequestCommand): Promise<Result<{ id: string }, HangRequestCode>> {
    return this.db.transaction<{ id: string }, HangRequestCode>(ctx, async () => {
      await this.tree.lock('move');
      // Who hangs where does not change while we have the lock, so what it hangs under now can be held with it.
      const [former] = await this.tree.above(id);
      const ids = [...new Set([id, parentId, former].filter((x) => x != null))];
      const now = systemClock.now();
      const by = { actorId: ctx.actor.id };
      const held = new Map<string, HeldRequest>(
        (await this.store.holdMany(ids)).map((row) => [
          row.id,
          { row, history: RequestHistory.resume(stateOf(row), 'live') },
        ]),
      );
      const part = held.get(id);
      if (!part) return err('NOT_FOUND', 'id');
      const { row } = part;
      await this.policy.assertMayWork(ctx, row);
      if (row.mergedIntoId !== null) return errs([await this.store.merged(row.mergedIntoId)]);
      if (version != null && version !== row.version) return this.store.stale(row);
      if (row.parentId === parentId) return ok({ id });
      if (parentId !== null) {
        const parent = held.get(parentId);
        if (!parent) return err('PARENT_REQUEST_NOT_FOUND', 'parentId');
        await this.policy.assertMayWork(ctx, parent.row);
        const open = row.statusCategory === 'OPEN' || row.statusCategory === 'PAUSED';
        const allowed = await this.tree.maySetParent({ id, customerId: row.customerId, open }, parent.row);
        if (!allowed.ok) return allowed;
        parent.history.relate('LINKED', now, by, { after: { childId: id }, relatedId: id });
      }
      if (row.parentId !== null)
        held.get(row.parentId)?.history.relate('UNLINKED', now, by, { before: { childId: id }, relatedId: id });
      part.history.change(parentId === null ? 'UNLINKED' : 'LINKED', { parentId }, now, by, parentId ?? row.parentId);
      await this.store.saveMany(ctx, [...held.values()]);
      return ok({ id });
    });
  }

  /** The parent of a request that is about to be created as a part of it, held until then; the actor works on it too. */
  async forNewPart(ctx: Ctx, parentId: string, customerId: string): Promise<Result<HeldRequest, ParentCode>> {
    await this.tree.lock('new');
    const held = await this.store.hold(parentId);
    if (!held.ok) return err('PARENT_REQUEST_NOT_FOUND', 'parentId');
    const row = held.value;
    await this.policy.assertMayWork(ctx, row);
    const allowed = await this.tree.maySetParent({ customerId, open: true }, row);
    return allowed.ok ? ok({ row, history: RequestHistory.resume(stateOf(row), 'live') }) : allowed;
  }

  /** Tells the time line of the parent that it has a new part. */
  tellNewPart(ctx: Ctx, parent: HeldRequest, childId: string, at: Date): Promise<void> {
    parent.history.relate('LINKED', at, { actorId: ctx.actor.id }, { after: { childId }, relatedId: childId });
    return this.store.save(ctx, parent);
  }
}
