import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Employee } from '#modules/identity';
import { EmployeeType, IdentityLoaders } from '#modules/identity/graphql';
import { AuditEntryConnection, AuditEntryType, AuditTrail } from '#platform/audit';
import { type Ctx } from '#platform/context';
import { CurrentCtx, loadOptional, PageArgs, type Connection } from '#platform/graphql';
import { BranchType, CustomerType, JobType, PersonType } from './types.js';

const TRAIL = {
  nullable: true,
  description: 'Everything that was changed in it, the latest first; null without the permission `audit.read`.',
};

type Trail = Promise<Connection<AuditEntryType>> | null;

@Resolver(() => CustomerType)
export class CustomerAuditResolver {
  constructor(private readonly trail: AuditTrail) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: CustomerType, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, page);
  }
}

@Resolver(() => BranchType)
export class BranchAuditResolver {
  constructor(private readonly trail: AuditTrail) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: BranchType, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, page);
  }
}

@Resolver(() => PersonType)
export class PersonAuditResolver {
  constructor(private readonly trail: AuditTrail) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: PersonType, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, page);
  }
}

@Resolver(() => JobType)
export class JobAuditResolver {
  constructor(private readonly trail: AuditTrail) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: JobType, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, page);
  }
}

/** Who an entry of the audit trail is about: the platform keeps ids only. */
@Resolver(() => AuditEntryType)
export class AuditActorResolver {
  constructor(private readonly identity: IdentityLoaders) {}

  @ResolveField(() => EmployeeType, { nullable: true, description: 'Who did it; null for the system itself.' })
  actor(@Parent() entry: AuditEntryType, @CurrentCtx() ctx: Ctx): Promise<Employee | null> {
    return loadOptional(ctx, this.identity.employeeById, entry.actorId);
  }
}
