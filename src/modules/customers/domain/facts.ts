import { type ServiceLine } from '#modules/vocabulary';
import { type JobStatus, type Stage } from './values.js';

/** A node of the tree of sectors. */
export interface Sector {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly parentId: string | null;
  /** Ids from the root down to this sector itself. */
  readonly path: readonly string[];
  readonly active: boolean;
  readonly version: number;
}

export interface Customer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly parentId: string | null;
  readonly sectorId: string | null;
  readonly stage: Stage;
  /** The responsible office. */
  readonly officeId: string;
  readonly accountManagerId: string | null;
  readonly website: string | null;
  readonly active: boolean;
  readonly externalRef: string | null;
  readonly createdAt: Date;
  readonly version: number;
  /** The name without case and accents, by which lists are ordered. */
  readonly sortName: string;
}

export interface Branch {
  readonly id: string;
  readonly customerId: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Null when not known. */
  readonly city: string | null;
  readonly address: string | null;
  /** IANA zone. */
  readonly timeZone: string;
  /** Our office that serves it; null when a rival or nobody does. */
  readonly officeId: string | null;
  /** The rival that serves it. */
  readonly incumbent: string | null;
  readonly active: boolean;
  readonly externalRef: string | null;
  readonly createdAt: Date;
  readonly version: number;
  readonly sortName: string;
}

export interface Person {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly email: string | null;
  /** As it was typed. */
  readonly phone: string | null;
  /** The same in E.164; null when it is no possible number of its country. */
  readonly phoneE164: string | null;
  /** BCP 47 tag. */
  readonly language: string | null;
  readonly roleTitle: string | null;
  readonly active: boolean;
  readonly externalRef: string | null;
  readonly createdAt: Date;
  readonly version: number;
  readonly sortName: string;
}

/** That a person went from one customer to another. */
export interface PersonMove {
  readonly id: string;
  readonly personId: string;
  readonly fromCustomerId: string;
  readonly toCustomerId: string;
  readonly movedAt: Date;
  /** The employee who entered it; null for the system. */
  readonly movedById: string | null;
}

export interface Job {
  readonly id: string;
  readonly code: string;
  readonly customerId: string;
  readonly branchId: string | null;
  readonly name: string;
  readonly serviceLine: ServiceLine;
  /** Project location. */
  readonly country: string;
  readonly city: string | null;
  readonly site: string | null;
  /** The responsible office. */
  readonly officeId: string;
  readonly status: JobStatus;
  /** `YYYY-MM-DD`. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly externalRef: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

/** What a bulk door made of one command: `created` is false when its external reference was known already. */
export interface Taken {
  readonly id: string;
  readonly created: boolean;
}
