import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { ContactsApi } from '#modules/contacts';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { compareTerms, type ComparedTerms, type TermsDifference } from '../domain/compare-terms.js';
import { TermsWords, type TermsNames } from '../domain/describe-terms.js';
import { recipientsOf } from '../domain/check-publication.js';
import { type TermsScope } from '../domain/terms-content.js';
import { type Terms, type TermsVersion } from '../terms.types.js';
import { TermsQueries } from './terms.queries.js';
import { CalendarLookup } from '../../calendars/application/calendar-lookup.queries.js';
import { TermsCredits } from './terms-credits.js';

export interface TermsComparison {
  readonly from: TermsVersion;
  readonly to: TermsVersion;
  readonly differences: readonly TermsDifference[];
}

/** Says in what two versions of terms differ, of the same terms or of others. */
@Injectable()
export class CompareVersions {
  constructor(
    private readonly calendarLookup: CalendarLookup,
    private readonly termsQueries: TermsQueries,
    private readonly customers: CustomersApi,
    private readonly contacts: ContactsApi,
    private readonly identity: IdentityApi,
    private readonly credits: TermsCredits,
  ) {}

  /** Undefined when one of them does not exist. Credits are left out where the actor may not see those of both. */
  async of(ctx: Ctx, fromId: string, toId: string): Promise<TermsComparison | undefined> {
    const versions = await this.termsQueries.termsVersions([fromId, toId]);
    const [from, to] = [versions.get(fromId), versions.get(toId)];
    if (!from || !to) return undefined;
    const terms = await this.termsQueries.terms([from.termsId, to.termsId]);
    const words = new TermsWords(ctx.locale, await this.names([from, to]));
    const seen = await this.credits.visible(ctx, [...terms.values()]);
    const priced = [...terms.keys()].every((id) => seen.has(id));
    const compared = async (version: TermsVersion): Promise<ComparedTerms> => {
      const scope = terms.get(version.termsId) as Terms;
      const [partner, contactType] = [await this.partner(scope), await this.contactType(scope)];
      return { ...version, credits: priced ? version.credits : null, scope, partner, contactType };
    };
    return { from, to, differences: compareTerms(await compared(from), await compared(to), words) };
  }

  private async names(versions: readonly TermsVersion[]): Promise<TermsNames> {
    const sources = versions.flatMap((v) => v.basis.sources);
    const calendars = await this.calendarLookup.calendars(
      sources.flatMap((s) => (s.kind === 'CALENDAR' ? [s.calendarId] : [])),
    );
    const offices = await this.identity.offices(
      sources.flatMap((s) => (s.kind === 'OFFICE' && s.officeId !== null ? [s.officeId] : [])),
    );
    const employees = await this.identity.employees(
      versions.flatMap(recipientsOf).flatMap(({ recipient: r }) => (r.kind === 'EMPLOYEE' ? [r.employeeId] : [])),
    );
    return {
      calendar: (id) => calendars.get(id)?.code,
      office: (id) => offices.get(id)?.name,
      employee: (id) => employees.get(id)?.name,
    };
  }

  private async partner({ level, levelKey }: TermsScope): Promise<string> {
    switch (level) {
      case 'JOB':
        return (await this.customers.jobs([levelKey])).get(levelKey)?.code ?? '?';
      case 'BRANCH':
        return (await this.customers.branches([levelKey])).get(levelKey)?.name ?? '?';
      case 'CUSTOMER':
        return (await this.customers.customers([levelKey])).get(levelKey)?.name ?? '?';
      case 'TIER':
        return levelKey;
      case 'FIRM':
        return '';
    }
  }

  private async contactType({ contactTypeId }: TermsScope): Promise<string | null> {
    if (contactTypeId === null) return null;
    return (await this.contacts.contactTypes([contactTypeId])).get(contactTypeId)?.code ?? '?';
  }
}
