import { defineMessages } from '#platform/messages';

defineMessages({
  INTERVAL_AND_CRON: { en: 'Give an interval or a cron pattern, not both.', 'zh-CN': '间隔与 cron 表达式只能给一个。' },
  BACKGROUND_JOB_NOT_FOUND: {
    en: 'There is no background job of this name; backgroundJobs lists them.',
    'zh-CN': '没有此名称的后台作业，可用 backgroundJobs 查询列出。',
  },
  BACKGROUND_JOB_NOT_SCHEDULED: {
    en: 'This job has no schedule; it runs when something asks for it.',
    'zh-CN': '此作业没有计划，仅在需要时运行。',
  },
  INVALID_CRON: {
    en: 'This is not a cron pattern of five or six fields in an existing time zone.',
    'zh-CN': '这不是五段或六段的 cron 表达式，或时区不存在。',
  },
  INVALID_INTERVAL: {
    en: 'The interval must be a whole number of milliseconds, at least 100.',
    'zh-CN': '间隔必须是不小于 100 毫秒的整数。',
  },
});
