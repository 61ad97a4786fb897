import { defineMessages } from '#platform/messages';

// NOT_FOUND, CODE_TAKEN, OFFICE_NOT_FOUND and EMPLOYEE_NOT_FOUND are identity's.
defineMessages({
  CUSTOMER_NOT_FOUND: { en: 'There is no such customer.', 'zh-CN': '没有这个客户。' },
  BRANCH_NOT_FOUND: { en: 'There is no such branch.', 'zh-CN': '没有这个分支机构。' },
  PERSON_NOT_FOUND: { en: 'There is no such person.', 'zh-CN': '没有这个联系人。' },
  JOB_NOT_FOUND: { en: 'There is no such job.', 'zh-CN': '没有这个项目。' },
  SECTOR_NOT_FOUND: { en: 'There is no such sector.', 'zh-CN': '没有这个行业。' },
  SECTOR_INACTIVE: {
    en: 'This sector is no longer used; choose another.',
    'zh-CN': '此行业已停用，请选择其他行业。',
  },
  PARENT_NOT_FOUND: { en: 'There is no such parent.', 'zh-CN': '没有这个上级。' },
  CYCLE: {
    en: 'This would put something below itself; choose a parent that is not below it.',
    'zh-CN': '这会使其成为自身的下级，请选择不在其下的上级。',
  },
  TOO_DEEP: {
    en: 'The tree would get more than {max} levels; choose a parent higher up.',
    'zh-CN': '层级将超过 {max} 级，请选择更高的上级。',
  },
  BRANCH_OF_ANOTHER_CUSTOMER: {
    en: 'This branch belongs to another customer; choose a branch of the same customer.',
    'zh-CN': '此分支机构属于其他客户，请选择同一客户的分支机构。',
  },
  OFFICE_AND_INCUMBENT: {
    en: 'A branch is served either by one of our offices or by a rival; empty one of the two.',
    'zh-CN': '分支机构只能由我方办事处或竞争对手之一服务，请清空其中一项。',
  },
  ID_OR_CODE: { en: 'Give either the id or the code.', 'zh-CN': 'id 与 code 必须且只能给一个。' },
  ENDS_BEFORE_START: {
    en: 'The end lies before the start.',
    'zh-CN': '结束日期早于开始日期。',
  },
});
