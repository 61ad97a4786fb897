import { defineMessages } from '#platform/messages';

defineMessages({
  WARNING_NOT_BEFORE_DUE: {
    category: 'INVALID',
    en: 'A warning at {given} % of the target would be sent when the clock is already due or overdue. Use 1 to 99 %, or make it an escalation.',
    'zh-CN': '在目标的 {given}% 发出的预警不早于到期时间，请填写 1% 至 99%，或改为升级步骤。',
  },
  WARNING_BEFORE_START: {
    category: 'INVALID',
    en: 'A warning {given} seconds before due would precede or coincide with the start of {metric} for {priority}, whose target is only {seconds} seconds. Use a shorter time or a percentage of the target.',
    'zh-CN':
      '{priority} 优先级的 {metric} 目标仅 {seconds} 秒，到期前 {given} 秒的预警会早于或等于其开始时间。请缩短时间，或改用目标的百分比。',
  },
  WARNINGS_FALL_TOGETHER: {
    category: 'CONFLICT',
    en: 'This warning fires in the same second as warning {other} for {metric} of priority {priority}. Merge their recipients, or change the time of one of them.',
    'zh-CN': '对 {priority} 优先级的 {metric}，此预警与第 {other} 条预警同时触发，请合并收件人，或调整其中一条的时间。',
  },
  ESCALATIONS_FALL_TOGETHER: {
    category: 'CONFLICT',
    en: 'This escalation fires at the same time as escalation {other}. Merge their recipients, or change the time of one of them.',
    'zh-CN': '此升级步骤与第 {other} 条同时触发，请合并收件人，或调整其中一条的时间。',
  },
  PERCENT_WITHOUT_FEE: {
    category: 'REQUIRED',
    en: 'Percentages require a fee per period. Specify the fee, or use amounts instead of percentages.',
    'zh-CN': '百分比以每期费用为基准：请填写费用，或将百分比改为金额。',
  },
  LONGER_THAN_COMPLETION: {
    category: 'INVALID',
    en: 'The target of {seconds} seconds for {metric} at {priority} exceeds the completion target of {completion} seconds. Completion also counts as a response, so this target would hardly ever be missed.',
    'zh-CN':
      '{priority} 优先级的 {metric} 目标为 {seconds} 秒，长于完成目标 {completion} 秒；完成即视为答复，该目标几乎不会超期。',
  },
  URGENT_TAKES_LONGER: {
    category: 'INVALID',
    en: 'The target of {seconds} seconds for {metric} at {urgent} is longer than the {less} seconds at the less urgent {other}.',
    'zh-CN': '{metric} 对 {urgent} 的目标为 {seconds} 秒，而对较不紧急的 {other} 仅为 {less} 秒。',
  },
  STEP_WITHOUT_TARGET: {
    category: 'INVALID',
    en: 'There is no target for {metric}, so this step will never fire.',
    'zh-CN': '{metric} 没有目标，此步骤永远不会触发。',
  },
  CREDIT_WITHOUT_TARGET: {
    category: 'INVALID',
    en: 'There is no target for this metric and priority, so this credit will never be due.',
    'zh-CN': '该指标与优先级没有目标，此服务抵扣永远不会产生。',
  },
  CALENDAR_NEVER_OPENS_SOMEWHERE: {
    category: 'INVALID',
    en: 'For requests served by {offices}, the terms use {calendar}, which does not open within ten years, so no deadline could ever be reached.',
    'zh-CN': '由 {offices} 处理的请求将按 {calendar} 计时，而该日历十年内没有工作时间，其期限永远不会到期。',
  },
  ROLE_WITHOUT_HOLDERS: {
    category: 'NOT_FOUND',
    en: 'No active employee has the role "{key}", so no one would be notified.',
    'zh-CN': '目前没有在职员工拥有角色“{key}”，因此不会通知任何人。',
  },
  AGREED_WITH_INACTIVE: {
    category: 'STATE',
    en: '{code}, the party to these terms, is no longer active, so the terms would hardly ever apply.',
    'zh-CN': '条款约定的对象 {code} 已停用，条款几乎不会适用。',
  },
  NOTHING_SCHEDULED: {
    category: 'STATE',
    en: 'These terms have no scheduled version to cancel. Withdraw the terms instead.',
    'zh-CN': '这些条款没有已发布但尚未生效的版本可取消；如需停用，请撤回条款。',
  },
});
