import { defineMessages } from '#platform/messages';

defineMessages({
  MALFORMED_ROW: { category: 'INVALID', en: 'Invalid CSV row: {reason}.', 'zh-CN': '此行不是有效的 CSV：{reason}。' },
  WRONG_COLUMN_COUNT: {
    category: 'INVALID',
    en: 'The row has {given} columns; the header has {expected}.',
    'zh-CN': '此行有 {given} 列，而表头有 {expected} 列。',
  },
  NOT_UTF8: {
    category: 'INVALID',
    en: 'The row contains characters that are not valid UTF-8. Save the file as UTF-8.',
    'zh-CN': '此行含有非 UTF-8 字符，请将文件保存为 UTF-8。',
  },
  UNREADABLE_DATE: {
    category: 'INVALID',
    en: '"{value}" is not a valid date and time. Expected format: {form}.',
    'zh-CN': '“{value}”不是有效的日期时间，格式应为 {form}。',
  },
  UNREADABLE_NUMBER: { category: 'INVALID', en: '"{value}" is not a whole number.', 'zh-CN': '“{value}”不是整数。' },
  UNREADABLE_AMOUNT: {
    category: 'INVALID',
    en: '"{value}" is not a valid amount in {currency}. Use at most {digits} digits after the decimal point.',
    'zh-CN': '“{value}”不是有效的 {currency} 金额，小数位数不得超过 {digits} 位。',
  },
  UNREADABLE_RATE: {
    category: 'INVALID',
    en: '"{value}" is not a valid exchange rate. Use a decimal number above 0.',
    'zh-CN': '“{value}”不是有效的汇率，应为大于 0 的小数。',
  },
  UNREADABLE_YEAR: {
    category: 'INVALID',
    en: '"{value}" is not a valid fiscal year. Use the format 2017-2018.',
    'zh-CN': '“{value}”不是有效的财政年度，应写成 2017-2018。',
  },
  UNMAPPED_VALUE: {
    category: 'INVALID',
    en: 'The mapping has no entry for "{value}". Known values: {known}.',
    'zh-CN': '映射中没有“{value}”的对应项，已有：{known}。',
  },
  DUPLICATE_ROW: { category: 'CONFLICT', en: 'Duplicate of line {line}.', 'zh-CN': '与第 {line} 行重复。' },
  KEY_REPEATED: {
    category: 'CONFLICT',
    en: '{key} already occurred earlier in this file. Keep all rows with the same key together.',
    'zh-CN': '{key} 已在此文件前面出现，请将同一键的所有行放在一起。',
  },
  ZERO_AMOUNT: {
    category: 'INVALID',
    en: 'The amount is zero; there is nothing to record.',
    'zh-CN': '金额为零，无需记录。',
  },
});
