import { Module, type OnModuleInit } from '@nestjs/common';
import { defineLoader, load, NodeRegistry } from '#platform/graphql';
import { IdentityGraphqlModule } from '#modules/identity/graphql';
import { NotificationsQueries, type NotificationRow } from '../application/notifications.queries.js';
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
    const byId = defineLoader<NotificationRow | null>(async (ctx, ids) => {
      const found = await this.queries.byIds(ctx, ids);
      return ids.map((id) => found.get(id) ?? null);
    });
    this.nodes.register('Notification', (ctx, id) => load<object | null>(ctx, byId, id));
  }
}
