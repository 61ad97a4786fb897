import { defineMessages } from '#platform/messages';

/** What can be wrong with a life cycle. */
defineMessages({
  NO_INITIAL_STATUS: {
    category: 'REQUIRED',
    en: 'No status is marked as initial. Mark the OPEN status in which new requests start.',
    'zh-CN': '没有初始状态，请标记一个新请求所处的 OPEN 类状态。',
  },
  SEVERAL_INITIAL_STATUSES: {
    category: 'CONFLICT',
    en: 'Several statuses are marked as initial: {statuses}. Keep one.',
    'zh-CN': '有多个初始状态：{statuses}，请只保留一个。',
  },
  INITIAL_NOT_OPEN: {
    category: 'INVALID',
    en: 'New requests start in {status}, so its category must be OPEN.',
    'zh-CN': '新请求从 {status} 开始，其类别必须为 OPEN。',
  },
  NO_COMPLETED_STATUS: {
    category: 'REQUIRED',
    en: 'There is no status of category COMPLETED, so requests could never be completed. Add one.',
    'zh-CN': '没有 COMPLETED 类状态，请求将永远无法完成，请添加一个。',
  },
  MOVE_TO_UNKNOWN: {
    category: 'INVALID',
    en: '{status} has a transition to {to}, which is not one of the statuses. Add the status or remove the transition.',
    'zh-CN': '{status} 可转为 {to}，但没有该状态，请添加该状态或删除此转换。',
  },
  MOVE_TO_ITSELF: {
    category: 'INVALID',
    en: '{status} has a transition to itself. Remove it.',
    'zh-CN': '{status} 可转为自身，请删除此转换。',
  },
  CANCELLED_IS_FINAL: {
    category: 'INVALID',
    en: '{status} is CANCELLED, which is final. Remove its transition to {to}.',
    'zh-CN': '{status} 为 CANCELLED 类，是最终状态，请删除到 {to} 的转换。',
  },
  UNREACHABLE_STATUS: {
    category: 'INVALID',
    en: '{status} cannot be reached from the initial status. Add a transition to it, or remove it.',
    'zh-CN': '从初始状态无法到达 {status}，请添加到它的转换，或去掉它。',
  },
  TRAP_STATUS: {
    category: 'INVALID',
    en: 'No completed status can be reached from {status}. Add a transition.',
    'zh-CN': '从 {status} 无法到达任何已完成状态，请为其添加转换。',
  },
  PAUSE_WITHOUT_RETURN: {
    category: 'INVALID',
    en: '{status} is a paused status and requires a transition to an OPEN status.',
    'zh-CN': '{status} 为暂停状态，须有到 OPEN 类状态的转换。',
  },
  RESUMES_NOWHERE: {
    category: 'INVALID',
    en: 'Customer messages should resume requests in {status}, but it has no transition to an OPEN status. Add one.',
    'zh-CN': '客户消息应使 {status} 中的请求恢复处理，但该状态没有到 OPEN 类状态的转换，请添加一个。',
  },
  STATUS_IN_USE: {
    category: 'CONFLICT',
    en: '{count} requests are in {status}. Use moveRequestsTo to specify their new status.',
    'zh-CN': '有 {count} 个请求处于 {status}，请用 moveRequestsTo 指定其新状态。',
  },
  CATEGORY_IN_USE: {
    category: 'CONFLICT',
    en: '{count} requests are in {status}, so its category must remain {category}. Create a new status and retire this one with moveRequestsTo.',
    'zh-CN': '有 {count} 个请求处于 {status}，其类别须保持 {category}；请新建状态，并用 moveRequestsTo 停用此状态。',
  },
  MOVES_REQUESTS_OF_USED: {
    category: 'INVALID',
    en: '{status} is still one of the statuses, so its requests remain in it. Remove the status or the moveRequestsTo entry.',
    'zh-CN': '{status} 仍是现有状态，其请求保持不变，请去掉该状态或 moveRequestsTo 中的对应项。',
  },
  MOVES_REQUESTS_NOWHERE: {
    category: 'INVALID',
    en: 'Unknown status {status}. Specify a status that is removed and one that remains.',
    'zh-CN': '没有状态 {status}，请指定一个停用的状态和一个保留的状态。',
  },
  MOVES_REQUESTS_OUT_OF_CANCELLED: {
    category: 'INVALID',
    en: 'Requests in {status} are cancelled and cannot be moved to {to}. Choose a CANCELLED status.',
    'zh-CN': '{status} 中的请求已取消，不能转到 {to}，请选择 CANCELLED 类状态。',
  },
});
