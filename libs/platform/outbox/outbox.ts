import { Injectable } from '@nestjs/common';
import { uuidv7 } from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { type EventDefinition } from './event.js';

/** Channel that wakes the relay; carries no payload. */
export const OUTBOX_CHANNEL = 'meridian_outbox';

/** Shortest time between two nudges of one process, in milliseconds. */
const NUDGE_PAUSE_MS = 10;

const COLUMNS = ['id', 'name', 'payload', 'actor_id', 'request_id'];

/** Tells events: they are stored in the transaction that decided them and told to everybody once it has committed. */
@Injectable()
export class Outbox {
  private nudging = false;
  private nudgeAgain = false;

  constructor(private readonly db: Database) {}

  /** Tells one event. Throws outside a transaction. */
  add<P extends object>(ctx: Ctx, event: EventDefinition<P>, payload: NoInfer<P>): Promise<void> {
    return this.addMany(ctx, event, [payload]);
  }

  /** Tells one event per payload, in this order, with one statement. Throws outside a transaction. */
  async addMany<P extends object>(ctx: Ctx, event: EventDefinition<P>, payloads: readonly NoInfer<P>[]): Promise<void> {
    if (!this.db.inTransaction)
      throw new Error(`${event.name} was told outside the transaction that decides whether it happened`);
    if (payloads.length === 0) return;
    const rows = payloads.map((payload) => ({
      id: uuidv7(),
      name: event.name,
      payload,
      actor_id: ctx.actor.id,
      request_id: ctx.requestId,
    }));
    await this.db.execute(insertMany('platform.outbox_event', COLUMNS, rows));
    this.db.afterCommit(() => this.nudge(), 'outbox');
  }

  /**
   * Wakes the relay. Apart from the transaction, because commits that notify wait for one another; one statement per
   * process and pause, however many transactions commit. The relay polls, so a lost one costs half a second.
   */
  private nudge(): void {
    if (this.nudging) {
      this.nudgeAgain = true;
      return;
    }
    this.nudging = true;
    void this.db
      .query(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`)
      .catch(() => undefined)
      .then(() => setTimeout(this.afterNudge, NUDGE_PAUSE_MS).unref());
  }

  private readonly afterNudge = (): void => {
    this.nudging = false;
    if (!this.nudgeAgain) return;
    this.nudgeAgain = false;
    this.nudge();
  };
}
