import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { SlaApi } from '#modules/sla';
import { planIncident, type IncidentPlan } from '../domain/incident.js';
import { type IncidentMapping } from '../domain/incident-mapping.js';
import { type Columns } from '../domain/source.js';
import { type AfterOptions, type AfterReport } from './after-import.js';
import { EnsureOffice, must } from './ensure-office.js';
import { EnsureTerms } from './ensure-terms.js';
import { type Importer } from './importer.js';
import { IncidentImportTargets, IncidentSession } from './incident-session.js';

/** Five hundred requests at a time are quickest for services. */
const BATCH = 500;

/** Takes logs of incidents: contacts and service requests of one customer, with their whole histories. */
@Injectable()
export class IncidentImports {
  constructor(
    private readonly doors: IncidentImportTargets,
    private readonly sla: SlaApi,
    private readonly office: EnsureOffice,
    private readonly terms: EnsureTerms,
  ) {}

  make(mapping: IncidentMapping, columns: Columns): Importer<IncidentPlan> {
    return {
      source: mapping.source,
      columns,
      batchSize: BATCH,
      keyColumn: mapping.columns.key,
      keyOf: (row) => columns.cell(row, mapping.columns.key),
      plan: (key, rows) => planIncident(key, rows, columns, mapping),
      skipReason: () => undefined,
      prepare: (ctx) => this.prepare(ctx, mapping),
      after: (ctx, options) => this.after(ctx, options),
    };
  }

  /** The terms come first, so that a worker that evaluates along does it right at once. */
  private async prepare(ctx: Ctx, mapping: IncidentMapping): Promise<IncidentSession> {
    const officeId = await this.office.run(ctx, mapping.office);
    await this.doors.services.ensureReferenceLifeCycles(ctx);
    const { source, customer } = mapping;
    const [made] = await this.doors.customers.createCustomers(ctx, [
      { ...customer, officeId, stage: 'ACTIVE', externalRef: `${source}:customer` },
    ]);
    if (!made) throw new Error('a customer was expected');
    const { id: customerId } = must(made, 'the customer');
    if (mapping.sla) await this.terms.run(ctx, customerId, mapping.sla);
    return new IncidentSession(this.doors, mapping, { customerId, officeId });
  }

  private async after(ctx: Ctx, { leaveToWorkers, onProgress }: AfterOptions): Promise<AfterReport> {
    if (leaveToWorkers) return { lines: ['SLA clocks: left to the workers; they evaluate what they are told of.'] };
    const { evaluated, written, breached, failed } = await this.sla.evaluateAll(ctx, {
      onlyStale: true,
      onProgress: (seen) => onProgress(seen, null, 'requests evaluated'),
    });
    const trouble = failed > 0 ? `; ${failed} requests could not be evaluated` : '';
    return {
      lines: [
        `SLA clocks: ${evaluated} requests evaluated, ${written} clocks written, ${breached} breaches${trouble}.`,
      ],
    };
  }
}
