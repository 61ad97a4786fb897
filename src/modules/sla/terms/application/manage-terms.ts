import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  err,
  errs,
  isUuid,
  ok,
  systemClock,
  uuidv7,
  staleVersion,
  type CheckCode,
  type Err,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { assignments, Database, insert, sql, type Row } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { IdentityApi } from '#modules/identity';
import { PyramidApi } from '#modules/pyramid';
import { contentFailures, TERMS_LIMITS, type ContentCode } from '../domain/check-terms.js';
import { DEFAULT_PAUSING_METRICS } from '../../engine/domain/clock-types.js';
import {
  TERMS_LEVELS,
  TERMS_PRIORITIES,
  type TermsContent,
  type TermsLevel,
  type TermsScope,
} from '../domain/terms-content.js';
import { SERVING_OFFICE, type CalendarBasis } from '../../calendars/domain/calendar-basis.js';
import { type Terms } from '../terms.types.js';
import { SLA } from '../../sla.permissions.js';
import { SlaPolicy } from '../../sla.policy.js';
import { TermsQueries } from './terms.queries.js';
import { CalendarLookup } from '../../calendars/application/calendar-lookup.queries.js';

/** What terms shall say; what is left out is as common: the serving office's calendar, no warnings, no credits. */
export interface TermsContentCommand extends Pick<TermsContent, 'targets'> {
  readonly basis?: CalendarBasis | null;
  /** Short for a basis of one calendar of their own; not together with `basis`. */
  readonly calendarId?: string | null;
  /** Defaults to UPDATE and COMPLETION. */
  readonly pausingMetrics?: TermsContent['pausingMetrics'] | null;
  readonly warnings?: TermsContent['warnings'] | null;
  readonly escalations?: TermsContent['escalations'] | null;
  readonly credits?: TermsContent['credits'];
}

export interface DraftTermsCommand extends TermsScope, TermsContentCommand {
  readonly code: string;
  readonly name: string;
  readonly nameNative?: string | null;
}

type ContentFailure = ContentCode | 'CALENDAR_NOT_FOUND' | 'OFFICE_NOT_FOUND' | 'ONE_OF';
export type DraftTermsFailure =
  | ContentFailure
  | 'ALREADY_IN_USE'
  | 'CUSTOMER_NOT_FOUND'
  | 'BRANCH_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'TIER_NOT_FOUND'
  | 'CONTACT_TYPE_NOT_FOUND';
export type RedraftFailure = ContentFailure | 'NOT_FOUND' | 'STALE_VERSION';

/** Fields that name whom terms are agreed with, for messages. */
export const LEVEL_FIELDS: Readonly<Record<TermsLevel, string>> = {
  JOB: 'jobId',
  BRANCH: 'branchId',
  CUSTOMER: 'customerId',
  TIER: 'tier',
  FIRM: 'level',
};

/** Drafts terms: nothing applies before it is published. */
@Injectable()
export class ManageTerms {
  constructor(
    private readonly db: Database,
    private readonly calendarLookup: CalendarLookup,
    private readonly termsQueries: TermsQueries,
    private readonly identity: IdentityApi,
    private readonly customers: CustomersApi,
    private readonly pyramid: PyramidApi,
    private readonly policy: SlaPolicy,
  ) {}

  /** New terms with a first draft of what they say. */
  async create(
    ctx: Ctx,
    cmd: DraftTermsCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, DraftTermsFailure>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-terms']);
    const checked = await this.check(cmd);
    if (!checked.ok) return checked;
    const content = checked.value;
    return this.db.transaction(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(
          insert('sla.terms', {
            id,
            code: cmd.code.trim(),
            name: cmd.name.trim(),
            name_native: blankToNull(cmd.nameNative) ?? null,
            level: cmd.level,
            level_key: cmd.levelKey,
            service_line: cmd.serviceLine,
            contact_type_id: cmd.contactTypeId,
            priority: cmd.priority,
          }),
        );
        await this.addDraft({ id, ...cmd }, 1, content, now);
        return ok({ id });
      },
      {
        constraints: {
          terms_code_key: err('ALREADY_IN_USE', 'code'),
          terms_contact_type_fk: err('CONTACT_TYPE_NOT_FOUND', 'contactTypeId'),
        },
      },
    );
  }

  /** What the command says in full, or everything that is wrong with it. Keeps nothing. */
  async check(cmd: DraftTermsCommand): Promise<Result<TermsContent, DraftTermsFailure>> {
    const content = contentOf(cmd);
    const wrong = errsOf([...checkHead(cmd), ...checkContent(cmd, content)]);
    if (wrong) return wrong;
    return errsOf([...(await this.missing(cmd)), ...(await this.missingSources(cmd, content))]) ?? ok(content);
  }

  /** Drafts what the terms shall say next, in place of the draft there is, if any. */
  async redraft(
    ctx: Ctx,
    target: { id: string; version: number },
    cmd: TermsContentCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, RedraftFailure>> {
    this.policy.assertFirm(ctx, SLA['sla.manage-terms']);
    const content = contentOf(cmd);
    const wrong = errsOf(checkContent(cmd, content)) ?? errsOf(await this.missingSources(cmd, content));
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, RedraftFailure>(ctx, async () => {
      const touched = await touchTerms(this.db, this.termsQueries, target);
      if (!touched.ok) return touched;
      const [latest] = await this.termsQueries.versionsOfTerms([target.id]);
      if (latest?.status === 'DRAFT')
        await this.db.execute(
          sql`update sla.terms_version set ${assignments({ ...columnsOf(content), drafted_at: now })}, version = version + 1
               where id = ${latest.id}`,
        );
      else await this.addDraft(touched.value, (latest?.number ?? 0) + 1, content, now);
      return ok({ id: target.id });
    });
  }

  private async addDraft(
    terms: { id: string } & TermsScope,
    number: number,
    content: TermsContent,
    now: Date,
  ): Promise<void> {
    await this.db.execute(
      insert('sla.terms_version', {
        id: uuidv7(),
        terms_id: terms.id,
        number,
        status: 'DRAFT',
        level: terms.level,
        level_key: terms.levelKey,
        service_line: terms.serviceLine,
        contact_type_id: terms.contactTypeId,
        priority: terms.priority,
        ...columnsOf(content),
        drafted_at: now,
      }),
    );
  }

  private async missing({ level, levelKey }: TermsScope): Promise<Failure<DraftTermsFailure>[]> {
    const unless = (found: boolean, code: DraftTermsFailure): Failure<DraftTermsFailure>[] =>
      found ? [] : [{ code, field: LEVEL_FIELDS[level] }];
    switch (level) {
      case 'JOB':
        return unless((await this.customers.jobs([levelKey])).has(levelKey), 'JOB_NOT_FOUND');
      case 'BRANCH':
        return unless((await this.customers.branches([levelKey])).has(levelKey), 'BRANCH_NOT_FOUND');
      case 'CUSTOMER':
        return unless((await this.customers.customers([levelKey])).has(levelKey), 'CUSTOMER_NOT_FOUND');
      case 'TIER':
        return unless((await this.pyramid.tierKeys()).includes(levelKey), 'TIER_NOT_FOUND');
      case 'FIRM':
        return [];
    }
  }

  /** Calendars and offices are never deleted: what is there now will be there when the draft is kept. */
  private async missingSources(
    cmd: TermsContentCommand,
    { basis }: TermsContent,
  ): Promise<Failure<'CALENDAR_NOT_FOUND' | 'OFFICE_NOT_FOUND'>[]> {
    const calendarIds = basis.sources.flatMap((s) => (s.kind === 'CALENDAR' ? [s.calendarId] : []));
    const officeIds = basis.sources.flatMap((s) => (s.kind === 'OFFICE' && s.officeId !== null ? [s.officeId] : []));
    const calendars =
      calendarIds.length > 0 ? await this.calendarLookup.calendars(calendarIds) : new Map<string, never>();
    const offices = officeIds.length > 0 ? await this.identity.offices(officeIds) : new Map<string, never>();
    return basis.sources.flatMap<Failure<'CALENDAR_NOT_FOUND' | 'OFFICE_NOT_FOUND'>>((source, i) => {
      if (source.kind === 'CALENDAR' && !calendars.has(source.calendarId))
        return [
          { code: 'CALENDAR_NOT_FOUND' as const, field: cmd.basis ? `basis.sources.${i}.calendarId` : 'calendarId' },
        ];
      if (source.kind === 'OFFICE' && source.officeId !== null && !offices.has(source.officeId))
        return [{ code: 'OFFICE_NOT_FOUND' as const, field: `basis.sources.${i}.officeId` }];
      return [];
    });
  }
}

/** Raises the version of terms, or says why not. */
export async function touchTerms(
  db: Database,
  queries: TermsQueries,
  { id, version }: { id: string; version: number },
): Promise<Result<Terms, 'NOT_FOUND' | 'STALE_VERSION'>> {
  const done = await db.execute(
    sql`update sla.terms set version = version + 1 where id = ${id} and version = ${version}`,
  );
  const terms = (await queries.terms([id])).get(id);
  if (!terms) return err('NOT_FOUND', 'id');
  if (done === 1) return ok(terms);
  const { code, name, nameNative } = terms;
  return staleVersion({ version: terms.version, code, name, nameNative });
}

function checkHead(cmd: DraftTermsCommand): Failure<CheckCode>[] {
  const checks = new Checks()
    .text('code', cmd.code, TERMS_LIMITS.code)
    .pattern(
      'code',
      cmd.code.trim(),
      /^[A-Z0-9][A-Z0-9._-]*$/,
      'capital letters, digits, dots and hyphens, such as FIRM-2026',
    )
    .text('name', cmd.name, TERMS_LIMITS.name)
    .text('nameNative', cmd.nameNative, { ...TERMS_LIMITS.name, optional: true })
    .oneOf('level', cmd.level, TERMS_LEVELS)
    .oneOf('priority', cmd.priority, TERMS_PRIORITIES);
  const field = LEVEL_FIELDS[cmd.level];
  if (cmd.level === 'TIER') checks.text(field, cmd.levelKey, TERMS_LIMITS.tier);
  else if (cmd.level !== 'FIRM' && !isUuid(cmd.levelKey)) checks.required(field, null);
  return [...(checks.err()?.failures ?? [])];
}

function checkContent(cmd: TermsContentCommand, content: TermsContent): Failure<ContentFailure>[] {
  const twice = cmd.basis != null && cmd.calendarId != null;
  return [
    ...(twice ? [{ code: 'ONE_OF' as const, field: 'calendarId', params: { fields: 'calendarId, basis' } }] : []),
    ...contentFailures(content, systemClock.now().toISOString().slice(0, 10)),
  ];
}

function errsOf<C extends string>(failures: readonly Failure<C>[]): Err<C> | undefined {
  return failures.length > 0 ? errs(failures) : undefined;
}

/** What the command says in full. */
function contentOf(cmd: TermsContentCommand): TermsContent {
  const { calendarId, targets, pausingMetrics, warnings, escalations, credits } = cmd;
  return {
    basis:
      cmd.basis ??
      (calendarId == null ? SERVING_OFFICE : { combination: 'ONE', sources: [{ kind: 'CALENDAR', calendarId }] }),
    targets: targets.map(({ metric, priority, seconds }) => ({ metric, priority: priority ?? null, seconds })),
    pausingMetrics: [...new Set(pausingMetrics ?? DEFAULT_PAUSING_METRICS)],
    warnings: warnings ?? [],
    escalations: escalations ?? [],
    credits: credits ?? null,
  };
}

function columnsOf({ basis, targets, pausingMetrics, warnings, escalations, credits }: TermsContent): Row {
  return {
    basis: JSON.stringify(basis),
    targets: JSON.stringify(targets),
    pausing_metrics: pausingMetrics,
    warnings: JSON.stringify(warnings),
    escalations: JSON.stringify(escalations),
    credits: credits && JSON.stringify(credits),
  };
}
