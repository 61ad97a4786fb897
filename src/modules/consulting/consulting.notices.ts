import { defineNotice } from '#modules/notifications';

export const deliverableDue = defineNotice(
  'consulting.deliverable-due',
  {
    en: '"{name}" of engagement {engagement} ({customer}) is due on {dueOn} and has not been submitted yet.',
    'zh-CN': '项目 {engagement}（{customer}）的交付物“{name}”应于 {dueOn} 提交，目前尚未提交。',
  },
  { label: { en: 'Your deliverable is due', 'zh-CN': '您负责的交付物即将到期' } },
);

export const deliverableLate = defineNotice(
  'consulting.deliverable-late',
  {
    en: '"{name}" of engagement {engagement} ({customer}) was due on {dueOn} and is a week overdue.',
    'zh-CN': '项目 {engagement}（{customer}）的交付物“{name}”应于 {dueOn} 提交，已逾期一周仍未提交。',
  },
  { label: { en: 'Your deliverable is overdue', 'zh-CN': '您负责的交付物已逾期' } },
);
