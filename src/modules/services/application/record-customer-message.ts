import { Injectable } from '@nestjs/common';
import { Checks, blankToNull, errs, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { type HistoryCode } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { References, type ReferenceCode } from './references.js';
import { type Workable } from './services.policy.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

export interface RecordCustomerMessageCommand {
  readonly id: string;
  readonly body: string;
  /** Who at the customer wrote or said it. */
  readonly personId?: string | null;
}

export type RecordCustomerMessageCode = CheckCode | ReferenceCode | WorkCode | HistoryCode | 'NO_LIFE_CYCLE';

/** How often a message that meets a merge looks again for the request that it belongs to. */
const ATTEMPTS = 3;

/**
 * Takes down what the customer wrote or said; a request that waited for it goes on by itself. What is written to a
 * request that was merged is taken down with the one that goes on in its stead: no customer talks into the void.
 */
@Injectable()
export class RecordCustomerMessage {
  constructor(
    private readonly db: Database,
    private readonly requests: WorkOnRequest,
    private readonly references: References,
  ) {}

  async run(ctx: Ctx, cmd: RecordCustomerMessageCommand): Promise<Result<{ id: string }, RecordCustomerMessageCode>> {
    const wrong = new Checks().text('body', cmd.body, LIMITS.text).err();
    if (wrong) return wrong;
    for (let attempt = 1; ; attempt++) {
      const result = await this.record(ctx, cmd, await this.addressee(cmd.id));
      const merged = !result.ok && result.failures.some((f) => f.code === 'REQUEST_MERGED');
      if (!merged || attempt === ATTEMPTS) return result;
    }
  }

  private record(
    ctx: Ctx,
    { id, body, personId }: RecordCustomerMessageCommand,
    merged: Merged | undefined,
  ): Promise<Result<{ id: string }, RecordCustomerMessageCode>> {
    const target = { id: merged?.survivorId ?? id, inSteadOf: merged };
    return this.requests.run<RecordCustomerMessageCode>(ctx, target, async ({ row, history, now, lifeCycle }) => {
      if (personId != null) {
        const reference = { customerId: row.customerId, personIds: [personId] };
        const failures = (await this.references.look([reference])).failures(reference, { current: true });
        if (failures.length > 0) return errs(failures);
      }
      const found = await lifeCycle();
      if (!found.ok) return found;
      // The employee took it down; who spoke is the person.
      const by = { actorId: ctx.actor.id, personId };
      return history.customerMessage(blankToNull(body), now, by, found.value, merged ? id : null);
    });
  }

  private addressee(id: string): Promise<Merged | undefined> {
    return this.db.maybeOne<Merged>(
      sql`select r.merged_into_id as "survivorId", r.office_id as "officeId", r.assignee_id as "assigneeId",
                 r.team_id as "teamId"
            from services.request r where r.id = ${id} and r.merged_into_id is not null`,
    );
  }
}

interface Merged extends Workable {
  readonly survivorId: string;
}
