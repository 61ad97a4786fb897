import { defineMessages } from '#platform/messages';

defineMessages({
  HOLIDAYS_UNKNOWN: {
    category: 'NOT_FOUND',
    en: 'There are no public holidays for "{code}". Query slaHolidayRegions for the supported countries and regions.',
    'zh-CN': '没有“{code}”的公众假期资料，可通过 slaHolidayRegions 查询支持的国家和地区。',
  },
  HOLIDAY_SET_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Holiday set not found. Load the country or create a set first.',
    'zh-CN': '未找到此假期集，请先载入该国家或新建假期集。',
  },
  HOLIDAY_YEARS_NOT_LOADED: {
    category: 'NOT_FOUND',
    en: 'Only the years {from} to {to} are loaded for {code}. Load the other years first, or choose years within this range.',
    'zh-CN': '{code} 只载入了 {from} 至 {to} 年，请先载入其他年份，或在此范围内选择。',
  },
  HOLIDAY_TAKEN: {
    category: 'CONFLICT',
    en: 'The set already has an entry with this name on this date. Change that entry instead.',
    'zh-CN': '该假期集在此日期已有同名记录，请修改该记录。',
  },
  HOLIDAY_FROM_LIBRARY: {
    category: 'STATE',
    en: 'This entry comes from the library and would be loaded again. Suppress it instead.',
    'zh-CN': '此记录来自假期库，删除后会再次载入，请改为停用。',
  },
  HOLIDAY_NOT_IN_LIBRARY: {
    category: 'NOT_FOUND',
    en: 'This entry is not in the library, so it cannot be restored.',
    'zh-CN': '假期库中没有此记录，无法恢复。',
  },
  HOLIDAYS_DO_NOT_FIT: {
    category: 'LIMIT',
    en: 'The calendar {calendar} uses this set and would exceed the maximum number of dates. Reduce its years or sets first.',
    'zh-CN': '日历 {calendar} 采用此假期集，更改后日期将超过日历的上限，请先减少其采用的年份或假期集。',
  },
  HOURS_INCOMPLETE: {
    category: 'REQUIRED',
    en: 'Part of a day requires both a start and an end time. Omit both for a whole day.',
    'zh-CN': '部分时段须同时填写开始与结束时间；全天则两者都不填。',
  },
  REPLACES_NEEDS_MAKE_UP_DAY: {
    category: 'REQUIRED',
    en: 'Only a make-up working day can replace another date.',
    'zh-CN': '只有调休上班日才能替代其他日期。',
  },
  ICALENDAR_INVALID: {
    category: 'INVALID',
    en: 'Line {line} is not valid iCalendar: {problem}. Export the file again, or correct the line.',
    'zh-CN': '第 {line} 行不符合 iCalendar 格式：{problem}。请重新导出文件或更正此行。',
  },
  ICALENDAR_EMPTY: {
    category: 'INVALID',
    en: 'The text contains no event (VEVENT). Send the complete iCalendar file.',
    'zh-CN': '文本中没有事件（VEVENT），请提交完整的 iCalendar 文件。',
  },
  ICALENDAR_ZONE_UNKNOWN: {
    category: 'INVALID',
    en: 'Line {line}: unknown time zone "{zone}". Use an IANA name such as Asia/Hong_Kong.',
    'zh-CN': '第 {line} 行：未知时区“{zone}”，请使用 IANA 名称，例如 Asia/Hong_Kong。',
  },
  ICALENDAR_RULE_REFUSED: {
    category: 'INVALID',
    en: 'The recurrence rule of the event at line {line} is not supported ({rule}). Use a daily, weekly, monthly or yearly rule with at most {max} dates per event.',
    'zh-CN': '不支持第 {line} 行事件的重复规则（{rule}）：仅支持按日、周、月、年重复，每个事件最多 {max} 个日期。',
  },
  ICALENDAR_TOO_MANY: {
    category: 'LIMIT',
    en: 'These events have more than {max} dates in the period. Choose a shorter period.',
    'zh-CN': '这些事件在所选期间内超过 {max} 个日期，请缩短期间。',
  },
  PERIOD_TOO_LONG: {
    category: 'LIMIT',
    en: 'At most {max} days can be requested at once ({given} given).',
    'zh-CN': '每次最多查询 {max} 天，现为 {given} 天。',
  },
  CALENDAR_VERSION_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'The calendar has no version {number}. Its versions are 1 to {current}.',
    'zh-CN': '该日历没有版本 {number}；现有版本为 1 至 {current}。',
  },
});
