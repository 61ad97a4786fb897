import { err, ok, type Result } from '#kernel';
import { formatRule, parseRule, Recurrence, timesOf, type RuleCode } from '#platform/recurrence';
import { MAX_PER_DAY, type RecurrenceValues } from '../domain/recurrence.js';

export type RecurrenceCode = RuleCode | 'RULE_NEVER_OCCURS' | 'RULE_TOO_DENSE';

/** Works a recurrence out as far as is needed to say that it is one; answers with the rule in its one form. */
export function checkedRule(values: RecurrenceValues, from: number): Result<string, RecurrenceCode> {
  const rule = parseRule(values.rule);
  if (!rule.ok) return rule;
  if (timesOf(rule.value, values.localTime).length > MAX_PER_DAY)
    return err('RULE_TOO_DENSE', 'rule', { max: MAX_PER_DAY });
  const { done } = new Recurrence({ ...values, rule: rule.value }).after(from - 1).next();
  return done ? err('RULE_NEVER_OCCURS', 'rule') : ok(formatRule(rule.value));
}

/** A stored recurrence, to work out its occurrences. */
export function recurrenceOf({ rule, ...schedule }: RecurrenceValues): Recurrence {
  const parsed = parseRule(rule);
  if (!parsed.ok) throw new Error(`a stored rule cannot be read: ${rule}`);
  return new Recurrence({ ...schedule, rule: parsed.value });
}
