import { defineMessages } from '#platform/messages';

// NOT_FOUND, CODE_TAKEN and those of offices and employees are identity's; CUSTOMER_NOT_FOUND, JOB_NOT_FOUND and
// PERSON_NOT_FOUND those of customers; WRONG_CUSTOMER that of contacts; JOB_OF_OTHER_LINE that of services;
// CALENDAR_NOT_FOUND that of SLA.
defineMessages({
  RULE_NEVER_OCCURS: {
    en: 'With this start, end and rule there are no future occurrences. Check that the days exist; the last day of a month is BYMONTHDAY=-1.',
    'zh-CN': '按此开始日期、结束日期和规则，今后不会再发生，请检查日期是否存在；每月最后一天请写 BYMONTHDAY=-1。',
  },
  RULE_TOO_DENSE: {
    en: 'This occurs more than {max} times a day. Choose fewer hours or minutes.',
    'zh-CN': '每天发生超过 {max} 次，请减少小时或分钟。',
  },
  UNKNOWN_PLACEHOLDER: {
    en: 'Unknown placeholder "{name}". Available: {known}.',
    'zh-CN': '未知的占位符“{name}”，可用：{known}。',
  },
  WRONG_STATUS: {
    en: 'This is not possible while the status is {status}.',
    'zh-CN': '当前状态为 {status}，不能进行此操作。',
  },
  OCCURRENCE_NOT_FOUND: {
    en: 'The rule has no occurrence at {at}. Query upcoming for the occurrences and their originalAt.',
    'zh-CN': '规则在 {at} 没有发生，可通过 upcoming 查询各次发生及其 originalAt。',
  },
  OCCURRENCE_HANDLED: {
    en: 'This occurrence has already been processed. Change its request instead.',
    'zh-CN': '该次发生已处理，请直接修改其请求。',
  },
  OCCURRENCE_TAKEN: {
    en: 'This duty already has another occurrence at {at}. Choose another time.',
    'zh-CN': '此任务在 {at} 已有另一次发生，请另选时间。',
  },
  ZONE_UNKNOWN: {
    en: 'Neither the branch nor the office has a time zone. Specify one.',
    'zh-CN': '分支机构和办事处都没有时区，请指定时区。',
  },
  REVIEW_PERIOD_REVERSED: {
    en: 'The last day of the period must not be before the first.',
    'zh-CN': '期间的最后一天不能早于第一天。',
  },
  REVIEW_PERIOD_TOO_LONG: {
    en: 'A review can cover at most {max} days ({given} given).',
    'zh-CN': '一次评审最多覆盖 {max} 天，现为 {given} 天。',
  },
  REVIEW_PERIOD_NOT_OVER: {
    en: 'The period ends on {to} and is not over yet. A review requires final figures; hold it after that day.',
    'zh-CN': '期间至 {to} 尚未结束。评审须以最终数据进行，请在该日之后举行。',
  },
  MINUTES_MISSING: {
    en: 'Minutes are required to close a review. Add them first.',
    'zh-CN': '关闭评审须有会议纪要，请先填写。',
  },
  ONE_OWNER: {
    en: 'An action has one owner, either on our side or on the customer side. Clear one of the two.',
    'zh-CN': '行动项只能有一名负责人，由我方或客户方担任，请清空其中一项。',
  },
  DECISION_HAS_NO_DUE_DATE: {
    en: 'A decision has no due date. Make it an action, or remove the date.',
    'zh-CN': '决定没有完成期限；请改为行动项，或去掉日期。',
  },
  ACTION_DONE: { en: 'This action is already completed.', 'zh-CN': '此行动项已完成。' },
  NO_ACTION: { en: 'Only actions can be completed, not decisions.', 'zh-CN': '决定不能标记为完成，只有行动项可以。' },
  PARTICIPANT_TWICE: {
    en: 'The same participant is listed twice. List each participant once.',
    'zh-CN': '同一与会者出现两次，请只列一次。',
  },
  KPI_MORE_IS_BETTER: {
    en: 'For this measure, higher is better: the green threshold must not be below the amber one.',
    'zh-CN': '此指标越高越好：绿色界限不得低于黄色界限。',
  },
  KPI_LESS_IS_BETTER: {
    en: 'For this measure, lower is better: the green threshold must not be above the amber one.',
    'zh-CN': '此指标越低越好：绿色界限不得高于黄色界限。',
  },
  KPI_NARROWED: {
    en: 'Only attainment and breaches can be filtered by SLA metric or priority.',
    'zh-CN': '只有达成率和违约数可按 SLA 指标或优先级筛选。',
  },
});
