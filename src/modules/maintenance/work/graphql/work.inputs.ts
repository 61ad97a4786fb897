import { Field, InputType, Int } from '@nestjs/graphql';
import { Decimal, MutationInput, OrderBy, IdField, ANY_NODE, Limited, Prose } from '#platform/graphql';
import { PriorityEnum } from '#modules/services/graphql';
import { type Criticality } from '../../assets/domain/asset-kinds.js';
import { CONFIRM_LONG } from './correction.inputs.js';
import { LIMITS } from '../../basics/domain/values.js';
import { type WorkOrderOrder } from '../application/work.queries.js';
import { type Severity, type WorkKind, type WorkStatus } from '../domain/statuses.js';
import { SeverityEnum, WorkKindEnum, WorkStatusEnum } from './work.enums.js';

const CLIENT_ID = {
  nullable: true,
  description: 'UUID made by the client: what is sent twice with the same one is recorded once, for ever.',
};
const READ = { description: 'The version that was read.' };
const READ_OR_NOT = { nullable: true, description: 'The version that was read, to be refused when it is stale.' };
const WHICH = { description: 'Which work order.' };

@InputType({ isAbstract: true })
abstract class WorkValuesInput extends MutationInput {
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'In detail.' })
  description?: string | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'How pressing; that of the request, else MODERATE.' })
  priority?: Criticality | null;
  @IdField('Job', { nullable: true, description: 'Job it is done under; defaults to that of the request.' })
  jobId?: string | null;
  @Field(() => Date, { nullable: true, description: 'When it is planned to begin.' })
  plannedFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it is planned to end; after it begins.' })
  plannedTo?: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it should be done.' })
  dueAt?: Date | null;
  @IdField('Checklist', { nullable: true, description: 'Checklist to go by, in its latest version.' })
  checklistId?: string | null;
}

@InputType({ description: 'A new work order, for an asset, a service request or both.' })
export class CreateWorkOrderInput extends WorkValuesInput {
  @Field(() => WorkKindEnum, {
    nullable: true,
    description: 'What it is done for; defaults to CORRECTIVE with a request, INSPECTION without.',
  })
  kind?: WorkKind | null;
  @Limited(LIMITS.name)
  @Field({ description: 'What is to be done.' })
  title!: string;
  @IdField('Asset', { nullable: true, description: 'Asset it is done at.' })
  assetId?: string | null;
  @IdField('ServiceRequest', { nullable: true, description: 'Service request it is done for.' })
  requestId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Employee who is to do it.' })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Team that is to do it.' })
  teamId?: string | null;
  @Field(() => String, CLIENT_ID)
  clientId?: string | null;
}

@InputType({ description: 'Corrections to a work order; what is left out stays, null empties.' })
export class UpdateWorkOrderInput extends WorkValuesInput {
  @IdField('WorkOrder', WHICH)
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @Limited(LIMITS.name)
  @Field(() => String, { nullable: true, description: 'What is to be done, {limits}; cannot be emptied.' })
  title?: string;
}

@InputType({ description: 'Who is to do a work order.' })
export class AssignWorkOrderInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  id!: string;
  @Field(() => Int, READ_OR_NOT)
  version?: number | null;
  @IdField('Employee', { nullable: true, description: 'Employee; null for none. Unchanged when omitted.' })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Team; null for none, stays when left out.' })
  teamId?: string | null;
}

@InputType({ description: 'Where to move a work order.' })
export class ChangeWorkOrderStatusInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  id!: string;
  @Field(() => Int, READ_OR_NOT)
  version?: number | null;
  @Field(() => WorkStatusEnum, { description: 'The status to come.' })
  status!: WorkStatus;
  @Limited(LIMITS.text)
  @Field(() => String, {
    nullable: true,
    description: 'What was done, or why it is cancelled (required then); {limits}.',
  })
  outcome?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With DONE: completes the service request as well; needs `services.work` for it. Defaults to false.',
  })
  completeRequest?: boolean | null;
}

@InputType({ description: 'A visit to come.' })
export class PlanVisitInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  workOrderId!: string;
  @IdField('Employee', { description: 'Who is to come.' })
  engineerId!: string;
  @Field({ description: 'When it is to begin.' })
  plannedFrom!: Date;
  @Field({ description: 'When it is to end; after it begins.' })
  plannedTo!: Date;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Remark.' })
  note?: string | null;
  @Field(() => String, CLIENT_ID)
  clientId?: string | null;
}

@InputType({ description: 'Corrections to a visit; what is left out stays.' })
export class UpdateVisitInput extends MutationInput {
  @IdField('WorkOrderVisit', { description: 'Which visit.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
  @IdField('Employee', { nullable: true, description: 'Who is to come.' })
  engineerId?: string | null;
  @Field(() => Date, { nullable: true, description: 'When it is to begin.' })
  plannedFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it is to end.' })
  plannedTo?: Date | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Remark, {limits}; null empties it.' })
  note?: string | null;
}

@InputType({ description: 'Which visit to call off.' })
export class CancelVisitInput extends MutationInput {
  @IdField('WorkOrderVisit', { description: 'Which visit.' })
  id!: string;
  @Field(() => Int, READ)
  version!: number;
}

@InputType({ description: 'That an engineer has come.' })
export class RecordArrivalInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  workOrderId!: string;
  @IdField('WorkOrderVisit', { nullable: true, description: 'The visit that was planned; a new one when left out.' })
  visitId?: string | null;
  @IdField('Employee', { nullable: true, description: 'Without visitId: who came; defaults to you.' })
  engineerId?: string | null;
  @Field(() => Date, { nullable: true, description: 'When; defaults to now, not in the future.' })
  at?: Date | null;
  @Field(() => String, CLIENT_ID)
  clientId?: string | null;
}

@InputType({ description: 'That an engineer has left.' })
export class RecordDepartureInput extends MutationInput {
  @IdField('WorkOrderVisit', { description: 'Which visit.' })
  id!: string;
  @Field(() => Date, { nullable: true, description: 'When; defaults to now, not before the arrival.' })
  at?: Date | null;
  @Field(() => Boolean, CONFIRM_LONG)
  confirmImplausible?: boolean | null;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Remark, {limits}; stays when left out.' })
  note?: string | null;
}

@InputType({ description: 'An answer to an item of a checklist.' })
export class ChecklistAnswerInput {
  @Field({ description: 'Key of the item.' })
  itemKey!: string;
  @Prose()
  @Field({ description: '`true` or `false`, a decimal number, a text, or one of the choices, as the item asks.' })
  value!: string;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Remark.' })
  note?: string | null;
  @Field(() => Date, {
    nullable: true,
    description: 'When it was seen; defaults to now. Of two answers to an item the later one counts.',
  })
  answeredAt?: Date | null;
}

@InputType({ description: 'Answers to the checklist of a work order; all are recorded or none.' })
export class AnswerChecklistInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  workOrderId!: string;
  @Limited(LIMITS.items)
  @Field(() => [ChecklistAnswerInput], { description: 'Answers, one or more, {limits}; those left out stay.' })
  answers!: ChecklistAnswerInput[];
}

@InputType({ description: 'Something found while at work.' })
export class RecordFindingInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  workOrderId!: string;
  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  severity!: Severity;
  @Limited(LIMITS.text)
  @Field({ description: 'What was found.' })
  text!: string;
  @IdField('Asset', {
    nullable: true,
    description: 'At which asset of the customer; defaults to that of the work order.',
  })
  assetId?: string | null;
  @Field(() => Date, { nullable: true, description: 'When; defaults to now.' })
  foundAt?: Date | null;
  @Field(() => String, CLIENT_ID)
  clientId?: string | null;
}

@InputType({ description: 'Creates a maintenance request to correct a finding; repeating it creates no second one.' })
export class OpenFollowUpRequestInput extends MutationInput {
  @IdField('WorkOrderFinding', { description: 'Which finding.' })
  findingId!: string;
  @Field(() => String, { nullable: true, description: 'What it is about; defaults to number and finding.' })
  subject?: string | null;
  @Field(() => PriorityEnum, { nullable: true, description: 'Priority; derived from the severity by default.' })
  priority?: Criticality | null;
}

@InputType({ description: 'Parts that were used.' })
export class RecordPartUseInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  workOrderId!: string;
  @IdField('Part', { description: 'Which part of the catalogue; at the price it has now.' })
  partId!: string;
  @Field(() => Decimal, {
    description: 'How much, in units of the part: above 0, at most three digits after the point.',
  })
  quantity!: string;
  @Field(() => Date, { nullable: true, description: 'When; defaults to now.' })
  usedAt?: Date | null;
  @Field(() => String, CLIENT_ID)
  clientId?: string | null;
}

@InputType({ description: 'Time spent.' })
export class RecordLabourInput extends MutationInput {
  @IdField('WorkOrder', WHICH)
  workOrderId!: string;
  @IdField('Employee', { nullable: true, description: 'Who; defaults to you.' })
  employeeId?: string | null;
  @Field({ description: 'When it began.' })
  startedAt!: Date;
  @Limited(LIMITS.minutes)
  @Field(() => Int, { description: 'How long, in minutes.' })
  minutes!: number;
  @Limited(LIMITS.text)
  @Field(() => String, { nullable: true, description: 'Remark.' })
  note?: string | null;
  @Field(() => String, CLIENT_ID)
  clientId?: string | null;
}

@InputType({ description: 'Which entry of a work order was a mistake.' })
export class RemoveWorkOrderEntryInput extends MutationInput {
  @IdField(ANY_NODE, { description: 'A WorkOrderFinding without follow-up, a WorkOrderPart or a WorkOrderLabour.' })
  id!: string;
}

@InputType({ description: 'Which work orders; what is left out does not matter.' })
export class WorkOrderFilterInput {
  @IdField('Customer', { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'With customerId: of all customers below it too.' })
  includeBelow?: boolean | null;
  @IdField('Branch', { nullable: true, description: 'At this branch.' })
  branchId?: string | null;
  @IdField('Office', { nullable: true, description: 'Of this office.' })
  officeId?: string | null;
  @IdField('Job', { nullable: true, description: 'Under this job.' })
  jobId?: string | null;
  @IdField('Asset', { nullable: true, description: 'At this asset.' })
  assetId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'With assetId: at everything below it too.' })
  includeAssetsBelow?: boolean | null;
  @IdField('ServiceRequest', { nullable: true, description: 'For this service request.' })
  requestId?: string | null;
  @IdField('MaintenancePlan', { nullable: true, description: 'Made by this plan.' })
  planId?: string | null;
  @Field(() => [WorkKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: WorkKind[] | null;
  @Field(() => [WorkStatusEnum], { nullable: true, description: 'In one of these statuses.' })
  statuses?: WorkStatus[] | null;
  @Field(() => [PriorityEnum], { nullable: true, description: 'Of one of these priorities.' })
  priorities?: Criticality[] | null;
  @IdField('Employee', { nullable: true, description: 'Assigned to this employee.' })
  assigneeId?: string | null;
  @IdField('Team', { nullable: true, description: 'Assigned to this team.' })
  teamId?: string | null;
  @Field(() => Date, { nullable: true, description: 'Due (else planned) before this instant.' })
  dueBefore?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Made at this instant or later.' })
  createdFrom?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Made before this instant.' })
  createdBefore?: Date | null;
  @Limited(LIMITS.search)
  @Field(() => String, { nullable: true, description: 'Part of number or title, whatever its case.' })
  text?: string | null;
}

export const WorkOrderOrderInput = OrderBy<WorkOrderOrder['field']>(
  'WorkOrder',
  {
    name: 'WorkOrderOrderInput',
    input: 'The order of work orders.',
    fields: 'What work orders can be ordered by.',
    field: 'What to order by.',
    direction: 'Which end comes first.',
  },
  {
    CREATED_AT: 'When they were made.',
    DUE_AT: 'When they fall due, else when they are planned; those without either last in ASC.',
    PRIORITY: 'Priority (ASC: critical first), then when they were made.',
  },
);

@InputType({ description: 'Filter of work orders; all conditions apply.' })
export class WorkOrderFeedFilterInput {
  @IdField('WorkOrder', { nullable: true, description: 'This one.' })
  workOrderId?: string | null;
  @IdField('Office', { nullable: true, description: 'Those of this office.' })
  officeId?: string | null;
  @IdField('Customer', { nullable: true, description: 'Those of this customer.' })
  customerId?: string | null;
}
