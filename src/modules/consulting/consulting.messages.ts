import { defineMessages } from '#platform/messages';

defineMessages({
  ENGAGEMENT_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Engagement not found, or you do not have access to it.',
    'zh-CN': '未找到此项目，或您无权访问。',
  },
  ENGAGEMENT_CLOSED: {
    category: 'STATE',
    en: 'The engagement is {status}. Reopen it before you change its deliverables.',
    'zh-CN': '该项目状态为 {status}，请先重新开启，再修改其交付物。',
  },
  DELIVERABLES_OPEN: {
    category: 'STATE',
    en: '{open} deliverables are neither accepted nor withdrawn. Accept or withdraw them first.',
    'zh-CN': '仍有 {open} 项交付物未被接受或撤回，请先处理。',
  },
  DELIVERABLE_NOT_OPEN: {
    category: 'STATE',
    en: 'The deliverable is {status}. Only drafts and rejected deliverables can be submitted.',
    'zh-CN': '其状态为 {status}；只有草稿或被拒绝的交付物可以提交。',
  },
  DELIVERABLE_NOT_SUBMITTED: {
    category: 'STATE',
    en: 'The deliverable is {status}. Only submitted deliverables can be accepted or rejected.',
    'zh-CN': '其状态为 {status}；只有已提交的交付物可以接受或拒绝。',
  },
  DELIVERABLE_ACCEPTED: {
    category: 'STATE',
    en: 'The deliverable has been accepted and can no longer be changed. Create another one.',
    'zh-CN': '该交付物已被接受，不能再更改，请另建交付物。',
  },
  PRODUCT_NOT_FOUND: { category: 'NOT_FOUND', en: 'Product not found.', 'zh-CN': '未找到此产品。' },
  PRODUCT_INACTIVE: {
    category: 'STATE',
    en: '{code} is no longer recommended. Choose another product, or reactivate it.',
    'zh-CN': '{code} 已不再推荐，请另选产品，或重新启用。',
  },
  ADVICE_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Advice not found, or you do not have access to it.',
    'zh-CN': '未找到此建议，或您无权访问。',
  },
  ADVISED_LATER: {
    category: 'INVALID',
    en: 'This date is before the advice was given. Check the date.',
    'zh-CN': '该日期早于提出建议的日期，请核对。',
  },
  NO_ADVISERS: {
    category: 'REQUIRED',
    en: 'Specify who gave the advice: at least one of our employees.',
    'zh-CN': '请指定提出建议的人：至少一名我方员工。',
  },
  OTHER_PRODUCT_NEEDED: {
    category: 'REQUIRED',
    en: 'Specify the product the customer chose: chosenProductId is required with CHOSE_OTHER and not allowed otherwise.',
    'zh-CN': '请指定客户另选的产品：CHOSE_OTHER 时必须提供 chosenProductId，其他情况不得提供。',
  },
});
