import { defineMessages, defineSentences } from '#platform/messages';

// CUSTOMER_NOT_FOUND, BRANCH_NOT_FOUND, JOB_NOT_FOUND and OTHER_CUSTOMER are customers', NOT_FOUND is identity's.
defineMessages({
  MONTH_NOT_FIRST_DAY: {
    category: 'INVALID',
    en: 'A month is specified by its first day. Use {expected}.',
    'zh-CN': '月份以当月第一天表示，请写成 {expected}。',
  },
  AMOUNT_SIGN: {
    category: 'INVALID',
    en: 'REVENUE must not be negative and CREDIT must not be positive; CORRECTION can be either.',
    'zh-CN': 'REVENUE 不得为负，CREDIT 不得为正；CORRECTION 正负均可。',
  },
  RATE_MISSING: {
    category: 'REQUIRED',
    en: 'There is no exchange rate for {currency} on or before {until}. First record one that is valid from {until} or earlier (recordExchangeRates).',
    'zh-CN': '{until} 当日及之前没有 {currency} 的汇率，请先录入（recordExchangeRates），生效日期不晚于 {until}。',
  },
  EXTERNAL_REF_TAKEN: {
    category: 'CONFLICT',
    en: 'Revenue with this external reference already exists.',
    'zh-CN': '已有使用此外部编号的收入记录。',
  },
  GBP_HAS_NO_RATE: {
    category: 'INVALID',
    en: 'All amounts are converted to GBP, so GBP itself has no exchange rate.',
    'zh-CN': '所有金额均折算为英镑，英镑本身没有汇率。',
  },
  RATE_NOT_POSITIVE: {
    category: 'INVALID',
    en: 'An exchange rate must be greater than zero.',
    'zh-CN': '汇率必须大于零。',
  },
  HELD_IS_OF_CUSTOMERS: {
    category: 'INVALID',
    en: 'Tiers are assigned to customers, not to groups. Use REVENUE for groups.',
    'zh-CN': '层级属于客户而非集团，按集团查询时请使用 REVENUE。',
  },
  TIER_NOT_FOUND: { category: 'NOT_FOUND', en: 'Tier not found.', 'zh-CN': '未找到此层级。' },
  THRESHOLDS_NOT_ORDERED: {
    category: 'INVALID',
    en: 'From {effectiveFrom}, the threshold of {higher} would be {higherBound}, which is not above {lowerBound}, the threshold of {lower}.',
    'zh-CN': '自 {effectiveFrom} 起，{higher} 的起点为 {higherBound}，不高于 {lower} 的起点 {lowerBound}。',
  },
  LOWEST_TIER_HAS_NO_BOUND: {
    category: 'INVALID',
    en: 'The lowest tier covers everything below the next one and has no threshold of its own.',
    'zh-CN': '最低层级包含上一层级起点以下的全部客户，没有自己的起点。',
  },
});

/** Why a customer moved between tiers. */
defineSentences({
  MOVE_PLACED: {
    en: 'Twelve-month revenue of {revenue}: placed in {to}{bound}.',
    'zh-CN': '十二个月收入 {revenue}：列入{to}{bound}。',
  },
  MOVE_RETURNED: {
    en: 'Revenue again, {revenue} over twelve months: placed in {to}{bound}.',
    'zh-CN': '重新产生收入，十二个月共 {revenue}：列入{to}{bound}。',
  },
  MOVE_ROSE: {
    en: 'Twelve-month revenue of {revenue}: upgraded from {from} to {to}{bound}.',
    'zh-CN': '十二个月收入 {revenue}：由{from}升至{to}{bound}。',
  },
  MOVE_FELL: {
    en: 'Twelve-month revenue of {revenue}, more than {keep} % below the threshold of {from}{bound}: downgraded to {to}.',
    'zh-CN': '十二个月收入 {revenue}，比{from}的起点{bound}低 {keep}% 以上：降至{to}。',
  },
  MOVE_LEFT: {
    en: 'No revenue over twelve months ({revenue}): removed from {from} and the pyramid.',
    'zh-CN': '十二个月内没有收入（{revenue}）：移出{from}及金字塔。',
  },
});
