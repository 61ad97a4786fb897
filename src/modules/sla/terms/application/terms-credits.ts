import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { CustomersApi } from '#modules/customers';
import { holdsForFirm } from '#modules/identity';
import { type TermsLevel } from '../domain/terms-content.js';
import { SLA } from '../../sla.permissions.js';
import { type Terms } from '../terms.types.js';
import { CreditsPolicy } from './credits-policy.js';

/**
 * Who may see what terms give back for breaches. Fees and caps are between us and the customer: they are for those who
 * see credits of that customer, and what holds for many customers for those who see the credits of all. Whoever lays
 * down terms sees what he lays down, or he would drop it with the next draft.
 */
@Injectable()
export class TermsCredits {
  constructor(
    private readonly policy: CreditsPolicy,
    private readonly customers: CustomersApi,
  ) {}

  /** Ids of those of the terms whose credits the actor may see. */
  async visible(ctx: Ctx, terms: readonly Terms[]): Promise<ReadonlySet<string>> {
    if (holdsForFirm(ctx, SLA['sla.read-credits']) || holdsForFirm(ctx, SLA['sla.manage-terms']))
      return new Set(terms.map((t) => t.id));
    if (!this.policy.seesAny(ctx)) return new Set();
    const keysOf = (level: TermsLevel): string[] => terms.filter((t) => t.level === level).map((t) => t.levelKey);
    const jobs = await this.customers.jobs(keysOf('JOB'));
    const branches = await this.customers.branches(keysOf('BRANCH'));
    const customerOf = ({ level, levelKey }: Terms): string | undefined => {
      if (level === 'CUSTOMER') return levelKey;
      return (level === 'JOB' ? jobs : level === 'BRANCH' ? branches : undefined)?.get(levelKey)?.customerId;
    };
    const customerIds = terms.flatMap((t) => customerOf(t) ?? []);
    const seen = new Set((await this.policy.visible(ctx, [...new Set(customerIds)])).map((c) => c.id));
    return new Set(terms.filter((t) => seen.has(customerOf(t) ?? '')).map((t) => t.id));
  }
}
