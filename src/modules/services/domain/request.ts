import { Checks, atMostItems, proseOf, textOf } from '#kernel';
import {
  CHANNELS,
  CLOCK_EVENT_KINDS,
  LEVELS,
  PRIORITIES,
  type Channel,
  type Level,
  type Priority,
} from '#modules/vocabulary';

/** Events that tie a request to others or to those who follow it; they move no clock and decide nothing about it. */
export const RELATION_KINDS = [
  'LINKED',
  'UNLINKED',
  'MERGED_INTO',
  'MERGED_FROM',
  'SPLIT_OFF',
  'SPLIT_FROM',
  'WATCHED',
  'UNWATCHED',
  'ATTACHED',
  'DETACHED',
] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

export const REQUEST_EVENT_KINDS = [
  ...CLOCK_EVENT_KINDS,
  'STATUS_CHANGED',
  'ASSIGNED',
  'CHANGED',
  ...RELATION_KINDS,
] as const;
export type RequestEventKind = (typeof REQUEST_EVENT_KINDS)[number];

/** Whether the customer can see an event. */
export type Visibility = 'PUBLIC' | 'INTERNAL';

/** What is known of a request and may be corrected; ids are UUIDs. */
export interface RequestValues {
  readonly branchId: string | null;
  readonly jobId: string | null;
  readonly requesterId: string | null;
  readonly contactId: string | null;
  readonly contactTypeId: string | null;
  readonly channel: Channel;
  readonly subject: string;
  readonly description: string | null;
  readonly impact: Level | null;
  readonly urgency: Level | null;
  readonly priority: Priority;
  /** Given by hand: stays whatever becomes of impact and urgency. */
  readonly priorityOverridden: boolean;
  /** Why it was given by hand. */
  readonly priorityReason: string | null;
  /** Number of the matrix by which impact and urgency were weighed; null where none was asked. */
  readonly priorityMatrix: number | null;
  readonly officeId: string;
  readonly assigneeId: string | null;
  /** The team in whose queue it is, whether or not somebody of it has taken it. */
  readonly teamId: string | null;
  /** The request of which it is a part. */
  readonly parentId: string | null;
}

/** How many requests may stand above one another, the lowest included. */
export const MAX_TREE_DEPTH = 5;

export const LIMITS = {
  subject: textOf(200),
  text: proseOf(20_000),
  reason: proseOf(500),
  watchers: atMostItems(50),
  split: atMostItems(100),
  filesAtOnce: atMostItems(20),
  /** Of a filter. */
  search: textOf(200),
  statuses: atMostItems(50),
  /** Of one request, in all. */
  followers: 500,
  links: 100,
  children: 200,
  files: 500,
} as const;

/** Nothing in the books is older. */
export const EARLIEST = new Date('1990-01-01T00:00:00Z');
/** Clocks of sources and servers differ a little; nobody records what has not happened. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** Everything that can be said about values without looking anything up; absent ones are not checked. */
export function checkValues(values: Partial<RequestValues>, checks: Checks = new Checks()): Checks {
  if (values.subject !== undefined) checks.text('subject', values.subject, LIMITS.subject);
  return checks
    .text('description', values.description, { ...LIMITS.text, optional: true })
    .oneOf('channel', values.channel, CHANNELS)
    .oneOf('impact', values.impact, LEVELS)
    .oneOf('urgency', values.urgency, LEVELS)
    .oneOf('priority', values.priority, PRIORITIES)
    .text('priorityReason', values.priorityReason, { ...LIMITS.reason, optional: true });
}
