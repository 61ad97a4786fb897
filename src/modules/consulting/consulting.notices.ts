import { defineNotice } from '#modules/notifications';

export const deliverableDue = defineNotice(
  'consulting.deliverable-due',
  {
    en: '"{name}" of engagement {engagement} ({customer}) is due on {dueOn} and not submitted yet.',
    'zh-CN': '项目 {engagement}（{customer}）的交付物“{name}”应于 {dueOn} 提交，目前尚未提交。',
  },
  { label: { en: 'A deliverable of yours is due', 'zh-CN': '您负责的交付物即将到期' } },
);

export const deliverableLate = defineNotice(
  'consulting.deliverable-late',
  {
    en: '"{name}" of engagement {engagement} ({customer}) was due on {dueOn}, a week ago, and is still not submitted.',
    'zh-CN': '项目 {engagement}（{customer}）的交付物“{name}”应于 {dueOn} 提交，已逾期一周仍未提交。',
  },
  { label: { en: 'A deliverable of yours is late', 'zh-CN': '您负责的交付物已逾期' } },
);
