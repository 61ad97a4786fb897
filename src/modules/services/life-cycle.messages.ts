import { defineMessages } from '#platform/messages';

/** What can be wrong with a life cycle. */
defineMessages({
  STATUS_TWICE: {
    en: 'The key {status} is given twice; every status needs its own.',
    'zh-CN': '状态键 {status} 重复，每个状态须有唯一的键。',
  },
  NO_INITIAL_STATUS: {
    en: 'No status is marked as initial; mark the OPEN one in which new requests begin.',
    'zh-CN': '没有初始状态，请标记一个新请求所处的“进行中”类状态。',
  },
  SEVERAL_INITIAL_STATUSES: {
    en: 'Several statuses are marked as initial: {statuses}. Leave one.',
    'zh-CN': '有多个初始状态：{statuses}，请只保留一个。',
  },
  INITIAL_NOT_OPEN: {
    en: 'New requests begin in {status}, so its category must be OPEN.',
    'zh-CN': '新请求从 {status} 开始，其类别必须为 OPEN。',
  },
  NO_COMPLETED_STATUS: {
    en: 'There is no status of category COMPLETED; no request could ever be done.',
    'zh-CN': '没有 COMPLETED 类状态，请求将永远无法完成。',
  },
  MOVE_TO_UNKNOWN: {
    en: '{status} may move to {to}, which is not among the statuses; add it or remove the move.',
    'zh-CN': '{status} 可转为 {to}，但没有该状态，请添加该状态或删除此转换。',
  },
  MOVE_TO_ITSELF: {
    en: '{status} may move to itself; remove the move.',
    'zh-CN': '{status} 可转为自身，请删除此转换。',
  },
  MOVE_TWICE: {
    en: 'The move from {status} to {to} is given twice; give it once.',
    'zh-CN': '从 {status} 到 {to} 的转换重复，请只给一次。',
  },
  CANCELLED_IS_FINAL: {
    en: '{status} is CANCELLED, which is final: it may not move to {to}.',
    'zh-CN': '{status} 为 CANCELLED 类，是最终状态，不能转为 {to}。',
  },
  UNREACHABLE_STATUS: {
    en: '{status} cannot be reached from the initial status; give some status a move to it, or leave it out.',
    'zh-CN': '从初始状态无法到达 {status}，请为某个状态添加到它的转换，或去掉它。',
  },
  TRAP_STATUS: {
    en: 'From {status} no completed status can be reached: requests would be trapped there. Give it a move.',
    'zh-CN': '从 {status} 无法到达任何已完成状态，请求将困于其中，请为其添加转换。',
  },
  PAUSE_WITHOUT_RETURN: {
    en: '{status} pauses, so it needs a move to an OPEN status.',
    'zh-CN': '{status} 为暂停状态，须有到 OPEN 类状态的转换。',
  },
  RESUMES_NOWHERE: {
    en: 'A message of the customer is to move requests on from {status}, but no OPEN status may follow it.',
    'zh-CN': '客户消息应使请求离开 {status}，但其后没有可转入的 OPEN 类状态。',
  },
  STATUS_IN_USE: {
    en: '{count} requests stand in {status}; say with moveRequestsTo where they go.',
    'zh-CN': '有 {count} 个请求处于 {status}，请用 moveRequestsTo 说明它们转往何处。',
  },
  CATEGORY_IN_USE: {
    en: '{count} requests stand in {status}, so it stays {category}; make a new status and retire this one with moveRequestsTo.',
    'zh-CN': '有 {count} 个请求处于 {status}，其类别须保持 {category}；请新建状态，并用 moveRequestsTo 停用此状态。',
  },
  MOVES_REQUESTS_OF_USED: {
    en: '{status} is still among the statuses, so its requests stay; leave the status or the move out.',
    'zh-CN': '{status} 仍在使用，其请求保持不动，请去掉该状态或此项转移。',
  },
  MOVES_REQUESTS_NOWHERE: {
    en: 'There is no status {status} here; name one that goes and one that stays.',
    'zh-CN': '没有状态 {status}，请指定一个停用的状态和一个保留的状态。',
  },
  MOVES_REQUESTS_OUT_OF_CANCELLED: {
    en: 'Requests in {status} were given up; they cannot go on to {to}. Choose a CANCELLED status.',
    'zh-CN': '{status} 中的请求已取消，不能转到 {to}，请选择 CANCELLED 类状态。',
  },
});
