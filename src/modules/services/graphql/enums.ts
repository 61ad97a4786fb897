import { enumType } from '#platform/graphql';
import { LEVELS, PRIORITIES } from '#modules/vocabulary';
import { STATUS_CATEGORIES } from '../domain/life-cycle.js';
import { RELATIONS } from '../domain/relation.js';
import { REQUEST_EVENT_KINDS } from '../domain/request.js';

export const PriorityEnum = enumType<(typeof PRIORITIES)[number]>('Priority', 'How pressing a service request is.', {
  CRITICAL: 'Much is affected and it hurts now.',
  HIGH: 'Much is affected or it hurts soon.',
  MODERATE: 'The usual.',
  LOW: 'Little is affected and it can wait.',
});

export const LevelEnum = enumType<(typeof LEVELS)[number]>(
  'ImpactLevel',
  'How much is affected (impact), or how soon it hurts (urgency).',
  {
    HIGH: 'A whole site or business; or at once.',
    MEDIUM: 'A department or group; or within days.',
    LOW: 'One person or thing; or some time.',
  },
);

export const StatusCategoryEnum = enumType<(typeof STATUS_CATEGORIES)[number]>(
  'ServiceStatusCategory',
  'What a status of a service request means, whatever it is called.',
  {
    OPEN: 'It is for us to act.',
    PAUSED: 'It waits for the customer or a third party; SLA clocks that pause are stopped.',
    COMPLETED: 'What was asked for is done; it can be reopened.',
    CANCELLED: 'Cancelled; final.',
  },
);

export const RequestEventKindEnum = enumType<(typeof REQUEST_EVENT_KINDS)[number]>(
  'ServiceRequestEventKind',
  'What happened to a service request.',
  {
    CREATED: 'It was taken down, with these values.',
    CUSTOMER_MESSAGE: 'The customer wrote or said something.',
    STAFF_REPLY: 'One of us answered the customer.',
    INTERNAL_NOTE: 'A remark among ourselves; the customer cannot see it.',
    PAUSED: 'It was paused, waiting for another party.',
    RESUMED: 'The waiting ended.',
    COMPLETED: 'It was completed; that ends any waiting too.',
    REOPENED: 'It was completed and is not any more.',
    CANCELLED: 'It was cancelled.',
    STATUS_CHANGED: 'It moved to a status of the same category.',
    ASSIGNED: 'Another assignee, team or responsible office.',
    CHANGED: 'Other values changed: priority, type, job, subject …',
    LINKED: 'It was linked to another request, a contact or a job, or became a child request.',
    UNLINKED: 'Such a link was removed.',
    MERGED_INTO: 'It was merged into another request.',
    MERGED_FROM: 'Another request was merged into this one.',
    SPLIT_OFF: 'A request of its own was made out of a part of this one.',
    SPLIT_FROM: 'It was made out of a part of another request.',
    WATCHED: 'A watcher was added.',
    UNWATCHED: 'A watcher was removed.',
    ATTACHED: 'A file was attached to it.',
    DETACHED: 'A file was removed from it.',
  },
);

export const RelationEnum = enumType<(typeof RELATIONS)[number]>(
  'ServiceRequestRelation',
  'Relation of a service request to another, seen from itself.',
  {
    RELATES_TO: 'They have to do with one another.',
    DUPLICATE_OF: 'It asks for the same as the other.',
    DUPLICATED_BY: 'The other asks for the same as it.',
    CAUSED_BY: 'It came about because of the other.',
    CAUSED: 'The other came about because of it.',
  },
);

export const EventVisibilityEnum = enumType('ServiceRequestEventVisibility', 'Who may know of an event.', {
  PUBLIC: 'We and the customer.',
  INTERNAL: 'Only we.',
});
