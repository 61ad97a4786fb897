import { defineMessages } from '#platform/messages';

defineMessages({
  NOTICE_KIND_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Unknown notification type "{kind}". Query notificationPreferences for the full list.',
    'zh-CN': '没有通知类型“{kind}”，可通过 notificationPreferences 查询获取列表。',
  },
});
