import { Module } from '@nestjs/common';
import { IdentityModule } from '#modules/identity';
import { ChooseEmail } from './application/choose-email.js';
import { MailText } from './application/mail-text.js';
import { MarkRead } from './application/mark-read.js';
import { NotificationsQueries } from './application/notifications.queries.js';
import { PruneNotifications } from './application/prune-notifications.js';
import { SendDigests } from './application/send-digests.js';
import { SendNotifications } from './application/send-notifications.js';
import { NotificationsApi } from './notifications.api.js';
import './notifications.events.js';
import './notifications.jobs.js';
import './notifications.messages.js';

const PUBLIC = [NotificationsApi, NotificationsQueries, MarkRead, ChooseEmail, SendDigests, PruneNotifications];

@Module({
  imports: [IdentityModule],
  providers: [...PUBLIC, SendNotifications, MailText],
  exports: PUBLIC,
})
export class NotificationsModule {}
