import { type Type } from '@nestjs/common';
import { Field, InputType, Int, PartialType } from '@nestjs/graphql';
import { IdField } from './id-fields.js';

export interface VersionedInput {
  id: string;
  version: number;
}

/**
 * Base of an update's input: every field of the input that creates the thing, none of them required, with their limits
 * and descriptions, and which thing in which version. Leave out with `OmitType` what cannot be changed later.
 */
export function UpdateOf<T extends object>(type: string, create: Type<T>): Type<Partial<T> & VersionedInput> {
  @InputType({ isAbstract: true })
  abstract class Update extends (PartialType(create) as unknown as Type<object>) implements VersionedInput {
    @IdField(type, { description: `Which ${type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}.` })
    id!: string;
    @Field(() => Int, { description: 'The version that was read.' })
    version!: number;
  }
  return Update as unknown as Type<Partial<T> & VersionedInput>;
}
