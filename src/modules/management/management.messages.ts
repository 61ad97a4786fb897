import { defineMessages } from '#platform/messages';

// NOT_FOUND, CODE_TAKEN and those of offices and employees are identity's; CUSTOMER_NOT_FOUND, JOB_NOT_FOUND and
// PERSON_NOT_FOUND those of customers; WRONG_CUSTOMER that of contacts; JOB_OF_OTHER_LINE that of services;
// CALENDAR_NOT_FOUND that of SLA.
defineMessages({
  RULE_MALFORMED: {
    en: 'The rule cannot be read at "{part}"; write parts as NAME=VALUE with semicolons between, such as FREQ=WEEKLY;BYDAY=MO.',
    'zh-CN': '规则在“{part}”处无法识别;请写成以分号分隔的 名称=值,例如 FREQ=WEEKLY;BYDAY=MO。',
  },
  RULE_FREQUENCY: {
    en: 'A rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, not {given}; several times a day are FREQ=DAILY;BYHOUR=9,13,17.',
    'zh-CN': '规则须含 FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY,不能是 {given};一天多次请写 FREQ=DAILY;BYHOUR=9,13,17。',
  },
  RULE_PART_UNKNOWN: {
    en: '"{part}" is no part of a rule that is understood here; there are FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE, BYSETPOS and WKST.',
    'zh-CN':
      '“{part}”不是可识别的规则项;可用 FREQ、INTERVAL、COUNT、UNTIL、BYMONTH、BYWEEKNO、BYYEARDAY、BYMONTHDAY、BYDAY、BYHOUR、BYMINUTE、BYSETPOS 和 WKST。',
  },
  RULE_PART_TWICE: { en: 'The rule says {part} twice; say it once.', 'zh-CN': '规则中 {part} 出现两次,请只写一次。' },
  RULE_VALUE: {
    en: '{part} cannot be "{value}"; expected is: {expected}.',
    'zh-CN': '{part} 不能为“{value}”,应为:{expected}。',
  },
  RULE_ENDS_TWICE: {
    en: 'A rule ends by COUNT or by UNTIL; take one of them away.',
    'zh-CN': '规则只能以 COUNT 或 UNTIL 之一结束,请去掉一个。',
  },
  RULE_PART_MISPLACED: {
    en: '{part} means nothing with FREQ={frequency} as it is written; take it away or choose another frequency.',
    'zh-CN': '{part} 这样写与 FREQ={frequency} 同用没有意义;请去掉或改用其他频率。',
  },
  RULE_SETPOS_ALONE: {
    en: 'BYSETPOS chooses among what another BY part gives; add one, such as BYDAY.',
    'zh-CN': 'BYSETPOS 须与其他 BY 项(例如 BYDAY)一起使用。',
  },
  RULE_NEVER_OCCURS: {
    en: 'With this start, end and rule nothing comes up from now on; perhaps there is no such day. The last day of a month is BYMONTHDAY=-1.',
    'zh-CN': '按此开始、结束日期和规则,今后不会再发生;可能没有这样的日子。每月最后一天请写 BYMONTHDAY=-1。',
  },
  RULE_TOO_DENSE: {
    en: 'This comes up more than {max} times a day; choose fewer hours or minutes.',
    'zh-CN': '每天发生超过 {max} 次,请减少小时或分钟。',
  },
  UNKNOWN_PLACEHOLDER: {
    en: '"{name}" stands for nothing; there are {known}.',
    'zh-CN': '占位符“{name}”没有含义;可用:{known}。',
  },
  WRONG_STATUS: {
    en: 'This is not possible while it is {status}.',
    'zh-CN': '当前状态为 {status},不能进行此操作。',
  },
  OCCURRENCE_NOT_FOUND: {
    en: 'The rule gives no occurrence at {at}; upcoming lists those there are, each with its originalAt.',
    'zh-CN': '规则在 {at} 没有发生;upcoming 列出各次及其 originalAt。',
  },
  OCCURRENCE_HANDLED: {
    en: 'This occurrence is done with already; its request is changed like any other.',
    'zh-CN': '该次已处理;请直接修改其请求。',
  },
  OCCURRENCE_TAKEN: {
    en: 'Another occurrence of this duty is at {at} already; choose another time.',
    'zh-CN': '此任务在 {at} 已有另一次,请另选时间。',
  },
  ZONE_UNKNOWN: {
    en: 'Neither the branch nor the office says in which time zone; give one.',
    'zh-CN': '分支机构和办事处都没有时区,请指定时区。',
  },
  REVIEW_PERIOD_REVERSED: {
    en: 'The last day of the period must not be before the first.',
    'zh-CN': '期间的最后一天不能早于第一天。',
  },
  REVIEW_PERIOD_TOO_LONG: {
    en: 'A review looks at {max} days at most; these are {given}.',
    'zh-CN': '一次评审最多覆盖 {max} 天,现为 {given} 天。',
  },
  REVIEW_PERIOD_NOT_OVER: {
    en: 'The period ends on {to}, which is not over; a review is held on figures that are final. Hold it after that day.',
    'zh-CN': '期间至 {to} 尚未结束;评审须以最终数据进行,请在该日之后举行。',
  },
  MINUTES_MISSING: {
    en: 'A review is closed with its minutes; write them first.',
    'zh-CN': '关闭评审须有会议纪要,请先填写。',
  },
  ONE_OWNER: {
    en: 'An action belongs to one of us or to one of them; empty one of the two.',
    'zh-CN': '行动项只能由我方或对方一人负责,请清空其中一项。',
  },
  DECISION_HAS_NO_DUE_DATE: {
    en: 'A decision stands and is not done by a date; make it an action, or take the date away.',
    'zh-CN': '决定没有完成期限;请改为行动项,或去掉日期。',
  },
  ACTION_DONE: { en: 'This action is done already.', 'zh-CN': '此行动项已完成。' },
  NO_ACTION: { en: 'A decision cannot be done; only actions can.', 'zh-CN': '决定不能标记为完成,只有行动项可以。' },
  PARTICIPANT_TWICE: {
    en: 'The same participant is named twice; name everybody once.',
    'zh-CN': '同一与会者出现两次,请只列一次。',
  },
  KPI_MORE_IS_BETTER: {
    en: 'More is better with this measure: green must begin above amber, or where amber does.',
    'zh-CN': '此指标越高越好:绿色界限不得低于黄色界限。',
  },
  KPI_LESS_IS_BETTER: {
    en: 'Less is better with this measure: green must end below amber, or where amber does.',
    'zh-CN': '此指标越低越好:绿色界限不得高于黄色界限。',
  },
  KPI_NARROWED: {
    en: 'Only attainment and breaches can be narrowed to an SLA metric or a priority.',
    'zh-CN': '只有达成率和违约数可限定 SLA 指标或优先级。',
  },
});
