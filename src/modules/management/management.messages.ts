import { defineMessages } from '#platform/messages';

// NOT_FOUND, CODE_TAKEN and those of offices and employees are identity's; CUSTOMER_NOT_FOUND, JOB_NOT_FOUND and
// PERSON_NOT_FOUND those of customers; WRONG_CUSTOMER that of contacts; JOB_OF_OTHER_LINE that of services;
// CALENDAR_NOT_FOUND that of SLA.
defineMessages({
  RULE_NEVER_OCCURS: {
    en: 'With this start, end and rule nothing comes up from now on; perhaps there is no such day. The last day of a month is BYMONTHDAY=-1.',
    'zh-CN': '按此开始、结束日期和规则，今后不会再发生；可能没有这样的日子。每月最后一天请写 BYMONTHDAY=-1。',
  },
  RULE_TOO_DENSE: {
    en: 'This comes up more than {max} times a day; choose fewer hours or minutes.',
    'zh-CN': '每天发生超过 {max} 次，请减少小时或分钟。',
  },
  UNKNOWN_PLACEHOLDER: {
    en: '"{name}" stands for nothing; there are {known}.',
    'zh-CN': '占位符“{name}”没有含义；可用：{known}。',
  },
  WRONG_STATUS: {
    en: 'This is not possible while it is {status}.',
    'zh-CN': '当前状态为 {status}，不能进行此操作。',
  },
  OCCURRENCE_NOT_FOUND: {
    en: 'The rule gives no occurrence at {at}; upcoming lists those there are, each with its originalAt.',
    'zh-CN': '规则在 {at} 没有发生；upcoming 列出各次及其 originalAt。',
  },
  OCCURRENCE_HANDLED: {
    en: 'This occurrence is done with already; its request is changed like any other.',
    'zh-CN': '该次已处理；请直接修改其请求。',
  },
  OCCURRENCE_TAKEN: {
    en: 'Another occurrence of this duty is at {at} already; choose another time.',
    'zh-CN': '此任务在 {at} 已有另一次，请另选时间。',
  },
  ZONE_UNKNOWN: {
    en: 'Neither the branch nor the office says in which time zone; give one.',
    'zh-CN': '分支机构和办事处都没有时区，请指定时区。',
  },
  REVIEW_PERIOD_REVERSED: {
    en: 'The last day of the period must not be before the first.',
    'zh-CN': '期间的最后一天不能早于第一天。',
  },
  REVIEW_PERIOD_TOO_LONG: {
    en: 'A review looks at {max} days at most; these are {given}.',
    'zh-CN': '一次评审最多覆盖 {max} 天，现为 {given} 天。',
  },
  REVIEW_PERIOD_NOT_OVER: {
    en: 'The period ends on {to}, which is not over; a review is held on figures that are final. Hold it after that day.',
    'zh-CN': '期间至 {to} 尚未结束；评审须以最终数据进行，请在该日之后举行。',
  },
  MINUTES_MISSING: {
    en: 'A review is closed with its minutes; write them first.',
    'zh-CN': '关闭评审须有会议纪要，请先填写。',
  },
  ONE_OWNER: {
    en: 'An action belongs to one of us or to one of them; empty one of the two.',
    'zh-CN': '行动项只能由我方或对方一人负责，请清空其中一项。',
  },
  DECISION_HAS_NO_DUE_DATE: {
    en: 'A decision stands and is not done by a date; make it an action, or take the date away.',
    'zh-CN': '决定没有完成期限；请改为行动项，或去掉日期。',
  },
  ACTION_DONE: { en: 'This action is done already.', 'zh-CN': '此行动项已完成。' },
  NO_ACTION: { en: 'A decision cannot be done; only actions can.', 'zh-CN': '决定不能标记为完成，只有行动项可以。' },
  PARTICIPANT_TWICE: {
    en: 'The same participant is named twice; name everybody once.',
    'zh-CN': '同一与会者出现两次，请只列一次。',
  },
  KPI_MORE_IS_BETTER: {
    en: 'More is better with this measure: green must begin above amber, or where amber does.',
    'zh-CN': '此指标越高越好：绿色界限不得低于黄色界限。',
  },
  KPI_LESS_IS_BETTER: {
    en: 'Less is better with this measure: green must end below amber, or where amber does.',
    'zh-CN': '此指标越低越好：绿色界限不得高于黄色界限。',
  },
  KPI_NARROWED: {
    en: 'Only attainment and breaches can be narrowed to an SLA metric or a priority.',
    'zh-CN': '只有达成率和违约数可限定 SLA 指标或优先级。',
  },
});
