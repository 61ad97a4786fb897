import { type CheckCode, type Result } from '#kernel';
import { type HistoricEvent } from '../domain/historic-event.js';
import { type NewRequest } from '../domain/new-request.js';
import { type HistoryCode } from '../domain/request-history.js';
import { type ReferenceCode } from './references.js';

/** A request of another system, with everything that happened to it there. */
export interface ImportRequest extends Omit<NewRequest, 'parentId' | 'priorityReason'> {
  /** `source:key`; a second import of the same one adds what it does not have yet. */
  readonly externalRef?: string | null;
  readonly createdAt: Date;
  /** The employee who took it down; null or absent when the source does not say. */
  readonly createdById?: string | null;
  /** After its creation, in order of time. */
  readonly events?: readonly HistoricEvent[];
}

/** Events of a source for a request that exists. */
export interface AppendEvents {
  readonly requestId: string;
  /** In order of time, none before the request's latest event. */
  readonly events: readonly HistoricEvent[];
}

export interface ImportedRequest {
  readonly id: string;
  /** False when its external reference was known already. */
  readonly created: boolean;
  /** How many events of the history were added; 0 when all were known. */
  readonly addedEvents: number;
}

export type ImportCode =
  CheckCode | ReferenceCode | HistoryCode | 'NOT_FOUND' | 'NO_LIFE_CYCLE' | 'DUPLICATE_ITEM' | 'HISTORY_CHANGED';

export type Imported = Result<ImportedRequest, ImportCode>;
