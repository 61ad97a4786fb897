import { defineMessages } from '#platform/messages';

defineMessages({
  RULE_TOO_LONG: {
    category: 'LIMIT',
    en: 'A rule can have at most {max} characters.',
    'zh-CN': '规则最多 {max} 个字符。',
  },
  RULE_MALFORMED: {
    category: 'INVALID',
    en: 'Invalid rule at "{part}". Write parts as NAME=VALUE separated by semicolons, such as FREQ=WEEKLY;BYDAY=MO.',
    'zh-CN': '规则在“{part}”处无法识别，请写成以分号分隔的“名称=值”，例如 FREQ=WEEKLY;BYDAY=MO。',
  },
  RULE_FREQUENCY: {
    category: 'REQUIRED',
    en: 'A rule requires FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, not {given}. For several times a day, use for example FREQ=DAILY;BYHOUR=9,13,17.',
    'zh-CN':
      '规则须含 FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY，不能是 {given}；一天多次时请写成例如 FREQ=DAILY;BYHOUR=9,13,17。',
  },
  RULE_PART_UNKNOWN: {
    category: 'INVALID',
    en: '"{part}" is not a supported rule part. Supported parts: FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE, BYSETPOS and WKST.',
    'zh-CN':
      '不支持规则项“{part}”；可用 FREQ、INTERVAL、COUNT、UNTIL、BYMONTH、BYWEEKNO、BYYEARDAY、BYMONTHDAY、BYDAY、BYHOUR、BYMINUTE、BYSETPOS 和 WKST。',
  },
  RULE_VALUE: {
    category: 'INVALID',
    en: 'Invalid value "{value}" for {part}. Expected: {expected}.',
    'zh-CN': '{part} 的值“{value}”无效，应为：{expected}。',
  },
  RULE_PART_MISPLACED: {
    category: 'INVALID',
    en: '{part} in this form cannot be used with FREQ={frequency}. Remove it or choose another frequency.',
    'zh-CN': '{part} 的这种写法不能与 FREQ={frequency} 同用，请去掉或改用其他频率。',
  },
  RULE_SETPOS_TOO_HIGH: {
    category: 'INVALID',
    en: 'BYSETPOS={positions} never applies: FREQ={frequency} with the other parts gives at most {max} occurrences each time. Use positions from 1 to {max}.',
    'zh-CN':
      'BYSETPOS={positions} 永远不会生效：FREQ={frequency} 与其他规则项每次最多给出 {max} 次，请使用 1 至 {max} 的位置。',
  },
  RULE_SETPOS_TOO_MANY: {
    category: 'LIMIT',
    en: 'BYSETPOS would choose among {given} occurrences each time; the maximum is {max}. Use fewer days or times, or a smaller FREQ.',
    'zh-CN': 'BYSETPOS 每次须从 {given} 次中选择，最多 {max} 次，请减少日期或时间，或改用更小的 FREQ。',
  },
  RULE_SETPOS_ALONE: {
    category: 'INVALID',
    en: 'BYSETPOS requires another BY part, such as BYDAY.',
    'zh-CN': 'BYSETPOS 须与其他 BY 项（例如 BYDAY）一起使用。',
  },
});
