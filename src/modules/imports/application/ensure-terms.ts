import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { SlaApi } from '#modules/sla';
import { type ProposedCalendar, type SlaProposal } from '../domain/sla-mapping.js';
import { must } from './ensure-office.js';

/** Publishes the SLA terms that a mapping proposes for a customer, once; what administrators made of them stays. */
@Injectable()
export class EnsureTerms {
  constructor(private readonly sla: SlaApi) {}

  /** Tells whether they were published now. */
  async run(ctx: Ctx, customerId: string, proposal: SlaProposal): Promise<boolean> {
    const { code, name, effectiveFrom, pausing, targets } = proposal;
    if ((await this.sla.termsByCode([code])).has(code)) return false;
    const draft = must(
      await this.sla.createTerms(ctx, {
        code,
        name,
        level: 'CUSTOMER',
        levelKey: customerId,
        serviceLine: null,
        contactTypeId: null,
        priority: null,
        calendarId: await this.calendar(ctx, proposal.calendar),
        targets,
        pausingMetrics: pausing,
      }),
      'the terms',
    );
    must(
      await this.sla.publishTerms(ctx, {
        id: draft.id,
        version: 1,
        effectiveFrom: new Date(`${effectiveFrom}T00:00:00Z`),
        moveOpenRequests: false,
      }),
      'publishing the terms',
    );
    return true;
  }

  private async calendar(ctx: Ctx, { code, name, zone, always, weekly }: ProposedCalendar): Promise<string> {
    const known = (await this.sla.calendarsByCode([code])).get(code);
    if (known) return known.id;
    const spec = always ? { zone, always } : { zone, weekly };
    return must(await this.sla.createCalendar(ctx, { code, name, spec }), 'the calendar').id;
  }
}
