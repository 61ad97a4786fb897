import { defineMessages } from '#platform/messages';

defineMessages({
  FUTURE_PERIOD: {
    en: 'The period must be over: history is replayed, so its end cannot lie after {now}.',
    'zh-CN': '期间必须已经结束：只能重演历史，结束时间不能晚于 {now}。',
  },
  NOTHING_TO_ASK: {
    en: 'Say what would have been different: draft terms, a calendar, or both.',
    'zh-CN': '请说明要假设的内容：条款草案、日历，或两者。',
  },
  NOTHING_IN_SCOPE: {
    en: 'No service request that you may ask about was created in this period and scope; choose a wider one.',
    'zh-CN': '在此期间和范围内没有您可查询的服务请求，请扩大范围。',
  },
  DRAFT_NOT_FOUND: {
    en: 'These terms have no draft; draft what they shall say first, or give the content here.',
    'zh-CN': '该条款没有草稿；请先起草，或在此给出内容。',
  },
  TERMS_NOT_FOUND: { en: 'There are no such SLA terms.', 'zh-CN': '没有这个 SLA 条款。' },
  WHAT_IF_OVERLAPS: {
    en: 'The terms {code} ({name}) are equally narrow, were in force within the period and could match the same requests, so nobody could say which apply. Replay a draft of those terms instead, narrow this one, or choose another period.',
    'zh-CN':
      '条款 {code}（{name}）范围同样具体，在该期间内生效并可能适用于相同请求，无法判断应适用哪一个。请改为重演该条款的草稿、缩小此草稿的范围，或另选期间。',
  },
  TERMS_NEVER_OPEN: {
    en: 'What these terms run on does not open within ten years of the beginning of the period, so nothing would ever fall due; check the calendars they combine.',
    'zh-CN': '这些条款所依据的日历在期间开始后十年内不会开放，任何期限都不会到期；请检查所组合的日历。',
  },
  TOO_MANY_WHAT_IFS: {
    en: 'You have {max} what-ifs waiting or running already; wait for one to end, or cancel one.',
    'zh-CN': '您已有 {max} 个假设分析在等待或运行；请等待其中一个结束，或取消一个。',
  },
  WHAT_IF_ENDED: {
    en: 'This what-if has ended already, so there is nothing to cancel.',
    'zh-CN': '该假设分析已经结束，无法取消。',
  },
});
