import { type Channel, type Priority, type ServiceLine, type SlaMetric } from '#modules/vocabulary';
import { type CarriedOver } from './domain/carried-clocks.js';
import { type RelationKind, type RequestEventKind as AnyEventKind } from './domain/request.js';

/** A service request, as other modules see it. */
export interface RequestFacts {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly branchId: string | null;
  readonly jobId: string | null;
  /** The responsible office. */
  readonly officeId: string;
  readonly assigneeId: string | null;
  /** The team in whose queue it is, whether or not somebody of it has taken it. */
  readonly teamId: string | null;
  /** The request of which it is a part. */
  readonly parentId: string | null;
  readonly serviceLine: ServiceLine;
  readonly contactTypeId: string | null;
  readonly channel: Channel;
  readonly subject: string;
  readonly priority: Priority;
  readonly statusKey: string;
  readonly createdAt: Date;
  /** Null while it is not completed, and again once it is reopened. */
  readonly completedAt: Date | null;
  readonly cancelledAt: Date | null;
  /** Grows with every event that can move an SLA clock. */
  readonly clockVersion: number;
}

/** What happened to a request itself, and merges; what else linked it to others or to followers moves no clock. */
export type RequestEventKind = Exclude<AnyEventKind, RelationKind> | 'MERGED_FROM' | 'MERGED_INTO';

/** Something that happened to a request. The values are given where they were set: with CREATED all, later those that changed. */
export interface RequestEvent {
  readonly seq: number;
  readonly at: Date;
  readonly kind: RequestEventKind;
  readonly priority?: Priority;
  readonly contactTypeId?: string | null;
  readonly jobId?: string | null;
  readonly branchId?: string | null;
  readonly officeId?: string;
  /** With MERGED_FROM: what the duplicate hands on. */
  readonly carriedOver?: CarriedOver;
  /** With MERGED_INTO: the request that goes on in its stead. */
  readonly survivorId?: string;
  /** With MERGED_INTO: metrics that the survivor carries on, if it has clocks for them. */
  readonly carried?: readonly SlaMetric[];
}

/** That a request got into another status. */
export interface StatusMove {
  readonly requestId: string;
  readonly at: Date;
  /** PAUSED, RESUMED, COMPLETED, REOPENED and CANCELLED where the move meant that; STATUS_CHANGED otherwise. */
  readonly kind: RequestEventKind;
  /** Key of the status. */
  readonly toStatus: string;
  /** The employee who did it; null when the customer or the system did. */
  readonly actorId: string | null;
  /** The person at the customer who did it. */
  readonly personId: string | null;
}

/** A request as it stood over a period. */
export interface PeriodRequest {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly priority: Priority;
  readonly contactTypeId: string | null;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  readonly cancelledAt: Date | null;
  /** How often it was reopened within the period. */
  readonly reopenings: number;
}

/** Which requests, by when they were created: from `from` to before `to`. What is null does not narrow. */
export interface CreatedScope {
  readonly from: Date;
  readonly to: Date;
  readonly customerIds: readonly string[] | null;
  /** Those for which these offices are responsible. */
  readonly officeIds: readonly string[] | null;
  readonly serviceLine: ServiceLine | null;
}
