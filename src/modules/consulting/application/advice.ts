import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  staleVersion,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insert, insertMany, sql } from '#platform/database';
import { CustomersApi } from '#modules/customers';
import { OfficeReach } from '#modules/identity';
import { ServicesApi, type ReferenceCode } from '#modules/services';
import {
  ADVICE_DECISIONS,
  checkAdvice,
  ASSESSMENTS,
  LIMITS,
  type AdviceDecision,
  type AdviceText,
  type Assessment,
} from '../domain/consulting.js';
import { type ChangeCode } from './engagements.js';
import { ADVICE, ADVICE_COLUMNS, type AdviceRow } from './rows.js';

const ADVISE = 'consulting.advise';
const EARLIEST = new Date('1990-01-01T00:00:00Z');
/** Clocks of people and servers differ a little; nobody records advice that was not given yet. */
const TOLERANCE_MS = 5 * 60_000;

export interface IssueAdviceCommand extends AdviceText {
  readonly customerId: string;
  readonly officeId?: string | null;
  readonly engagementId?: string | null;
  readonly contactId?: string | null;
  readonly requestId?: string | null;
  /** Persons at the customer to whom it was given. */
  readonly recipientIds: readonly string[];
  /** Employees who gave it; defaults to oneself. */
  readonly adviserIds?: readonly string[] | null;
  readonly advisedAt: Date;
}
export interface CorrectAdviceCommand extends AdviceText {
  readonly id: string;
  readonly version: number;
  readonly correctionReason: string;
}
export interface DecideAdviceCommand {
  readonly id: string;
  readonly version: number;
  readonly decision: AdviceDecision;
  /** YYYY-MM-DD. */
  readonly decidedOn: string;
  readonly note?: string | null;
  readonly chosenProductId?: string | null;
}
export interface RecordOutcomeCommand {
  readonly adviceId: string;
  readonly requestId?: string | null;
  readonly contactId?: string | null;
  readonly assessment: Assessment;
  readonly note?: string | null;
  /** YYYY-MM-DD. */
  readonly observedOn: string;
}

export type AdviceCode =
  | ChangeCode
  | ReferenceCode
  | 'REQUEST_NOT_FOUND'
  | 'ENGAGEMENT_NOT_FOUND'
  | 'PRODUCT_NOT_FOUND'
  | 'PRODUCT_INACTIVE'
  | 'NO_ADVISERS'
  | 'ADVISED_LATER'
  | 'OTHER_PRODUCT_NEEDED'
  | 'OTHER_GROUP'
  | 'ADVICE_NOT_FOUND'
  | 'AT_MOST_ONE_OF';

/** Advice: given once, corrected in the open, decided about by the customer, and judged by what became of it. */
@Injectable()
export class Advice {
  constructor(
    private readonly db: Database,
    private readonly reach: OfficeReach,
    private readonly services: ServicesApi,
    private readonly customers: CustomersApi,
  ) {}

  async issue(ctx: Ctx, cmd: IssueAdviceCommand): Promise<Result<{ id: string }, AdviceCode>> {
    const advisers = [...new Set(cmd.adviserIds ?? (ctx.actor.id === null ? [] : [ctx.actor.id]))];
    const recipients = [...new Set(cmd.recipientIds)];
    const latest = new Date(systemClock.now().getTime() + TOLERANCE_MS);
    const wrong = checkAdvice(cmd)
      .instant('advisedAt', cmd.advisedAt, { from: EARLIEST, to: latest })
      .atMost('recipientIds', recipients, LIMITS.people)
      .atMost('adviserIds', advisers, LIMITS.people)
      .err();
    if (wrong) return wrong;
    if (advisers.length === 0) return err('NO_ADVISERS', 'adviserIds');
    const known = await this.services.checkReferences({
      customerId: cmd.customerId,
      contactId: cmd.contactId ?? null,
      ...(cmd.officeId != null && { officeId: cmd.officeId }),
      personIds: recipients,
      employeeIds: advisers,
    });
    const failures = [
      ...known.failures,
      ...(await this.engagementFails(ctx, cmd)),
      ...(await this.requestFails(cmd.customerId, cmd.requestId)),
      ...(await this.productFails(cmd.productId, 'productId')),
    ];
    if (failures.length > 0) return errs(failures);
    const officeId = known.officeId as string;
    await this.reach.assertMay(ctx, ADVISE, officeId);
    return this.db.transaction<{ id: string }, AdviceCode>(ctx, async () => {
      const id = uuidv7();
      await this.db.execute(
        insert('consulting.advice', {
          ...{ id, customer_id: cmd.customerId, office_id: officeId, engagement_id: cmd.engagementId ?? null },
          ...{ contact_id: cmd.contactId ?? null, request_id: cmd.requestId ?? null, advised_at: cmd.advisedAt },
        }),
      );
      await this.addRevision(ctx, id, 1, cmd, null);
      await this.addPeople('consulting.advice_recipient', 'person_id', id, recipients);
      await this.addPeople('consulting.advice_adviser', 'employee_id', id, advisers);
      return ok({ id });
    });
  }

  /** Says it anew, all of it; what was said before stays to be read. */
  async correct(ctx: Ctx, cmd: CorrectAdviceCommand): Promise<Result<{ id: string }, AdviceCode>> {
    const wrong = checkAdvice(cmd).text('correctionReason', cmd.correctionReason, LIMITS.reason).err();
    if (wrong) return wrong;
    return this.change(ctx, cmd, async (row) => {
      const failures = cmd.productId === row.productId ? [] : await this.productFails(cmd.productId, 'productId');
      if (failures.length > 0) return errs(failures);
      await this.addRevision(ctx, row.id, row.revision + 1, cmd, cmd.correctionReason.trim());
      await this.db.execute(sql`update consulting.advice set revision = revision + 1 where id = ${row.id}`);
      return ok();
    });
  }

  /** Records what the customer made of it. */
  async decide(ctx: Ctx, cmd: DecideAdviceCommand): Promise<Result<{ id: string }, AdviceCode>> {
    const wrong = new Checks()
      .required('decision', cmd.decision)
      .oneOf('decision', cmd.decision, ADVICE_DECISIONS)
      .required('decidedOn', cmd.decidedOn)
      .date('decidedOn', cmd.decidedOn, { from: '1990-01-01', to: '2199-12-31' })
      .text('note', cmd.note, { ...LIMITS.reason, optional: true })
      .err();
    if (wrong) return wrong;
    if ((cmd.decision === 'CHOSE_OTHER') !== (cmd.chosenProductId != null))
      return err('OTHER_PRODUCT_NEEDED', 'chosenProductId');
    return this.change(ctx, cmd, async (row) => {
      if (before(cmd.decidedOn, row.advisedAt)) return err('ADVISED_LATER', 'decidedOn');
      const failures = await this.productFails(cmd.chosenProductId ?? null, 'chosenProductId', { retired: true });
      if (failures.length > 0) return errs(failures);
      await this.db.execute(
        sql`update consulting.advice set decision = ${cmd.decision}, decided_on = ${cmd.decidedOn},
                   decision_note = ${blankToNull(cmd.note) ?? null}, chosen_product_id = ${cmd.chosenProductId ?? null}
             where id = ${row.id}`,
      );
      return ok();
    });
  }

  /** Ties what became of it: a complaint, a request, praise. The same request or contact again changes its assessment. */
  async recordOutcome(ctx: Ctx, cmd: RecordOutcomeCommand): Promise<Result<{ id: string }, AdviceCode>> {
    const wrong = new Checks()
      .required('assessment', cmd.assessment)
      .oneOf('assessment', cmd.assessment, ASSESSMENTS)
      .required('observedOn', cmd.observedOn)
      .date('observedOn', cmd.observedOn, { from: '1990-01-01', to: '2199-12-31' })
      .text('note', cmd.note, { ...LIMITS.reason, optional: true })
      .err();
    if (wrong) return wrong;
    if (cmd.requestId != null && cmd.contactId != null)
      return err('AT_MOST_ONE_OF', 'contactId', { fields: 'requestId, contactId' });
    return this.db.transaction<{ id: string }, AdviceCode>(ctx, async () => {
      const row = await this.held(ctx, cmd.adviceId);
      if (!row) return err('ADVICE_NOT_FOUND', 'adviceId');
      await this.reach.assertMay(ctx, ADVISE, row.officeId);
      if (before(cmd.observedOn, row.advisedAt)) return err('ADVISED_LATER', 'observedOn');
      const known = await this.services.checkReferences({
        customerId: row.customerId,
        contactId: cmd.contactId ?? null,
      });
      const failures = [...known.failures, ...(await this.requestFails(row.customerId, cmd.requestId))];
      if (failures.length > 0) return errs(failures);
      const values = {
        ...{ assessment: cmd.assessment, note: blankToNull(cmd.note) ?? null, observed_on: cmd.observedOn },
        ...{ recorded_at: systemClock.now(), recorded_by: ctx.actor.id },
      };
      const tie = { request_id: cmd.requestId ?? null, contact_id: cmd.contactId ?? null };
      await this.db.execute(
        cmd.requestId == null && cmd.contactId == null
          ? insert('consulting.advice_outcome', { id: uuidv7(), advice_id: row.id, ...tie, ...values })
          : sql`${insert('consulting.advice_outcome', { id: uuidv7(), advice_id: row.id, ...tie, ...values })}
                on conflict on constraint ${cmd.requestId != null ? BY_REQUEST : BY_CONTACT} do update
                   set assessment = excluded.assessment, note = excluded.note, observed_on = excluded.observed_on,
                       recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by,
                       version = consulting.advice_outcome.version + 1`,
      );
      return ok({ id: row.id });
    });
  }

  /** Unties what turned out to have nothing to do with it. */
  removeOutcome(ctx: Ctx, outcomeId: string): Promise<Result<{ id: string }, 'NOT_FOUND'>> {
    return this.db.transaction<{ id: string }, 'NOT_FOUND'>(ctx, async () => {
      const outcome = await this.db.maybeOne<{ adviceId: string }>(
        sql`select o.advice_id as "adviceId" from consulting.advice_outcome o where o.id = ${outcomeId}`,
      );
      const row = outcome && (await this.held(ctx, outcome.adviceId));
      if (!row) return err('NOT_FOUND', 'id');
      await this.reach.assertMay(ctx, ADVISE, row.officeId);
      await this.db.execute(sql`delete from consulting.advice_outcome where id = ${outcomeId}`);
      return ok({ id: row.id });
    });
  }

  private change(
    ctx: Ctx,
    { id, version }: { readonly id: string; readonly version: number },
    work: (row: AdviceRow) => Promise<Result<unknown, AdviceCode>>,
  ): Promise<Result<{ id: string }, AdviceCode>> {
    return this.db.transaction<{ id: string }, AdviceCode>(ctx, async () => {
      const row = await this.held(ctx, id);
      if (!row) return err('NOT_FOUND', 'id');
      await this.reach.assertMay(ctx, ADVISE, row.officeId);
      if (row.version !== version) return staleVersion(row);
      const done = await work(row);
      if (!done.ok) return done;
      await this.db.execute(sql`update consulting.advice set version = version + 1 where id = ${id}`);
      return ok({ id });
    });
  }

  /** Undefined when there is none that the actor may see. */
  private async held(ctx: Ctx, id: string): Promise<AdviceRow | undefined> {
    const row = await this.db.maybeOne<AdviceRow>(
      sql`select ${ADVICE_COLUMNS} from ${ADVICE} where a.id = ${id} for update of a`,
    );
    return row && (await this.reach.may(ctx, 'consulting.read', row.officeId)) ? row : undefined;
  }

  private addRevision(ctx: Ctx, adviceId: string, number: number, text: AdviceText, reason: string | null) {
    return this.db.execute(
      insert('consulting.advice_revision', {
        ...{ id: uuidv7(), advice_id: adviceId, number, product_id: text.productId },
        ...{ recommendation: text.recommendation.trim(), reasons: text.reasons.trim() },
        ...{
          alternatives: blankToNull(text.alternatives),
          assumptions: blankToNull(text.assumptions),
          correction_reason: reason,
        },
        ...{ recorded_at: systemClock.now(), recorded_by: ctx.actor.id },
      }),
    );
  }

  private async addPeople(table: string, column: string, adviceId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = ids.map((person) => ({ id: uuidv7(), advice_id: adviceId, [column]: person }));
    await this.db.execute(insertMany(table, ['id', 'advice_id', column], rows));
  }

  private async productFails(
    id: string | null,
    field: string,
    { retired = false } = {},
  ): Promise<Failure<'PRODUCT_NOT_FOUND' | 'PRODUCT_INACTIVE'>[]> {
    if (id === null) return [];
    const product = await this.db.maybeOne<{ code: string; active: boolean }>(
      sql`select p.code, p.active from consulting.product p where p.id = ${id}`,
    );
    if (!product) return [{ code: 'PRODUCT_NOT_FOUND', field }];
    return product.active || retired ? [] : [{ code: 'PRODUCT_INACTIVE', field, params: { code: product.code } }];
  }

  private async engagementFails(
    ctx: Ctx,
    { engagementId, customerId }: IssueAdviceCommand,
  ): Promise<Failure<'ENGAGEMENT_NOT_FOUND' | 'OTHER_GROUP'>[]> {
    if (engagementId == null) return [];
    const row = await this.db.maybeOne<{ customerId: string; officeId: string }>(
      sql`select e.customer_id as "customerId", e.office_id as "officeId" from consulting.engagement e where e.id = ${engagementId}`,
    );
    if (!row || !(await this.reach.may(ctx, 'consulting.read', row.officeId)))
      return [{ code: 'ENGAGEMENT_NOT_FOUND', field: 'engagementId' }];
    return (await this.sameTree(row.customerId, customerId)) ? [] : [{ code: 'OTHER_GROUP', field: 'engagementId' }];
  }

  private async requestFails(
    customerId: string,
    requestId: string | null | undefined,
  ): Promise<Failure<'REQUEST_NOT_FOUND' | 'OTHER_GROUP'>[]> {
    if (requestId == null) return [];
    const request = (await this.services.requests([requestId])).get(requestId);
    if (!request) return [{ code: 'REQUEST_NOT_FOUND', field: 'requestId' }];
    return (await this.sameTree(request.customerId, customerId)) ? [] : [{ code: 'OTHER_GROUP', field: 'requestId' }];
  }

  /** Whether one is the other, or above or below it. */
  private async sameTree(one: string, other: string): Promise<boolean> {
    if (one === other) return true;
    const above = await this.customers.ancestors([one, other]);
    return (above.get(one)?.includes(other) ?? false) || (above.get(other)?.includes(one) ?? false);
  }
}

const BY_REQUEST = sql`advice_outcome_request_key`;
const BY_CONTACT = sql`advice_outcome_contact_key`;

/** Whether a day lies before an instant wherever on earth the day was meant. */
function before(day: string, instant: Date): boolean {
  return Date.parse(day) + 36 * 3_600_000 < instant.getTime();
}
