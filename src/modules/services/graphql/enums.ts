import { registerEnumType } from '@nestjs/graphql';
import { REQUEST_ORDER_FIELDS } from '../application/services.queries.js';
import { STATUS_CATEGORIES } from '../domain/life-cycle.js';
import { RELATIONS } from '../domain/relation.js';
import { LEVELS, PRIORITIES, REQUEST_EVENT_KINDS } from '../domain/request.js';

/** What code-first GraphQL takes for an enum: every value under its own name. */
function enumOf<V extends string>(values: readonly V[]): { readonly [K in V]: K } {
  return Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in V]: K };
}

export const PriorityEnum = enumOf(PRIORITIES);
registerEnumType(PriorityEnum, {
  name: 'Priority',
  description: 'How pressing a service request is.',
  valuesMap: {
    CRITICAL: { description: 'Much is affected and it hurts now.' },
    HIGH: { description: 'Much is affected or it hurts soon.' },
    MODERATE: { description: 'The usual.' },
    LOW: { description: 'Little is affected and it can wait.' },
  },
});

export const LevelEnum = enumOf(LEVELS);
registerEnumType(LevelEnum, {
  name: 'ServiceRequestLevel',
  description: 'How much is affected (impact), or how soon it hurts (urgency).',
  valuesMap: {
    HIGH: { description: 'A whole site or business; or at once.' },
    MEDIUM: { description: 'A department or group; or within days.' },
    LOW: { description: 'One person or thing; or some time.' },
  },
});

export const StatusCategoryEnum = enumOf(STATUS_CATEGORIES);
registerEnumType(StatusCategoryEnum, {
  name: 'ServiceStatusCategory',
  description: 'What a status of a service request means, whatever it is called.',
  valuesMap: {
    OPEN: { description: 'It is for us to act.' },
    PAUSED: { description: 'It waits for the customer or a third party; SLA clocks that pause stand still.' },
    COMPLETED: { description: 'What was asked for is done; it can be reopened.' },
    CANCELLED: { description: 'Given up; final.' },
  },
});

export const RequestEventKindEnum = enumOf(REQUEST_EVENT_KINDS);
registerEnumType(RequestEventKindEnum, {
  name: 'ServiceRequestEventKind',
  description: 'What happened to a service request.',
  valuesMap: {
    CREATED: { description: 'It was taken down, with these values.' },
    CUSTOMER_MESSAGE: { description: 'The customer wrote or said something.' },
    STAFF_REPLY: { description: 'One of us answered the customer.' },
    INTERNAL_NOTE: { description: 'A remark among ourselves; the customer cannot see it.' },
    PAUSED: { description: 'It began to wait for somebody else.' },
    RESUMED: { description: 'The waiting ended.' },
    COMPLETED: { description: 'It was completed; that ends any waiting too.' },
    REOPENED: { description: 'It was completed and is not any more.' },
    CANCELLED: { description: 'It was given up.' },
    STATUS_CHANGED: { description: 'It moved to a status of the same category.' },
    ASSIGNED: { description: 'Another assignee, team or responsible office.' },
    CHANGED: { description: 'Other values changed: priority, type, job, subject …' },
    LINKED: { description: 'It was tied to another request, a contact or a job, or became a part of another.' },
    UNLINKED: { description: 'Such a tie was undone.' },
    MERGED_INTO: { description: 'It was merged into another request, which goes on in its stead.' },
    MERGED_FROM: { description: 'Another request was merged into this one.' },
    SPLIT_OFF: { description: 'A request of its own was made out of a part of this one.' },
    SPLIT_FROM: { description: 'It was made out of a part of another request.' },
    WATCHED: { description: 'Somebody began to follow it.' },
    UNWATCHED: { description: 'Somebody ended to follow it.' },
    ATTACHED: { description: 'A file was attached to it.' },
    DETACHED: { description: 'A file was taken away from it.' },
  },
});

export const RelationEnum = enumOf(RELATIONS);
registerEnumType(RelationEnum, {
  name: 'ServiceRequestRelation',
  description: 'How a service request hangs together with another, seen from itself.',
  valuesMap: {
    RELATES_TO: { description: 'They have to do with one another.' },
    DUPLICATE_OF: { description: 'It asks for the same as the other.' },
    DUPLICATED_BY: { description: 'The other asks for the same as it.' },
    CAUSED_BY: { description: 'It came about because of the other.' },
    CAUSED: { description: 'The other came about because of it.' },
  },
});

export const EventVisibilityEnum = enumOf(['PUBLIC', 'INTERNAL'] as const);
registerEnumType(EventVisibilityEnum, {
  name: 'ServiceRequestEventVisibility',
  description: 'Who may know of an event.',
  valuesMap: {
    PUBLIC: { description: 'We and the customer.' },
    INTERNAL: { description: 'Only we.' },
  },
});

export const RequestOrderFieldEnum = enumOf(REQUEST_ORDER_FIELDS);
registerEnumType(RequestOrderFieldEnum, {
  name: 'ServiceRequestOrderField',
  description: 'What service requests can be ordered by.',
  valuesMap: {
    CREATED_AT: { description: 'When the customer asked.' },
    NUMBER: { description: 'The number, as a number.' },
    PRIORITY: { description: 'Priority (ASC: critical first), then when the customer asked.' },
  },
});
