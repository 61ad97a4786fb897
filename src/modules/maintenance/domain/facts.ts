import { type ChecklistItem } from './checklist.js';
import {
  type AssetKind,
  type AssetStatus,
  type Covers,
  type Criticality,
  type PlanKind,
  type ReadingKind,
  type Severity,
  type WorkKind,
  type WorkStatus,
} from './values.js';

/** Something at a customer's branch that we look after. */
export interface Asset {
  readonly id: string;
  readonly customerId: string;
  readonly branchId: string;
  /** The office that serves the branch, else the one responsible for the customer. */
  readonly officeId: string;
  readonly parentId: string | null;
  /** Ids from the site down to this asset itself. */
  readonly path: readonly string[];
  readonly kind: AssetKind;
  readonly code: string;
  /** Unique in the firm; on the label. */
  readonly tag: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly maker: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly installedOn: string | null;
  readonly warrantyUntil: string | null;
  readonly status: AssetStatus;
  readonly criticality: Criticality;
  readonly location: string | null;
  readonly externalRef: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

export interface Meter {
  readonly id: string;
  readonly assetId: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly unit: string;
  readonly capacity: string | null;
  readonly active: boolean;
  readonly version: number;
}

export interface Reading {
  readonly id: string;
  readonly meterId: string;
  readonly at: Date;
  readonly value: string;
  readonly kind: ReadingKind;
  readonly finalValue: string | null;
  readonly total: string;
  readonly note: string | null;
  readonly readById: string | null;
  readonly recordedAt: Date;
}

/** A service request about an asset. */
export interface AssetRequest {
  readonly id: string;
  readonly assetId: string;
  readonly requestId: string;
  readonly failure: boolean;
  readonly failedAt: Date;
  readonly restoredAt: Date | null;
  readonly void: boolean;
  readonly version: number;
}

export interface Checklist {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly active: boolean;
  readonly version: number;
  /** Of the latest number. */
  readonly versionId: string;
  readonly number: number;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistVersion {
  readonly id: string;
  readonly checklistId: string;
  readonly number: number;
  readonly items: readonly ChecklistItem[];
  readonly recordedAt: Date;
}

export interface Part {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly unit: string;
  readonly price: string;
  readonly currency: string;
  readonly active: boolean;
  readonly version: number;
}

export interface Plan {
  readonly id: string;
  readonly no: number;
  readonly number: string;
  readonly assetId: string;
  readonly covers: Covers;
  readonly title: string;
  readonly description: string | null;
  readonly kind: PlanKind;
  readonly priority: Criticality;
  readonly checklistId: string | null;
  readonly assigneeId: string | null;
  readonly teamId: string | null;
  readonly rule: string | null;
  readonly startsOn: string | null;
  readonly localTime: string | null;
  readonly endsOn: string | null;
  readonly floating: boolean;
  readonly meterId: string | null;
  readonly meterEvery: string | null;
  readonly leadDays: number;
  readonly active: boolean;
  readonly nextDueAt: Date | null;
  readonly nextTotal: string | null;
  readonly generateAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
}

export interface WorkOrder {
  readonly id: string;
  readonly no: number;
  readonly number: string;
  readonly kind: WorkKind;
  readonly status: WorkStatus;
  readonly customerId: string;
  readonly branchId: string | null;
  readonly jobId: string | null;
  readonly officeId: string;
  readonly assetId: string | null;
  readonly requestId: string | null;
  readonly planId: string | null;
  readonly occurrenceId: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly priority: Criticality;
  readonly priorityRank: number;
  readonly assigneeId: string | null;
  readonly teamId: string | null;
  readonly plannedFrom: Date | null;
  readonly plannedTo: Date | null;
  readonly dueAt: Date | null;
  readonly checklistVersionId: string | null;
  readonly startedAt: Date | null;
  readonly doneAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly outcome: string | null;
  readonly createdAt: Date;
  readonly createdById: string | null;
  readonly version: number;
}

export interface Visit {
  readonly id: string;
  readonly workOrderId: string;
  readonly engineerId: string;
  readonly plannedFrom: Date | null;
  readonly plannedTo: Date | null;
  readonly arrivedAt: Date | null;
  readonly departedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly note: string | null;
  readonly version: number;
}

export interface ChecklistAnswer {
  readonly id: string;
  readonly workOrderId: string;
  readonly itemKey: string;
  readonly value: string;
  readonly outOfRange: boolean;
  readonly note: string | null;
  readonly answeredAt: Date;
  readonly answeredById: string | null;
}

export interface Finding {
  readonly id: string;
  readonly workOrderId: string;
  readonly assetId: string | null;
  readonly severity: Severity;
  readonly text: string;
  readonly foundAt: Date;
  readonly foundById: string | null;
  readonly followUpId: string | null;
  readonly version: number;
}

export interface PartUse {
  readonly id: string;
  readonly workOrderId: string;
  readonly partId: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly currency: string;
  readonly cost: string;
  readonly usedAt: Date;
  readonly usedById: string | null;
}

export interface Labour {
  readonly id: string;
  readonly workOrderId: string;
  readonly employeeId: string;
  readonly startedAt: Date;
  readonly minutes: number;
  readonly note: string | null;
}
