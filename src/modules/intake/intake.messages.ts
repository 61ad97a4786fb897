import { defineMessages } from '#platform/messages';

defineMessages({
  MALFORMED_ROW: {
    en: 'The row cannot be read as CSV: {reason}.',
    'zh-CN': '此行无法按 CSV 读取:{reason}。',
  },
  WRONG_COLUMN_COUNT: {
    en: 'The row has {given} columns, the header has {expected}.',
    'zh-CN': '此行有 {given} 列,而表头有 {expected} 列。',
  },
  NOT_UTF8: {
    en: 'The row has characters that are not UTF-8; save the file as UTF-8.',
    'zh-CN': '此行含有非 UTF-8 字符,请将文件保存为 UTF-8。',
  },
  UNREADABLE_DATE: {
    en: '"{value}" is not a date and time that exists, written {form}.',
    'zh-CN': '“{value}”不是存在的日期时间,格式应为 {form}。',
  },
  UNREADABLE_NUMBER: { en: '"{value}" is not a whole number.', 'zh-CN': '“{value}”不是整数。' },
  UNREADABLE_AMOUNT: {
    en: '"{value}" is not an amount with at most two digits after the point.',
    'zh-CN': '“{value}”不是金额(小数点后最多两位)。',
  },
  UNREADABLE_YEAR: {
    en: '"{value}" is not a fiscal year such as 2017-2018.',
    'zh-CN': '“{value}”不是财政年度,应写成 2017-2018。',
  },
  UNMAPPED_VALUE: {
    en: 'The mapping does not say what "{value}" becomes; it knows {known}.',
    'zh-CN': '映射未说明“{value}”对应什么,已知的有:{known}。',
  },
  DUPLICATE_ROW: {
    en: 'The same row stands on line {line} already.',
    'zh-CN': '第 {line} 行已有相同内容。',
  },
  KEY_REPEATED: {
    en: '{key} came earlier in this file; what belongs to it must stand together, and only once.',
    'zh-CN': '{key} 已在此文件前面出现,属于它的行必须放在一起,且只能出现一次。',
  },
  ZERO_AMOUNT: { en: 'Nothing was paid; there is nothing to record.', 'zh-CN': '金额为零,无需记录。' },
});
