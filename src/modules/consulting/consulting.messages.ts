import { defineMessages } from '#platform/messages';

defineMessages({
  ENGAGEMENT_NOT_FOUND: {
    en: 'There is no such engagement within your reach.',
    'zh-CN': '您可访问的范围内没有这个项目。',
  },
  ENGAGEMENT_CLOSED: {
    en: 'The engagement is {status}; open it again before you change what it delivers.',
    'zh-CN': '该项目状态为 {status}；请先重新开启，再修改其交付物。',
  },
  ENGAGEMENT_OF_OTHER_CUSTOMER: {
    en: 'The engagement belongs to another customer; choose one of this customer or of its group.',
    'zh-CN': '该项目属于其他客户；请选择该客户或其集团的项目。',
  },
  ENDS_BEFORE_START: { en: 'The end lies before the start.', 'zh-CN': '结束日期早于开始日期。' },
  DELIVERABLES_OPEN: {
    en: 'Not everything is accepted or withdrawn yet ({open} still open); finish that first.',
    'zh-CN': '仍有 {open} 项交付物未被接受或撤回；请先处理。',
  },
  DELIVERABLE_NOT_OPEN: {
    en: 'It is {status}; only what is a draft or was rejected can be submitted.',
    'zh-CN': '其状态为 {status}；只有草稿或被拒绝的交付物可以提交。',
  },
  DELIVERABLE_NOT_SUBMITTED: {
    en: 'It is {status}; only what was submitted can be accepted or rejected.',
    'zh-CN': '其状态为 {status}；只有已提交的交付物可以接受或拒绝。',
  },
  DELIVERABLE_ACCEPTED: {
    en: 'It was accepted and stays as it is; make another deliverable.',
    'zh-CN': '该交付物已被接受，不再更改；请另建交付物。',
  },
  PRODUCT_NOT_FOUND: { en: 'There is no such product.', 'zh-CN': '没有这个产品。' },
  PRODUCT_INACTIVE: {
    en: '{code} is not recommended any more; choose another, or make it active again.',
    'zh-CN': '{code} 已不再推荐；请另选，或重新启用。',
  },
  ADVICE_NOT_FOUND: { en: 'There is no such advice within your reach.', 'zh-CN': '您可访问的范围内没有这条建议。' },
  ADVISED_LATER: {
    en: 'This is dated before the advice was given; check the date.',
    'zh-CN': '该日期早于提出建议的日期，请核对。',
  },
  NO_ADVISERS: {
    en: 'Say who gave the advice: at least one of us.',
    'zh-CN': '请说明建议由谁提出：至少一名我方人员。',
  },
  OTHER_PRODUCT_NEEDED: {
    en: 'Say what the customer chose instead: chosenProductId with CHOSE_OTHER, and only with it.',
    'zh-CN': '请说明客户另选了什么：CHOSE_OTHER 时须给出 chosenProductId，其他情况不可给出。',
  },
  OUTCOME_ONE_THING: {
    en: 'An outcome shows in one request or one contact, or in neither; not in both.',
    'zh-CN': '结果只能对应一个请求或一个联系记录，或两者皆无，不可两者皆有。',
  },
  OTHER_CUSTOMER: {
    en: 'This belongs to another customer, outside the group of this one.',
    'zh-CN': '这属于其他客户，不在该客户的集团之内。',
  },
});
