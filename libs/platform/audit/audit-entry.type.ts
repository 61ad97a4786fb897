import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type Via } from '#platform/context';
import { ConnectionOf, Json, VisibleWith } from '#platform/graphql';

export const AuditActionEnum = { CREATED: 'insert', CHANGED: 'update', DELETED: 'delete' } as const;
registerEnumType(AuditActionEnum, {
  name: 'AuditAction',
  description: 'What was done.',
  valuesMap: {
    CREATED: { description: 'It was created.' },
    CHANGED: { description: 'Some of its values changed.' },
    DELETED: { description: 'It was deleted.' },
  },
});

export const AuditViaEnum = {
  API: 'api',
  JOB: 'job',
  EVENT: 'event',
  IMPORT: 'import',
  CLI: 'cli',
  TEST: 'test',
} as const satisfies Record<string, Via>;
registerEnumType(AuditViaEnum, {
  name: 'AuditVia',
  description: 'Through which door a change came.',
  valuesMap: {
    API: { description: 'The API.' },
    JOB: { description: 'A background job.' },
    EVENT: { description: 'The answer to an event.' },
    IMPORT: { description: 'An import.' },
    CLI: { description: 'The command line.' },
    TEST: { description: 'An automatic test.' },
  },
});

/** One change as it is kept; every type whose rows are audited can have a list of them. */
@VisibleWith('audit.read')
@ObjectType('AuditEntry', { description: 'One change: who, when, from where, before and after.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Number of the entry; grows with time.' })
  id!: number;
  @Field(() => Date, { description: 'When it happened.' })
  at!: Date;
  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: 'insert' | 'update' | 'delete';
  @Field(() => AuditViaEnum, { description: 'Through which door it came.' })
  via!: Via;
  @Field({ description: 'Id of the request that did it; the same in the logs.' })
  requestId!: string;
  @Field(() => String, { nullable: true, description: 'Address it came from; null when it came from within.' })
  ip!: string | null;
  @Field(() => Json, {
    nullable: true,
    description: 'Values before, by stored column; of a change only those that changed; null for a creation.',
  })
  before!: unknown;
  @Field(() => Json, {
    nullable: true,
    description: 'Values after, by stored column; of a change only those that changed; null for a deletion.',
  })
  after!: unknown;
  /** The employee; null when the system did it. */
  actorId!: string | null;
}

@ObjectType('AuditEntryConnection', { description: 'A page of changes, the latest first.' })
export class AuditEntryConnection extends ConnectionOf(AuditEntryType, 'AuditEntry') {}
