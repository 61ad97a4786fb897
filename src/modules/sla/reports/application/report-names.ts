import { Injectable } from '@nestjs/common';
import { permits } from '#platform/access';
import { type Ctx } from '#platform/context';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { SERVICES, ServicesApi } from '#modules/services';
import { type ReportKeys } from '../report.types.js';
import { type SlaClock } from '../../monitoring/clock.types.js';
import { TermsQueries } from '../../terms/application/terms.queries.js';

export type Cell = string | number | null;

/** What people call the things that reports name by id. */
@Injectable()
export class ReportNames {
  constructor(
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly services: ServicesApi,
    private readonly sla: TermsQueries,
  ) {}

  /** A column (or two) for each dimension that has a value in any row. */
  async ofKeys(rows: readonly ReportKeys[]): Promise<{ header: string[]; cells: Cell[][] }> {
    const offices = await this.identity.offices(idsOf(rows, 'officeId'));
    const regions = await this.identity.regions(idsOf(rows, 'regionId'));
    const customers = await this.customers.customers(idsOf(rows, 'customerId'));
    const types = await this.contacts.contactTypes(idsOf(rows, 'contactTypeId'));
    const terms = await this.sla.terms(idsOf(rows, 'termsId'));
    const columns: readonly [string, keyof ReportKeys, (id: string) => Cell][] = [
      ['period', 'period', (v) => v],
      ['metric', 'metric', (v) => v],
      ['priority', 'priority', (v) => v],
      ['service line', 'serviceLine', (v) => v],
      ['channel', 'channel', (v) => v],
      ['tier', 'tier', (v) => v],
      ['region', 'regionId', (id) => regions.get(id)?.name ?? null],
      ['office', 'officeId', (id) => offices.get(id)?.name ?? null],
      ['contact type', 'contactTypeId', (id) => types.get(id)?.name ?? null],
      ['customer code', 'customerId', (id) => customers.get(id)?.code ?? null],
      ['customer', 'customerId', (id) => customers.get(id)?.name ?? null],
      ['terms', 'termsId', (id) => terms.get(id)?.code ?? null],
    ];
    const asked = columns.filter(([, key]) => rows.some((r) => r[key] !== null));
    return {
      header: asked.map(([title]) => title),
      cells: rows.map((row) => asked.map(([, key, name]) => (row[key] === null ? null : name(row[key])))),
    };
  }

  /** What requests themselves say only for those who may see requests. */
  async ofClocks(ctx: Ctx, clocks: readonly SlaClock[]): Promise<{ header: string[]; cells: Cell[][] }> {
    const requests = permits(ctx, SERVICES['services.read'])
      ? await this.services.requests([...new Set(clocks.map((c) => c.requestId))])
      : new Map<string, never>();
    const customers = await this.customers.customers([...new Set(clocks.map((c) => c.customerId))]);
    const offices = await this.identity.offices([...new Set(clocks.map((c) => c.officeId))]);
    const instant = (at: Date | null): Cell => at?.toISOString() ?? null;
    return {
      header: [
        ...['request', 'subject', 'customer code', 'customer', 'office', 'priority', 'service line', 'metric', 'cycle'],
        ...['state', 'started', 'due', 'stopped', 'breached', 'target s', 'elapsed s', 'remaining s', 'paused s'],
      ],
      cells: clocks.map((c) => {
        const request = requests.get(c.requestId);
        const customer = customers.get(c.customerId);
        return [
          ...[request?.number ?? null, request?.subject ?? null, customer?.code ?? null, customer?.name ?? null],
          ...[offices.get(c.officeId)?.name ?? null, request?.priority ?? null, request?.serviceLine ?? null],
          ...[c.metric, c.cycle, c.state, instant(c.startedAt), instant(c.dueAt), instant(c.stoppedAt)],
          ...[instant(c.breachedAt), c.targetSeconds, c.elapsedSeconds, c.remainingSeconds, c.pausedSeconds],
        ];
      }),
    };
  }
}

function idsOf(rows: readonly ReportKeys[], key: keyof ReportKeys): string[] {
  return [...new Set(rows.flatMap((r) => r[key] ?? []))];
}
