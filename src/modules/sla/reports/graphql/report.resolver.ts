import { type Type } from '@nestjs/common';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Checks, systemClock } from '#kernel';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, decodeIds, decodeOptionalId, loadOptional, PageArgs, type Connection } from '#platform/graphql';
import { InvalidInputError } from '#platform/messages';
import { ContactsLoaders, ContactTypeType } from '#modules/contacts/graphql';
import { CustomerLoaders, CustomerType } from '#modules/customers/graphql';
import { IdentityLoaders, OfficeType, RegionType } from '#modules/identity/graphql';
import { AtRiskQueries } from '../application/at-risk.queries.js';
import { ReportCsv } from '../application/report-csv.js';
import { ReportQueries } from '../application/report.queries.js';
import {
  type AttainmentDimension,
  type AttainmentRow,
  type ReportKeys,
  type TimeDistributionRow,
} from '../report.types.js';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { SlaDimensionEnum } from './report.enums.js';
import { TermsLoaders } from '../../terms/graphql/terms.loaders.js';
import { SlaAtRiskFilterInput, SlaAttainmentFilterInput, type SlaClockFilterInput } from './report.inputs.js';
import {
  SlaAttainmentRowType,
  SlaCsvReportEnum,
  SlaCsvType,
  SlaTimeDistributionRowType,
  type SlaCsvReport,
} from './report.types.js';
import { SlaTermsType } from '../../terms/graphql/terms.types.js';
import { SlaClockConnection } from '../../monitoring/graphql/clock.types.js';

const MAX_OFFICES = 200;
/** What calendars are worked out for. */
const ANY_INSTANT = { from: new Date('1900-01-01T00:00:00Z'), to: new Date('2499-12-31T00:00:00Z') };

const GROUP_BY = { type: () => [SlaDimensionEnum], nullable: true, description: 'By what to group.' } as const;
const FILTER = { type: () => SlaAttainmentFilterInput, nullable: true, description: 'Which clocks to count.' } as const;

/** The filter of a report with ids as they are stored; throws an InvalidInputError for ids that mean nothing. */
export function decodeScope<F extends SlaAttainmentFilterInput | SlaClockFilterInput | SlaAtRiskFilterInput>(
  filter: F | null | undefined,
) {
  const tooMany = new Checks().atMost('filter.officeIds', filter?.officeIds, MAX_OFFICES).err();
  if (tooMany) throw new InvalidInputError(tooMany.failures);
  return {
    ...(filter as F),
    customerId: decodeOptionalId('Customer', filter?.customerId, 'filter.customerId'),
    regionId: decodeOptionalId('Region', filter?.regionId, 'filter.regionId'),
    contactTypeId: decodeOptionalId('ContactType', filter?.contactTypeId, 'filter.contactTypeId'),
    termsId: decodeOptionalId('SlaTerms', filter?.termsId, 'filter.termsId'),
    officeIds: filter?.officeIds ? decodeIds('Office', filter.officeIds, 'filter.officeIds') : null,
  };
}

function decodeRisk(filter: SlaAtRiskFilterInput | null | undefined, at?: Date | null) {
  const wrong = new Checks()
    .integer('filter.usedPercent', filter?.usedPercent, { min: 0, max: 100 })
    .instant('at', at, ANY_INSTANT)
    .err();
  if (wrong) throw new InvalidInputError(wrong.failures);
  return decodeScope(filter);
}

@Resolver()
export class ReportResolver {
  constructor(
    private readonly reports: ReportQueries,
    private readonly risks: AtRiskQueries,
    private readonly csv: ReportCsv,
  ) {}

  @Query(() => [SlaAttainmentRowType], {
    description:
      'How SLA clocks went: one row per combination of the values of `groupBy` that occurs, ordered by them; one row in all without. At most 5,000 rows. `slaClocks` with the field `row` of a row, beside this filter, lists what is behind it.',
  })
  @Requires('sla.read')
  slaAttainment(
    @CurrentCtx() ctx: Ctx,
    @Args('groupBy', GROUP_BY) groupBy?: AttainmentDimension[] | null,
    @Args('filter', FILTER) filter?: SlaAttainmentFilterInput | null,
  ): Promise<AttainmentRow[]> {
    return this.reports.attainment(ctx, decodeScope(filter), groupBy ?? []);
  }

  @Query(() => [SlaTimeDistributionRowType], {
    description:
      'How much of their targets clocks took, and how late the late ones were: one row per combination of the values of `groupBy` that occurs. At most 5,000 rows.',
  })
  @Requires('sla.read')
  slaTimeDistribution(
    @CurrentCtx() ctx: Ctx,
    @Args('groupBy', GROUP_BY) groupBy?: AttainmentDimension[] | null,
    @Args('filter', FILTER) filter?: SlaAttainmentFilterInput | null,
  ): Promise<TimeDistributionRow[]> {
    return this.reports.timeDistribution(ctx, decodeScope(filter), groupBy ?? []);
  }

  @Query(() => SlaClockConnection, {
    description:
      'Clocks that are in danger, the least open time left first, whatever calendars they run on. Give the same `at` with every page. Of more than 20,000 clocks only those due soonest are put in order; narrow the filter then.',
  })
  @Requires('sla.read')
  slaAtRisk(
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Args('filter', { type: () => SlaAtRiskFilterInput, nullable: true, description: 'Which clocks.' })
    filter?: SlaAtRiskFilterInput | null,
    @Args('at', { type: () => Date, nullable: true, description: 'As of this instant; now unless told.' })
    at?: Date | null,
  ): Promise<Connection<SlaClock>> {
    return this.risks.list(ctx, page, decodeRisk(filter, at), at ?? systemClock.now());
  }

  @Query(() => SlaCsvType, { description: 'A report as a file for spreadsheets.' })
  @Requires('sla.read')
  async slaReportCsv(
    @CurrentCtx() ctx: Ctx,
    @Args('report', { type: () => SlaCsvReportEnum, description: 'Which report.' }) report: SlaCsvReport,
    @Args('groupBy', { ...GROUP_BY, description: 'By what to group; not with CLOCKS.' })
    groupBy?: AttainmentDimension[] | null,
    @Args('filter', FILTER) filter?: SlaAttainmentFilterInput | null,
  ): Promise<SlaCsvType> {
    const scope = decodeScope(filter);
    const made =
      report === 'CLOCKS'
        ? await this.csv.single(ctx, scope)
        : report === 'ATTAINMENT'
          ? await this.csv.attainment(ctx, scope, groupBy ?? [])
          : await this.csv.timeDistribution(ctx, scope, groupBy ?? []);
    return { fileName: `sla-${report.toLowerCase().replace('_', '-')}.csv`, ...made };
  }

  @Query(() => SlaCsvType, { description: 'What is at risk as a file for spreadsheets; at most 10,000 clocks.' })
  @Requires('sla.read')
  async slaAtRiskCsv(
    @CurrentCtx() ctx: Ctx,
    @Args('filter', { type: () => SlaAtRiskFilterInput, nullable: true, description: 'Which clocks.' })
    filter?: SlaAtRiskFilterInput | null,
  ): Promise<SlaCsvType> {
    return { fileName: 'sla-at-risk.csv', ...(await this.csv.risks(ctx, decodeRisk(filter), systemClock.now())) };
  }
}

/** Fields for the things that a row of a report is about. */
function keysOf(row: Type<object>) {
  @Resolver(() => row, { isAbstract: true })
  abstract class ReportKeysResolver {
    constructor(
      readonly customers: CustomerLoaders,
      readonly contacts: ContactsLoaders,
      readonly identity: IdentityLoaders,
      readonly sla: TermsLoaders,
    ) {}

    @ResolveField(() => OfficeType, { nullable: true, description: 'With OFFICE: the responsible office.' })
    office(@Parent() { officeId }: ReportKeys, @CurrentCtx() ctx: Ctx): Promise<object | null> {
      return loadOptional<object | null>(ctx, this.identity.officeById, officeId);
    }

    @ResolveField(() => RegionType, { nullable: true, description: 'With REGION: the region of that office.' })
    region(@Parent() { regionId }: ReportKeys, @CurrentCtx() ctx: Ctx): Promise<object | null> {
      return loadOptional<object | null>(ctx, this.identity.regionById, regionId);
    }

    @ResolveField(() => CustomerType, {
      nullable: true,
      description: 'With CUSTOMER: the customer; with CUSTOMER_GROUP: the top of its tree.',
    })
    customer(@Parent() { customerId }: ReportKeys, @CurrentCtx() ctx: Ctx): Promise<object | null> {
      return loadOptional<object | null>(ctx, this.customers.customerById, customerId);
    }

    @ResolveField(() => ContactTypeType, { nullable: true, description: 'With CONTACT_TYPE: the contact type.' })
    contactType(@Parent() { contactTypeId }: ReportKeys, @CurrentCtx() ctx: Ctx): Promise<object | null> {
      return loadOptional<object | null>(ctx, this.contacts.contactTypeById, contactTypeId);
    }

    @ResolveField(() => SlaTermsType, { nullable: true, description: 'With TERMS: the terms.' })
    terms(@Parent() { termsId }: ReportKeys, @CurrentCtx() ctx: Ctx): Promise<object | null> {
      return loadOptional<object | null>(ctx, this.sla.termsById, termsId);
    }
  }
  return ReportKeysResolver;
}

@Resolver(() => SlaAttainmentRowType)
export class AttainmentRowResolver extends keysOf(SlaAttainmentRowType) {}

@Resolver(() => SlaTimeDistributionRowType)
export class TimeDistributionRowResolver extends keysOf(SlaTimeDistributionRowType) {}
