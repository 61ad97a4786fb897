import { Injectable } from '@nestjs/common';
import { err, errs, ok, uuidv7, type Failure, type Result } from '#kernel';
import { type CalendarSpec } from '#kernel/calendar';
import { ContactsApi } from '#modules/contacts';
import { type HolidaySetUse } from '../../calendars/domain/holidays.js';
import { type TermsScope } from '../../terms/domain/terms-content.js';
import { opensAfter } from '../../calendars/application/calendar-checks.js';
import { CalendarQueries } from '../../calendars/application/calendar.queries.js';
import { CalendarStatements, type StatementCode } from '../../calendars/application/calendar-statements.js';
import { CheckTerms } from '../../terms/application/check-terms.js';
import { PublishedSlaConfigs, type PublishedSlaConfig } from '../../terms/application/published-sla-configs.js';
import { restated } from '../../calendars/application/manage-calendars.js';
import { ManageTerms, type DraftTermsFailure, type TermsContentCommand } from '../../terms/application/manage-terms.js';
import { TermsQueries } from '../../terms/application/terms.queries.js';
import {
  hypothetical,
  inTheWay,
  type DraftCalendarChange,
  type DraftTermsChange,
  type SimulationSpec,
} from './simulation-spec.js';

/** Terms that would have been in force: the draft of terms, other content for them, or terms that do not exist. */
export interface WhatIfTermsCommand {
  /** Whose versions it would replace; null: none. */
  readonly termsId?: string | null;
  /** Null: what the draft of the terms says. */
  readonly content?: TermsContentCommand | null;
  /** For whom and for what; without `termsId` only, which says it otherwise. */
  readonly scope?: TermsScope | null;
}

/** What a calendar would have said; what is left out stays. */
export interface WhatIfCalendarCommand {
  readonly calendarId: string;
  readonly spec?: CalendarSpec | null;
  readonly holidaySets?: readonly HolidaySetUse[] | null;
}

export type WhatIfDraftCode =
  | DraftTermsFailure
  | StatementCode
  | 'TERMS_NOT_FOUND'
  | 'DRAFT_NOT_FOUND'
  | 'WHAT_IF_OVERLAPS'
  | 'TERMS_NEVER_OPEN'
  | 'AT_LEAST_ONE_OF';

type Drafts = Pick<SimulationSpec, 'terms' | 'calendar'>;
type Asked = {
  readonly terms?: WhatIfTermsCommand | null;
  readonly calendar?: WhatIfCalendarCommand | null;
};

/** Works out what would have been published, and refuses what could not have been. */
@Injectable()
export class WhatIfDrafts {
  constructor(
    private readonly terms: ManageTerms,
    private readonly queries: TermsQueries,
    private readonly calendars: CalendarQueries,
    private readonly statements: CalendarStatements,
    private readonly configs: PublishedSlaConfigs,
    private readonly contacts: ContactsApi,
    private readonly checks: CheckTerms,
  ) {}

  /** For requests of some offices (null: of any) created from `from` to before `to` (epoch ms). */
  async of(
    asked: Asked,
    from: number,
    to: number,
    officeIds: readonly string[] | null,
    now: Date,
  ): Promise<Result<Drafts, WhatIfDraftCode>> {
    const terms = asked.terms ? await this.draftOf(asked.terms) : ok(null);
    const calendar = asked.calendar ? await this.calendarOf(asked.calendar, from, now) : ok(null);
    if (!terms.ok || !calendar.ok) return errs([...failuresOf(terms), ...failuresOf(calendar)]);
    const drafts = { terms: terms.value, calendar: calendar.value };
    if (!drafts.terms) return ok(drafts);
    const current = await this.configs.current();
    const other = inTheWay(current.published, drafts.terms, from, to);
    if (other) return err('WHAT_IF_OVERLAPS', 'terms', { code: other.code, name: other.name });
    const simulation = { ...drafts, from: new Date(from).toISOString() } as SimulationSpec;
    const { scope, content } = drafts.terms;
    const supposed = (known: PublishedSlaConfig): PublishedSlaConfig => hypothetical(known, simulation);
    if (await this.checks.neverOpens(scope, content.basis, new Date(from), officeIds, supposed))
      return err('TERMS_NEVER_OPEN', 'terms');
    return ok(drafts);
  }

  private async draftOf({
    termsId,
    content,
    scope,
  }: WhatIfTermsCommand): Promise<Result<DraftTermsChange, WhatIfDraftCode>> {
    if (termsId == null) return this.invented(scope ?? undefined, content ?? undefined);
    const terms = (await this.queries.terms([termsId])).get(termsId);
    if (!terms) return err('TERMS_NOT_FOUND', 'terms.termsId');
    const { id, code, name, nameNative: _native, version: _version, ...own } = terms;
    const common = { termsId: id, code, name, scope: own };
    if (content != null) {
      const checked = await this.terms.check({ ...own, ...content, code, name });
      return checked.ok
        ? ok({ ...common, versionId: uuidv7(), content: checked.value })
        : under('terms', checked.failures);
    }
    const [latest] = await this.queries.versionsOfTerms([id]);
    if (latest?.status !== 'DRAFT') return err('DRAFT_NOT_FOUND', 'terms.termsId', { code });
    const { basis, targets, pausingMetrics, warnings, escalations, credits } = latest;
    const said = { basis, targets, pausingMetrics, warnings, escalations, credits };
    return ok({ ...common, versionId: latest.id, content: said });
  }

  /** Terms that exist nowhere but in the simulation. */
  private async invented(
    scope: TermsScope | undefined,
    content: TermsContentCommand | undefined,
  ): Promise<Result<DraftTermsChange, WhatIfDraftCode>> {
    if (!scope) return err('REQUIRED', 'terms.level');
    if (!content) return err('REQUIRED', 'terms.targets');
    const [code, name] = ['WHAT-IF', 'What if'];
    const checked = await this.terms.check({ ...scope, ...content, code, name });
    if (!checked.ok) return under('terms', checked.failures);
    const { contactTypeId } = scope;
    if (contactTypeId !== null && !(await this.contacts.contactTypes([contactTypeId])).has(contactTypeId))
      return err('CONTACT_TYPE_NOT_FOUND', 'terms.contactTypeId');
    return ok({ termsId: null, versionId: uuidv7(), code, name, scope, content: checked.value });
  }

  private async calendarOf(
    { calendarId, spec, holidaySets }: WhatIfCalendarCommand,
    from: number,
    now: Date,
  ): Promise<Result<DraftCalendarChange, WhatIfDraftCode>> {
    const before = (await this.calendars.records([calendarId])).get(calendarId);
    if (!before) return err('CALENDAR_NOT_FOUND', 'calendar.calendarId');
    if (!spec && !holidaySets) return err('AT_LEAST_ONE_OF', 'calendar', { fields: 'spec, holidaySets' });
    const statement = restated(before, { spec: spec ?? undefined, holidaySets: holidaySets ?? undefined });
    const said = await this.statements.specOf(statement, { now, code: before.code, stored: before.stated });
    if (!said.ok) return under('calendar', said.failures);
    if (!opensAfter(said.value, new Date(from)))
      return err('CALENDAR_NEVER_OPENS', 'calendar.spec', { calendar: before.code });
    return ok({ calendarId, code: before.code, spec: said.value });
  }
}

/** The failures, their fields those of a part of the input. */
function under<C extends string>(part: string, failures: readonly Failure<C>[]): Result<never, C> {
  return errs(failures.map((f) => ({ ...f, field: f.field === undefined ? part : `${part}.${f.field}` })));
}

function failuresOf<C extends string>(result: Result<unknown, C>): readonly Failure<C>[] {
  return result.ok ? [] : result.failures;
}
