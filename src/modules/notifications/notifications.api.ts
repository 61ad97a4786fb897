import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { SendNotifications } from './application/send-notifications.js';
import { type Notice } from './notices.js';

/** What other modules may ask of notifications. */
@Injectable()
export class NotificationsApi {
  constructor(private readonly telling: SendNotifications) {}

  /**
   * Tells people, in the caller's transaction: what it undoes was never told. In the application always, by e-mail as
   * each has chosen. A fixed number of statements, however many notices. Gives how many notifications there are now
   * that were not there before.
   */
  notify(ctx: Ctx, notices: readonly Notice[]): Promise<{ told: number }> {
    return this.telling.run(ctx, notices);
  }
}
