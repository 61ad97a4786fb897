import { registerEnumType } from '@nestjs/graphql';
import { JOB_STATUSES, SERVICE_LINES, STAGES } from '../domain/values.js';

const enumOf = <T extends string>(values: readonly T[]): { readonly [K in T]: K } =>
  Object.fromEntries(values.map((v) => [v, v])) as { readonly [K in T]: K };

export const StageEnum = enumOf(STAGES);
registerEnumType(StageEnum, {
  name: 'CustomerStage',
  description: 'Where a customer stands in its life with us.',
  valuesMap: {
    ATTRACTED: { description: 'Knows of us; has bought nothing yet.' },
    ACQUIRED: { description: 'Has ordered for the first time.' },
    ACTIVE: { description: 'Buys from us now.' },
    RETAINED: { description: 'Has come back after a first job.' },
    LOYAL: { description: 'Buys again and again and speaks well of us.' },
    LOST: { description: 'Has left us.' },
  },
});

export const ServiceLineEnum = enumOf(SERVICE_LINES);
registerEnumType(ServiceLineEnum, {
  name: 'ServiceLine',
  description: 'What we do for customers.',
  valuesMap: {
    CONSULTING: { description: 'Consulting.' },
    MANAGEMENT: { description: 'Management and business support.' },
    MAINTENANCE: { description: 'Maintenance and construction.' },
  },
});

export const JobStatusEnum = enumOf(JOB_STATUSES);
registerEnumType(JobStatusEnum, {
  name: 'JobStatus',
  description: 'Whether a job is worked on.',
  valuesMap: {
    OPEN: { description: 'Planned or under way.' },
    CLOSED: { description: 'Done.' },
    CANCELLED: { description: 'Given up.' },
  },
});

export const ServedByEnum = enumOf(['US', 'RIVAL', 'NOBODY'] as const);
registerEnumType(ServedByEnum, {
  name: 'BranchServedBy',
  description: 'Who serves a branch.',
  valuesMap: {
    US: { description: 'One of our offices.' },
    RIVAL: { description: 'A rival, the incumbent.' },
    NOBODY: { description: 'Nobody that we know of.' },
  },
});

export const CustomerOrderFieldEnum = enumOf(['NAME', 'CODE', 'CREATED_AT'] as const);
registerEnumType(CustomerOrderFieldEnum, {
  name: 'CustomerOrderField',
  description: 'By what customers are ordered.',
  valuesMap: {
    NAME: { description: 'By name, without regard to case and accents.' },
    CODE: { description: 'By customer code.' },
    CREATED_AT: { description: 'By when the customer was entered.' },
  },
});

export const OrderDirectionEnum = enumOf(['ASC', 'DESC'] as const);
registerEnumType(OrderDirectionEnum, {
  name: 'OrderDirection',
  description: 'Which end of a list comes first.',
  valuesMap: {
    ASC: { description: 'Smallest, earliest or first of the alphabet first.' },
    DESC: { description: 'Largest, latest or last of the alphabet first.' },
  },
});
