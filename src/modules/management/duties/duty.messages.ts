import { defineMessages } from '#platform/messages';

defineMessages({
  UNKNOWN_PLACEHOLDER: {
    category: 'INVALID',
    en: 'Unknown placeholder "{name}". Available: {known}.',
    'zh-CN': '未知的占位符“{name}”，可用：{known}。',
  },
  OCCURRENCE_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'The rule has no occurrence at {at}. Query upcoming for the occurrences and their originalAt.',
    'zh-CN': '规则在 {at} 没有发生，可通过 upcoming 查询各次发生及其 originalAt。',
  },
  OCCURRENCE_HANDLED: {
    category: 'STATE',
    en: 'This occurrence has already been processed. Change its request instead.',
    'zh-CN': '该次发生已处理，请直接修改其请求。',
  },
  OCCURRENCE_TAKEN: {
    category: 'CONFLICT',
    en: 'This duty already has another occurrence at {at}. Choose another time.',
    'zh-CN': '此任务在 {at} 已有另一次发生，请另选时间。',
  },
});
