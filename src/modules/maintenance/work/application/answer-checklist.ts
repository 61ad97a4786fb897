import { Injectable } from '@nestjs/common';
import {
  Checks,
  blankToNull,
  err,
  errs,
  ok,
  systemClock,
  uuidv7,
  type CheckCode,
  type Failure,
  type Result,
} from '#kernel';
import { type Ctx } from '#platform/context';
import { Database, insertMany, sql } from '#platform/database';
import { checkAnswer, type Answer, type AnswerCode, type ChecklistItem } from '../../catalogue/domain/checklist.js';
import { latestRecorded, LIMITS } from '../../basics/domain/values.js';
import { WorkStore, type WorkCode } from './work-store.js';

export interface AnswerCommand extends Answer {
  readonly note?: string | null;
  /** When it was seen; defaults to now. Of two answers to an item the later one counts, whichever arrives first. */
  readonly answeredAt?: Date | null;
}

export type AnswerChecklistCode = CheckCode | WorkCode | AnswerCode | 'NO_CHECKLIST' | 'DUPLICATE_ITEM';

const COLUMNS = ['id', 'work_order_id', 'item_key', 'value', 'out_of_range', 'note', 'answered_at', 'answered_by'];

/** Answers items of the checklist of a work order, all or none. Sending the same again changes nothing. */
@Injectable()
export class AnswerChecklist {
  constructor(
    private readonly db: Database,
    private readonly store: WorkStore,
  ) {}

  async run(
    ctx: Ctx,
    workOrderId: string,
    answers: readonly AnswerCommand[],
  ): Promise<Result<{ id: string }, AnswerChecklistCode>> {
    const now = systemClock.now();
    const checks = new Checks()
      .atMost('answers', answers, LIMITS.items)
      .required('answers', answers.length > 0 ? answers : null);
    answers
      .slice(0, LIMITS.items.maxItems)
      .forEach((a, i) =>
        checks
          .text(`answers.${i}.note`, a.note, { ...LIMITS.text, optional: true })
          .instant(`answers.${i}.answeredAt`, a.answeredAt, { from: new Date(0), to: latestRecorded(now) }),
      );
    const wrong = checks.err();
    if (wrong) return wrong;
    return this.store.run<{ id: string }, AnswerChecklistCode>(
      ctx,
      { id: workOrderId, field: 'workOrderId' },
      'maintenance.work',
      async (order) => {
        if (order.checklistVersionId === null) return err('NO_CHECKLIST', 'workOrderId');
        const { items } = await this.db.one<{ items: ChecklistItem[] }>(
          sql`select v.items from maintenance.checklist_version v where v.id = ${order.checklistVersionId}`,
        );
        const failures: Failure<AnswerChecklistCode>[] = [];
        const rows = answers.flatMap((answer, i) => {
          const checked = checkAnswer(items, answer, `answers.${i}`);
          if (!checked.ok) {
            failures.push(...checked.failures);
            return [];
          }
          if (answers.findIndex((a) => a.itemKey === answer.itemKey) < i)
            failures.push({ code: 'DUPLICATE_ITEM', field: `answers.${i}.itemKey`, params: { item: answer.itemKey } });
          const { itemKey, value, outOfRange } = checked.value;
          return {
            ...{ id: uuidv7(), work_order_id: order.id, item_key: itemKey, value, out_of_range: outOfRange },
            ...{
              note: blankToNull(answer.note) ?? null,
              answered_at: answer.answeredAt ?? now,
              answered_by: ctx.actor.id,
            },
          };
        });
        if (failures.length > 0) return errs(failures);
        await this.db.execute(
          sql`${insertMany('maintenance.checklist_answer', COLUMNS, rows)}
              on conflict (work_order_id, item_key) do update
                 set value = excluded.value, out_of_range = excluded.out_of_range, note = excluded.note,
                     answered_at = excluded.answered_at, answered_by = excluded.answered_by
               where checklist_answer.answered_at < excluded.answered_at`,
        );
        return ok({ id: order.id });
      },
    );
  }
}
