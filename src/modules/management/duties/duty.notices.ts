import { defineNotice } from '#modules/notifications';

export const dutyFails = defineNotice(
  'management.duty-fails',
  {
    en: 'Duty {number} "{subject}" is due, but its request could not be created: {problem} Correct the duty; the system retries every 15 minutes.',
    'zh-CN': '例行任务 {number}“{subject}”到期，但未能创建请求：{problem} 请修正该任务，系统每 15 分钟重试一次。',
  },
  { label: { en: 'A duty could not create its request', 'zh-CN': '例行任务未能创建请求' } },
);
