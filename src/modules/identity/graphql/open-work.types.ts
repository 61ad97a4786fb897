import { Field, Int, ObjectType } from '@nestjs/graphql';
import { enumType } from '#platform/graphql';
import { type OpenWorkKind } from '../open-work.js';

export const OpenWorkKindEnum = enumType<OpenWorkKind>('OpenWorkKind', 'What kind of work it is.', {
  SERVICE_REQUESTS: 'Open service requests that are assigned to the employee.',
  WORK_ORDERS: 'Work orders that are assigned to the employee and not done.',
  VISITS: 'Visits as engineer that are not over.',
  MAINTENANCE_PLANS: 'Active maintenance plans whose work orders go to the employee.',
  DUTIES: 'Recurring duties whose requests go to the employee.',
  REVIEW_ACTIONS: 'Actions of service reviews that are not done.',
  ENGAGEMENTS: 'Open consulting engagements that the employee leads.',
  DELIVERABLES: 'Deliverables that the employee owns and that are not accepted.',
  FOLLOW_UPS: 'Follow-ups of contacts that the employee recorded and that are not done.',
  CUSTOMERS: 'Active customers whose account manager the employee is.',
});

@ObjectType('EmployeeOpenWork', { description: 'How much open work of a kind an employee has.' })
export class EmployeeOpenWorkType {
  @Field(() => OpenWorkKindEnum, { description: 'What kind of work.' })
  kind!: OpenWorkKind;
  @Field(() => Int, { description: 'How many; at least 1.' })
  count!: number;
}
