import { Injectable } from '@nestjs/common';
import { ok, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database } from '#platform/database';
import { Outbox } from '#platform/outbox';
import { retierRequested } from '../pyramid.events.js';
import { type RetierCode } from '../pyramid.types.js';
import { PyramidPolicy } from './pyramid.policy.js';
import { checkAsOf } from './retier-customers.js';

/** Asks the worker to re-tier all customers. By an event, so that a request that was accepted is not lost. */
@Injectable()
export class RequestRetier {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly policy: PyramidPolicy,
  ) {}

  /** Throws ForbiddenError unless the actor manages the pyramid of the whole firm. */
  async run(ctx: Ctx, asOf: string): Promise<Result<{ asOf: string }, RetierCode>> {
    this.policy.assertFirm(ctx, 'pyramid.manage', 'Re-tiering');
    const wrong = checkAsOf(asOf);
    if (wrong) return wrong;
    return this.db.transaction<{ asOf: string }, RetierCode>(ctx, async () => {
      await this.outbox.add(ctx, retierRequested, { asOf });
      return ok({ asOf });
    });
  }
}
