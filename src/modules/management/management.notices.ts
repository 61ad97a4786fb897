import { defineNotice } from '#modules/notifications';

export const dutyFails = defineNotice(
  'management.duty-fails',
  {
    en: 'The duty {number} "{subject}" came up but its request could not be opened: {problem} It is tried again every quarter of an hour; mend the duty.',
    'zh-CN': '例行任务 {number}“{subject}”到期，但未能开立请求：{problem} 系统每一刻钟重试一次，请修正该任务。',
  },
  { label: { en: 'A duty could not open its request', 'zh-CN': '例行任务未能开立请求' } },
);

export const reviewIsPrepared = defineNotice(
  'management.review-prepared',
  {
    en: 'The service review {number} of {customer} is prepared: {name}, {from} to {to}, to be held {plannedAt}.',
    'zh-CN': '{customer} 的服务评审 {number} 已准备好：{name}，{from} 至 {to}，定于 {plannedAt} 举行。',
  },
  { label: { en: 'A service review is prepared', 'zh-CN': '服务评审已准备好' } },
);
