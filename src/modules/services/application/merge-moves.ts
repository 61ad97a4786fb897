import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { Database, sql } from '#platform/database';
import { RequestHistory, type EventActor } from '../domain/request-history.js';
import { LIMITS } from '../domain/request.js';
import { Links } from './links.js';
import { RequestStore, type HeldRequest } from './request-store.js';
import { stateOf } from './request.rows.js';
import { Watchers } from './watchers.js';

/** Something of the customer's that waits for an answer. */
export interface UnansweredMessage {
  readonly at: Date;
  readonly actorId: string | null;
  readonly personId: string | null;
}

/** What moves over from a duplicate to the request that goes on in its stead. Runs in the transaction of the merge. */
@Injectable()
export class MergeMoves {
  constructor(
    private readonly db: Database,
    private readonly store: RequestStore,
    private readonly watchers: Watchers,
    private readonly links: Links,
  ) {}

  /** The first thing the customer asked since he was answered last, or since it was completed. */
  unanswered(requestId: string): Promise<UnansweredMessage | undefined> {
    return this.db.maybeOne<UnansweredMessage>(
      sql`select e.at, e.actor_id as "actorId", e.person_id as "personId" from services.request_event e
           where e.request_id = ${requestId} and e.kind in ('CREATED', 'CUSTOMER_MESSAGE')
             and e.seq > coalesce((select max(a.seq) from services.request_event a
                                    where a.request_id = ${requestId} and a.kind in ('STAFF_REPLY', 'COMPLETED')), 0)
           order by e.seq limit 1`,
    );
  }

  /** The parts of the duplicate, held, as parts of the survivor. */
  async parts(duplicateId: string, survivorId: string, now: Date, by: EventActor): Promise<HeldRequest[]> {
    const rows = await this.store.holdWhere(sql`r.parent_id = ${duplicateId}`, LIMITS.children);
    return rows.map((row) => {
      const history = RequestHistory.resume(stateOf(row), 'live');
      history.change('LINKED', { parentId: survivorId }, now, by, survivorId);
      return { row, history };
    });
  }

  /** Followers, the contact and the job that it came with, and everything that it was tied to. */
  async all(ctx: Ctx, duplicateId: string, survivorId: string): Promise<void> {
    const followers = await this.watchers.of(duplicateId);
    await this.watchers.add(ctx, survivorId, followers);
    await this.watchers.remove(duplicateId, followers);
    await this.links.moveAll(duplicateId, survivorId);
    const own = await this.db.one<{ contactId: string | null; jobId: string | null }>(
      sql`select nullif(d.contact_id, s.contact_id) as "contactId", nullif(d.job_id, s.job_id) as "jobId"
            from services.request d join services.request s on s.id = ${survivorId} where d.id = ${duplicateId}`,
    );
    if (own.contactId !== null) await this.links.addThing('contact', survivorId, own.contactId);
    if (own.jobId !== null) await this.links.addThing('job', survivorId, own.jobId);
  }
}
