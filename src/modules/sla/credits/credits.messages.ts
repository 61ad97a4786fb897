import { defineMessages } from '#platform/messages';

defineMessages({
  EMPTY_PERIOD: {
    en: 'The period is empty: its end must come after its beginning.',
    'zh-CN': '期间为空：结束必须晚于开始。',
  },
  NOT_A_PERIOD_START: {
    en: 'No period begins on that day; the one it lies in begins on {start}.',
    'zh-CN': '该日不是期间的首日；其所在期间始于 {start}。',
  },
  PERIOD_NOT_OVER: {
    en: 'The period is not over before {until}; approve its credits then.',
    'zh-CN': '该期间到 {until} 才结束，请届时再批准。',
  },
  NOTHING_TO_APPROVE: {
    en: 'There is nothing to approve: no breach gives anything back in this period, or all of it is approved already.',
    'zh-CN': '没有可批准的内容：此期间没有产生抵扣的违约，或已全部批准。',
  },
  CREDITS_CHANGED: {
    en: 'The credit has changed meanwhile: it is {credit} now. Look at it again before you approve it.',
    'zh-CN': '抵扣金额已变动，现为 {credit}；请重新查看后再批准。',
  },
});
