import { Checks, blankToNull, err, errs, ok, type CheckCode, type Failure, type Result } from '#kernel';
import { LIMITS } from '../../basics/domain/values.js';

export const ITEM_KINDS = ['CHECK', 'NUMBER', 'TEXT', 'CHOICE'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Something a checklist asks. */
export interface ChecklistItem {
  /** Unique within the checklist; answers refer to it. */
  readonly key: string;
  readonly kind: ItemKind;
  readonly text: string;
  readonly textNative: string | null;
  /** Must be answered before the work is done. */
  readonly mandatory: boolean;
  /** NUMBER: what it is measured in, and the range that is all right; an answer outside is marked. */
  readonly unit: string | null;
  readonly min: string | null;
  readonly max: string | null;
  /** CHOICE: what can be chosen. */
  readonly choices: readonly string[];
}

export type NewItem = Pick<ChecklistItem, 'key' | 'kind' | 'text'> & {
  readonly [K in keyof ChecklistItem]?: ChecklistItem[K] | null;
};

const KEY = new RegExp(`^[a-z][a-z0-9-]{0,${LIMITS.itemKey.max - 1}}$`);
const NUMBER = /^-?\d{1,12}(\.\d{1,6})?$/;
const NUMBER_EXPECTED = 'a decimal number such as -12.5';

export type ItemsCode = CheckCode | 'DUPLICATE_ITEM' | 'CHECKLIST_RANGE_REVERSED';

/** The items as they are kept, or everything that is wrong with them. */
export function readItems(items: readonly NewItem[]): Result<ChecklistItem[], ItemsCode> {
  const checks = new Checks().atMost('items', items, LIMITS.items).required('items', items.length > 0 ? items : null);
  const failures: Failure<ItemsCode>[] = [];
  const keys = new Set<string>();
  items.forEach((item, i) => {
    const at = `items.${i}`;
    checks
      .pattern(
        `${at}.key`,
        item.key,
        KEY,
        `a small letter, then small letters, digits and -, up to ${LIMITS.itemKey.max}, such as oil-level`,
      )
      .text(`${at}.text`, item.text, LIMITS.question)
      .text(`${at}.textNative`, item.textNative, { ...LIMITS.question, optional: true })
      .text(`${at}.unit`, item.unit, { ...LIMITS.unit, optional: true })
      .pattern(`${at}.min`, item.min, NUMBER, NUMBER_EXPECTED)
      .pattern(`${at}.max`, item.max, NUMBER, NUMBER_EXPECTED)
      .atMost(`${at}.choices`, item.choices, LIMITS.choices);
    const choices = item.choices ?? [];
    choices.forEach((choice, n) => checks.text(`${at}.choices.${n}`, choice, LIMITS.choice));
    if (item.kind === 'CHOICE' && choices.length < 2) checks.required(`${at}.choices`, null);
    const again = choices.map((c) => c.trim()).find((choice, n, all) => all.indexOf(choice) < n);
    if (again !== undefined) failures.push({ code: 'DUPLICATE_ITEM', field: `${at}.choices`, params: { item: again } });
    if (keys.has(item.key)) failures.push({ code: 'DUPLICATE_ITEM', field: `${at}.key`, params: { item: item.key } });
    keys.add(item.key);
    if (item.min != null && item.max != null && Number(item.min) > Number(item.max))
      failures.push({ code: 'CHECKLIST_RANGE_REVERSED', field: `${at}.max`, params: { min: item.min, max: item.max } });
  });
  const all = [...(checks.err()?.failures ?? []), ...failures];
  return all.length > 0 ? errs(all) : ok(items.map(kept));
}

function kept(item: NewItem): ChecklistItem {
  const number = item.kind === 'NUMBER';
  return {
    key: item.key,
    kind: item.kind,
    text: item.text.trim(),
    textNative: blankToNull(item.textNative) ?? null,
    mandatory: item.mandatory ?? false,
    unit: number ? (blankToNull(item.unit) ?? null) : null,
    min: number ? (item.min ?? null) : null,
    max: number ? (item.max ?? null) : null,
    choices: item.kind === 'CHOICE' ? (item.choices ?? []).map((c) => c.trim()) : [],
  };
}

export interface Answer {
  readonly itemKey: string;
  readonly value: string;
}

export interface CheckedAnswer extends Answer {
  /** NUMBER: outside the range that is all right. CHECK: not so. */
  readonly outOfRange: boolean;
}

export type AnswerCode = 'UNKNOWN_ITEM' | 'WRONG_ANSWER' | 'TOO_LONG' | 'REQUIRED' | 'INVALID_TEXT';

/** The answer as it is kept, or why it is none to this item. */
export function checkAnswer(
  items: readonly ChecklistItem[],
  { itemKey, value }: Answer,
  field: string,
): Result<CheckedAnswer, AnswerCode> {
  const item = items.find((i) => i.key === itemKey);
  if (!item) return err('UNKNOWN_ITEM', `${field}.itemKey`, { key: itemKey.slice(0, 60) });
  const text = value.trim();
  const wrong = (expected: string): Result<never, AnswerCode> =>
    err('WRONG_ANSWER', `${field}.value`, { item: item.text, value: text.slice(0, 60), expected });
  switch (item.kind) {
    case 'CHECK':
      return text === 'true' || text === 'false'
        ? ok({ itemKey, value: text, outOfRange: text === 'false' })
        : wrong('true, false');
    case 'NUMBER': {
      if (!NUMBER.test(text)) return wrong(NUMBER_EXPECTED);
      const [n, min, max] = [Number(text), item.min, item.max];
      return ok({
        itemKey,
        value: text,
        outOfRange: (min !== null && n < Number(min)) || (max !== null && n > Number(max)),
      });
    }
    case 'CHOICE':
      return item.choices.includes(text)
        ? ok({ itemKey, value: text, outOfRange: false })
        : wrong(item.choices.join(', '));
    case 'TEXT': {
      const bad = new Checks().text(`${field}.value`, value, LIMITS.text).err();
      return bad ? (bad as Result<never, AnswerCode>) : ok({ itemKey, value: text, outOfRange: false });
    }
  }
}

/** The mandatory items without an answer. */
export function unanswered(items: readonly ChecklistItem[], answered: ReadonlySet<string>): ChecklistItem[] {
  return items.filter((item) => item.mandatory && !answered.has(item.key));
}

export interface Checklist {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly active: boolean;
  readonly version: number;
  /** Of the latest number. */
  readonly versionId: string;
  readonly number: number;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistVersion {
  readonly id: string;
  readonly checklistId: string;
  readonly number: number;
  readonly items: readonly ChecklistItem[];
  readonly recordedAt: Date;
}
