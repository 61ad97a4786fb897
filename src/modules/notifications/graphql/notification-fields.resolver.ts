import { Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { ForbiddenError, SignedIn } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, Node, NodeRegistry, toGlobalId } from '#platform/graphql';
import { type LiveEvent } from '#platform/outbox';
import { Live } from '#platform/realtime';
import { IdentityLoaders } from '#modules/identity/graphql';
import { storedTextOf } from '../application/notice-text.js';
import { NotificationsQueries, type NotificationRow } from '../application/notifications.queries.js';
import { notificationReceived } from '../notifications.events.js';
import { NotificationType } from './types.js';

type Received = NonNullable<(typeof notificationReceived)['__payload']>;

@Resolver(() => NotificationType)
export class NotificationFieldsResolver {
  constructor(
    private readonly identity: IdentityLoaders,
    private readonly nodes: NodeRegistry,
  ) {}

  @ResolveField(() => String, {
    description: "What was told, in the language of the request, with times in the zone of the viewer's office.",
  })
  async text(@Parent() { kind, params }: NotificationRow, @CurrentCtx() ctx: Ctx): Promise<string> {
    const office = ctx.actor.officeId === null ? null : await load(ctx, this.identity.officeById, ctx.actor.officeId);
    return storedTextOf(kind, params, ctx.language ?? ctx.locale, office?.timeZone ?? 'UTC');
  }

  @ResolveField(() => Node, {
    nullable: true,
    description: 'What it is about; null when that is nothing of its own, is there no more, or may not be seen.',
  })
  about(@Parent() { aboutType, aboutId }: NotificationRow, @CurrentCtx() ctx: Ctx): Promise<object | null> | null {
    // A type that was taken out since.
    if (aboutType === null || aboutId === null || !this.nodes.types.includes(aboutType)) return null;
    return this.nodes.find(ctx, toGlobalId(aboutType, aboutId));
  }
}

@Resolver(() => NotificationType)
export class NotificationReceivedResolver {
  constructor(
    private readonly live: Live,
    private readonly queries: NotificationsQueries,
  ) {}

  @Subscription(() => NotificationType, {
    description: 'Notifications of the viewer as they are created; each once.',
    resolve(
      this: NotificationReceivedResolver,
      event: LiveEvent<Received>,
      _args: unknown,
      ctx: Ctx,
    ): Promise<NotificationRow> {
      return this.deliver(ctx, event.payload.notificationId);
    },
  })
  @SignedIn()
  notificationReceived(@CurrentCtx() ctx: Ctx): AsyncIterableIterator<LiveEvent<Received>> {
    const { id } = ctx.actor;
    return this.live.subscribe([notificationReceived], { filter: ({ payload }) => payload.employeeId === id });
  }

  private async deliver(ctx: Ctx, id: string): Promise<NotificationRow> {
    const found = (await this.queries.byIds(ctx, [id])).get(id);
    if (!found) throw new ForbiddenError('This notification is there no more.');
    return found;
  }
}
