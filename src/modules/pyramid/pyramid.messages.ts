import { defineMessages } from '#platform/messages';

// CUSTOMER_NOT_FOUND, BRANCH_NOT_FOUND, JOB_NOT_FOUND and BRANCH_OF_ANOTHER_CUSTOMER are customers', NOT_FOUND is identity's.
defineMessages({
  REVENUE_JOB_OF_ANOTHER_CUSTOMER: {
    en: 'This job belongs to another customer; book the revenue on the customer of the job.',
    'zh-CN': '该项目属于其他客户，请将收入记入项目所属客户。',
  },
  MONTH_NOT_FIRST_DAY: {
    en: 'A month is written as its first day; write {expected}.',
    'zh-CN': '月份以当月第一天表示，请写成 {expected}。',
  },
  AMOUNT_SIGN: {
    en: 'REVENUE cannot be below zero and CREDIT cannot be above it; CORRECTION may be either.',
    'zh-CN': 'REVENUE 不得为负，CREDIT 不得为正；CORRECTION 正负均可。',
  },
  RATE_MISSING: {
    en: 'There is no rate of {currency} on or before {until}; record one first (recordExchangeRates), valid from {until} or earlier.',
    'zh-CN': '{until} 当日及之前没有 {currency} 的汇率，请先录入（recordExchangeRates），生效日期不晚于 {until}。',
  },
  EXTERNAL_REF_TAKEN: {
    en: 'There is revenue with this external reference already.',
    'zh-CN': '已有使用此外部编号的收入记录。',
  },
  DUPLICATE_EXTERNAL_REF: {
    en: 'The external reference "{ref}" comes twice; give each entry its own.',
    'zh-CN': '外部编号“{ref}”重复，请为每条记录使用不同编号。',
  },
  GBP_HAS_NO_RATE: {
    en: 'The pound is what everything is converted to; it has no rate.',
    'zh-CN': '所有金额均折算为英镑，英镑本身没有汇率。',
  },
  RATE_NOT_POSITIVE: { en: 'A rate must be above zero.', 'zh-CN': '汇率必须大于零。' },
  DUPLICATE_RATE: {
    en: 'The rate of {currency} from {validFrom} is given twice.',
    'zh-CN': '{currency} 自 {validFrom} 起的汇率重复给出。',
  },
  HELD_IS_OF_CUSTOMERS: {
    en: 'Tiers are held by customers, not by groups; ask for groups by REVENUE.',
    'zh-CN': '层级由客户而非集团持有，按集团查询时请使用 REVENUE。',
  },
  MOVE_PLACED: {
    en: 'Revenue of {revenue} over twelve months: placed in {to}{bound}.',
    'zh-CN': '十二个月收入 {revenue}：列入{to}{bound}。',
  },
  MOVE_RETURNED: {
    en: 'Revenue again, {revenue} over twelve months: placed in {to}{bound}.',
    'zh-CN': '重新产生收入，十二个月共 {revenue}：列入{to}{bound}。',
  },
  MOVE_ROSE: {
    en: 'Revenue of {revenue} over twelve months: rose from {from} to {to}{bound}.',
    'zh-CN': '十二个月收入 {revenue}：由{from}升至{to}{bound}。',
  },
  MOVE_FELL: {
    en: 'Revenue of {revenue} over twelve months, more than {keep} % below where {from} begins{bound}: fell to {to}.',
    'zh-CN': '十二个月收入 {revenue}，比{from}的起点{bound}低 {keep}% 以上：降至{to}。',
  },
  MOVE_LEFT: {
    en: 'No revenue over twelve months ({revenue}): left {from} and the pyramid.',
    'zh-CN': '十二个月内没有收入（{revenue}）：离开{from}及金字塔。',
  },
  TIER_NOT_FOUND: { en: 'There is no such tier.', 'zh-CN': '没有这个层级。' },
  THRESHOLDS_NOT_ORDERED: {
    en: 'From {effectiveFrom}, {higher} would begin at {higherBound}, which is not above {lowerBound}, where {lower} begins.',
    'zh-CN': '自 {effectiveFrom} 起，{higher} 的起点为 {higherBound}，不高于 {lower} 的起点 {lowerBound}。',
  },
  LOWEST_TIER_HAS_NO_BOUND: {
    en: 'The lowest tier takes everything below the next; it has no bound of its own.',
    'zh-CN': '最低层级包含其上一层级以下的全部客户，没有自己的起点。',
  },
});
