import { defineMessages } from '#platform/messages';

defineMessages({
  FUTURE_PERIOD: {
    category: 'INVALID',
    en: 'A simulation replays history, so the period must not end after {now}.',
    'zh-CN': '假设分析只能重演历史，期间的结束时间不能晚于 {now}。',
  },
  NOTHING_IN_SCOPE: {
    category: 'NOT_FOUND',
    en: 'No service request that you can access was created in this period and scope. Widen the period or the scope.',
    'zh-CN': '在此期间和范围内没有您有权访问的服务请求，请扩大期间或范围。',
  },
  DRAFT_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'These terms have no draft. Create one first, or specify the content here.',
    'zh-CN': '该条款没有草稿，请先创建草稿，或在此提供内容。',
  },
  TERMS_NOT_FOUND: { category: 'NOT_FOUND', en: 'SLA terms not found.', 'zh-CN': '未找到此 SLA 条款。' },
  WHAT_IF_OVERLAPS: {
    category: 'CONFLICT',
    en: 'The terms {code} ({name}) are equally specific, were in force during the period and could apply to the same requests, so it is ambiguous which terms apply. Simulate a draft of those terms instead, make this one more specific, or choose another period.',
    'zh-CN':
      '条款 {code}（{name}）具体程度相同，在该期间内生效且可能适用于相同的请求，无法确定应适用哪一个。请改为模拟该条款的草稿、使此草稿的范围更具体，或另选期间。',
  },
  TERMS_NEVER_OPEN: {
    category: 'INVALID',
    en: 'The calendars of these terms have no open time within ten years of the start of the period, so no deadline could ever be reached. Check how the calendars are combined.',
    'zh-CN': '这些条款所用的日历在期间开始后十年内没有工作时间，任何期限都不会到期，请检查日历的组合方式。',
  },
  TOO_MANY_WHAT_IFS: {
    category: 'LIMIT',
    en: 'You already have {max} simulations waiting or running. Wait for one to finish, or cancel one.',
    'zh-CN': '您已有 {max} 个假设分析在等待或运行，请等待其中一个结束，或取消一个。',
  },
  WHAT_IF_ENDED: {
    category: 'STATE',
    en: 'This simulation has already ended and cannot be cancelled.',
    'zh-CN': '该假设分析已经结束，无法取消。',
  },
});
