import { Args, Field, ObjectType, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { assertAccess, Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, Reference } from '#platform/graphql';
import { type LiveEvent } from '#platform/outbox';
import { CustomerType } from '#modules/customers/graphql';
import { EmployeeType, IdentityLoaders, OfficeType } from '#modules/identity/graphql';
import { ServiceRequestType } from '#modules/services/graphql';
import { slaEscalated, slaWarned, type AlertPayload } from '../alert.events.js';
import { type LedgerRow } from '../../monitoring/application/ledger.queries.js';
import { type SlaMetric } from '../../engine/domain/clock-types.js';
import { ClockFeed } from '../../monitoring/graphql/clock-feed.js';
import { SlaMetricEnum } from '../../engine/graphql/clock.enums.js';
import { SlaBreachFilterInput } from '../../monitoring/graphql/breach-filter.input.js';
import { ClockLoaders } from '../../monitoring/graphql/clock.loaders.js';
import { SlaLedgerEntryType, SlaClockType } from '../../monitoring/graphql/clock.types.js';

@ObjectType('SlaAlert', { description: 'A step of warning or escalation that a clock came to.' })
export class SlaAlertType {
  @Field(() => SlaMetricEnum, { description: 'What the clock measures.' })
  metric!: SlaMetric;
  @Field({ description: 'When the clock is due, or was.' })
  dueAt!: Date;
  @Field({
    description: 'The step: `75%` of the target used up, `-3600s` open seconds before it is due, `+3600s` after.',
  })
  step!: string;
  @Field({ description: 'When the step came.' })
  at!: Date;
  @Field({ description: 'When it was recorded and people were told.' })
  recordedAt!: Date;
  clockId!: string;
  @Reference('request', () => ServiceRequestType, {
    nullable: true,
    description: 'The request; null when it may not be seen.',
  })
  requestId!: string;
  @Reference('customer', () => CustomerType, { nullable: true, description: 'The customer who asked.' })
  customerId!: string;
  @Reference('office', () => OfficeType, { nullable: true, description: 'The responsible office.' })
  officeId!: string;
}

const FILTER = {
  type: () => SlaBreachFilterInput,
  nullable: true,
  description: 'Filter of clocks; defaults to all.',
};

@Resolver(() => SlaAlertType)
export class SlaAlertsResolver {
  constructor(private readonly feed: ClockFeed) {}

  @Subscription(() => SlaAlertType, {
    description:
      'Every warning of a clock that the subscriber may see, regardless of its recipients; each step once. Customers that join the group later count from the next subscription on.',
    resolve(this: SlaAlertsResolver, event: LiveEvent<AlertPayload>, _args: unknown, ctx: Ctx): SlaAlertType {
      return shown(event, ctx);
    },
  })
  @Requires('sla.read')
  slaWarned(
    @CurrentCtx() ctx: Ctx,
    @Args('filter', FILTER) filter?: SlaBreachFilterInput | null,
  ): Promise<AsyncIterableIterator<LiveEvent<AlertPayload>>> {
    return this.feed.subscribe(ctx, slaWarned, filter);
  }

  @Subscription(() => SlaAlertType, {
    description:
      'Every escalation of an overdue clock that the subscriber may see, regardless of its recipients; each step once per breach. Customers that join the group later count from the next subscription on.',
    resolve(this: SlaAlertsResolver, event: LiveEvent<AlertPayload>, _args: unknown, ctx: Ctx): SlaAlertType {
      return shown(event, ctx);
    },
  })
  @Requires('sla.read')
  slaEscalated(
    @CurrentCtx() ctx: Ctx,
    @Args('filter', FILTER) filter?: SlaBreachFilterInput | null,
  ): Promise<AsyncIterableIterator<LiveEvent<AlertPayload>>> {
    return this.feed.subscribe(ctx, slaEscalated, filter);
  }
}

@Resolver(() => SlaAlertType)
export class SlaAlertFieldsResolver {
  constructor(private readonly loaders: ClockLoaders) {}

  @ResolveField(() => SlaClockType, {
    nullable: true,
    description: 'The clock as it is now, which may be different already; null when it is there no more.',
  })
  async clock(@Parent() { requestId, clockId }: SlaAlertType, @CurrentCtx() ctx: Ctx): Promise<object | null> {
    return (await load(ctx, this.loaders.clocksByRequest, requestId)).find((c) => c.id === clockId) ?? null;
  }
}

@Resolver(() => SlaLedgerEntryType)
export class LedgerRecipientsResolver {
  constructor(private readonly identity: IdentityLoaders) {}

  @ResolveField(() => [EmployeeType], {
    description: 'With WARNED and ESCALATED: the recipients; empty when there were none.',
  })
  async recipients(@Parent() { details }: LedgerRow, @CurrentCtx() ctx: Ctx): Promise<object[]> {
    const { recipients = [] } = details as { recipients?: readonly string[] };
    const found = await Promise.all(recipients.map((id) => load<object | null>(ctx, this.identity.employeeById, id)));
    return found.filter((e) => e !== null);
  }
}

function shown({ payload, at: recordedAt }: LiveEvent<AlertPayload>, ctx: Ctx): SlaAlertType {
  assertAccess(ctx, { kind: 'permission', permission: 'sla.read' });
  const { metric, dueAt, at, ...rest } = payload;
  return { ...rest, metric: metric as SlaMetric, dueAt: new Date(dueAt), at: new Date(at), recordedAt };
}
