import { defineNotice } from '#modules/notifications';

export const reviewIsPrepared = defineNotice(
  'management.review-prepared',
  {
    en: 'Service review {number} for {customer} is ready: {name}, {from} to {to}, scheduled for {plannedAt}.',
    'zh-CN': '{customer} 的服务评审 {number} 已准备好：{name}，{from} 至 {to}，定于 {plannedAt} 举行。',
  },
  { label: { en: 'A service review is ready', 'zh-CN': '服务评审已准备好' } },
);
