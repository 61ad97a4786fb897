import { defineMessages } from '#platform/messages';

// NOT_FOUND, CODE_TAKEN and those of offices and employees are identity's; those of customers, branches, jobs and persons
// the customers'; WRONG_CUSTOMER that of contacts; CONTACT_NOT_FOUND, JOB_OF_OTHER_LINE and ID_OR_NUMBER those of services.
defineMessages({
  ENDS_BEFORE_BEGIN: { en: 'The last day lies before the first.', 'zh-CN': '结束日期早于开始日期。' },
  MEMBER_TWICE: {
    en: 'The same employee is named twice; name everybody once.',
    'zh-CN': '同一员工出现两次,请只列一次。',
  },
  PHASE_TWICE: {
    en: 'Two phases are called "{name}"; give each a name of its own.',
    'zh-CN': '有两个阶段都叫“{name}”,请分别命名。',
  },
  PHASE_NOT_FOUND: { en: 'This engagement has no such phase.', 'zh-CN': '该咨询项目没有这个阶段。' },
  ENGAGEMENT_NOT_FOUND: {
    en: 'There is no such engagement, or you may not see it.',
    'zh-CN': '没有这个咨询项目,或您无权查看。',
  },
  ENGAGEMENT_CLOSED: {
    en: 'The engagement is {status}; set it to ACTIVE before you change its deliverables.',
    'zh-CN': '咨询项目状态为 {status};请先改为 ACTIVE 再修改交付成果。',
  },
  ENGAGEMENT_MOVE: {
    en: 'An engagement that is {from} cannot become {to}; allowed are: {allowed}.',
    'zh-CN': '状态为 {from} 的咨询项目不能改为 {to};允许:{allowed}。',
  },
  DELIVERABLES_OPEN: {
    en: '{count} deliverables are neither accepted nor withdrawn; settle them before the engagement is completed.',
    'zh-CN': '尚有 {count} 项交付成果未被接受或撤回,请处理后再完成咨询项目。',
  },
  DELIVERABLE_STATUS: {
    en: 'The deliverable is {status}; this is possible only while it is {allowed}.',
    'zh-CN': '交付成果状态为 {status},仅在 {allowed} 时可进行此操作。',
  },
  REQUEST_NOT_FOUND: { en: 'There is no such service request.', 'zh-CN': '没有这个服务请求。' },
  ONE_SOURCE: {
    en: 'Name either a contact or a service request.',
    'zh-CN': '请只指定一条联络记录或一个服务请求。',
  },
  EVIDENCE_TWICE: { en: 'This is linked to the deliverable already.', 'zh-CN': '已关联到该交付成果。' },
  PRODUCT_NOT_FOUND: { en: 'There is no such product in the catalogue.', 'zh-CN': '目录中没有这个产品。' },
  PRODUCT_RETIRED: {
    en: 'This product is no longer recommended; choose one in use.',
    'zh-CN': '此产品已停止推荐,请选择在用产品。',
  },
  PRODUCT_TWICE: {
    en: 'The same product is named twice, as recommendation or alternative; name it once.',
    'zh-CN': '同一产品出现两次(推荐或备选),请只列一次。',
  },
  SUPPLIER_OF_OWN: {
    en: 'Only products of others have a supplier; leave it out or make the product THIRD_PARTY.',
    'zh-CN': '只有第三方产品才有供应商;请留空或将来源改为 THIRD_PARTY。',
  },
  ADVICE_ISSUED: {
    en: 'This advice was issued and is never changed; correct it by a new version with correctAdvice.',
    'zh-CN': '此建议已发出,不可更改;请用 correctAdvice 发布更正版本。',
  },
  ADVICE_NOT_ISSUED: {
    en: 'This advice is a draft; issue it first.',
    'zh-CN': '此建议尚为草稿,请先发出。',
  },
  NOT_ONLY_CHOICE: {
    en: 'Another product is named only when the customer chose otherwise.',
    'zh-CN': '只有客户另作选择时才填写其他产品。',
  },
  OUTCOME_TWICE: {
    en: 'This is judged as a consequence of the advice already; withdraw that judgement first.',
    'zh-CN': '已将其判断为此建议的后果;请先撤回原判断。',
  },
  OUTCOME_WITHDRAWN: { en: 'This judgement is withdrawn already.', 'zh-CN': '此判断已撤回。' },
});
