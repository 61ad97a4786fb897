import { defineMessages } from '#platform/messages';

// NOT_FOUND and those of offices and employees are identity's; CUSTOMER_NOT_FOUND, JOB_NOT_FOUND and
// PERSON_NOT_FOUND and OTHER_GROUP those of customers; JOB_OF_OTHER_LINE that of services;
// CALENDAR_NOT_FOUND that of SLA.
defineMessages({
  WRONG_STATUS: {
    category: 'STATE',
    en: 'This is not possible while the status is {status}.',
    'zh-CN': '当前状态为 {status}，不能进行此操作。',
  },
  ZONE_UNKNOWN: {
    category: 'REQUIRED',
    en: 'Neither the branch nor the office has a time zone. Specify one.',
    'zh-CN': '分支机构和办事处都没有时区，请指定时区。',
  },
});
