import { defineMessages } from '#platform/messages';

// NOT_FOUND, OFFICE_NOT_FOUND and EMPLOYEE_NOT_FOUND are identity's; CUSTOMER_NOT_FOUND, BRANCH_NOT_FOUND,
// JOB_NOT_FOUND, PERSON_NOT_FOUND, OTHER_CUSTOMER, OTHER_GROUP, PARENT_NOT_FOUND, CYCLE and TOO_DEEP are those of customers.
defineMessages({
  CONTACT_TYPE_NOT_FOUND: { category: 'NOT_FOUND', en: 'Contact type not found.', 'zh-CN': '未找到此联络类型。' },
  TYPE_RETIRED: {
    category: 'STATE',
    en: 'This contact type is retired. Choose an active one.',
    'zh-CN': '此联络类型已停用，请选择仍在使用的类型。',
  },
  NO_FOLLOW_UP: {
    category: 'STATE',
    en: 'This contact has no planned follow-up. Set a follow-up date first.',
    'zh-CN': '此联络没有计划跟进，请先填写跟进日期。',
  },
  FOLLOW_UP_DONE: { category: 'STATE', en: 'This follow-up is already completed.', 'zh-CN': '此跟进已完成。' },
});
