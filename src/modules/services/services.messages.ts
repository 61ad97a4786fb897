import { defineMessages } from '#platform/messages';

// NOT_FOUND, OFFICE_NOT_FOUND and EMPLOYEE_NOT_FOUND are identity's; CUSTOMER_NOT_FOUND, BRANCH_NOT_FOUND, JOB_NOT_FOUND
// and PERSON_NOT_FOUND those of customers; CONTACT_TYPE_NOT_FOUND, TYPE_RETIRED and WRONG_CUSTOMER those of contacts.
defineMessages({
  INVALID_MOVE: {
    en: 'A request that stands in {from} cannot be moved to {to}; allowed are: {allowed}.',
    'zh-CN': '处于 {from} 状态的请求不能转为 {to},允许的状态:{allowed}。',
  },
  UNKNOWN_STATUS: {
    en: 'There is no status "{key}" in this service line; there are: {known}.',
    'zh-CN': '此服务线没有状态“{key}”,现有状态:{known}。',
  },
  EVENT_OUT_OF_ORDER: {
    en: 'This happened at {at}, before the event in front of it ({last}); events must come in order of time.',
    'zh-CN': '此事件发生于 {at},早于前一事件({last}),事件必须按时间顺序排列。',
  },
  NO_LIFE_CYCLE: {
    en: 'The service line {serviceLine} has no life cycle yet; an administrator must give it one first.',
    'zh-CN': '服务线 {serviceLine} 尚无生命周期,需由管理员先行设置。',
  },
  JOB_OF_OTHER_LINE: {
    en: 'This job belongs to the service line {jobLine}, the request to {requestLine}; choose another job or line.',
    'zh-CN': '此项目属于服务线 {jobLine},而请求属于 {requestLine},请另选项目或服务线。',
  },
  ID_OR_NUMBER: { en: 'Give either the id or the number.', 'zh-CN': '请只提供 id 或编号之一。' },
  CONTACT_NOT_FOUND: { en: 'There is no such contact.', 'zh-CN': '没有这条联络记录。' },
  EMPLOYEE_INACTIVE: {
    en: 'This employee no longer works here; choose another.',
    'zh-CN': '此员工已离职,请选择其他员工。',
  },
  OFFICE_CLOSED: { en: 'This office is closed; choose another.', 'zh-CN': '此办事处已关闭,请选择其他办事处。' },
  DUPLICATE_REF: {
    en: 'The external reference {ref} occurs twice in this batch.',
    'zh-CN': '外部编号 {ref} 在此批次中出现两次。',
  },
  HISTORY_CHANGED: {
    en: 'The first {taken} events of {ref} were taken before and read differently now; history is not rewritten.',
    'zh-CN': '{ref} 的前 {taken} 个事件此前已导入,但现在内容不同,历史记录不会被改写。',
  },
});
