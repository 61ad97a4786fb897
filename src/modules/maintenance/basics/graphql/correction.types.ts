import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { enumType, Limited, MutationInput, Reference, VisibleWith } from '#platform/graphql';
import { EmployeeType } from '#modules/identity/graphql';
import { type Correction, type CorrectionAction } from '../domain/correction.js';
import { LIMITS } from '../domain/values.js';
import { READ } from './fields.js';

export const CorrectionActionEnum = enumType<CorrectionAction>(
  'CorrectionAction',
  'What was done about an entry that was wrong.',
  {
    CORRECTED: 'Some of its values were changed.',
    WITHDRAWN: 'It counts for nothing any more.',
  },
);

@ObjectType('CorrectedValue', { description: 'A value that a correction changed.' })
export class CorrectedValueType {
  @Field({ description: 'Name of the field, such as value or minutes.' })
  field!: string;
  @Field(() => String, { nullable: true, description: 'The value before; null when it was empty.' })
  before!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The value since then; null when it is empty, or the entry was withdrawn.',
  })
  after!: string | null;
}

@VisibleWith('maintenance.read')
@ObjectType('EntryCorrection', {
  description: 'That an entry was corrected or withdrawn: who, when, why, and what it said. Never changed.',
})
export class CorrectionType implements Pick<Correction, 'action' | 'reason' | 'correctedAt' | 'correctedById'> {
  @Field(() => CorrectionActionEnum, { description: 'What was done.' })
  action!: CorrectionAction;
  @Field({ description: 'Why.' })
  reason!: string;
  @Field({ description: 'When.' })
  correctedAt!: Date;
  @Reference('correctedBy', () => EmployeeType, { nullable: true, description: 'Who did it; null for the system.' })
  correctedById!: string | null;
}

/** The values that a correction changed, as texts. */
export function valuesOf({ before, after }: Correction): CorrectedValueType[] {
  const written = (value: unknown): string | null =>
    value == null ? null : String(value as string | number | boolean);
  return Object.entries(before).map(([field, value]) => ({
    field,
    before: written(value),
    after: written(after?.[field]),
  }));
}

/** Of types whose entries can be withdrawn. */
export const WITHDRAWN = { nullable: true, description: 'When it was withdrawn; null while it counts.' } as const;
export const CORRECTIONS = { description: 'What was corrected about it, in order of time; empty when nothing was.' };

@InputType({ isAbstract: true })
export abstract class CorrectionInput extends MutationInput {
  @Field(() => Int, READ)
  version!: number;
  @Limited(LIMITS.correctionReason)
  @Field({ description: 'Why; kept in its history.' })
  reason!: string;
}
