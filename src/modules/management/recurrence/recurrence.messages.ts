import { defineMessages } from '#platform/messages';

defineMessages({
  RULE_NEVER_OCCURS: {
    category: 'INVALID',
    en: 'With this start, end and rule there are no future occurrences. Check that the days exist; the last day of a month is BYMONTHDAY=-1.',
    'zh-CN': '按此开始日期、结束日期和规则，今后不会再发生，请检查日期是否存在；每月最后一天请写 BYMONTHDAY=-1。',
  },
  RULE_TOO_DENSE: {
    category: 'LIMIT',
    en: 'This occurs more than {max} times a day. Choose fewer hours or minutes.',
    'zh-CN': '每天发生超过 {max} 次，请减少小时或分钟。',
  },
});
