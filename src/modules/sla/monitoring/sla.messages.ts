import { defineMessages } from '#platform/messages';

defineMessages({
  CALENDAR_ZONE_UNKNOWN: {
    category: 'INVALID',
    en: '"{value}" is not a known time zone. Use an IANA name such as Asia/Hong_Kong.',
    'zh-CN': '“{value}”不是有效的时区，请使用 IANA 名称，例如 Asia/Hong_Kong。',
  },
  CALENDAR_WEEKDAY_UNKNOWN: {
    category: 'INVALID',
    en: '"{value}" is not a weekday. Use MON, TUE, WED, THU, FRI, SAT or SUN.',
    'zh-CN': '“{value}”不是星期几，请使用 MON、TUE、WED、THU、FRI、SAT 或 SUN。',
  },
  CALENDAR_TIME_INVALID: {
    category: 'INVALID',
    en: 'Invalid time "{value}". Opening times range from 00:00 to 23:59:59, closing times from 00:00 to 24:00.',
    'zh-CN': '时间“{value}”无效：开始时间为 00:00 至 23:59:59，结束时间为 00:00 至 24:00。',
  },
  CALENDAR_HOURS_EMPTY: {
    category: 'INVALID',
    en: 'The opening and closing times are the same ({value}). For a whole day, use 00:00 to 24:00.',
    'zh-CN': '开始与结束时间相同（{value}）；全天请写 00:00 至 24:00。',
  },
  CALENDAR_PART_IGNORED: {
    category: 'INVALID',
    en: 'A calendar that is open around the clock closes only on holidays and during closures. Remove this part, or state weekly hours instead of `always`.',
    'zh-CN': '全天候开放（always）的日历只在假期和停业期间关闭。请删除此部分，或改用每周工作时间代替 always。',
  },
  CALENDAR_DATE_INVALID: {
    category: 'INVALID',
    en: '"{value}" is not a valid date. Use 2026-12-25, --12-25 for every year, or the range 2026-10-01/2026-10-07.',
    'zh-CN': '“{value}”不是有效的日期；请写成 2026-12-25、每年重复的 --12-25，或 2026-10-01/2026-10-07 这样的范围。',
  },
  CALENDAR_INSTANT_OUT_OF_RANGE: {
    category: 'INVALID',
    en: 'Calendars support the years 1900 to 2499.',
    'zh-CN': '日历仅支持 1900 年至 2499 年。',
  },
  CALENDAR_TOO_MANY_ROWS: {
    category: 'LIMIT',
    en: 'At most {max} rows are allowed here ({rows} given).',
    'zh-CN': '此处最多允许 {max} 行，现有 {rows} 行。',
  },
  CALENDAR_NEVER_OPENS: {
    category: 'INVALID',
    en: 'The calendar {calendar} does not open within ten years, so no deadline based on it could ever be reached. Add opening hours.',
    'zh-CN': '日历 {calendar} 在十年内没有工作时间，按其计算的期限永远不会到期，请为其设置工作时间。',
  },
  CALENDAR_NOT_FOUND: { category: 'NOT_FOUND', en: 'Calendar not found.', 'zh-CN': '未找到此日历。' },
  NEVER_REACHED: {
    category: 'INVALID',
    en: 'The calendar does not have enough open time: it is closed for more than ten years before the target is reached, or reaches it only after more than a century.',
    'zh-CN': '该日历的工作时间不足：在达到目标之前会连续关闭超过十年，或一百年后才能达到。',
  },
  REACHED_OUT_OF_RANGE: {
    category: 'INVALID',
    en: 'The result lies outside the years 1900 to 2499, which calendars support. Use fewer seconds.',
    'zh-CN': '结果超出日历支持的年份（1900 年至 2499 年），请减少秒数。',
  },
  TOO_MANY_SECONDS: {
    category: 'LIMIT',
    en: 'The result of {seconds} seconds exceeds the largest integer that the API supports ({max}).',
    'zh-CN': '结果为 {seconds} 秒，超出接口整数的上限（{max}）。',
  },
  EVENTS_OUT_OF_ORDER: {
    category: 'INVALID',
    en: 'This event is earlier than the preceding one. Send events in chronological order.',
    'zh-CN': '此事件早于前一个事件，请按时间顺序提交。',
  },
  FIRST_EVENT_NOT_CREATED: {
    category: 'INVALID',
    en: 'The first event must be CREATED.',
    'zh-CN': '第一个事件必须是 CREATED。',
  },
  INSTANT_OUT_OF_RANGE: {
    category: 'INVALID',
    en: 'SLA clocks support the years 1900 to 2499.',
    'zh-CN': 'SLA 计时仅支持 1900 年至 2499 年。',
  },
  TERMS_ON_OTHER_EVENT: {
    category: 'INVALID',
    en: 'Only TERMS_CHANGED events can have a calendar or targets.',
    'zh-CN': '只有 TERMS_CHANGED 事件可以带有日历或目标。',
  },
  TARGET_NOT_POSITIVE: {
    category: 'INVALID',
    en: 'A target must be a whole number of seconds greater than zero.',
    'zh-CN': '目标必须是大于零的整数秒。',
  },
  TARGET_NOT_WHOLE: {
    category: 'INVALID',
    en: 'A target must be a whole number of seconds greater than zero.',
    'zh-CN': '目标必须是大于零的整数秒。',
  },
  PREVIEW_TOO_LONG: {
    category: 'LIMIT',
    en: 'Events and instants lie too far apart: at most {max} years from the earliest to the latest.',
    'zh-CN': '事件与时间点相距太远：最早与最晚之间最多 {max} 年。',
  },
  CALENDAR_SPAN_TOO_LONG: {
    category: 'LIMIT',
    en: 'Open time can be counted over at most {max} years at once. Choose an earlier end or a later start.',
    'zh-CN': '每次最多统计 {max} 年内的工作时间，请缩短起止时间。',
  },
  PREVIEW_TOO_LARGE: {
    category: 'LIMIT',
    en: 'This would return about {given} clock states; at most {max} are allowed. Request fewer instants or send fewer events.',
    'zh-CN': '结果约有 {given} 个计时状态，最多允许 {max} 个，请减少时间点或事件。',
  },
  NO_TARGETS: { category: 'REQUIRED', en: 'At least one target is required.', 'zh-CN': '至少需要一个目标。' },
  ONE_CALENDAR_ONLY: {
    category: 'INVALID',
    en: 'ONE requires exactly one calendar. Use INTERSECTION or UNION for several.',
    'zh-CN': '选择 ONE 时只能指定一个日历；多个日历请使用 INTERSECTION 或 UNION。',
  },
  CALENDARS_TO_COMBINE: {
    category: 'REQUIRED',
    en: 'An intersection or union requires at least two calendars. Add another, or use ONE.',
    'zh-CN': '交集或并集至少需要两个日历，请再添加一个，或使用 ONE。',
  },
  NO_DRAFT: {
    category: 'STATE',
    en: 'There is no draft to publish. Create a draft first.',
    'zh-CN': '没有可发布的草稿，请先创建草稿。',
  },
  NOTHING_TO_WITHDRAW: {
    category: 'STATE',
    en: 'These terms have neither a draft nor an active version.',
    'zh-CN': '这些条款既没有草稿，也没有生效的版本。',
  },
  OVERLAPPING_TERMS: {
    category: 'CONFLICT',
    en: 'The terms {code} ({name}), in force from {from} to {to}, are equally specific and can apply to the same requests. Withdraw them, choose another period, or make one of the two more specific.',
    'zh-CN':
      '条款 {code}（{name}）在 {from} 至 {to} 期间生效，具体程度相同，且可能适用于相同的请求。请撤回该条款、另选期间，或使其中之一的范围更具体。',
  },
  LEVEL_NEEDS: {
    category: 'REQUIRED',
    en: 'Terms at level {level} require {field} and no other party.',
    'zh-CN': '层级为 {level} 的条款必须提供 {field}，且不得提供其他对象。',
  },
  TOO_MANY_ATTAINMENT_ROWS: {
    category: 'LIMIT',
    en: 'The result would exceed {max} rows. Use fewer dimensions or a more restrictive filter.',
    'zh-CN': '结果将超过 {max} 行，请减少分组维度或缩小筛选范围。',
  },
  SLA_ROW_UNKNOWN: {
    category: 'INVALID',
    en: 'This is not a report row. Pass the field "row" of slaAttainment or slaTimeDistribution unchanged.',
    'zh-CN': '这不是报表中的行，请原样填写 slaAttainment 或 slaTimeDistribution 的 row 字段。',
  },
  SLA_DIMENSIONS_CLASH: {
    category: 'INVALID',
    en: 'Group by only one kind of period, and by either CUSTOMER or CUSTOMER_GROUP. Remove {given}.',
    'zh-CN': '只能按一种时间周期分组，且 CUSTOMER 与 CUSTOMER_GROUP 只能选其一，请去掉 {given}。',
  },
});
