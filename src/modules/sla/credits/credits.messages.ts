import { defineMessages } from '#platform/messages';

defineMessages({
  NOT_A_PERIOD_START: {
    category: 'INVALID',
    en: 'No period starts on this day. The period that includes it starts on {start}.',
    'zh-CN': '该日不是期间的首日；其所在期间始于 {start}。',
  },
  PERIOD_NOT_OVER: {
    category: 'STATE',
    en: 'The period ends on {until}. Approve its credits after that.',
    'zh-CN': '该期间到 {until} 才结束，请届时再批准。',
  },
  NOTHING_TO_APPROVE: {
    category: 'STATE',
    en: 'There is nothing to approve: no service credit is due for this period, or all of it has been approved.',
    'zh-CN': '没有可批准的内容：此期间没有应付的服务抵扣，或已全部批准。',
  },
  CREDITS_CHANGED: {
    category: 'STALE',
    en: 'The credit has changed and is now {credit}. Review it before you approve it.',
    'zh-CN': '抵扣金额已变动，现为 {credit}，请重新核对后再批准。',
  },
});
