import { enumType } from '#platform/graphql';
import { COVERS, PLAN_KINDS } from '../domain/plan.js';

export const CoversEnum = enumType<(typeof COVERS)[number]>(
  'MaintenancePlanScope',
  'What a plan makes work orders for.',
  { ASSET: 'The asset itself.', ITEMS_BELOW: 'Each item below it that is in service then, at most 2,000.' },
);

export const PlanKindEnum = enumType<(typeof PLAN_KINDS)[number]>(
  'MaintenancePlanKind',
  'Which kind of work orders a plan makes.',
  { PREVENTIVE: 'So that nothing breaks.', INSPECTION: 'To look how things are.' },
);

export const OccurrenceOutcomeEnum = enumType(
  'MaintenanceOccurrenceOutcome',
  'What became of an occurrence of a plan.',
  {
    GENERATED: 'Its work orders were made.',
    PASSED_OVER: 'It was past already, and so was the one after it: only the latest was made.',
    NOTHING_TO_DO: 'Nothing that the plan covers was in service.',
  },
);
