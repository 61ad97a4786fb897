import { type Criticality } from '../../assets/domain/asset-kinds.js';
import { type Severity, type WorkKind, type WorkStatus } from './statuses.js';

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
  /** Recorded by mistake since then; null while it counts. */
  readonly withdrawnAt: Date | null;
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
  readonly withdrawnAt: Date | null;
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
  readonly withdrawnAt: Date | null;
  readonly version: number;
}

export interface Labour {
  readonly id: string;
  readonly workOrderId: string;
  readonly employeeId: string;
  readonly startedAt: Date;
  readonly minutes: number;
  readonly note: string | null;
  readonly withdrawnAt: Date | null;
  readonly version: number;
}
