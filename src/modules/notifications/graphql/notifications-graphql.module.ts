import { Module, type OnModuleInit } from '@nestjs/common';
import { byId, NodeRegistry } from '#platform/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { NotificationsQueries } from '../application/notifications.queries.js';
import { NotificationsModule } from '../notifications.module.js';
import { NotificationFieldsResolver, NotificationReceivedResolver } from './notification-fields.resolver.js';
import { NotificationsResolver } from './notifications.resolver.js';

@Module({
  imports: [NotificationsModule, IdentityGraphqlModule],
  providers: [NotificationsResolver, NotificationFieldsResolver, NotificationReceivedResolver],
})
export class NotificationsGraphqlModule implements OnModuleInit {
  constructor(
    private readonly nodes: NodeRegistry,
    private readonly queries: NotificationsQueries,
  ) {}

  onModuleInit(): void {
    this.nodes.register(
      'Notification',
      byId((ids, ctx) => this.queries.byIds(ctx, ids)),
    );
  }
}
