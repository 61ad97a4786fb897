import { defineMessages } from '#platform/messages';

defineMessages({
  CALENDAR_ZONE_UNKNOWN: {
    en: '"{value}" is not a time zone; use an IANA name such as Asia/Hong_Kong.',
    'zh-CN': '“{value}”不是有效的时区，请使用 IANA 名称，例如 Asia/Hong_Kong。',
  },
  CALENDAR_WEEKDAY_UNKNOWN: {
    en: '"{value}" is not a weekday; use MON, TUE, WED, THU, FRI, SAT or SUN.',
    'zh-CN': '“{value}”不是星期几，请使用 MON、TUE、WED、THU、FRI、SAT 或 SUN。',
  },
  CALENDAR_TIME_INVALID: {
    en: '"{value}" cannot stand here: opening is from 00:00 to 23:59:59, closing from 00:00 to 24:00.',
    'zh-CN': '“{value}”无效：开始时间为 00:00 至 23:59:59，结束时间为 00:00 至 24:00。',
  },
  CALENDAR_HOURS_EMPTY: {
    en: 'Opening and closing are the same ({value}); a whole day is 00:00 to 24:00.',
    'zh-CN': '开始与结束时间相同（{value}）；全天请写 00:00 至 24:00。',
  },
  CALENDAR_DATE_INVALID: {
    en: '"{value}" is not a date that exists; write 2026-12-25, --12-25 for every year, or 2026-10-01/2026-10-07.',
    'zh-CN': '“{value}”不是存在的日期；请写 2026-12-25、每年 --12-25，或 2026-10-01/2026-10-07。',
  },
  CALENDAR_RANGE_REVERSED: {
    en: 'The end of this range does not come after its beginning.',
    'zh-CN': '此范围的结束不晚于开始。',
  },
  CALENDAR_INSTANT_OUT_OF_RANGE: {
    en: 'Calendars answer for the years 1900 to 2499.',
    'zh-CN': '日历仅支持 1900 年至 2499 年。',
  },
  CALENDAR_TOO_MANY_ROWS: {
    en: 'At most {max} rows are allowed here; these are {rows}.',
    'zh-CN': '此处最多允许 {max} 行，现有 {rows} 行。',
  },
  CALENDAR_NEVER_OPENS: {
    en: 'The calendar {calendar} does not open within ten years, so nothing on it would ever fall due; give it opening hours.',
    'zh-CN': '日历 {calendar} 在十年内不会开放，因此任何期限都不会到期；请为其设置工作时间。',
  },
  CALENDAR_NOT_FOUND: { en: 'There is no such calendar.', 'zh-CN': '没有这个日历。' },
  CALENDAR_INCOMPLETE: {
    en: 'The specification of a calendar must be given whole.',
    'zh-CN': '日历内容必须完整给出。',
  },
  NEVER_REACHED: {
    en: 'The calendar does not have that much open time: it closes for more than ten years first.',
    'zh-CN': '该日历没有这么多开放时间：在此之前已连续关闭超过十年。',
  },
  TOO_MANY_SECONDS: {
    en: 'The answer would be {seconds} seconds, which is more than a whole number of the API holds ({max}).',
    'zh-CN': '结果为 {seconds} 秒，超出接口整数的上限（{max}）。',
  },
  EVENTS_OUT_OF_ORDER: {
    en: 'This event is earlier than the one before it; send events in time order.',
    'zh-CN': '此事件早于前一个事件，请按时间顺序提交。',
  },
  FIRST_EVENT_NOT_CREATED: {
    en: 'The first event must be CREATED.',
    'zh-CN': '第一个事件必须是 CREATED。',
  },
  CREATED_TWICE: { en: 'A request is created once only.', 'zh-CN': '请求只能创建一次。' },
  INSTANT_OUT_OF_RANGE: {
    en: 'Clocks are computed for the years 1900 to 2499.',
    'zh-CN': '计时仅支持 1900 年至 2499 年。',
  },
  TERMS_ON_OTHER_EVENT: {
    en: 'Only TERMS_CHANGED carries a calendar or targets.',
    'zh-CN': '只有 TERMS_CHANGED 可以带有日历或目标。',
  },
  TARGET_NOT_POSITIVE: {
    en: 'A target is a whole number of seconds above zero.',
    'zh-CN': '目标必须是大于零的整数秒。',
  },
  TARGET_NOT_WHOLE: {
    en: 'A target is a whole number of seconds above zero.',
    'zh-CN': '目标必须是大于零的整数秒。',
  },
  METRIC_TWICE: {
    en: 'This metric has a target already; give one per metric.',
    'zh-CN': '该指标已有目标，每个指标只能给一个。',
  },
  PREVIEW_TOO_LARGE: {
    en: 'This would bring back some {given} clock states; at most {max} are allowed. Ask for fewer instants or send fewer events.',
    'zh-CN': '结果约有 {given} 个计时状态，最多允许 {max} 个。请减少时间点或事件。',
  },
  NO_TARGETS: { en: 'Terms need at least one target.', 'zh-CN': '条款至少需要一个目标。' },
  ONE_CALENDAR_ONLY: {
    en: 'With ONE, exactly one calendar is named; use INTERSECTION or UNION for several.',
    'zh-CN': '选择 ONE 时只能指定一个日历；多个日历请使用 INTERSECTION 或 UNION。',
  },
  CALENDARS_TO_COMBINE: {
    en: 'An intersection or a union is of two calendars or more; name another, or use ONE.',
    'zh-CN': '交集或并集至少需要两个日历；请再指定一个，或使用 ONE。',
  },
  CALENDAR_TWICE: {
    en: 'This calendar is named twice; leave one of the two out.',
    'zh-CN': '同一日历出现两次，请去掉其中一个。',
  },
  ONE_OF_TWO: {
    en: 'Give either {one} or {other}: exactly one of the two.',
    'zh-CN': '{one} 与 {other} 必须且只能给出其中一个。',
  },
  TARGET_TWICE: {
    en: 'There is a target for this metric and priority already.',
    'zh-CN': '该指标与优先级已有目标。',
  },
  NO_DRAFT: {
    en: 'There is no draft to publish; draft what the terms shall say first.',
    'zh-CN': '没有可发布的草稿，请先起草条款内容。',
  },
  NOTHING_TO_WITHDRAW: {
    en: 'Nothing of these terms is drafted or in force any more.',
    'zh-CN': '这些条款已没有草稿或生效内容。',
  },
  OVERLAPPING_TERMS: {
    en: 'The terms {code} ({name}), in force from {from} to {to}, are equally narrow and could match the same requests. Withdraw them, choose another period, or narrow one of the two.',
    'zh-CN':
      '条款 {code}（{name}）在 {from} 至 {to} 期间生效，范围同样具体，可能适用于相同请求。请撤回该条款、另选时段，或缩小其中之一的范围。',
  },
  LEVEL_NEEDS: {
    en: 'Terms of the level {level} are agreed with one: give {field}, and nothing else that names one.',
    'zh-CN': '层级 {level} 的条款需要给出 {field}，且不得给出其他对象。',
  },
  TOO_MANY_ATTAINMENT_ROWS: {
    en: 'This would be more than {max} rows; group by less or narrow the filter.',
    'zh-CN': '结果超过 {max} 行，请减少分组或缩小筛选范围。',
  },
  SLA_ROW_UNKNOWN: {
    en: 'This names no row of a report; give the field "row" of slaAttainment or slaTimeDistribution as it is.',
    'zh-CN': '这不是报表中的行；请原样填写 slaAttainment 或 slaTimeDistribution 的 row 字段。',
  },
  SLA_DIMENSIONS_CLASH: {
    en: 'Group by only one kind of period, and by either CUSTOMER or CUSTOMER_GROUP; {given} is one too many.',
    'zh-CN': '只能按一种时间周期分组，且 CUSTOMER 与 CUSTOMER_GROUP 只能选其一；{given} 是多余的。',
  },
});
