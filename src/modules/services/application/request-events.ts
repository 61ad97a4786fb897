import { Injectable } from '@nestjs/common';
import { Database, sql } from '#platform/database';
import { type ChosenEvent } from '../domain/split-history.js';

/** Reads events for use cases that build upon them. */
@Injectable()
export class RequestEvents {
  constructor(private readonly db: Database) {}

  /** The events of those numbers that there are, in order. */
  chosen(requestId: string, seqs: readonly number[]): Promise<ChosenEvent[]> {
    return this.db.query<ChosenEvent>(
      sql`select e.seq, e.at, e.kind, e.actor_id as "actorId", e.person_id as "personId", e.body
            from services.request_event e
           where e.request_id = ${requestId} and e.seq = any(${seqs}::integer[]) order by e.seq`,
    );
  }
}
