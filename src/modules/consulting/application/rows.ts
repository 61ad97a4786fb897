import { sql } from '#platform/database';
import {
  type AdviceDecision,
  type AdviceText,
  type DeliverableStatus,
  type DeliverableValues,
  type EngagementValues,
  type Assessment,
  type Member,
  type ProductKind,
} from '../domain/consulting.js';

export interface EngagementRow extends EngagementValues {
  readonly id: string;
  readonly number: string;
  readonly createdAt: Date;
  readonly version: number;
}
export interface MemberRow extends Member {
  readonly engagementId: string;
}
export interface DeliverableRow extends DeliverableValues {
  readonly id: string;
  readonly engagementId: string;
  readonly status: DeliverableStatus;
  /** How often it was submitted. */
  readonly rounds: number;
  readonly version: number;
  /** Of the engagement. */
  readonly officeId: string;
}
export interface RoundRow {
  readonly deliverableId: string;
  readonly number: number;
  readonly submittedAt: Date;
  readonly submittedById: string | null;
  readonly note: string | null;
  readonly decision: 'ACCEPTED' | 'REJECTED' | null;
  readonly decidedAt: Date | null;
  readonly decidedById: string | null;
  readonly recordedById: string | null;
  readonly reason: string | null;
}
export interface ProductRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly kind: ProductKind;
  /** Null: our own. */
  readonly supplier: string | null;
  readonly active: boolean;
  readonly version: number;
}
export interface AdviceRow extends AdviceText {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly officeId: string;
  readonly engagementId: string | null;
  readonly contactId: string | null;
  readonly requestId: string | null;
  readonly advisedAt: Date;
  readonly revision: number;
  readonly decision: AdviceDecision | null;
  readonly decidedOn: string | null;
  readonly decisionNote: string | null;
  readonly chosenProductId: string | null;
  readonly createdAt: Date;
  readonly version: number;
}
export interface RevisionRow extends AdviceText {
  readonly adviceId: string;
  readonly number: number;
  readonly correctionReason: string | null;
  readonly recordedAt: Date;
  readonly recordedById: string | null;
}
export interface OutcomeRow {
  readonly id: string;
  readonly adviceId: string;
  readonly requestId: string | null;
  readonly contactId: string | null;
  readonly assessment: Assessment;
  readonly note: string | null;
  readonly observedOn: string;
  readonly recordedAt: Date;
  readonly recordedById: string | null;
  readonly version: number;
}

export const ENGAGEMENT_COLUMNS = sql`e.id, e.number, e.customer_id as "customerId", e.job_id as "jobId",
  e.office_id as "officeId", e.lead_id as "leadId", e.name, e.name_native as "nameNative", e.objective, e.status,
  e.starts_on as "startsOn", e.ends_on as "endsOn", e.created_at as "createdAt", e.version`;
export const DELIVERABLE_COLUMNS = sql`d.id, d.engagement_id as "engagementId", d.name, d.name_native as "nameNative",
  d.description, d.owner_id as "ownerId", d.due_on as "dueOn", d.status, d.rounds, d.version, e.office_id as "officeId"`;
export const DELIVERABLES = sql`consulting.deliverable d join consulting.engagement e on e.id = d.engagement_id`;
export const ROUND_COLUMNS = sql`r.deliverable_id as "deliverableId", r.number, r.submitted_at as "submittedAt",
  r.submitted_by as "submittedById", r.note, r.decision, r.decided_at as "decidedAt", r.decided_by as "decidedById",
  r.recorded_by as "recordedById", r.reason`;
export const PRODUCT_COLUMNS = sql`p.id, p.code, p.name, p.name_native as "nameNative", p.kind, p.supplier, p.active, p.version`;
export const ADVICE_COLUMNS = sql`a.id, a.number, a.customer_id as "customerId", a.office_id as "officeId",
  a.engagement_id as "engagementId", a.contact_id as "contactId", a.request_id as "requestId",
  a.advised_at as "advisedAt", a.revision, a.decision, a.decided_on as "decidedOn", a.decision_note as "decisionNote",
  a.chosen_product_id as "chosenProductId", a.created_at as "createdAt", a.version, v.product_id as "productId",
  v.recommendation, v.reasons, v.alternatives, v.assumptions`;
export const ADVICE = sql`consulting.advice a join consulting.advice_revision v on v.advice_id = a.id and v.number = a.revision`;
export const REVISION_COLUMNS = sql`v.advice_id as "adviceId", v.number, v.product_id as "productId", v.recommendation,
  v.reasons, v.alternatives, v.assumptions, v.correction_reason as "correctionReason", v.recorded_at as "recordedAt",
  v.recorded_by as "recordedById"`;
export const OUTCOME_COLUMNS = sql`o.id, o.advice_id as "adviceId", o.request_id as "requestId",
  o.contact_id as "contactId", o.assessment, o.note, o.observed_on as "observedOn", o.recorded_at as "recordedAt",
  o.recorded_by as "recordedById", o.version`;
