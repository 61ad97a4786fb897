import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type EventRow } from '../application/request.rows.js';
import { changesOf } from './commands.js';
import { ServiceRequestChangeType, ServiceRequestEventType } from './types.js';

@Resolver(() => ServiceRequestEventType)
export class ServiceRequestEventResolver {
  @ResolveField(() => [ServiceRequestChangeType], {
    description: 'With CREATED, ASSIGNED and CHANGED: the values that were set; empty otherwise.',
  })
  changes(@Parent() event: EventRow): ServiceRequestChangeType[] {
    return changesOf(event);
  }
}
