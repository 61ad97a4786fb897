import { type Criticality } from '../../assets/domain/asset-kinds.js';

export const COVERS = ['ASSET', 'ITEMS_BELOW'] as const;

export type Covers = (typeof COVERS)[number];

export const PLAN_KINDS = ['PREVENTIVE', 'INSPECTION'] as const;

export type PlanKind = (typeof PLAN_KINDS)[number];

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
