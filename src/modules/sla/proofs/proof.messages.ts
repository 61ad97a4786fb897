import { defineMessages } from '#platform/messages';

defineMessages({
  PROOF_PERIOD_FUTURE: {
    category: 'STATE',
    en: 'The period has not started yet. Choose one that has.',
    'zh-CN': '该期间尚未开始，请选择已开始的期间。',
  },
  PROOF_PERIOD_TOO_LONG: {
    category: 'LIMIT',
    en: 'A proof can cover at most {max} days ({given} given). Request several proofs for shorter periods.',
    'zh-CN': '一份证明最多涵盖 {max} 天，现为 {given} 天，请分成几份申请。',
  },
  PROOF_CUSTOMER_NOT_FOUND: { category: 'NOT_FOUND', en: 'Customer not found.', 'zh-CN': '未找到此客户。' },
  PROOF_CUSTOMERS_OUT_OF_REACH: {
    category: 'FORBIDDEN',
    en: "A proof also covers this customer's subsidiaries, and {beyond} of them belong to offices outside your permission sla.prove. Request proofs for the other customers individually.",
    'zh-CN':
      '证明也涵盖该客户的所有下级客户，其中 {beyond} 个所属办事处不在您的 sla.prove 权限范围内，请逐个申请其余客户的证明。',
  },
  TOO_MANY_PROOFS: {
    category: 'LIMIT',
    en: '{max} of your proofs are still being generated. Wait until one is ready.',
    'zh-CN': '您申请的证明中仍有 {max} 份正在生成，请等待其中一份完成。',
  },
  PROOF_TOO_LARGE: {
    category: 'LIMIT',
    en: 'The proof would exceed {max} bytes and could not be verified in one step. Request shorter periods.',
    'zh-CN': '该证明将超过 {max} 字节，无法一次校验；请缩短期间。',
  },
  PROOF_VERDICTS_UNSETTLED: {
    category: 'CONFLICT',
    en: 'The stored SLA results of {request} do not match the recorded history ({what}), so nothing was signed. Contact an administrator.',
    'zh-CN': '请求 {request} 已存的 SLA 结果与历史记录不符（{what}），因此未签署，请联系管理员。',
  },
  PROOF_GIVEN_UP: {
    category: 'STATE',
    en: 'The proof could not be generated after {attempts} attempts. Request it again; if it fails again, contact an administrator.',
    'zh-CN': '经 {attempts} 次尝试仍未能生成该证明。请重新申请；若仍失败，请联系管理员。',
  },
});
