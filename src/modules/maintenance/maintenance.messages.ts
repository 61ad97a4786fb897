import { defineMessages } from '#platform/messages';

// NOT_FOUND, EMPLOYEE_NOT_FOUND, EMPLOYEE_INACTIVE and TEAM_NOT_FOUND are identity's; BRANCH_NOT_FOUND, JOB_NOT_FOUND, CYCLE,
// TOO_DEEP and ENDS_BEFORE_START those of customers; WRONG_CUSTOMER of contacts; REQUEST_NOT_FOUND and TEAM_DISSOLVED of services.
defineMessages({
  ASSET_NOT_FOUND: { en: 'There is no such asset.', 'zh-CN': '没有这项资产。' },
  ASSET_WRONG_PLACE: {
    en: 'An asset of the kind {kind} cannot stand there; it stands below: {allowed}.',
    'zh-CN': '{kind} 类资产不能放在此处，其上级可为：{allowed}。',
  },
  SITE_NEEDS_BRANCH: {
    en: 'A site needs the branch at which it is; name one that our office or the customer has.',
    'zh-CN': '场地必须指定所在的分支机构。',
  },
  ASSET_CODE_TAKEN: {
    en: 'Another asset of this customer has this code; choose another.',
    'zh-CN': '该客户的另一项资产已使用此编号，请另选。',
  },
  TAG_TAKEN: {
    en: 'Another asset has this tag; tags are unique in the firm.',
    'zh-CN': '另一项资产已使用此标签，标签在全公司内唯一。',
  },
  ASSET_OF_ANOTHER_CUSTOMER: {
    en: 'The asset above belongs to another customer; choose one of the same customer.',
    'zh-CN': '上级资产属于其他客户，请选择同一客户的资产。',
  },
  ASSET_STATUS_UNCHANGED: { en: 'The asset is {status} already.', 'zh-CN': '该资产已处于 {status} 状态。' },
  ASSET_STATUS_BEFORE_LATEST: {
    en: 'The status changed at {latest} already; give a later time.',
    'zh-CN': '状态已于 {latest} 变更，请给出更晚的时间。',
  },
  ASSET_LINKED_ALREADY: { en: 'This request is tied to this asset already.', 'zh-CN': '此请求已关联该资产。' },
  NOT_MAINTENANCE: {
    en: 'Only maintenance requests can be failures; tie it without marking it.',
    'zh-CN': '只有维护类请求可以标记为故障，请不作标记地关联。',
  },
  RESTORED_BEFORE_FAILURE: {
    en: 'It cannot have been restored before it failed.',
    'zh-CN': '恢复时间不能早于故障时间。',
  },
  METER_NOT_FOUND: { en: 'There is no such meter.', 'zh-CN': '没有这个计量表。' },
  METER_RETIRED: { en: 'This meter is no longer read.', 'zh-CN': '此计量表已停用。' },
  METER_NAME_TAKEN: {
    en: 'The asset has a meter of this name; choose another.',
    'zh-CN': '该资产已有同名计量表，请另选名称。',
  },
  METER_COVERS_ITS_ASSET: {
    en: 'A plan by meter is for the asset of that meter alone.',
    'zh-CN': '按计量表的计划只适用于该表所属的资产。',
  },
  READING_TOO_LOW: {
    en: '{value} is below the last reading, {last} at {at}. If the meter began again at zero or was replaced, say so with the kind.',
    'zh-CN': '{value} 低于上次读数（{at} 为 {last}）。如计量表已归零或更换，请注明类型。',
  },
  READING_TOO_HIGH: {
    en: '{value} is above the next reading, {next} at {at}; look at value and time.',
    'zh-CN': '{value} 高于其后的读数（{at} 为 {next}），请核对读数与时间。',
  },
  READING_BEFORE_LATEST: {
    en: 'A meter can only begin again or be replaced after its latest reading, at {latest}.',
    'zh-CN': '计量表的归零或更换必须在最近一次读数（{latest}）之后。',
  },
  READING_EXISTS: { en: 'The meter has a reading of this very time already.', 'zh-CN': '该计量表在此时刻已有读数。' },
  NO_ROLLOVER: {
    en: 'This meter has no capacity at which it begins again; give it one first.',
    'zh-CN': '此计量表未设置归零上限，请先设置。',
  },
  ABOVE_CAPACITY: {
    en: '{value} is above what the meter can show, {capacity}.',
    'zh-CN': '{value} 超出计量表的上限 {capacity}。',
  },
  CLIENT_ID_TAKEN: {
    en: 'This clientId was used for something else; make a new one.',
    'zh-CN': '此 clientId 已用于其他记录，请生成新的。',
  },
  CHECKLIST_NOT_FOUND: { en: 'There is no such checklist.', 'zh-CN': '没有这个检查表。' },
  CHECKLIST_RETIRED: { en: 'This checklist is no longer used; choose another.', 'zh-CN': '此检查表已停用，请另选。' },
  CHECKLIST_CODE_TAKEN: {
    en: 'Another checklist has this code; choose another.',
    'zh-CN': '另一检查表已使用此编号，请另选。',
  },
  CHECKLIST_BEGUN: {
    en: 'The checklist has been answered in part; it cannot be exchanged any more.',
    'zh-CN': '检查表已部分填写，不能再更换。',
  },
  CHECKLIST_INCOMPLETE: {
    en: '{count} mandatory items of the checklist are not answered: {items}.',
    'zh-CN': '检查表尚有 {count} 个必填项未填写：{items}。',
  },
  CHECKLIST_ITEM_TWICE: {
    en: 'The key {key} occurs twice; every item needs its own.',
    'zh-CN': '键 {key} 重复，每项须唯一。',
  },
  CHECKLIST_CHOICE_TWICE: { en: 'A choice occurs twice.', 'zh-CN': '选项重复。' },
  CHECKLIST_RANGE_REVERSED: {
    en: 'The range ends at {max}, below where it begins, {min}.',
    'zh-CN': '范围上限 {max} 低于下限 {min}。',
  },
  NO_CHECKLIST: { en: 'This work order has no checklist.', 'zh-CN': '此工单没有检查表。' },
  UNKNOWN_ITEM: { en: 'The checklist has no item "{key}".', 'zh-CN': '检查表中没有“{key}”这一项。' },
  ANSWERED_TWICE: { en: 'The item {key} is answered twice.', 'zh-CN': '项目 {key} 被重复填写。' },
  WRONG_ANSWER: {
    en: '"{value}" is no answer to "{item}"; expected is: {expected}.',
    'zh-CN': '“{value}”不是“{item}”的有效答案，应为：{expected}。',
  },
  PART_NOT_FOUND: { en: 'There is no such part.', 'zh-CN': '没有这个配件。' },
  PART_RETIRED: { en: 'This part is no longer in the catalogue; choose another.', 'zh-CN': '此配件已停用，请另选。' },
  PART_CODE_TAKEN: { en: 'Another part has this code; choose another.', 'zh-CN': '另一配件已使用此编号，请另选。' },
  ASSET_OR_REQUEST: {
    en: 'A work order is about an asset, a service request or both; give one of them.',
    'zh-CN': '工单必须关联资产、服务请求或两者，请至少提供一项。',
  },
  WORK_ORDER_CLOSED: {
    en: 'The work order is {status}; take it up again first.',
    'zh-CN': '工单状态为 {status}，请先重新打开。',
  },
  INVALID_WORK_MOVE: {
    en: 'A work order that is {from} cannot become {to}; allowed are: {allowed}.',
    'zh-CN': '状态为 {from} 的工单不能转为 {to}，允许的状态：{allowed}。',
  },
  NOT_SCHEDULED: {
    en: 'Plan a visit first, or give both a planned time and an employee or team.',
    'zh-CN': '请先安排上门，或同时填写计划时间与负责人或团队。',
  },
  WORK_OUTCOME_NEEDED: { en: 'Say why the work is given up.', 'zh-CN': '请说明取消的原因。' },
  VISIT_UNDER_WAY: {
    en: 'Somebody is still on site; record the departure first.',
    'zh-CN': '仍有人员在现场，请先登记离开。',
  },
  NO_REQUEST: {
    en: 'The work order belongs to no service request that could be completed.',
    'zh-CN': '此工单没有可完成的服务请求。',
  },
  REQUEST_CANNOT_COMPLETE: {
    en: 'The request {number} stands in {status}, from which it cannot be completed; move it on first.',
    'zh-CN': '请求 {number} 处于 {status} 状态，无法直接完成，请先推进其状态。',
  },
  VISIT_NOT_FOUND: { en: 'The work order has no such visit.', 'zh-CN': '此工单没有这次上门。' },
  VISIT_CANCELLED: { en: 'This visit was called off; plan another.', 'zh-CN': '此次上门已取消，请另行安排。' },
  ARRIVED_ALREADY: { en: 'The arrival was recorded already, with another time.', 'zh-CN': '到达已登记，时间不同。' },
  NOT_ARRIVED: { en: 'Record the arrival first.', 'zh-CN': '请先登记到达。' },
  DEPARTS_BEFORE_ARRIVAL: {
    en: 'The departure lies before the arrival, {arrived}.',
    'zh-CN': '离开时间早于到达时间（{arrived}）。',
  },
  FINDING_NOT_FOUND: { en: 'There is no such finding.', 'zh-CN': '没有这项发现。' },
  HAS_FOLLOW_UP: {
    en: 'A request was opened from this finding; it stays.',
    'zh-CN': '此发现已开立后续请求，不能删除。',
  },
  CALENDAR_OR_METER: {
    en: 'A plan goes either by calendar (a rule) or by meter (a meter and every how many units); give one of the two.',
    'zh-CN': '计划只能按日历（规则）或按计量表（计量表与间隔）其一，请只提供一种。',
  },
  PLAN_RULE_NOT_DAILY: {
    en: 'Maintenance is planned by days: use DAILY, WEEKLY, MONTHLY or YEARLY, and give the time of day beside the rule.',
    'zh-CN': '维护按天计划，请使用 DAILY、WEEKLY、MONTHLY 或 YEARLY，时刻另行填写。',
  },
  PLAN_RULE_TOO_DETAILED: {
    en: 'A plan that counts from when it was last done can only say how often: FREQ and INTERVAL.',
    'zh-CN': '按上次完成时间计算的计划只能包含 FREQ 与 INTERVAL。',
  },
  PLAN_NEVER_DUE: {
    en: 'This plan would never fall due; look at the rule and the dates.',
    'zh-CN': '此计划永远不会到期，请检查规则与日期。',
  },
});
