import { defineMessages } from '#platform/messages';

// NOT_FOUND, OFFICE_NOT_FOUND and EMPLOYEE_NOT_FOUND are identity's.
defineMessages({
  CUSTOMER_NOT_FOUND: { category: 'NOT_FOUND', en: 'Customer not found.', 'zh-CN': '未找到此客户。' },
  BRANCH_NOT_FOUND: { category: 'NOT_FOUND', en: 'Branch not found.', 'zh-CN': '未找到此分支机构。' },
  PERSON_NOT_FOUND: { category: 'NOT_FOUND', en: 'Person not found.', 'zh-CN': '未找到此联系人。' },
  JOB_NOT_FOUND: { category: 'NOT_FOUND', en: 'Job not found.', 'zh-CN': '未找到此项目。' },
  // Warnings: what they concern was saved all the same.
  CUSTOMER_INACTIVE: {
    category: 'STATE',
    en: 'This customer is no longer active. Check whether you mean another, or activate it again.',
    'zh-CN': '此客户已停用，请确认是否应为其他客户，或重新启用。',
  },
  BRANCH_CLOSED: {
    category: 'STATE',
    en: 'This branch is closed. Check whether you mean another.',
    'zh-CN': '此分支机构已关闭，请确认是否应为其他分支机构。',
  },
  PERSON_HAS_LEFT: {
    category: 'STATE',
    en: 'This person has left the customer. Check whether someone else took over.',
    'zh-CN': '此联系人已离职，请确认是否已有人接替。',
  },
  SECTOR_NOT_FOUND: { category: 'NOT_FOUND', en: 'Sector not found.', 'zh-CN': '未找到此行业。' },
  SECTOR_INACTIVE: {
    category: 'STATE',
    en: 'This sector is no longer active. Choose another.',
    'zh-CN': '此行业已停用，请选择其他行业。',
  },
  PARENT_NOT_FOUND: { category: 'NOT_FOUND', en: 'Parent not found.', 'zh-CN': '未找到此上级。' },
  CYCLE: {
    category: 'CONFLICT',
    en: 'This would create a cycle in the hierarchy. Choose a parent that is not a descendant.',
    'zh-CN': '这会使其成为自身的下级，请选择不属于其下级的上级。',
  },
  TOO_DEEP: {
    category: 'LIMIT',
    en: 'The hierarchy would exceed {max} levels. Choose a parent higher up.',
    'zh-CN': '层级将超过 {max} 级，请选择层级更高的上级。',
  },
  OTHER_CUSTOMER: {
    category: 'INVALID',
    en: 'This belongs to another customer. Choose one of the same customer.',
    'zh-CN': '此项属于其他客户，请选择同一客户的记录。',
  },
  ALREADY_THERE: {
    category: 'STATE',
    en: 'This person already belongs to this customer. Choose another customer.',
    'zh-CN': '此联系人已属于该客户，请选择其他客户。',
  },
  /** Where the customers above and below it are allowed too. */
  OTHER_GROUP: {
    category: 'INVALID',
    en: 'This belongs to a customer of another group. Choose one of the same customer or its group.',
    'zh-CN': '此项属于其他集团的客户，请选择同一客户或其集团的记录。',
  },
});
