import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ConnectionOf, MutationPayload, Node, payloadOf, VisibleToSignedIn } from '#platform/graphql';
import { type NoticeParams } from '../notices.js';

export enum EmailChoiceEnum {
  EACH = 'EACH',
  DIGEST = 'DIGEST',
  OFF = 'OFF',
}
registerEnumType(EmailChoiceEnum, {
  name: 'NotificationEmail',
  description: 'How notifications are sent by e-mail.',
  valuesMap: {
    EACH: { description: 'One message at once.' },
    DIGEST: { description: 'One message a day, at 08:00 of the office, with what was not read till then.' },
    OFF: { description: 'Not at all.' },
  },
});

@VisibleToSignedIn()
@ObjectType('Notification', { implements: () => [Node], description: 'Something that the viewer was told.' })
export class NotificationType extends Node {
  @Field({ description: 'What kind of thing, such as `sla.warned`; stable, for programs.' })
  kind!: string;
  @Field({ description: 'When it was told.' })
  createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the viewer first read it; null while it is unread.' })
  readAt!: Date | null;
  params!: NoticeParams;
  aboutType!: string | null;
  aboutId!: string | null;
}

@ObjectType('NotificationConnection', { description: 'A page of notifications.' })
export class NotificationConnection extends ConnectionOf(NotificationType, 'Notification') {}

@ObjectType('NotificationPreference', { description: 'How the viewer receives a kind of notification.' })
export class NotificationPreferenceType {
  @Field({ description: 'The kind, such as `sla.warned`.' })
  kind!: string;
  @Field({ description: 'What the kind is, in the language of the request.' })
  label!: string;
  @Field(() => EmailChoiceEnum, { description: 'By e-mail; it always appears in the application.' })
  email!: EmailChoiceEnum;
  @Field({ description: 'Whether the viewer has chosen it; otherwise it is what is usual for the kind.' })
  chosen!: boolean;
}

@ObjectType({ description: 'Answer of markNotifications.' })
export class NotificationsPayload extends MutationPayload {
  @Field(() => [NotificationType], {
    nullable: true,
    description: 'The notifications, in the order of the input; null when nothing was marked.',
  })
  notifications!: NotificationType[] | null;
}

@ObjectType({ description: 'Answer of markAllNotificationsRead.' })
export class AllNotificationsPayload extends MutationPayload {
  @Field(() => Int, { nullable: true, description: 'How many were unread and are read now.' })
  marked!: number | null;
}

export const NotificationPreferencePayload = payloadOf(
  'NotificationPreferencePayload',
  'preference',
  NotificationPreferenceType,
  'The preference as it is now.',
  'chooseNotificationEmail',
);
