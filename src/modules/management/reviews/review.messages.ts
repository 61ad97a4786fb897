import { defineMessages } from '#platform/messages';

defineMessages({
  REVIEW_PERIOD_TOO_LONG: {
    category: 'LIMIT',
    en: 'A review can cover at most {max} days ({given} given).',
    'zh-CN': '一次评审最多覆盖 {max} 天，现为 {given} 天。',
  },
  REVIEW_PERIOD_NOT_OVER: {
    category: 'STATE',
    en: 'The period ends on {to} and is not over yet. A review requires final figures; hold it after that day.',
    'zh-CN': '期间至 {to} 尚未结束。评审须以最终数据进行，请在该日之后举行。',
  },
  MINUTES_MISSING: {
    category: 'REQUIRED',
    en: 'Minutes are required to close a review. Add them first.',
    'zh-CN': '关闭评审须有会议纪要，请先填写。',
  },
  DECISION_HAS_NO_DUE_DATE: {
    category: 'INVALID',
    en: 'A decision has no due date. Make it an action, or remove the date.',
    'zh-CN': '决定没有完成期限；请改为行动项，或去掉日期。',
  },
  ACTION_DONE: { category: 'STATE', en: 'This action is already completed.', 'zh-CN': '此行动项已完成。' },
  NO_ACTION: {
    category: 'STATE',
    en: 'Only actions can be completed, not decisions.',
    'zh-CN': '决定不能标记为完成，只有行动项可以。',
  },
  KPI_MORE_IS_BETTER: {
    category: 'INVALID',
    en: 'For this measure, higher is better: the green threshold must not be below the amber one.',
    'zh-CN': '此指标越高越好：绿色界限不得低于黄色界限。',
  },
  KPI_LESS_IS_BETTER: {
    category: 'INVALID',
    en: 'For this measure, lower is better: the green threshold must not be above the amber one.',
    'zh-CN': '此指标越低越好：绿色界限不得高于黄色界限。',
  },
  KPI_NARROWED: {
    category: 'INVALID',
    en: 'Only attainment and breaches can be filtered by SLA metric or priority.',
    'zh-CN': '只有达成率和违约数可按 SLA 指标或优先级筛选。',
  },
});
