import { defineNotice } from '#modules/notifications';

/** Notifications about a request to the people concerned: its assignee and its watchers. */
export const NOTICES = {
  assignedToYou: defineNotice(
    'services.assigned-to-you',
    {
      en: '{number} "{subject}" ({customer}) was assigned to you by {who}.',
      'zh-CN': '{who}将 {number}“{subject}”（{customer}）分配给您。',
    },
    { label: { en: 'A request was assigned to me', 'zh-CN': '请求分配给我' } },
  ),
  assigned: defineNotice(
    'services.request-assigned',
    {
      en: '{number} "{subject}" ({customer}) was assigned to {assignee} by {who}.',
      'zh-CN': '{who}将 {number}“{subject}”（{customer}）分配给{assignee}。',
    },
    { label: { en: 'A request I watch was assigned', 'zh-CN': '我关注的请求已分配' }, email: 'DIGEST' },
  ),
  customerWrote: defineNotice(
    'services.customer-wrote',
    {
      en: '{number} "{subject}": new message from {customer}.',
      'zh-CN': '{number}“{subject}”：{customer}有新消息。',
    },
    { label: { en: 'New customer message on a request', 'zh-CN': '客户就请求发来消息' } },
  ),
  nobodyAssigned: defineNotice(
    'services.message-unattended',
    {
      en: '{number} "{subject}": new message from {customer}, and no one is assigned. Please take it over or assign it.',
      'zh-CN': '{number}“{subject}”：{customer}有新消息，但尚无负责人，请接手或指派。',
    },
    { label: { en: 'A customer wrote and no one is assigned', 'zh-CN': '客户来信但无负责人' } },
  ),
  replied: defineNotice(
    'services.reply-sent',
    {
      en: '{number} "{subject}" ({customer}): {who} replied to the customer.',
      'zh-CN': '{number}“{subject}”（{customer}）：{who}已回复客户。',
    },
    { label: { en: 'A request I watch was answered', 'zh-CN': '我关注的请求已回复' }, email: 'DIGEST' },
  ),
  moved: defineNotice(
    'services.status-changed',
    {
      en: '{number} "{subject}" ({customer}) is now {status}.',
      'zh-CN': '{number}“{subject}”（{customer}）的状态变为：{status}。',
    },
    { label: { en: 'The status of a request I watch changed', 'zh-CN': '我关注的请求状态变化' }, email: 'DIGEST' },
  ),
} as const;
