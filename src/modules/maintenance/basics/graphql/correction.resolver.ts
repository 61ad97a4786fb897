import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Correction } from '../domain/correction.js';
import { CorrectedValueType, CorrectionType, valuesOf } from './correction.types.js';

@Resolver(() => CorrectionType)
export class CorrectionResolver {
  @ResolveField(() => [CorrectedValueType], { description: 'The values that were changed; of a withdrawal all.' })
  values(@Parent() correction: Correction): CorrectedValueType[] {
    return valuesOf(correction);
  }
}
