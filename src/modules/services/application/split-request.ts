import { Injectable } from '@nestjs/common';
import { Checks, errs, ok, uuidv7, type CheckCode, type Result } from '#kernel';
import { type Ctx } from '#platform/context';
import { type LifeCycle } from '../domain/life-cycle.js';
import { checkNewRequest, valuesOfNew, type NewRequest } from '../domain/new-request.js';
import { splitPriority, type GivenPriorityCode } from '../domain/priority.js';
import { linkOf } from '../domain/relation.js';
import { type HistoryCode } from '../domain/request-history.js';
import { splitHistory, type SplitCode } from '../domain/split-history.js';
import { LIMITS, type RequestValues } from '../domain/request.js';
import { Links } from './links.js';
import { References, type ReferenceCode } from './references.js';
import { RequestEvents } from './request-events.js';
import { RequestRules } from './request-rules.js';
import { RequestStore } from './request-store.js';
import { type RequestRow } from './request.rows.js';
import { WorkOnRequest, type WorkCode } from './work-on-request.js';

/** What may differ from the request that it is split off; what is left out is as there. */
export type SplitValues = Partial<
  Pick<
    NewRequest,
    | 'branchId'
    | 'jobId'
    | 'requesterId'
    | 'contactTypeId'
    | 'description'
    | 'impact'
    | 'urgency'
    | 'priority'
    | 'priorityReason'
    | 'officeId'
    | 'assigneeId'
    | 'teamId'
  >
>;

export interface SplitRequestCommand {
  readonly id: string;
  /** Numbers of the events that the new request is made of; the first is something the customer said. */
  readonly events: readonly number[];
  readonly subject: string;
  readonly values?: SplitValues;
}

export type SplitRequestCode =
  CheckCode | ReferenceCode | WorkCode | HistoryCode | SplitCode | 'NO_LIFE_CYCLE' | GivenPriorityCode;

/**
 * Makes a request of its own out of something that the customer asked in passing. It begins when he asked, not when we
 * noticed, and what we answered since counts as its answer: a split neither wins nor loses time. The messages stay where
 * they are; the new request has copies of them.
 */
@Injectable()
export class SplitRequest {
  constructor(
    private readonly requests: WorkOnRequest,
    private readonly events: RequestEvents,
    private readonly references: References,
    private readonly rules: RequestRules,
    private readonly store: RequestStore,
    private readonly links: Links,
  ) {}

  async run(ctx: Ctx, cmd: SplitRequestCommand): Promise<Result<{ id: string }, SplitRequestCode>> {
    const checks = new Checks().atMost('events', cmd.events, LIMITS.split);
    if (cmd.events.length === 0) checks.required('events', undefined);
    const wrong = checks.err();
    if (wrong) return wrong;
    const newId = uuidv7();
    const done = await this.requests.run<SplitRequestCode>(ctx, { id: cmd.id }, async ({ row, history, now }) => {
      const chosen = await this.events.chosen(row.id, cmd.events);
      const made = await this.make(row, cmd, chosen[0]?.body ?? null);
      if (!made.ok) return made;
      const [turns, earlier] = [await this.events.turns(row.id), await this.events.splitOff(row.id)];
      const split = splitHistory({ ...made.value, chosen, wanted: cmd.events, turns, earlier, now });
      if (!split.ok) return split;
      const part = split.value;
      const messages = chosen.map((e) => e.seq).join(', ');
      const by = { actorId: ctx.actor.id };
      part.history.relate('SPLIT_FROM', now, by, { after: { requestId: row.id, messages }, relatedId: row.id });
      await this.store.create(
        ctx,
        { id: newId, customerId: row.customerId, serviceLine: row.serviceLine, createdAt: part.createdAt },
        part.history,
      );
      await this.links.add(linkOf(row.id, 'RELATES_TO', newId));
      return history.relate('SPLIT_OFF', now, by, { after: { requestId: newId, messages }, relatedId: newId });
    });
    return done.ok ? ok({ id: newId }) : done;
  }

  /** What the new request is: as the one it is split off, apart from what was given; nobody's until somebody takes it. */
  private async make(
    row: RequestRow,
    { subject, values = {} }: SplitRequestCommand,
    firstWords: string | null,
  ): Promise<Result<{ lifeCycle: LifeCycle; values: RequestValues }, SplitRequestCode>> {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as SplitValues;
    const { customerId, serviceLine, channel, branchId, jobId, requesterId, contactId, contactTypeId } = row;
    const inherited = { customerId, serviceLine, channel, branchId, jobId, requesterId, contactId, contactTypeId };
    const { impact, urgency, teamId } = row;
    const draft = {
      ...inherited,
      impact,
      urgency,
      teamId,
      description: firstWords ?? row.description,
      ...given,
      subject,
    };
    const wrong = checkNewRequest(draft).err();
    if (wrong) return wrong;
    // What was right for the other request is right here; only what is given now must be of today.
    const reference = { ...given, officeId: given.officeId ?? undefined, customerId, serviceLine };
    const failures = (await this.references.look([reference])).failures(reference, { current: true });
    if (failures.length > 0) return errs(failures);
    const rules = await this.rules.of(serviceLine);
    if (!rules.ok) return rules;
    const priority = splitPriority(row, given, rules.value.matrix);
    if (!priority.ok) return priority;
    return ok({
      lifeCycle: rules.value.lifeCycle,
      values: valuesOfNew(draft, given.officeId ?? row.officeId, priority.value),
    });
  }
}
