import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { SignedIn } from '#platform/access';
import { inLanguage } from '#platform/messages';
import { type Ctx } from '#platform/context';
import { CurrentCtx, Mutations, PageArgs, type Connection } from '#platform/graphql';
import { ChooseEmail } from '../application/choose-email.js';
import { MarkRead } from '../application/mark-read.js';
import { NotificationsQueries, type NotificationRow, type Preference } from '../application/notifications.queries.js';
import {
  ChooseNotificationEmailInput,
  MarkAllNotificationsReadInput,
  MarkNotificationsInput,
  NotificationFilterInput,
} from './inputs.js';
import {
  AllNotificationsPayload,
  NotificationConnection,
  NotificationPreferencePayload,
  NotificationPreferenceType,
  NotificationsPayload,
} from './types.js';

@Resolver()
export class NotificationsResolver {
  constructor(
    private readonly queries: NotificationsQueries,
    private readonly marking: MarkRead,
    private readonly choosing: ChooseEmail,
    private readonly mutations: Mutations,
  ) {}

  @Query(() => NotificationConnection, { description: 'What the viewer was told, the latest first.' })
  @SignedIn()
  notifications(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', {
      type: () => NotificationFilterInput,
      nullable: true,
      description: 'Which to list; defaults to all.',
    })
    filter?: NotificationFilterInput | null,
  ): Promise<Connection<NotificationRow>> {
    return this.queries.list(ctx, page, filter ?? {});
  }

  @Query(() => Int, { description: 'How many notifications the viewer has not read.' })
  @SignedIn()
  unreadNotificationCount(@CurrentCtx() ctx: Ctx): Promise<number> {
    return this.queries.unread(ctx);
  }

  @Query(() => [NotificationPreferenceType], {
    description: 'How the viewer receives each kind of notification, by kind.',
  })
  @SignedIn()
  async notificationPreferences(@CurrentCtx() ctx: Ctx): Promise<object[]> {
    return (await this.queries.preferences(ctx)).map((p) => shown(p, ctx));
  }

  @Mutation(() => NotificationsPayload, {
    description:
      "Notes that the viewer has read some of his notifications, or has not after all; others' are not found.",
  })
  @SignedIn()
  markNotifications(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which, and as what.' }) input: MarkNotificationsInput,
  ) {
    const command = { ids: input.ids, read: input.read };
    return this.mutations.run(
      ctx,
      input,
      'notifications',
      () => this.marking.some(ctx, command),
      async ({ ids }) => {
        const found = await this.queries.byIds(ctx, ids);
        return ids.flatMap((id) => found.get(id) ?? []);
      },
    );
  }

  @Mutation(() => AllNotificationsPayload, { description: 'Notes that the viewer has read all his notifications.' })
  @SignedIn()
  markAllNotificationsRead(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Up to when.' }) input: MarkAllNotificationsReadInput,
  ) {
    return this.mutations.run(
      ctx,
      input,
      'marked',
      () => this.marking.all(ctx, input.upTo ?? null),
      ({ marked }) => marked,
    );
  }

  @Mutation(() => NotificationPreferencePayload, {
    description: 'Sets how the viewer receives a kind of notification by e-mail.',
  })
  @SignedIn()
  chooseNotificationEmail(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Of what, and how.' }) input: ChooseNotificationEmailInput,
  ) {
    return this.mutations.run(
      ctx,
      input,
      'preference',
      () => this.choosing.run(ctx, { kind: input.kind, email: input.email ?? null }),
      async ({ kind }) => {
        const found = (await this.queries.preferences(ctx)).find((p) => p.kind.key === kind);
        return found ? shown(found, ctx) : null;
      },
    );
  }
}

function shown({ kind, email, chosen }: Preference, ctx: Ctx): object {
  return { kind: kind.key, label: inLanguage(kind.label, ctx.language ?? ctx.locale), email, chosen };
}
