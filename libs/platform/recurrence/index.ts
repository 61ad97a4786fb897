import './recurrence.messages.js';

export { describeRule, timesOf } from './describe-rule.js';
export { Recurrence, type Schedule } from './recurrence.js';
export { formatRule, MAX_RULE_LENGTH, parseRule, type RecurrenceRule, type RuleCode } from './recurrence-rule.js';
