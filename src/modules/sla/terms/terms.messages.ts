import { defineMessages } from '#platform/messages';

defineMessages({
  WARNING_NOT_BEFORE_DUE: {
    en: 'A warning at {given} % of the target comes when the clock is due already, or later; give 1 to 99 %, or make it an escalation.',
    'zh-CN': '在目标的 {given}% 发出的预警已到期或超期；请填写 1 至 99%，或改为升级步骤。',
  },
  WARNING_BEFORE_START: {
    en: 'A warning {given} seconds before due comes no later than the start of {metric} for {priority}, which may take {seconds} seconds only. Give less, or a share of the target.',
    'zh-CN':
      '到期前 {given} 秒的预警不晚于 {priority} 优先级 {metric} 的开始（目标仅 {seconds} 秒）。请缩短时间，或改用目标的百分比。',
  },
  WARNINGS_FALL_TOGETHER: {
    en: 'This warning goes off in the same second as warning {other} for {metric} of priority {priority}; put their recipients into one, or move one of them.',
    'zh-CN': '对 {priority} 优先级的 {metric}，此预警与第 {other} 条预警同时触发；请合并收件人，或调整其中一条。',
  },
  ESCALATIONS_FALL_TOGETHER: {
    en: 'This escalation goes off together with escalation {other}; put their recipients into one, or move one of them.',
    'zh-CN': '此升级步骤与第 {other} 条同时触发；请合并收件人，或调整其中一条。',
  },
  PERCENT_WITHOUT_FEE: {
    en: 'Percentages are of the fee per period: give the fee, or amounts instead of percentages.',
    'zh-CN': '百分比以每期费用为基准：请填写费用，或将百分比改为金额。',
  },
  CREDIT_RULE_TWICE: {
    en: 'Rule {other} is for the same metric and priority; nobody could say which of the two counts.',
    'zh-CN': '第 {other} 条规则针对相同的指标与优先级，无法判断以哪条为准。',
  },
  LONGER_THAN_COMPLETION: {
    en: '{metric} may take {seconds} seconds for {priority}, longer than the completion with its {completion}; completing answers, so it could hardly be late.',
    'zh-CN':
      '{priority} 优先级的 {metric} 目标为 {seconds} 秒，长于完成目标 {completion} 秒；完成即视为答复，该目标几乎不会超期。',
  },
  URGENT_TAKES_LONGER: {
    en: '{metric} may take {seconds} seconds for {urgent}, but only {less} for {other}, which is less urgent.',
    'zh-CN': '{metric} 对 {urgent} 的目标为 {seconds} 秒，而对较不紧急的 {other} 仅为 {less} 秒。',
  },
  STEP_WITHOUT_TARGET: {
    en: 'There is no target for {metric}, so this step never goes off.',
    'zh-CN': '{metric} 没有目标，此步骤永远不会触发。',
  },
  CREDIT_WITHOUT_TARGET: {
    en: 'No target is for that metric and priority, so this credit never falls due.',
    'zh-CN': '该指标与优先级没有目标，此赔偿永远不会发生。',
  },
  CALENDAR_NEVER_OPENS_SOMEWHERE: {
    en: 'For requests served by {offices} the terms run on {calendar}, which does not open within ten years: nothing of theirs would ever fall due.',
    'zh-CN': '由 {offices} 处理的请求将按 {calendar} 计时，而该日历十年内不会开放，其期限永远不会到期。',
  },
  ROLE_WITHOUT_HOLDERS: {
    en: 'Nobody who works here has the role "{key}", so nobody would be told.',
    'zh-CN': '目前没有在职员工拥有角色“{key}”，因此不会通知任何人。',
  },
  AGREED_WITH_INACTIVE: {
    en: '{code}, with whom the terms are agreed, is not active any more; they would hardly ever apply.',
    'zh-CN': '条款约定的对象 {code} 已停用，条款几乎不会适用。',
  },
  NOTHING_TO_TAKE_BACK: {
    en: 'No published version of these terms is still to come into force; withdraw the terms instead.',
    'zh-CN': '这些条款没有尚未生效的已发布版本；如需停用请撤回条款。',
  },
  NOT_THE_SAME_TERMS: {
    en: 'These are not versions that can be compared: one of them does not exist.',
    'zh-CN': '无法比较：其中一个版本不存在。',
  },
});
