import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  ConnectionOf,
  Decimal,
  MoneyType,
  Node,
  TimeZone,
  Reference,
  payloadsOf,
  VisibleWith,
} from '#platform/graphql';
import { PriorityEnum, ServiceRequestType } from '#modules/services/graphql';
import { SeverityEnum, WorkKindEnum, WorkStatusEnum } from './work.enums.js';
import { EmployeeType, OfficeType, TeamType } from '#modules/identity/graphql';
import { AssetType } from '../../assets/graphql/asset.types.js';
import { ChecklistItemType } from '../../catalogue/graphql/checklist.types.js';
import { PlanType } from '../../plans/graphql/plan.types.js';
import { CustomerType, BranchType, JobType } from '#modules/customers/graphql';
import { WITHDRAWN } from '../../basics/graphql/correction.types.js';
import { type Criticality } from '../../assets/domain/asset-kinds.js';
import { PartType } from '../../catalogue/graphql/catalogue.types.js';
import { type Severity, type WorkKind, type WorkStatus } from '../domain/statuses.js';

const WORK_ORDER = { description: 'Work order it belongs to.' };
const VERSION = { description: 'Grows with every change; updates send it back.' };
const until = (what: string) => ({ nullable: true, description: `${what}; null until then.` });

@ObjectType('WorkOrderViewerCan', { description: 'What the viewer may do with a work order.' })
export class WorkOrderViewerCanType {
  @Field({ description: 'Record what is done: visits, checklist, findings, parts, time, status.' })
  work!: boolean;
  @Field({ description: 'Change, schedule, assign and cancel it.' })
  plan!: boolean;
}

@VisibleWith('maintenance.read')
@ObjectType('WorkOrder', {
  implements: () => [Node],
  description: 'Work to be done on site: for a service request, for an asset, or by a maintenance plan.',
})
export class WorkOrderType extends Node {
  @Field({ description: 'Unique number for people, such as W-000123.' })
  number!: string;
  @Field(() => WorkKindEnum, { description: 'What it is done for.' })
  kind!: WorkKind;
  @Field(() => WorkStatusEnum, { description: 'Status.' })
  status!: WorkStatus;
  @Field({ description: 'What is to be done.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'In detail; null when not noted.' })
  description!: string | null;
  @Field(() => PriorityEnum, { description: 'How pressing it is.' })
  priority!: Criticality;
  @Field(() => Date, { nullable: true, description: 'When it is planned to begin; null when not planned.' })
  plannedFrom!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it is planned to end; null when not planned.' })
  plannedTo!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it should be done; null when nothing is said.' })
  dueAt!: Date | null;
  @Field(() => Date, until('When it was begun'))
  startedAt!: Date | null;
  @Field(() => Date, until('When it was finished'))
  doneAt!: Date | null;
  @Field(() => Date, until('When it was cancelled'))
  cancelledAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'What was done, or why it was cancelled; null when not recorded.',
  })
  outcome!: string | null;
  @Field({ description: 'When it was made.' })
  createdAt!: Date;
  @Field(() => Int, {
    description: 'Grows with every change of status, assignment or values (not with entries); updates send it back.',
  })
  version!: number;
  @Reference('createdBy', () => EmployeeType, { nullable: true, description: 'Who made it; null when a plan did.' })
  createdById!: string | null;
  @Reference('team', () => TeamType, { nullable: true, description: 'Team that is to do it; null while none is.' })
  teamId!: string | null;
  @Reference('assignee', () => EmployeeType, { nullable: true, description: 'Assignee; null while there is none.' })
  assigneeId!: string | null;
  @Reference('plan', () => PlanType, {
    nullable: true,
    description: 'Plan that created it; null when an employee did.',
  })
  planId!: string | null;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'Service request it is done for; null without one, and for those who may not see service requests.',
  })
  requestId!: string | null;
  @Reference('asset', () => AssetType, { nullable: true, description: 'Asset it is done at; null without one.' })
  assetId!: string | null;
  @Reference('office', () => OfficeType, { description: 'Office it belongs to.' })
  officeId!: string;
  @Reference('job', () => JobType, { nullable: true, description: 'Job it is done under; null without one.' })
  jobId!: string | null;
  @Reference('branch', () => BranchType, { nullable: true, description: 'Branch it is done at; null when not known.' })
  branchId!: string | null;
  @Reference('customer', () => CustomerType, { description: 'Customer it is done for.' })
  customerId!: string;
}

@ObjectType('WorkOrderConnection', { description: 'A page of work orders.' })
export class WorkOrderConnection extends ConnectionOf(WorkOrderType, 'WorkOrder') {}

@ObjectType('VisitAtSite', { description: 'The times of a visit as the clocks of the site show them.' })
export class VisitAtSiteType {
  @Field(() => TimeZone, { description: 'Zone of the site.' })
  timeZone!: string;
  @Field(() => String, { nullable: true, description: 'Planned beginning, `YYYY-MM-DD HH:MM`; null when not planned.' })
  plannedFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'Planned end, `YYYY-MM-DD HH:MM`; null when not planned.' })
  plannedTo!: string | null;
  @Field(() => String, { nullable: true, description: 'Arrival, `YYYY-MM-DD HH:MM`; null until then.' })
  arrived!: string | null;
  @Field(() => String, { nullable: true, description: 'Departure, `YYYY-MM-DD HH:MM`; null until then.' })
  departed!: string | null;
}

@VisibleWith('maintenance.read')
@ObjectType('WorkOrderVisit', { implements: () => [Node], description: 'A visit to the site.' })
export class VisitType extends Node {
  @Field(() => Date, { nullable: true, description: 'When it is planned to begin; null when it was not planned.' })
  plannedFrom!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it is planned to end; null when it was not planned.' })
  plannedTo!: Date | null;
  @Field(() => Date, until('When the engineer came'))
  arrivedAt!: Date | null;
  @Field(() => Date, until('When the engineer left'))
  departedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it was cancelled; null when it was not.' })
  cancelledAt!: Date | null;
  @Field(() => Date, WITHDRAWN)
  withdrawnAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Remark; null without one.' })
  note!: string | null;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('engineer', () => EmployeeType, { description: 'Who comes.' })
  engineerId!: string;
  @Reference('workOrder', () => WorkOrderType, WORK_ORDER)
  workOrderId!: string;
}

@ObjectType('ChecklistAnswer', { description: 'What was answered to an item of a checklist.' })
export class ChecklistAnswerType {
  @Field({ description: '`true` or `false`, a decimal number, a text, or one of the choices.' })
  value!: string;
  @Field({ description: 'A number out of its range, or a check that was not so.' })
  outOfRange!: boolean;
  @Field(() => String, { nullable: true, description: 'Remark; null without one.' })
  note!: string | null;
  @Field({ description: 'When it was seen.' })
  answeredAt!: Date;
  @Reference('answeredBy', () => EmployeeType, {
    nullable: true,
    description: 'Who answered it; null when the system did.',
  })
  answeredById!: string | null;
}

@ObjectType('WorkOrderChecklistItem', { description: 'An item of the checklist of a work order, and its answer.' })
export class WorkOrderItemType {
  @Field(() => ChecklistItemType, { description: 'What is asked.' })
  item!: ChecklistItemType;
  @Field(() => ChecklistAnswerType, { nullable: true, description: 'What was answered; null while nothing is.' })
  answer!: ChecklistAnswerType | null;
}

@VisibleWith('maintenance.read')
@ObjectType('WorkOrderFinding', { implements: () => [Node], description: 'Something found while at work.' })
export class FindingType extends Node {
  @Field(() => SeverityEnum, { description: 'How bad it is.' })
  severity!: Severity;
  @Field({ description: 'What was found.' })
  text!: string;
  @Field({ description: 'When it was found.' })
  foundAt!: Date;
  @Field(() => Date, WITHDRAWN)
  withdrawnAt!: Date | null;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('followUp', () => ServiceRequestType, {
    nullable: true,
    description: 'Request created to correct it; null without one, and for those who may not see service requests.',
  })
  followUpId!: string | null;
  @Reference('foundBy', () => EmployeeType, { nullable: true, description: 'Who found it; null when the system did.' })
  foundById!: string | null;
  @Reference('asset', () => AssetType, {
    nullable: true,
    description: 'At which asset; null when at none in particular.',
  })
  assetId!: string | null;
  @Reference('workOrder', () => WorkOrderType, WORK_ORDER)
  workOrderId!: string;
}

@VisibleWith('maintenance.read')
@ObjectType('WorkOrderPart', { implements: () => [Node], description: 'A part that was used.' })
export class PartUseType extends Node {
  @Field(() => Decimal, { description: 'How much, in units of the part.' })
  quantity!: string;
  @Field(() => MoneyType, { description: 'Price of one unit when it was used.' })
  unitPrice!: MoneyType;
  @Field(() => MoneyType, {
    description: 'Quantity times price, rounded once to the minor unit of the currency, halves away from zero.',
  })
  cost!: MoneyType;
  @Field({ description: 'When it was used.' })
  usedAt!: Date;
  @Field(() => Date, WITHDRAWN)
  withdrawnAt!: Date | null;
  @Field(() => Int, VERSION)
  version!: number;
  @Reference('usedBy', () => EmployeeType, { nullable: true, description: 'Who used it; null when the system did.' })
  usedById!: string | null;
  @Reference('part', () => PartType, { description: 'Which part.' })
  partId!: string;
  @Reference('workOrder', () => WorkOrderType, WORK_ORDER)
  workOrderId!: string;
}

@VisibleWith('maintenance.read')
@ObjectType('WorkOrderLabour', { implements: () => [Node], description: 'Time spent.' })
export class LabourType extends Node {
  @Field({ description: 'When it began.' })
  startedAt!: Date;
  @Field(() => Int, { description: 'How long, in minutes.' })
  minutes!: number;
  @Field(() => Date, WITHDRAWN)
  withdrawnAt!: Date | null;
  @Field(() => Int, VERSION)
  version!: number;
  @Field(() => String, { nullable: true, description: 'Remark; null without one.' })
  note!: string | null;
  @Reference('employee', () => EmployeeType, { description: 'Who spent it.' })
  employeeId!: string;
  @Reference('workOrder', () => WorkOrderType, WORK_ORDER)
  workOrderId!: string;
}

export const {
  CreateWorkOrderPayload,
  UpdateWorkOrderPayload,
  AssignWorkOrderPayload,
  ChangeWorkOrderStatusPayload,
  AnswerChecklistPayload,
  RemoveWorkOrderEntryPayload: RemoveEntryPayload,
  WithdrawWorkOrderEntryPayload: WithdrawEntryPayload,
} = payloadsOf(
  'workOrder',
  WorkOrderType,
  'The work order as it is now; null when the change was not made.',
  'createWorkOrder',
  'updateWorkOrder',
  'assignWorkOrder',
  'changeWorkOrderStatus',
  'answerChecklist',
  'removeWorkOrderEntry',
  'withdrawWorkOrderEntry',
);
export const {
  PlanVisitPayload,
  UpdateVisitPayload,
  CancelVisitPayload,
  RecordArrivalPayload,
  RecordDeparturePayload,
  CorrectVisitPayload,
} = payloadsOf(
  'visit',
  VisitType,
  'The visit as it is now; null when the change was not made.',
  'planVisit',
  'updateVisit',
  'cancelVisit',
  'recordArrival',
  'recordDeparture',
  'correctVisit',
);
export const { RecordFindingPayload, OpenFollowUpRequestPayload: OpenFollowUpPayload } = payloadsOf(
  'finding',
  FindingType,
  'The finding as it is now; null when nothing was changed.',
  'recordFinding',
  'openFollowUpRequest',
);

export const { RecordPartUsePayload, CorrectPartUsePayload } = payloadsOf(
  'partUse',
  PartUseType,
  'What was used; null when it was not recorded.',
  'recordPartUse',
  'correctPartUse',
);
export const { RecordLabourPayload, CorrectLabourPayload } = payloadsOf(
  'labour',
  LabourType,
  'The time that was spent; null when it was not recorded.',
  'recordLabour',
  'correctLabour',
);
