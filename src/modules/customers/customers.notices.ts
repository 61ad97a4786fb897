import { defineNotice } from '#modules/notifications';

export const accountManagerAppointed = defineNotice(
  'customers.account-manager-appointed',
  {
    en: 'You are now account manager of {customer} ({code}); {by} appointed you.',
    'zh-CN': '您已成为 {customer}（{code}）的客户经理，由 {by} 指定。',
  },
  { label: { en: 'You become account manager', 'zh-CN': '您成为客户经理' } },
);

export const accountManagerReplaced = defineNotice(
  'customers.account-manager-replaced',
  {
    en: 'You are no longer account manager of {customer} ({code}); {by} changed it.',
    'zh-CN': '您不再是 {customer}（{code}）的客户经理，由 {by} 变更。',
  },
  { label: { en: 'You are no longer account manager', 'zh-CN': '您不再担任客户经理' } },
);
