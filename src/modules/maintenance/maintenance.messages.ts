import { defineMessages } from '#platform/messages';

// NOT_FOUND, EMPLOYEE_NOT_FOUND, EMPLOYEE_INACTIVE and TEAM_NOT_FOUND are identity's; BRANCH_NOT_FOUND, JOB_NOT_FOUND, CYCLE,
// TOO_DEEP, OTHER_CUSTOMER and OTHER_GROUP those of customers; REQUEST_NOT_FOUND and TEAM_DISSOLVED of services.
defineMessages({
  ASSET_NOT_FOUND: { category: 'NOT_FOUND', en: 'Asset not found.', 'zh-CN': '未找到此资产。' },
  ASSET_WRONG_PLACE: {
    category: 'INVALID',
    en: 'An asset of type {kind} cannot be placed here. Allowed parents: {allowed}.',
    'zh-CN': '{kind} 类资产不能放在此处，其上级可为：{allowed}。',
  },
  SITE_NEEDS_BRANCH: {
    category: 'REQUIRED',
    en: 'A site requires a branch. Choose a branch of our office or of the customer.',
    'zh-CN': '场地必须指定所在的分支机构。',
  },
  ASSET_STATUS_UNCHANGED: {
    category: 'STATE',
    en: 'The asset is already {status}.',
    'zh-CN': '该资产已处于 {status} 状态。',
  },
  ASSET_STATUS_BEFORE_LATEST: {
    category: 'INVALID',
    en: 'The status was already changed at {latest}. Specify a later time.',
    'zh-CN': '状态已于 {latest} 变更，请给出更晚的时间。',
  },
  ASSET_LINKED_ALREADY: {
    category: 'CONFLICT',
    en: 'This request is already linked to this asset.',
    'zh-CN': '此请求已关联该资产。',
  },
  NOT_MAINTENANCE: {
    category: 'STATE',
    en: 'Only maintenance requests can be marked as failures. Link it without marking it as a failure.',
    'zh-CN': '只有维护类请求可以标记为故障，请在不标记的情况下关联。',
  },
  METER_NOT_FOUND: { category: 'NOT_FOUND', en: 'Meter not found.', 'zh-CN': '未找到此计量表。' },
  METER_RETIRED: { category: 'STATE', en: 'This meter is retired.', 'zh-CN': '此计量表已停用。' },
  METER_COVERS_ITS_ASSET: {
    category: 'CONFLICT',
    en: "A meter-based plan covers only the meter's own asset.",
    'zh-CN': '按计量表的计划只适用于该表所属的资产。',
  },
  READING_TOO_LOW: {
    category: 'INVALID',
    en: '{value} is below the previous reading of {last} at {at}. If the previous reading is wrong, correct or withdraw it first (correctMeterReading, withdrawMeterReading). Only if the meter really rolled over or was replaced, set kind to ROLLOVER or REPLACED.',
    'zh-CN':
      '{value} 低于上次读数（{at} 为 {last}）。如上次读数有误，请先更正或撤回（correctMeterReading、withdrawMeterReading）；仅当计量表确已归零或更换时，才将 kind 设为 ROLLOVER 或 REPLACED。',
  },
  READING_TOO_HIGH: {
    category: 'INVALID',
    en: '{value} is above the next reading of {next} at {at}. Check the value and the time. If the next reading is wrong, correct it first (correctMeterReading).',
    'zh-CN':
      '{value} 高于其后的读数（{at} 为 {next}），请核对读数与时间。如其后的读数有误，请先更正（correctMeterReading）。',
  },
  READING_BEFORE_LATEST: {
    category: 'INVALID',
    en: 'A rollover or replacement must be later than the latest reading at {latest}.',
    'zh-CN': '计量表的归零或更换必须在最近一次读数（{latest}）之后。',
  },
  READING_NEEDED: {
    category: 'STATE',
    en: 'Without this reading, the reading of {next} at {at} does not follow the one before it ({value}). Correct or withdraw that reading first.',
    'zh-CN': '缺少此读数时，{at} 的读数 {next} 与其前一读数（{value}）不相衔接，请先更正或撤回该读数。',
  },
  READING_IMPLAUSIBLE: {
    category: 'INVALID',
    en: '{value} would mean {growth} {unit} since {since}; the usual rate is {usual} a day. Check the value. If it is right, send it again with confirmImplausible: true.',
    'zh-CN':
      '{value} 意味着自 {since} 以来增加了 {growth} {unit}，而平时每天约为 {usual}。请核对读数；如确认无误，请设 confirmImplausible: true 后重新提交。',
  },
  ROLLOVER_IMPLAUSIBLE: {
    category: 'INVALID',
    en: 'The previous reading of {last} is far below the capacity of {capacity}, so a rollover is unlikely. Check kind and value. If they are right, send them again with confirmImplausible: true.',
    'zh-CN':
      '上次读数 {last} 远低于上限 {capacity}，计量表不太可能已归零。请核对 kind 与读数；如确认无误，请设 confirmImplausible: true 后重新提交。',
  },
  ENTRY_WITHDRAWN: {
    category: 'STATE',
    en: 'This entry was withdrawn at {at}. Record a new one.',
    'zh-CN': '此记录已于 {at} 撤回，请另行登记。',
  },
  READING_EXISTS: {
    category: 'CONFLICT',
    en: 'The meter already has a reading at this time. To change it, correct it (correctMeterReading).',
    'zh-CN': '该计量表在此时间已有读数。如需修改，请更正该读数（correctMeterReading）。',
  },
  NO_ROLLOVER: {
    category: 'STATE',
    en: 'This meter has no rollover capacity. Set one first.',
    'zh-CN': '此计量表未设置归零上限，请先设置。',
  },
  ABOVE_CAPACITY: {
    category: 'INVALID',
    en: "{value} exceeds the meter's capacity of {capacity}.",
    'zh-CN': '{value} 超出计量表的上限 {capacity}。',
  },
  // Not ALREADY_IN_USE, because nobody chose the id: the client makes a new one.
  CLIENT_ID_TAKEN: {
    category: 'CONFLICT',
    en: 'This clientId is already used for another record. Generate a new one.',
    'zh-CN': '此 clientId 已用于其他记录，请生成新的。',
  },
  CHECKLIST_NOT_FOUND: { category: 'NOT_FOUND', en: 'Checklist not found.', 'zh-CN': '未找到此检查表。' },
  CHECKLIST_RETIRED: {
    category: 'STATE',
    en: 'This checklist is retired. Choose another.',
    'zh-CN': '此检查表已停用，请另选。',
  },
  CHECKLIST_BEGUN: {
    category: 'STATE',
    en: 'The checklist is partly completed and can no longer be replaced.',
    'zh-CN': '检查表已部分填写，不能再更换。',
  },
  CHECKLIST_INCOMPLETE: {
    category: 'REQUIRED',
    en: '{count} required checklist items are not answered: {items}.',
    'zh-CN': '检查表尚有 {count} 个必填项未填写：{items}。',
  },
  // Not END_BEFORE_START, which is about times.
  CHECKLIST_RANGE_REVERSED: {
    category: 'INVALID',
    en: 'The maximum {max} is below the minimum {min}.',
    'zh-CN': '上限 {max} 低于下限 {min}。',
  },
  NO_CHECKLIST: { category: 'STATE', en: 'This work order has no checklist.', 'zh-CN': '此工单没有检查表。' },
  UNKNOWN_ITEM: {
    category: 'NOT_FOUND',
    en: 'The checklist has no item "{key}".',
    'zh-CN': '检查表中没有“{key}”这一项。',
  },
  WRONG_ANSWER: {
    category: 'INVALID',
    en: '"{value}" is not a valid answer to "{item}". Expected: {expected}.',
    'zh-CN': '“{value}”不是“{item}”的有效答案，应为：{expected}。',
  },
  PART_NOT_FOUND: { category: 'NOT_FOUND', en: 'Part not found.', 'zh-CN': '未找到此配件。' },
  PART_RETIRED: { category: 'STATE', en: 'This part is retired. Choose another.', 'zh-CN': '此配件已停用，请另选。' },
  WORK_ORDER_CLOSED: {
    category: 'STATE',
    en: 'The work order is {status}. Reopen it first.',
    'zh-CN': '工单状态为 {status}，请先重新打开。',
  },
  INVALID_WORK_MOVE: {
    category: 'STATE',
    en: 'A work order cannot be moved from {from} to {to}. Allowed: {allowed}.',
    'zh-CN': '状态为 {from} 的工单不能转为 {to}，允许的状态：{allowed}。',
  },
  NOT_SCHEDULED: {
    category: 'REQUIRED',
    en: 'Schedule a visit first, or specify a planned time and an employee or team.',
    'zh-CN': '请先安排上门，或同时填写计划时间与负责人或团队。',
  },
  WORK_OUTCOME_NEEDED: {
    category: 'REQUIRED',
    en: 'A reason is required to cancel the work order.',
    'zh-CN': '取消工单须说明原因。',
  },
  VISIT_UNDER_WAY: {
    category: 'STATE',
    en: 'A visit is still in progress. Record the departure first.',
    'zh-CN': '仍有人员在现场，请先登记离开。',
  },
  NO_REQUEST: {
    category: 'STATE',
    en: 'The work order has no service request to complete.',
    'zh-CN': '此工单没有可完成的服务请求。',
  },
  REQUEST_CANNOT_COMPLETE: {
    category: 'STATE',
    en: 'The request {number} is {status} and cannot be completed from there. Change its status first.',
    'zh-CN': '请求 {number} 处于 {status} 状态，无法直接完成，请先更改其状态。',
  },
  VISIT_NOT_FOUND: {
    category: 'NOT_FOUND',
    en: 'Visit not found on this work order.',
    'zh-CN': '未在此工单中找到此次上门。',
  },
  VISIT_CANCELLED: {
    category: 'STATE',
    en: 'This visit was cancelled. Schedule another.',
    'zh-CN': '此次上门已取消，请另行安排。',
  },
  ARRIVED_ALREADY: {
    category: 'CONFLICT',
    en: 'The arrival is already recorded with a different time. To change it, correct the visit (correctVisit).',
    'zh-CN': '到达已登记，且时间不同。如需修改，请更正该次上门（correctVisit）。',
  },
  NOT_ARRIVED: { category: 'STATE', en: 'Record the arrival first.', 'zh-CN': '请先登记到达。' },
  DEPARTS_BEFORE_ARRIVAL: {
    category: 'INVALID',
    en: 'The departure must not be earlier than the arrival at {arrived}.',
    'zh-CN': '离开时间不能早于到达时间（{arrived}）。',
  },
  ON_SITE_ELSEWHERE: {
    category: 'CONFLICT',
    en: 'The engineer has been on site for {number} since {since}. Record that departure first (recordDeparture), or correct or withdraw that visit (correctVisit, withdrawWorkOrderEntry).',
    'zh-CN':
      '该工程师自 {since} 起仍在工单 {number} 的现场。请先登记该次离开（recordDeparture），或更正、撤回该次上门（correctVisit、withdrawWorkOrderEntry）。',
  },
  VISITS_OVERLAP: {
    category: 'CONFLICT',
    en: 'The engineer was on site for {number} from {from} to {to}. Check the times, or correct or withdraw that visit (correctVisit, withdrawWorkOrderEntry).',
    'zh-CN':
      '该工程师在 {from} 至 {to} 期间在工单 {number} 的现场。请核对时间，或更正、撤回该次上门（correctVisit、withdrawWorkOrderEntry）。',
  },
  LABOUR_OVERLAPS: {
    category: 'CONFLICT',
    en: 'Time from {from} to {to} is already recorded for this employee on {number}. Check the times, or correct or withdraw that entry (correctLabour, withdrawWorkOrderEntry).',
    'zh-CN':
      '该员工在 {from} 至 {to} 期间的工时已登记在工单 {number}。请核对时间，或更正、撤回该条工时（correctLabour、withdrawWorkOrderEntry）。',
  },
  ENDS_IN_FUTURE: {
    category: 'INVALID',
    en: 'The time would end at {end}, which is in the future. Record time when the work is done, or correct start and minutes.',
    'zh-CN': '工时将于 {end} 结束，晚于当前时间。请在工作完成后登记，或更正开始时间与分钟数。',
  },
  VISIT_TOO_LONG: {
    category: 'INVALID',
    en: 'From {arrived} to {departed} is more than a day. Check the times. If they are right, send them again with confirmImplausible: true.',
    'zh-CN': '{arrived} 至 {departed} 超过一天。请核对时间；如确认无误，请设 confirmImplausible: true 后重新提交。',
  },
  FINDING_NOT_FOUND: { category: 'NOT_FOUND', en: 'Finding not found.', 'zh-CN': '未找到此发现。' },
  HAS_FOLLOW_UP: {
    category: 'STATE',
    en: 'A request was created from this finding, so it cannot be withdrawn.',
    'zh-CN': '此发现已开立后续请求，不能撤回。',
  },
  PLAN_RULE_NOT_DAILY: {
    category: 'INVALID',
    en: 'Maintenance is planned by day. Use DAILY, WEEKLY, MONTHLY or YEARLY, and specify the time of day separately.',
    'zh-CN': '维护按天计划，请使用 DAILY、WEEKLY、MONTHLY 或 YEARLY，时刻另行填写。',
  },
  PLAN_RULE_TOO_DETAILED: {
    category: 'INVALID',
    en: 'A plan based on the last completion can have only FREQ and INTERVAL.',
    'zh-CN': '按上次完成时间计算的计划只能包含 FREQ 与 INTERVAL。',
  },
  PLAN_NEVER_DUE: {
    category: 'INVALID',
    en: 'This plan would never become due. Check the rule and the dates.',
    'zh-CN': '此计划永远不会到期，请检查规则与日期。',
  },
});
