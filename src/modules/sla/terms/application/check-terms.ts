import { Injectable } from '@nestjs/common';
import { Checks, type CheckCode, type Failure } from '#kernel';
import { isCalendarInstant } from '#kernel/calendar';
import { Database, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import {
  findingsOf,
  recipientsOf,
  type PublicationErrorCode,
  type PublicationWarningCode,
} from '../domain/check-publication.js';
import { type TermsContent, type TermsScope } from '../domain/terms-content.js';
import { type CalendarBasis } from '../../calendars/domain/calendar-basis.js';
import { type Served } from '../../calendars/application/calendar-register.js';
import { PublishedSlaConfigs, type PublishedSlaConfig, type EffectiveCalendars } from './published-sla-configs.js';
import { CalendarLookup } from '../../calendars/application/calendar-lookup.queries.js';

export type PublishErrorCode =
  | CheckCode
  | PublicationErrorCode
  | 'OVERLAPPING_TERMS'
  | 'CALENDAR_NEVER_OPENS'
  | 'ROLE_NOT_FOUND'
  | 'EMPLOYEE_NOT_FOUND'
  | 'EMPLOYEE_INACTIVE';
export type PublishWarningCode =
  PublicationWarningCode | 'CALENDAR_NEVER_OPENS_SOMEWHERE' | 'ROLE_WITHOUT_HOLDERS' | 'AGREED_WITH_INACTIVE';

export interface Problems {
  /** All that stands in the way. */
  readonly errors: readonly Failure<PublishErrorCode>[];
  /** What is allowed, but hardly meant. */
  readonly warnings: readonly Failure<PublishWarningCode>[];
}

const EARLIEST = new Date('1990-01-01T00:00:00Z');
const YEARS_AHEAD_MS = 10 * 366 * 86_400_000;
const NAMED = 10;

/** Looks at everything that can be wrong with publishing terms, and names all of it at once. */
@Injectable()
export class CheckTerms {
  constructor(
    private readonly db: Database,
    private readonly queries: CalendarLookup,
    private readonly configs: PublishedSlaConfigs,
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
  ) {}

  async problems(
    terms: TermsScope & { readonly id: string },
    content: TermsContent,
    effectiveFrom: Date,
    now: Date,
  ): Promise<Problems> {
    const latest = new Date(now.getTime() + YEARS_AHEAD_MS);
    const dates = new Checks().instant('effectiveFrom', effectiveFrom, { from: EARLIEST, to: latest }).err();
    const found = findingsOf({ ...content, priority: terms.priority });
    const calendars = await this.calendars(terms, content.basis, effectiveFrom > now ? effectiveFrom : now);
    const recipients = await this.recipients(content);
    return {
      errors: [
        ...(dates?.failures ?? (await this.overlaps(terms, effectiveFrom))),
        ...calendars.errors,
        ...found.errors,
        ...recipients.errors,
      ],
      warnings: [...calendars.warnings, ...found.warnings, ...recipients.warnings, ...(await this.partner(terms))],
    };
  }

  /** Other terms that are equally narrow, could match the same requests and are in force in the same time; by name. */
  async overlaps(
    { id, level, levelKey, serviceLine, contactTypeId, priority }: TermsScope & { readonly id: string },
    effectiveFrom: Date,
  ): Promise<Failure<'OVERLAPPING_TERMS'>[]> {
    const rows = await this.db.query<{ code: string; name: string; from: Date; to: Date | null }>(
      sql`select t.code, t.name, v.effective_from as from, v.effective_to as to
            from sla.terms_version v join sla.terms t on t.id = v.terms_id
           where v.terms_id <> ${id} and v.effective_from is not null and v.level = ${level} and v.level_key = ${levelKey}
             and num_nonnulls(v.service_line, v.contact_type_id, v.priority)
                 = num_nonnulls(${serviceLine}::text, ${contactTypeId}::uuid, ${priority}::text)
             and (v.service_line is null or ${serviceLine}::text is null or v.service_line = ${serviceLine})
             and (v.contact_type_id is null or ${contactTypeId}::uuid is null or v.contact_type_id = ${contactTypeId})
             and (v.priority is null or ${priority}::text is null or v.priority = ${priority})
             and tstzrange(v.effective_from, v.effective_to) && tstzrange(${effectiveFrom}, null)
           order by v.effective_from, t.code limit ${NAMED}`,
    );
    return rows.map(({ code, name, from, to }) => ({
      code: 'OVERLAPPING_TERMS',
      field: 'effectiveFrom',
      params: { code, name, from: from.toISOString(), to: to?.toISOString() ?? '…' },
    }));
  }

  /**
   * Calendars on which nothing would ever fall due. What the terms run on may differ from request to request: where it
   * never opens for any of them, or the office's own calendar does not, that stands in the way; where two calendars
   * never meet for some offices only, it is a warning, as these may never serve such a request.
   */
  private async calendars(
    terms: TermsScope,
    basis: CalendarBasis,
    from: Date,
  ): Promise<{ errors: Failure<'CALENDAR_NEVER_OPENS'>[]; warnings: Failure<'CALENDAR_NEVER_OPENS_SOMEWHERE'>[] }> {
    const { closed, always } = await this.closed(terms, basis, from, null, (current) => current);
    if (closed.length === 0) return { errors: [], warnings: [] };
    const ids = new Set(closed.flatMap(({ effective }) => effective.versions.map((v) => v.calendarId)));
    const codes = new Map([...(await this.queries.calendars([...ids])).values()].map((c) => [c.id, c.code]));
    const sign = basis.combination === 'INTERSECTION' ? ' ∩ ' : ' ∪ ';
    const nameOf = ({ versions, usualZones }: EffectiveCalendars): string =>
      [...versions.map((v) => codes.get(v.calendarId) ?? '?'), ...usualZones].join(sign);
    if (always)
      return {
        errors: closed.slice(0, NAMED).map(({ effective }) => ({
          code: 'CALENDAR_NEVER_OPENS',
          field: 'basis',
          params: { calendar: nameOf(effective) },
        })),
        warnings: [],
      };
    const warnings = closed.slice(0, NAMED).map(({ effective, offices }) => ({
      code: 'CALENDAR_NEVER_OPENS_SOMEWHERE' as const,
      field: 'basis',
      params: { calendar: nameOf(effective), offices: [...offices].slice(0, NAMED).join(', ') },
    }));
    return { errors: [], warnings };
  }

  /** Whether calendars stand in the way of terms, by the same rule, for requests of these offices (null: of any); `supposed`: what would be published. */
  async neverOpens(
    terms: TermsScope,
    basis: CalendarBasis,
    from: Date,
    officeIds: readonly string[] | null,
    supposed: (current: PublishedSlaConfig) => PublishedSlaConfig,
  ): Promise<boolean> {
    const { closed, always } = await this.closed(terms, basis, from, officeIds, supposed);
    return closed.length > 0 && always;
  }

  /** What never opens of that on which requests would run; `always`: nothing else may be left to run on. */
  private async closed(
    terms: TermsScope,
    basis: CalendarBasis,
    from: Date,
    officeIds: readonly string[] | null,
    supposed: (current: PublishedSlaConfig) => PublishedSlaConfig,
  ): Promise<{ closed: { effective: EffectiveCalendars; offices: Set<string> }[]; always: boolean }> {
    const byKey = new Map<string, { effective: EffectiveCalendars; offices: Set<string> }>();
    const all = await this.served(terms, basis);
    const cases = officeIds ? all.filter(({ served }) => officeIds.includes(served.officeId)) : all;
    const config = supposed(await this.configs.current(cases.map(({ served }) => served.officeId)));
    for (const { office, served } of cases) {
      const effective = config.effectiveCalendarsAt(basis, served, from.getTime());
      const known = byKey.get(effective.key) ?? { effective, offices: new Set<string>() };
      byKey.set(effective.key, { effective, offices: known.offices.add(office) });
    }
    const closed = [...byKey.values()].filter(({ effective: { calendar } }) => {
      return !isCalendarInstant(from.getTime()) || calendar.nextOpening(from.getTime()) === undefined;
    });
    return { closed, always: closed.length === byKey.size || basis.combination === 'ONE' };
  }

  /**
   * Whose calendars could count for requests under the terms: every office that works, and active branches with what they
   * chose, of the customer that the terms are agreed with and those above and below it.
   */
  private async served(terms: TermsScope, basis: CalendarBasis): Promise<{ office: string; served: Served }[]> {
    const offices = (await this.identity.allOffices()).filter((o) => o.active);
    const byId = new Map(offices.map((o) => [o.id, o]));
    const cases = offices.map(({ id, code }) => ({
      office: code,
      served: { officeId: id, branchId: null as string | null },
    }));
    if (!basis.sources.some((s) => s.kind === 'BRANCH')) return cases;
    const rows = await this.db.query<{ id: string }>(
      sql`select distinct branch_id as id from sla.branch_calendar
           where ${terms.level === 'BRANCH' ? sql`branch_id = ${terms.levelKey}` : sql`true`}`,
    );
    const theirs = await this.related(terms);
    for (const branch of (await this.customers.branches(rows.map((r) => r.id))).values()) {
      if (!branch.active || (theirs && !theirs.has(branch.customerId))) continue;
      const office = branch.officeId === null ? undefined : byId.get(branch.officeId);
      for (const { id, code } of office ? [office] : offices)
        cases.push({ office: `${code} (${branch.code})`, served: { officeId: id, branchId: branch.id } });
    }
    return cases;
  }

  /** Customers whose branches requests under the terms may name; undefined: any. */
  private async related({ level, levelKey }: TermsScope): Promise<ReadonlySet<string> | undefined> {
    if (level !== 'CUSTOMER' && level !== 'JOB') return undefined;
    const customerId = level === 'JOB' ? (await this.customers.jobs([levelKey])).get(levelKey)?.customerId : levelKey;
    if (customerId === undefined) return new Set();
    const above = (await this.customers.ancestors([customerId])).get(customerId) ?? [];
    return new Set([...above, ...(await this.customers.descendants(customerId))]);
  }

  private async recipients(content: TermsContent): Promise<{
    errors: Failure<'ROLE_NOT_FOUND' | 'EMPLOYEE_NOT_FOUND' | 'EMPLOYEE_INACTIVE'>[];
    warnings: Failure<'ROLE_WITHOUT_HOLDERS'>[];
  }> {
    const named = recipientsOf(content);
    const roles = [...new Set(named.flatMap(({ recipient: r }) => (r.kind === 'ROLE' ? [r.role] : [])))];
    const ids = [...new Set(named.flatMap(({ recipient: r }) => (r.kind === 'EMPLOYEE' ? [r.employeeId] : [])))];
    const known = new Set(roles.length > 0 ? await this.identity.roleKeys() : []);
    const held = new Set((roles.length > 0 ? await this.identity.holdersOfRoles(roles, null) : []).map((h) => h.role));
    const employees = ids.length > 0 ? await this.identity.employees(ids) : new Map<string, never>();
    const errors: Failure<'ROLE_NOT_FOUND' | 'EMPLOYEE_NOT_FOUND' | 'EMPLOYEE_INACTIVE'>[] = [];
    const warnings: Failure<'ROLE_WITHOUT_HOLDERS'>[] = [];
    for (const { path, recipient } of named) {
      if (recipient.kind === 'ROLE') {
        const params = { key: recipient.role };
        if (!known.has(recipient.role)) errors.push({ code: 'ROLE_NOT_FOUND', field: `${path}.role`, params });
        else if (!held.has(recipient.role))
          warnings.push({ code: 'ROLE_WITHOUT_HOLDERS', field: `${path}.role`, params });
      }
      if (recipient.kind === 'EMPLOYEE') {
        const employee = employees.get(recipient.employeeId);
        const field = `${path}.employeeId`;
        if (!employee) errors.push({ code: 'EMPLOYEE_NOT_FOUND', field });
        else if (!employee.active) errors.push({ code: 'EMPLOYEE_INACTIVE', field, params: { name: employee.name } });
      }
    }
    return { errors, warnings };
  }

  /** Terms with somebody who is not served any more would never apply. */
  private async partner({ level, levelKey }: TermsScope): Promise<Failure<'AGREED_WITH_INACTIVE'>[]> {
    const found =
      level === 'CUSTOMER'
        ? (await this.customers.customers([levelKey])).get(levelKey)
        : level === 'BRANCH'
          ? (await this.customers.branches([levelKey])).get(levelKey)
          : undefined;
    const job = level === 'JOB' ? (await this.customers.jobs([levelKey])).get(levelKey) : undefined;
    if (found?.active === false || (job && job.status !== 'OPEN'))
      return [{ code: 'AGREED_WITH_INACTIVE', params: { code: found?.code ?? job?.code ?? '' } }];
    return [];
  }
}
