import { defineMessages } from '#platform/messages';

defineMessages({
  BACKGROUND_JOB_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Background job not found. Query backgroundJobs for the names.',
    'zh-CN': '没有此名称的后台作业，可通过 backgroundJobs 查询获取列表。',
  },
  BACKGROUND_JOB_NOT_SCHEDULED: {
    category: 'STATE',
    en: 'This job has no schedule; it runs on demand.',
    'zh-CN': '此作业没有计划，仅在需要时运行。',
  },
  INVALID_CRON: {
    category: 'INVALID',
    en: 'Invalid cron pattern or time zone. Use five or six fields and an IANA time zone.',
    'zh-CN': 'cron 表达式或时区无效，请使用五段或六段的表达式和 IANA 时区。',
  },
  INVALID_INTERVAL: {
    category: 'INVALID',
    en: 'The interval must be a whole number of milliseconds, at least 100.',
    'zh-CN': '间隔必须是不小于 100 毫秒的整数。',
  },
});
