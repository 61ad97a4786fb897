import { defineMessages } from '#platform/messages';

defineMessages({
  NOTICE_KIND_NOT_FOUND: {
    en: 'There is no kind of notification "{kind}"; the query notificationPreferences lists them.',
    'zh-CN': '没有通知类型“{kind}”，可用 notificationPreferences 查询列出。',
  },
});
