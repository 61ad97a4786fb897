import { err, ok, type Result } from '#kernel';
import { formatRule, parseRule, Recurrence, timesOf, type RuleCode } from '#platform/recurrence';
import { DUTY_LIMITS, type RecurrenceValues } from '../domain/duty.js';

export type RecurrenceCode = RuleCode | 'RULE_NEVER_OCCURS' | 'RULE_TOO_DENSE';

/** Works a recurrence out as far as is needed to say that it is one; answers with the rule in its one form. */
export function checkedRule(values: RecurrenceValues, from: number): Result<string, RecurrenceCode> {
  const rule = parseRule(values.rule);
  if (!rule.ok) return rule;
  if (timesOf(rule.value, values.localTime).length > DUTY_LIMITS.perDay)
    return err('RULE_TOO_DENSE', 'rule', { max: DUTY_LIMITS.perDay });
  const { done } = new Recurrence({ ...values, rule: rule.value }).after(from - 1).next();
  return done ? err('RULE_NEVER_OCCURS', 'rule') : ok(formatRule(rule.value));
}
