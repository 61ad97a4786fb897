import { Injectable } from '@nestjs/common';
import {
  Checks,
  err,
  errs,
  isUuid,
  ok,
  systemClock,
  uuidv7,
  type CheckCode,
  type Err,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { PyramidApi } from '#modules/pyramid';
import { PRIORITIES } from '#modules/services';
import { DEFAULT_PAUSING_METRICS, SLA_METRICS } from '../domain/clock-types.js';
import {
  TERMS_LEVELS,
  type Terms,
  type TermsContent,
  type TermsLevel,
  type TermsScope,
  type TermsTarget,
} from '../sla.types.js';
import { tidy } from './manage-calendars.js';
import { SlaQueries } from './sla.queries.js';

export interface TermsContentCommand {
  /** Null: the calendar of the serving office. */
  readonly calendarId: string | null;
  readonly targets: readonly TermsTarget[];
  /** UPDATE and COMPLETION unless told. */
  readonly pausingMetrics?: TermsContent['pausingMetrics'] | null;
}

export interface DraftTermsCommand extends TermsScope, TermsContentCommand {
  readonly code: string;
  readonly name: string;
  readonly nameNative?: string | null;
}

type ContentFailure = CheckCode | 'NO_TARGETS' | 'TARGET_TWICE' | 'CALENDAR_NOT_FOUND';
export type DraftTermsFailure =
  | ContentFailure
  | 'CODE_TAKEN'
  | 'CUSTOMER_NOT_FOUND'
  | 'BRANCH_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'TIER_NOT_FOUND'
  | 'CONTACT_TYPE_NOT_FOUND';
export type RedraftFailure = ContentFailure | 'NOT_FOUND' | 'STALE_VERSION';

/** Ten years: what is due later has no due time. */
const LONGEST_TARGET = 10 * 366 * 86_400;

/** Fields that name whom terms are agreed with, for messages. */
export const LEVEL_FIELDS: Readonly<Record<TermsLevel, string>> = {
  JOB: 'jobId',
  BRANCH: 'branchId',
  CUSTOMER: 'customerId',
  TIER: 'tier',
  FIRM: 'level',
};

const CALENDAR_FK = { terms_version_calendar_fk: err('CALENDAR_NOT_FOUND', 'calendarId') } as const;

/** Drafts terms: nothing applies before it is published. */
@Injectable()
export class ManageTerms {
  constructor(
    private readonly db: Database,
    private readonly queries: SlaQueries,
    private readonly customers: CustomersApi,
    private readonly pyramid: PyramidApi,
  ) {}

  /** New terms with a first draft of what they say. */
  async create(
    ctx: Ctx,
    cmd: DraftTermsCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, DraftTermsFailure>> {
    const wrong = errsOf([...checkHead(cmd), ...checkContent(cmd)]);
    if (wrong) return wrong;
    const missing = await this.missing(cmd);
    if (missing) return missing;
    return this.db.transaction(
      ctx,
      async () => {
        const id = uuidv7();
        await this.db.execute(
          insert('sla.terms', {
            id,
            code: cmd.code.trim(),
            name: cmd.name.trim(),
            name_native: tidy(cmd.nameNative),
            level: cmd.level,
            level_key: cmd.levelKey,
            service_line: cmd.serviceLine,
            contact_type_id: cmd.contactTypeId,
            priority: cmd.priority,
          }),
        );
        await this.addDraft({ id, ...cmd }, 1, cmd, now);
        return ok({ id });
      },
      {
        constraints: {
          ...CALENDAR_FK,
          terms_code_key: err('CODE_TAKEN', 'code'),
          terms_contact_type_fk: err('CONTACT_TYPE_NOT_FOUND', 'contactTypeId'),
        },
      },
    );
  }

  /** Drafts what the terms shall say next, in place of the draft there is, if any. */
  async redraft(
    ctx: Ctx,
    target: { id: string; version: number },
    cmd: TermsContentCommand,
    now = systemClock.now(),
  ): Promise<Result<{ id: string }, RedraftFailure>> {
    const wrong = errsOf(checkContent(cmd));
    if (wrong) return wrong;
    return this.db.transaction<{ id: string }, RedraftFailure>(
      ctx,
      async () => {
        const touched = await touchTerms(this.db, this.queries, target);
        if (!touched.ok) return touched;
        const [latest] = await this.queries.versionsOfTerms([target.id]);
        if (latest?.status === 'DRAFT')
          await this.db.execute(
            sql`update sla.terms_version set calendar_id = ${cmd.calendarId}, targets = ${JSON.stringify(targetsOf(cmd))}::jsonb,
                       pausing_metrics = ${pausingOf(cmd)}::text[], drafted_at = ${now}, version = version + 1
                 where id = ${latest.id}`,
          );
        else await this.addDraft(touched.value, (latest?.number ?? 0) + 1, cmd, now);
        return ok({ id: target.id });
      },
      { constraints: CALENDAR_FK },
    );
  }

  private async addDraft(
    terms: { id: string } & TermsScope,
    number: number,
    cmd: TermsContentCommand,
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
        calendar_id: cmd.calendarId,
        targets: JSON.stringify(targetsOf(cmd)),
        pausing_metrics: pausingOf(cmd),
        drafted_at: now,
      }),
    );
  }

  private async missing({ level, levelKey }: TermsScope): Promise<Err<DraftTermsFailure> | undefined> {
    switch (level) {
      case 'JOB':
        return (await this.customers.jobs([levelKey])).has(levelKey) ? undefined : err('JOB_NOT_FOUND', 'jobId');
      case 'BRANCH':
        return (await this.customers.branches([levelKey])).has(levelKey)
          ? undefined
          : err('BRANCH_NOT_FOUND', 'branchId');
      case 'CUSTOMER':
        return (await this.customers.customers([levelKey])).has(levelKey)
          ? undefined
          : err('CUSTOMER_NOT_FOUND', 'customerId');
      case 'TIER':
        return (await this.pyramid.tierKeys()).includes(levelKey) ? undefined : err('TIER_NOT_FOUND', 'tier');
      case 'FIRM':
        return undefined;
    }
  }
}

/** Raises the version of terms, or says why not. */
export async function touchTerms(
  db: Database,
  queries: SlaQueries,
  { id, version }: { id: string; version: number },
): Promise<Result<Terms, 'NOT_FOUND' | 'STALE_VERSION'>> {
  const done = await db.execute(
    sql`update sla.terms set version = version + 1 where id = ${id} and version = ${version}`,
  );
  const terms = (await queries.terms([id])).get(id);
  if (!terms) return err('NOT_FOUND', 'id');
  if (done === 1) return ok(terms);
  const current = { version: terms.version, code: terms.code, name: terms.name, nameNative: terms.nameNative };
  return errs([{ code: 'STALE_VERSION', field: 'version', params: { version: terms.version }, current }]);
}

function checkHead(cmd: DraftTermsCommand): Failure<CheckCode>[] {
  const checks = new Checks()
    .text('code', cmd.code, { max: 60 })
    .pattern(
      'code',
      cmd.code.trim(),
      /^[A-Z0-9][A-Z0-9._-]*$/,
      'capital letters, digits, dots and hyphens, such as FIRM-2026',
    )
    .text('name', cmd.name, { max: 120 })
    .text('nameNative', cmd.nameNative, { max: 120, optional: true })
    .oneOf('level', cmd.level, TERMS_LEVELS)
    .oneOf('priority', cmd.priority, PRIORITIES);
  const field = LEVEL_FIELDS[cmd.level];
  if (cmd.level === 'TIER') checks.text(field, cmd.levelKey, { max: 40 });
  else if (cmd.level !== 'FIRM' && !isUuid(cmd.levelKey)) checks.required(field, null);
  return [...(checks.err()?.failures ?? [])];
}

function checkContent({
  targets,
  pausingMetrics,
}: TermsContentCommand): Failure<CheckCode | 'NO_TARGETS' | 'TARGET_TWICE'>[] {
  if (targets.length === 0) return [{ code: 'NO_TARGETS', field: 'targets' }];
  const checks = new Checks()
    .atMost('targets', targets, 40)
    .atMost('pausingMetrics', pausingMetrics, SLA_METRICS.length);
  const failures: Failure<CheckCode | 'NO_TARGETS' | 'TARGET_TWICE'>[] = [];
  const seen = new Set<string>();
  targets.slice(0, 40).forEach(({ metric, priority, seconds }, i) => {
    checks
      .oneOf(`targets.${i}.metric`, metric, SLA_METRICS)
      .oneOf(`targets.${i}.priority`, priority, PRIORITIES)
      .integer(`targets.${i}.seconds`, seconds, { min: 1, max: LONGEST_TARGET });
    if (seen.has(`${metric}/${priority}`)) failures.push({ code: 'TARGET_TWICE', field: `targets.${i}` });
    seen.add(`${metric}/${priority}`);
  });
  pausingMetrics?.forEach((metric, i) => checks.oneOf(`pausingMetrics.${i}`, metric, SLA_METRICS));
  return [...(checks.err()?.failures ?? []), ...failures];
}

function errsOf<C extends string>(failures: readonly Failure<C>[]): Err<C> | undefined {
  return failures.length > 0 ? errs(failures) : undefined;
}

function targetsOf({ targets }: TermsContentCommand): TermsTarget[] {
  return targets.map(({ metric, priority, seconds }) => ({ metric, priority: priority ?? null, seconds }));
}

function pausingOf({ pausingMetrics }: TermsContentCommand): string[] {
  return [...new Set(pausingMetrics ?? DEFAULT_PAUSING_METRICS)];
}
