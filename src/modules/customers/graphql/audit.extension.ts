import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Employee } from '#modules/identity';
import { EmployeeType, IdentityLoaders } from '#modules/identity/graphql';
import { AuditEntryConnection, AuditEntryType, AuditTrail } from '#platform/audit';
import { type Ctx } from '#platform/context';
import { CurrentCtx, loadOptional, PageArgs, type Connection } from '#platform/graphql';
import { OfficesOfParts } from './offices-of-parts.js';
import { BranchType, CustomerType, JobType, PersonType } from './types.js';

const TRAIL = {
  nullable: true,
  description:
    'Everything that was changed in it, the latest first; null when your `audit.read` reaches none of the offices that look after it.',
};

type Trail = Promise<Connection<AuditEntryType> | null>;
type Id = { readonly id: string };

@Resolver(() => CustomerType)
export class CustomerAuditResolver {
  constructor(
    private readonly trail: AuditTrail,
    private readonly offices: OfficesOfParts,
  ) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: Id, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, () => this.offices.ofCustomer(ctx, id), page);
  }
}

@Resolver(() => BranchType)
export class BranchAuditResolver {
  constructor(
    private readonly trail: AuditTrail,
    private readonly offices: OfficesOfParts,
  ) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: Id, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, () => this.offices.ofBranch(ctx, id), page);
  }
}

@Resolver(() => PersonType)
export class PersonAuditResolver {
  constructor(
    private readonly trail: AuditTrail,
    private readonly offices: OfficesOfParts,
  ) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: Id, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, () => this.offices.ofPerson(ctx, id), page);
  }
}

@Resolver(() => JobType)
export class JobAuditResolver {
  constructor(
    private readonly trail: AuditTrail,
    private readonly offices: OfficesOfParts,
  ) {}

  @ResolveField(() => AuditEntryConnection, TRAIL)
  auditTrail(@Parent() { id }: Id, @CurrentCtx() ctx: Ctx, @Args() page: PageArgs): Trail {
    return this.trail.of(ctx, id, () => this.offices.ofJob(ctx, id), page);
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
