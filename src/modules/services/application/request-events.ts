import { Injectable } from '@nestjs/common';
import { Database, sql } from '#platform/database';
import { TURN_KINDS, type ChosenEvent, type EarlierSplit, type SourceTurn } from '../domain/split-history.js';

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

  /** When a request began to wait, went on, was completed or reopened, in order. */
  turns(requestId: string): Promise<SourceTurn[]> {
    return this.db.query<SourceTurn>(
      sql`select e.seq, e.at, e.kind, e.to_status as status from services.request_event e
           where e.request_id = ${requestId} and e.kind = any(${TURN_KINDS}::text[]) and e.to_status is not null
           order by e.seq`,
    );
  }

  /**
   * What was split off a request before: the requests made of its messages that still have them. One that was cancelled,
   * or merged back, has none.
   */
  async splitOff(requestId: string): Promise<EarlierSplit[]> {
    const rows = await this.db.query<{ number: string; messages: string }>(
      sql`select r.number, e.after ->> 'messages' as messages
            from services.request_event e
            join services.request r on r.id = e.related_id
            left join services.request m on m.id = r.merged_into_id
           where e.request_id = ${requestId} and e.kind = 'SPLIT_OFF' and r.merged_into_id is distinct from ${requestId}
             and coalesce(m.status_category, r.status_category) <> 'CANCELLED'
           order by e.seq`,
    );
    return rows.map(({ number, messages }) => ({ number, seqs: messages.split(', ').map(Number) }));
  }
}
