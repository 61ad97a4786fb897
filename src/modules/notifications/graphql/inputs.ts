import { Field, InputType } from '@nestjs/graphql';
import { MutationInput, IdsField, Limited } from '#platform/graphql';
import { LIMITS } from '../domain/limits.js';
import { EmailChoiceEnum } from './types.js';

@InputType({ description: 'Which notifications to list; defaults to all.' })
export class NotificationFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'Only unread ones (true), or only read ones (false).' })
  unread?: boolean | null;
  @Limited(LIMITS.kinds)
  @Field(() => [String], {
    nullable: true,
    description: 'Only those of these kinds, such as `sla.warned`; {limits}.',
  })
  kinds?: string[] | null;
}

@InputType({ description: 'Which notifications were read, or were not after all.' })
export class MarkNotificationsInput extends MutationInput {
  @Limited(LIMITS.marked)
  @IdsField('Notification', { description: "Ids of the viewer's own notifications." })
  ids!: string[];
  @Field({ defaultValue: true, description: 'False marks them as unread again.' })
  read!: boolean;
}

@InputType({ description: 'Up to when everything was read.' })
export class MarkAllNotificationsReadInput extends MutationInput {
  @Field(() => Date, {
    nullable: true,
    description: 'Only those created up to this instant, so that newer ones stay unread; defaults to all.',
  })
  upTo?: Date | null;
}

@InputType({ description: 'How the viewer receives a kind of notification by e-mail.' })
export class ChooseNotificationEmailInput extends MutationInput {
  @Field({ description: 'The kind, as notificationPreferences names it.' })
  kind!: string;
  @Field(() => EmailChoiceEnum, {
    nullable: true,
    description: 'How; null goes back to what is usual for the kind.',
  })
  email?: EmailChoiceEnum | null;
}
