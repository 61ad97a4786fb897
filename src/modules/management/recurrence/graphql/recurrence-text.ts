import { ObjectType, Field } from '@nestjs/graphql';
import { type RecurrenceValues } from '../domain/recurrence.js';
import { parseRule, describeRule } from '#platform/recurrence';

@ObjectType('RecurrenceText', { description: 'A recurrence rule in words.' })
export class RecurrenceTextType {
  @Field({ description: 'In English.' })
  english!: string;
  @Field({ description: 'In Chinese.' })
  chinese!: string;
}

/** A stored rule in words. */
export function textOf({
  rule,
  startsOn,
  localTime,
}: Pick<RecurrenceValues, 'rule' | 'startsOn' | 'localTime'>): RecurrenceTextType {
  const parsed = parseRule(rule);
  if (!parsed.ok) return { english: rule, chinese: rule };
  const text = describeRule(parsed.value, { date: startsOn, time: localTime });
  return { english: text.en, chinese: text['zh-CN'] };
}
