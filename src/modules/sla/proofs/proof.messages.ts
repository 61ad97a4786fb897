import { defineMessages } from '#platform/messages';

defineMessages({
  PROOF_PERIOD_EMPTY: {
    en: 'The period ends before it begins; `to` must be later than `from`.',
    'zh-CN': '期间的结束早于开始；`to` 必须晚于 `from`。',
  },
  PROOF_PERIOD_FUTURE: {
    en: 'The period has not begun yet; choose one that has.',
    'zh-CN': '该期间尚未开始，请选择已开始的期间。',
  },
  PROOF_PERIOD_TOO_LONG: {
    en: 'A proof covers at most {max} days; these are {given}. Ask for several.',
    'zh-CN': '一份证明最多涵盖 {max} 天，现为 {given} 天。请分成几份。',
  },
  PROOF_CUSTOMER_NOT_FOUND: { en: 'There is no such customer.', 'zh-CN': '没有这个客户。' },
  PROOF_CUSTOMERS_OUT_OF_REACH: {
    en: 'A proof covers all customers below this one too, and {beyond} of them belong to offices that your permission sla.prove does not reach; ask for proofs of the others one by one.',
    'zh-CN':
      '证明涵盖该客户的所有下级客户，其中 {beyond} 个所属办事处不在您的 sla.prove 权限范围内；请逐个申请其余客户的证明。',
  },
  TOO_MANY_PROOFS: {
    en: '{max} proofs that you asked for are still being made; wait until one is ready.',
    'zh-CN': '您申请的证明中仍有 {max} 份正在生成，请等待其中一份完成。',
  },
  PROOF_TOO_LARGE: {
    en: 'The proof would be larger than {max} bytes, more than can be checked at once; ask for shorter periods.',
    'zh-CN': '该证明将超过 {max} 字节，无法一次校验；请缩短期间。',
  },
  PROOF_VERDICTS_UNSETTLED: {
    en: 'The stored verdicts on {request} do not follow from what is on record ({what}), so nothing was signed; tell the administrators.',
    'zh-CN': '请求 {request} 已存的判定与记录不符（{what}），因此未签署；请告知管理员。',
  },
  PROOF_GIVEN_UP: {
    en: 'Making the proof failed {attempts} times, so it was given up; ask again, and tell the administrators if that fails too.',
    'zh-CN': '生成该证明已失败 {attempts} 次，现已放弃；请重新申请，若仍失败请告知管理员。',
  },
});
