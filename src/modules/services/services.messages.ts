import { defineMessages } from '#platform/messages';

// NOT_FOUND, OFFICE_NOT_FOUND, EMPLOYEE_NOT_FOUND, EMPLOYEE_INACTIVE and TEAM_NOT_FOUND are identity's; CUSTOMER_NOT_FOUND, BRANCH_NOT_FOUND, JOB_NOT_FOUND
// and PERSON_NOT_FOUND those of customers; CONTACT_TYPE_NOT_FOUND, TYPE_RETIRED and WRONG_CUSTOMER those of contacts.
defineMessages({
  REQUEST_MERGED: {
    en: 'This request was merged into {number}; go on there.',
    'zh-CN': '此请求已合并到 {number}，请在该请求中继续处理。',
  },
  REQUEST_NOT_FOUND: { en: 'There is no such service request.', 'zh-CN': '没有这个服务请求。' },
  TEAM_DISSOLVED: { en: 'This team was dissolved; choose another.', 'zh-CN': '此团队已解散，请选择其他团队。' },
  LIFE_CYCLE_CHANGED: {
    en: 'The life cycle was changed at this very moment; look at the statuses and try again.',
    'zh-CN': '生命周期刚刚被修改，请查看现有状态后重试。',
  },
  ALREADY_TAKEN: {
    en: '{name} has taken this request already; choose another, or have it assigned to you.',
    'zh-CN': '{name} 已接手此请求，请选择其他请求，或请人转派给您。',
  },
  REQUEST_ENDED: {
    en: 'This request stands in {status}; only open ones can be taken.',
    'zh-CN': '此请求处于 {status} 状态，只能接手未结束的请求。',
  },
  NOT_AN_EMPLOYEE: {
    en: 'Only employees can take requests; sign in as one.',
    'zh-CN': '只有员工可以接手请求，请以员工身份登录。',
  },
  OPEN_CHILDREN: {
    en: '{count} requests that are parts of this one are open: {numbers}. Complete them first, or set completeChildren to complete them with it.',
    'zh-CN': '此请求还有 {count} 个未结束的子请求：{numbers}。请先完成它们，或设置 completeChildren 一并完成。',
  },
  CHILDREN_OUT_OF_REACH: {
    en: '{count} parts of this request are open and not yours to complete: {numbers}. Ask whoever is responsible for them.',
    'zh-CN': '此请求有 {count} 个未结束的子请求不归您处理：{numbers}。请联系其负责人。',
  },
  CHILDREN_CANNOT_COMPLETE: {
    en: '{count} parts of this request cannot be completed from where they stand: {numbers}. Move them on first.',
    'zh-CN': '此请求有 {count} 个子请求在当前状态下无法完成：{numbers}。请先将其转到其他状态。',
  },
  PARENT_REQUEST_NOT_FOUND: { en: 'There is no such parent request.', 'zh-CN': '没有这个父请求。' },
  PARENT_MERGED: {
    en: '{number} was merged into another request and can have no parts; choose that one.',
    'zh-CN': '{number} 已合并到其他请求，不能再有子请求，请选择合并后的请求。',
  },
  PARENT_NOT_OPEN: {
    en: '{number} is completed or cancelled; an open request cannot become a part of it. Reopen it first.',
    'zh-CN': '{number} 已完成或取消，未结束的请求不能成为其子请求，请先重新打开它。',
  },
  PARENT_OF_OTHER_GROUP: {
    en: 'The parent belongs to a customer of another group; choose one of the same group.',
    'zh-CN': '父请求属于其他集团的客户，请选择同一集团的请求。',
  },
  PARENT_IS_PART: {
    en: '{number} is this request itself or a part of it; nothing can be a part of itself.',
    'zh-CN': '{number} 就是此请求或其子请求，请求不能成为自身的子请求。',
  },
  TREE_TOO_DEEP: {
    en: 'At most {max} requests can stand above one another; hang it higher up.',
    'zh-CN': '请求最多可嵌套 {max} 层，请挂在更上层的请求下。',
  },
  LINK_ONE_THING: {
    en: 'Give exactly one of otherId, contactId and jobId.',
    'zh-CN': '请在 otherId、contactId 和 jobId 中只提供一个。',
  },
  LINK_TO_ITSELF: {
    en: 'A request cannot be tied to itself; choose another.',
    'zh-CN': '请求不能与自身关联，请另选。',
  },
  MERGE_INTO_ITSELF: {
    en: 'A request cannot be merged into itself; choose another.',
    'zh-CN': '请求不能合并到自身，请另选。',
  },
  MERGE_OF_OTHER_CUSTOMER: {
    en: 'Only requests of the same customer can be merged; tie them together with linkServiceRequest instead.',
    'zh-CN': '只能合并同一客户的请求，可改用 linkServiceRequest 进行关联。',
  },
  MERGE_INTO_PART: {
    en: '{number} is a part of this request; take it out first, or merge the other way round.',
    'zh-CN': '{number} 是此请求的子请求，请先将其移出，或反向合并。',
  },
  SURVIVOR_NOT_OPEN: {
    en: '{number} stands in {status}: an open request would be forgotten there. Reopen it first, or merge the other way round.',
    'zh-CN': '{number} 处于 {status} 状态，未结束的请求合并后会被遗忘。请先重新打开它，或反向合并。',
  },
  NO_CANCELLED_STATUS: {
    en: 'The life cycle of {serviceLine} has no CANCELLED status for a merged request; an administrator must add one.',
    'zh-CN': '服务线 {serviceLine} 的生命周期没有“已取消”类状态，无法合并请求，需由管理员添加。',
  },
  EVENT_NOT_FOUND: {
    en: 'This request has no event with the number {seq}; its time line shows them.',
    'zh-CN': '此请求没有编号为 {seq} 的事件，可在时间线中查看。',
  },
  EVENT_NOT_SPLIT: {
    en: 'Event {seq} ({kind}) is neither message, reply nor note; leave it out.',
    'zh-CN': '事件 {seq}（{kind}）不是消息、回复或备注，请去掉。',
  },
  SPLIT_BEGINS_WITH_CUSTOMER: {
    en: 'The first of the events ({seq}) must be something the customer said, because the new request begins with it.',
    'zh-CN': '所选事件中的第一个（{seq}）必须是客户的消息，因为新请求由此开始。',
  },
  REASON_NEEDED: {
    en: 'Impact and urgency amount to {weighed}; say why the priority is another.',
    'zh-CN': '影响程度与紧急程度对应的优先级为 {weighed}，请说明为何另行指定。',
  },
  PRIORITY_CONTRADICTION: {
    en: 'Either give a priority (and why), or take back the one that was given by hand; not both.',
    'zh-CN': '请只指定优先级（及原因），或取消手动指定的优先级，两者不可同时进行。',
  },
  MATRIX_CELL_MISSING: {
    en: 'Impact {impact} with urgency {urgency} is missing.',
    'zh-CN': '缺少影响程度 {impact} 与紧急程度 {urgency} 的组合。',
  },
  MATRIX_CELL_TWICE: {
    en: 'Impact {impact} with urgency {urgency} is given twice; give it once.',
    'zh-CN': '影响程度 {impact} 与紧急程度 {urgency} 的组合重复，请只给一次。',
  },
  INVALID_MOVE: {
    en: 'A request that stands in {from} cannot be moved to {to}; allowed are: {allowed}.',
    'zh-CN': '处于 {from} 状态的请求不能转为 {to}，允许的状态：{allowed}。',
  },
  UNKNOWN_STATUS: {
    en: 'There is no status "{key}" in this service line; there are: {known}.',
    'zh-CN': '此服务线没有状态“{key}”，现有状态：{known}。',
  },
  EVENT_OUT_OF_ORDER: {
    en: 'This happened at {at}, before the event in front of it ({last}); events must come in order of time.',
    'zh-CN': '此事件发生于 {at}，早于前一事件（{last}），事件必须按时间顺序排列。',
  },
  NO_LIFE_CYCLE: {
    en: 'The service line {serviceLine} has no life cycle yet; an administrator must give it one first.',
    'zh-CN': '服务线 {serviceLine} 尚无生命周期，需由管理员先行设置。',
  },
  JOB_OF_OTHER_LINE: {
    en: 'This job belongs to the service line {jobLine}, the request to {requestLine}; choose another job or line.',
    'zh-CN': '此项目属于服务线 {jobLine}，而请求属于 {requestLine}，请另选项目或服务线。',
  },
  ID_OR_NUMBER: { en: 'Give either the id or the number.', 'zh-CN': '请只提供 id 或编号之一。' },
  CONTACT_NOT_FOUND: { en: 'There is no such contact.', 'zh-CN': '没有这条联络记录。' },
  OFFICE_CLOSED: { en: 'This office is closed; choose another.', 'zh-CN': '此办事处已关闭，请选择其他办事处。' },
  DUPLICATE_REF: {
    en: 'The external reference {ref} occurs twice in this batch.',
    'zh-CN': '外部编号 {ref} 在此批次中出现两次。',
  },
  HISTORY_CHANGED: {
    en: 'The first {taken} events of {ref} were taken before and read differently now; history is not rewritten.',
    'zh-CN': '{ref} 的前 {taken} 个事件此前已导入，但现在内容不同，历史记录不会被改写。',
  },
  NO_FILES: { en: 'Name at least one uploaded file.', 'zh-CN': '请至少指定一个已上传的文件。' },
  FILE_TWICE: { en: 'This file is named twice.', 'zh-CN': '该文件被重复指定。' },
  ATTACHMENT_NOT_FOUND: {
    en: 'There is no such attachment, or it was taken away.',
    'zh-CN': '没有这个附件，或其已被移除。',
  },
});
