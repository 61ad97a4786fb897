import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { and, sql, type Sql } from '#platform/database';
import { InvalidInputError } from '#platform/messages';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { type SlaClockStatus } from '../../engine/domain/clock-types.js';
import { type AttainmentFilter } from '../report.types.js';
import { readRowKey, rowCondition } from './report-dimensions.js';
import { SlaPolicy } from '../../sla.policy.js';

/** Turns the filter of a report, and what the actor may see, into conditions on `sla.clock c`. */
@Injectable()
export class ReportConditions {
  constructor(
    private readonly policy: SlaPolicy,
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly identity: IdentityApi,
  ) {}

  async of(ctx: Ctx, filter: AttainmentFilter, ...more: (Sql | false)[]): Promise<Sql> {
    const visible = await this.policy.visibleOffices(ctx);
    const regional = filter.regionId == null ? undefined : await this.identity.officesOfRegion(filter.regionId);
    const customers = filter.customerId == null ? undefined : await this.customers.descendants(filter.customerId);
    const types = filter.contactTypeId == null ? undefined : await this.contacts.typeDescendants(filter.contactTypeId);
    const row = filter.row == null ? undefined : await this.ofRow(filter.row);
    return and([
      visible.rows(sql`c.office_id`),
      filter.officeIds != null && sql`c.office_id = any(${filter.officeIds}::uuid[])`,
      regional !== undefined && sql`c.office_id = any(${regional}::uuid[])`,
      customers !== undefined && sql`c.customer_id = any(${customers}::uuid[])`,
      types !== undefined && sql`c.contact_type_id = any(${types}::uuid[])`,
      filter.from != null && sql`c.request_created_at >= ${filter.from}`,
      filter.to != null && sql`c.request_created_at < ${filter.to}`,
      filter.metrics != null && sql`c.metric = any(${filter.metrics}::text[])`,
      filter.priorities != null && sql`c.priority = any(${filter.priorities}::text[])`,
      filter.serviceLine != null && sql`c.service_line = ${filter.serviceLine}`,
      filter.channels != null && sql`c.channel = any(${filter.channels}::text[])`,
      filter.tier != null &&
        sql`exists (select 1 from sla.evaluation j where j.request_id = c.request_id and j.tier = ${filter.tier})`,
      filter.termsId != null &&
        sql`c.terms_version_id = any(array(select v.id from sla.terms_version v where v.terms_id = ${filter.termsId}))`,
      filter.states != null && statesCondition(filter.states),
      row !== undefined && row,
      ...more,
    ]);
  }

  /** Which region each office belongs to, as JSON. */
  async regionByOffice(): Promise<string> {
    return JSON.stringify(Object.fromEntries((await this.identity.allOffices()).map((o) => [o.id, o.regionId])));
  }

  private async ofRow(text: string): Promise<Sql> {
    const row = readRowKey(text);
    if (!row) throw new InvalidInputError([{ code: 'SLA_ROW_UNKNOWN', field: 'filter.row' }]);
    const regions = row.values.some(([dimension]) => dimension === 'REGION') ? await this.regionByOffice() : '';
    return rowCondition(row, regions);
  }
}

/** States that may still be at risk have an index of their own, which needs the condition spelled out. */
function statesCondition(states: readonly SlaClockStatus[]): Sql {
  const atRisk = states.every((s) => s === 'RUNNING' || s === 'PAUSED' || s === 'BREACHED');
  const chosen = sql`c.state = any(${states}::text[])`;
  return atRisk ? sql`c.state in ('RUNNING', 'PAUSED', 'BREACHED') and ${chosen}` : chosen;
}
