import { Resolver } from '@nestjs/graphql';
import {
  AgendaItemType,
  ParticipantType,
  ReviewActionType,
  ReviewKpiType,
  ReviewPlanType,
  ReviewType,
} from './review.types.js';
import { ScorecardOldestType, ScorecardTypeCountType } from './scorecard.types.js';

/** What a review belongs to in other modules. */
@Resolver(() => ReviewType)
export class ReviewRelationsResolver {}

@Resolver(() => ReviewPlanType)
export class PlanRelationsResolver {}

@Resolver(() => AgendaItemType)
export class AgendaItemResolver {}

@Resolver(() => ParticipantType)
export class ParticipantResolver {}

@Resolver(() => ReviewActionType)
export class ReviewActionResolver {}

@Resolver(() => ReviewKpiType)
export class ReviewKpiResolver {}

@Resolver(() => ScorecardTypeCountType)
export class ScorecardTypeCountResolver {}

@Resolver(() => ScorecardOldestType)
export class ScorecardOldestResolver {}
