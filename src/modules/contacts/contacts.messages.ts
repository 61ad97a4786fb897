import { defineMessages } from '#platform/messages';

// NOT_FOUND, CODE_TAKEN, OFFICE_NOT_FOUND and EMPLOYEE_NOT_FOUND are identity's; CUSTOMER_NOT_FOUND, BRANCH_NOT_FOUND,
// JOB_NOT_FOUND, PERSON_NOT_FOUND, PARENT_NOT_FOUND, CYCLE and TOO_DEEP are those of customers.
defineMessages({
  CONTACT_TYPE_NOT_FOUND: { en: 'There is no such contact type.', 'zh-CN': '没有这个联络类型。' },
  TYPE_RETIRED: {
    en: 'This contact type is retired; choose one that is in use.',
    'zh-CN': '此联络类型已停用，请选择仍在使用的类型。',
  },
  WRONG_CUSTOMER: {
    en: 'This belongs to another customer; choose one of the same customer (or, for branches and jobs, of its group).',
    'zh-CN': '此项属于其他客户，请选择同一客户的（分支机构和项目也可选同一集团的）。',
  },
  NO_FOLLOW_UP: {
    en: 'No follow-up is planned for this contact; give it a date first.',
    'zh-CN': '此联络没有计划跟进，请先填写跟进日期。',
  },
  FOLLOW_UP_DONE: {
    en: 'This follow-up is completed already.',
    'zh-CN': '此跟进已完成。',
  },
});
