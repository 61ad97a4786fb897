import { type Words, defineNotice } from '#modules/notifications';
import { type SlaMetric } from '../engine/domain/clock-types.js';

export const warnedNotice = defineNotice(
  'sla.warned',
  {
    en: '{number} "{subject}" ({customer}): {metric} is due {due}.',
    'zh-CN': '{number}“{subject}”（{customer}）：{metric}将于 {due} 到期。',
  },
  { label: { en: 'An SLA target is about to be missed', 'zh-CN': 'SLA 即将到期' } },
);

export const escalatedNotice = defineNotice(
  'sla.escalated',
  {
    en: '{number} "{subject}" ({customer}): {metric} was due {due} and is now overdue.',
    'zh-CN': '{number}“{subject}”（{customer}）：{metric}应于 {due} 完成，现已超时。',
  },
  { label: { en: 'An overdue request was escalated', 'zh-CN': '超时请求升级' } },
);

/** What each metric measures, as an alert names it. */
export const METRIC_WORDS: Readonly<Record<SlaMetric, Words>> = {
  FIRST_RESPONSE: { en: 'the first response', 'zh-CN': '首次回复' },
  NEXT_RESPONSE: { en: 'the next response', 'zh-CN': '下一次回复' },
  UPDATE: { en: 'the next update', 'zh-CN': '下一次进展通报' },
  COMPLETION: { en: 'completion', 'zh-CN': '完成' },
};
