import { defineMessages } from '#platform/messages';

// NOT_FOUND, OFFICE_NOT_FOUND, EMPLOYEE_NOT_FOUND, EMPLOYEE_INACTIVE and TEAM_NOT_FOUND are identity's; CUSTOMER_NOT_FOUND, BRANCH_NOT_FOUND, JOB_NOT_FOUND
// PERSON_NOT_FOUND and OTHER_GROUP those of customers; CONTACT_TYPE_NOT_FOUND and TYPE_RETIRED those of contacts.
defineMessages({
  REQUEST_MERGED: {
    category: 'STATE',
    en: 'This request was merged into {number}. Continue there.',
    'zh-CN': '此请求已合并到 {number}，请在该请求中继续处理。',
  },
  REQUEST_NOT_FOUND: { category: 'NOT_FOUND', en: 'Service request not found.', 'zh-CN': '未找到此服务请求。' },
  TEAM_DISSOLVED: {
    category: 'STATE',
    en: 'This team has been dissolved. Choose another.',
    'zh-CN': '此团队已解散，请选择其他团队。',
  },
  LIFE_CYCLE_CHANGED: {
    category: 'STALE',
    en: 'The life cycle has just been changed. Review the statuses and try again.',
    'zh-CN': '生命周期刚刚被修改，请查看现有状态后重试。',
  },
  ALREADY_TAKEN: {
    category: 'CONFLICT',
    en: '{name} has already taken this request. Choose another, or have it assigned to you.',
    'zh-CN': '{name} 已接手此请求，请选择其他请求，或请人转派给您。',
  },
  REQUEST_ENDED: {
    category: 'STATE',
    en: 'This request is {status}. Only open requests can be taken.',
    'zh-CN': '此请求处于 {status} 状态，只能接手未结束的请求。',
  },
  NOT_AN_EMPLOYEE: {
    category: 'FORBIDDEN',
    en: 'Only employees can take requests. Sign in as an employee.',
    'zh-CN': '只有员工可以接手请求，请以员工身份登录。',
  },
  OPEN_CHILDREN: {
    category: 'STATE',
    en: 'This request has {count} open child requests: {numbers}. Complete them first, or set completeChildren to complete them together.',
    'zh-CN': '此请求还有 {count} 个未结束的子请求：{numbers}。请先完成它们，或设置 completeChildren 一并完成。',
  },
  CHILDREN_OUT_OF_REACH: {
    category: 'FORBIDDEN',
    en: '{count} open child requests are outside your permissions: {numbers}. Ask the people responsible to complete them.',
    'zh-CN': '此请求有 {count} 个未结束的子请求不在您的权限范围内：{numbers}。请联系其负责人。',
  },
  CHILDREN_CANNOT_COMPLETE: {
    category: 'STATE',
    en: '{count} child requests cannot be completed from their current status: {numbers}. Change their status first.',
    'zh-CN': '此请求有 {count} 个子请求在当前状态下无法完成：{numbers}。请先更改其状态。',
  },
  PARENT_REQUEST_NOT_FOUND: { category: 'NOT_FOUND', en: 'Parent request not found.', 'zh-CN': '未找到此父请求。' },
  PARENT_MERGED: {
    category: 'STATE',
    en: '{number} was merged into another request and cannot have child requests. Choose the request it was merged into.',
    'zh-CN': '{number} 已合并到其他请求，不能再有子请求，请选择合并后的请求。',
  },
  PARENT_NOT_OPEN: {
    category: 'STATE',
    en: '{number} is completed or cancelled and cannot be the parent of an open request. Reopen it first.',
    'zh-CN': '{number} 已完成或取消，不能作为未结束请求的父请求，请先重新打开它。',
  },
  PARENT_IS_PART: {
    category: 'CONFLICT',
    en: '{number} is this request itself or one of its descendants. Choose another parent.',
    'zh-CN': '{number} 就是此请求或其下级请求，请另选父请求。',
  },
  TREE_TOO_DEEP: {
    category: 'LIMIT',
    en: 'A request hierarchy has at most {max} levels. Choose a parent higher up.',
    'zh-CN': '请求最多可嵌套 {max} 层，请选择层级更高的父请求。',
  },
  LINK_TO_ITSELF: {
    category: 'INVALID',
    en: 'A request cannot be linked to itself. Choose another.',
    'zh-CN': '请求不能与自身关联，请另选。',
  },
  MERGE_INTO_ITSELF: {
    category: 'INVALID',
    en: 'A request cannot be merged into itself. Choose another.',
    'zh-CN': '请求不能合并到自身，请另选。',
  },
  // Not OTHER_CUSTOMER, because there is another way out: a link.
  MERGE_OF_OTHER_CUSTOMER: {
    category: 'INVALID',
    en: 'Only requests of the same customer can be merged. Link them with linkServiceRequest instead.',
    'zh-CN': '只能合并同一客户的请求，可改用 linkServiceRequest 进行关联。',
  },
  MERGE_INTO_PART: {
    category: 'INVALID',
    en: '{number} is a descendant of this request. Remove it from the hierarchy first, or merge in the other direction.',
    'zh-CN': '{number} 是此请求的下级请求，请先将其移出，或反向合并。',
  },
  SURVIVOR_NOT_OPEN: {
    category: 'STATE',
    en: '{number} is {status}; an open request cannot be merged into it. Reopen it first, or merge in the other direction.',
    'zh-CN': '{number} 处于 {status} 状态，不能将未结束的请求合并到其中。请先重新打开它，或反向合并。',
  },
  NO_CANCELLED_STATUS: {
    category: 'STATE',
    en: 'The life cycle of {serviceLine} has no CANCELLED status for merged requests. Ask an administrator to add one.',
    'zh-CN': '服务线 {serviceLine} 的生命周期没有 CANCELLED 类状态，无法合并请求，请联系管理员添加。',
  },
  EVENT_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'This request has no event number {seq}. Check its timeline for the event numbers.',
    'zh-CN': '此请求没有编号为 {seq} 的事件，请在时间线中查看事件编号。',
  },
  EVENT_NOT_SPLIT: {
    category: 'INVALID',
    en: 'Event {seq} ({kind}) is not a message, reply or note. Remove it from the selection.',
    'zh-CN': '事件 {seq}（{kind}）不是消息、回复或备注，请从所选事件中去掉。',
  },
  EVENT_ALREADY_SPLIT: {
    category: 'CONFLICT',
    en: 'Message {seq} has already been split off into {number}. Continue there, or remove it from the selection.',
    'zh-CN': '消息 {seq} 已拆分到 {number}，请在该请求中继续处理，或从所选事件中去掉。',
  },
  SPLIT_BEGINS_WITH_CUSTOMER: {
    category: 'INVALID',
    en: 'The first selected event ({seq}) must be a customer message, because the new request starts with it.',
    'zh-CN': '所选事件中的第一个（{seq}）必须是客户的消息，因为新请求由此开始。',
  },
  REASON_NEEDED: {
    category: 'REQUIRED',
    en: 'The priority matrix gives {weighed}. Give a reason for overriding it.',
    'zh-CN': '优先级矩阵得出的优先级为 {weighed}，另行指定时请说明原因。',
  },
  REASON_WITHOUT_PRIORITY: {
    category: 'INVALID',
    en: 'A reason explains a priority set manually, but the priority matrix decides here ({weighed}). Set a priority as well, or leave the reason out.',
    'zh-CN': '原因用于说明手动指定的优先级，而此处由优先级矩阵决定（{weighed}）。请同时指定优先级，或不填原因。',
  },
  PRIORITY_CONTRADICTION: {
    category: 'INVALID',
    en: 'Either set a priority with a reason, or remove the manual priority, not both.',
    'zh-CN': '请只指定优先级（并说明原因）或取消手动指定的优先级，两者不可同时进行。',
  },
  MATRIX_CELL_MISSING: {
    category: 'REQUIRED',
    en: 'The combination of impact {impact} and urgency {urgency} is missing.',
    'zh-CN': '缺少影响程度 {impact} 与紧急程度 {urgency} 的组合。',
  },
  INVALID_MOVE: {
    category: 'STATE',
    en: 'A request cannot be moved from {from} to {to}. Allowed: {allowed}.',
    'zh-CN': '处于 {from} 状态的请求不能转为 {to}，允许的状态：{allowed}。',
  },
  UNKNOWN_STATUS: {
    category: 'NOT_FOUND',
    en: 'Unknown status "{key}" in this service line. Available: {known}.',
    'zh-CN': '此服务线没有状态“{key}”，现有状态：{known}。',
  },
  EVENT_OUT_OF_ORDER: {
    category: 'INVALID',
    en: 'This event occurred at {at}, before the preceding event ({last}). Events must be in chronological order.',
    'zh-CN': '此事件发生于 {at}，早于前一事件（{last}）。事件必须按时间顺序排列。',
  },
  NO_LIFE_CYCLE: {
    category: 'NOT_FOUND',
    en: 'The service line {serviceLine} has no life cycle yet. Ask an administrator to define one.',
    'zh-CN': '服务线 {serviceLine} 尚无生命周期，请联系管理员设置。',
  },
  JOB_OF_OTHER_LINE: {
    category: 'INVALID',
    en: 'This job belongs to the service line {jobLine}, but the request belongs to {requestLine}. Choose another job or service line.',
    'zh-CN': '此项目属于服务线 {jobLine}，而请求属于 {requestLine}，请另选项目或服务线。',
  },
  CONTACT_NOT_FOUND: { category: 'NOT_FOUND', en: 'Contact not found.', 'zh-CN': '未找到此联络记录。' },
  OFFICE_CLOSED: {
    category: 'STATE',
    en: 'This office is closed. Choose another.',
    'zh-CN': '此办事处已关闭，请选择其他办事处。',
  },
  HISTORY_CHANGED: {
    category: 'CONFLICT',
    en: 'The first {taken} events of {ref} were imported before and differ now. Existing history cannot be changed.',
    'zh-CN': '{ref} 的前 {taken} 个事件此前已导入，但现在内容不同。已有的历史记录不能更改。',
  },
  NO_FILES: {
    category: 'REQUIRED',
    en: 'Specify at least one uploaded file.',
    'zh-CN': '请至少指定一个已上传的文件。',
  },
  ATTACHMENT_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Attachment not found, or it has been removed.',
    'zh-CN': '未找到此附件，或其已被移除。',
  },
});
