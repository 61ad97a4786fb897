import { Injectable } from '@nestjs/common';
import { Checks, errs, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type HistoryCode } from '../domain/request-history.js';
import { LIMITS, tidy } from '../domain/request.js';
import { References, type ReferenceCode } from './references.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

export interface RecordCustomerMessageCommand {
  readonly id: string;
  readonly body: string;
  /** Who at the customer wrote or said it. */
  readonly personId?: string | null;
}

export type RecordCustomerMessageCode = CheckCode | ReferenceCode | WorkCode | HistoryCode | 'NO_LIFE_CYCLE';

/** Takes down what the customer wrote or said; a request that waited for it goes on by itself. */
@Injectable()
export class RecordCustomerMessage {
  constructor(
    private readonly requests: WorkOnRequest,
    private readonly references: References,
  ) {}

  async run(
    ctx: Ctx,
    { id, body, personId }: RecordCustomerMessageCommand,
  ): Promise<Result<{ id: string }, RecordCustomerMessageCode>> {
    const wrong = new Checks().text('body', body, { max: LIMITS.text }).err();
    if (wrong) return wrong;
    return this.requests.run<RecordCustomerMessageCode>(ctx, { id }, async ({ row, history, now, lifeCycle }) => {
      if (personId != null) {
        const reference = { customerId: row.customerId, personIds: [personId] };
        const failures = (await this.references.look([reference])).failures(reference, { current: true });
        if (failures.length > 0) return errs(failures);
      }
      const found = await lifeCycle();
      if (!found.ok) return found;
      // The employee took it down; who spoke is the person.
      return history.customerMessage(tidy(body), now, { actorId: ctx.actor.id, personId }, found.value);
    });
  }
}
