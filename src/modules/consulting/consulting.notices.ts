import { defineNotice } from '#modules/notifications';

export const deliverableComesUp = defineNotice(
  'consulting.deliverable-comes-up',
  {
    en: 'The deliverable "{title}" of {engagement} is due on {dueOn}.',
    'zh-CN': '{engagement} 的交付成果“{title}”将于 {dueOn} 到期。',
  },
  { label: { en: 'A deliverable is due soon', 'zh-CN': '交付成果即将到期' } },
);

export const deliverableOverdue = defineNotice(
  'consulting.deliverable-overdue',
  {
    en: 'The deliverable "{title}" of {engagement} was due on {dueOn} and has not been submitted.',
    'zh-CN': '{engagement} 的交付成果“{title}”已于 {dueOn} 到期,尚未提交。',
  },
  { label: { en: 'A deliverable is overdue', 'zh-CN': '交付成果逾期' } },
);
