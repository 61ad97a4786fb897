import { defineMessages } from '#platform/messages';

defineMessages({
  RULE_TOO_LONG: { en: 'A rule has at most {max} characters.', 'zh-CN': '规则最多 {max} 个字符。' },
  RULE_MALFORMED: {
    en: 'The rule cannot be read at "{part}"; write parts as NAME=VALUE with semicolons between, such as FREQ=WEEKLY;BYDAY=MO.',
    'zh-CN': '规则在“{part}”处无法识别；请写成以分号分隔的 名称=值，例如 FREQ=WEEKLY;BYDAY=MO。',
  },
  RULE_FREQUENCY: {
    en: 'A rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, not {given}; several times a day are FREQ=DAILY;BYHOUR=9,13,17.',
    'zh-CN': '规则须含 FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY，不能是 {given}；一天多次请写 FREQ=DAILY;BYHOUR=9,13,17。',
  },
  RULE_PART_UNKNOWN: {
    en: '"{part}" is no part of a rule that is understood here; there are FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE, BYSETPOS and WKST.',
    'zh-CN':
      '“{part}”不是可识别的规则项；可用 FREQ、INTERVAL、COUNT、UNTIL、BYMONTH、BYWEEKNO、BYYEARDAY、BYMONTHDAY、BYDAY、BYHOUR、BYMINUTE、BYSETPOS 和 WKST。',
  },
  RULE_PART_TWICE: { en: 'The rule says {part} twice; say it once.', 'zh-CN': '规则中 {part} 出现两次，请只写一次。' },
  RULE_VALUE: {
    en: '{part} cannot be "{value}"; expected is: {expected}.',
    'zh-CN': '{part} 不能为“{value}”，应为：{expected}。',
  },
  RULE_ENDS_TWICE: {
    en: 'A rule ends by COUNT or by UNTIL; take one of them away.',
    'zh-CN': '规则只能以 COUNT 或 UNTIL 之一结束，请去掉一个。',
  },
  RULE_PART_MISPLACED: {
    en: '{part} means nothing with FREQ={frequency} as it is written; take it away or choose another frequency.',
    'zh-CN': '{part} 这样写与 FREQ={frequency} 同用没有意义；请去掉或改用其他频率。',
  },
  RULE_SETPOS_ALONE: {
    en: 'BYSETPOS chooses among what another BY part gives; add one, such as BYDAY.',
    'zh-CN': 'BYSETPOS 须与其他 BY 项（例如 BYDAY）一起使用。',
  },
});
