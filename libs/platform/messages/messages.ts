import { type Failure } from '#kernel';
import { type Language, type Locale } from '#platform/context';

/** What kind of problem a failure is: enough for a program that does not know the code. */
export const FAILURE_CATEGORIES = [
  'REQUIRED',
  'INVALID',
  'CONFLICT',
  'NOT_FOUND',
  'FORBIDDEN',
  'STALE',
  'LIMIT',
  'STATE',
] as const;
export type FailureCategory = (typeof FAILURE_CATEGORIES)[number];

/** A text in each language; `{name}` stands for a parameter. */
export type Text = Readonly<Record<Locale, string>>;

/** What a failure code means. */
export interface Message extends Text {
  readonly category: FailureCategory;
}

export type Messages = Readonly<Record<string, Message>>;

const catalogue = new Map<string, Text & Partial<Message>>();

/**
 * Adds a module's messages. The code is the key for all modules, so a code means the same everywhere; two modules that
 * word it differently stop the boot.
 */
export function defineMessages<const M extends Messages>(messages: M): M {
  return define(messages);
}

/** Adds sentences that are no failures, such as reasons that a record shows. */
export function defineSentences<const M extends Readonly<Record<string, Text>>>(sentences: M): M {
  return define(sentences);
}

function define<M extends Readonly<Record<string, Text & Partial<Message>>>>(messages: M): M {
  for (const [code, texts] of Object.entries(messages)) {
    const before = catalogue.get(code);
    if (before && (before.en !== texts.en || before.category !== texts.category))
      throw new Error(`message ${code} is defined twice`);
    catalogue.set(code, texts);
  }
  return messages;
}

let traditional: Readonly<Record<string, string>> = {};

/** Tells how the simplified Chinese texts read in traditional characters; what is not among them stays as it is. */
export function useTraditional(texts: Readonly<Record<string, string>>): void {
  traditional = texts;
}

/** A text in a language; traditional Chinese is that of its simplified text. */
export function inLanguage(text: Text, language: Language): string {
  return language === 'zh-Hant' ? (traditional[text['zh-CN']] ?? text['zh-CN']) : text[language];
}

/** The simplified Chinese texts of all messages and sentences. */
export const chineseTexts = (): string[] => [...catalogue.values()].map((text) => text['zh-CN']);

/** The message of a failure in a language; a code without a message is a bug and says so. */
export function messageOf(failure: Failure, language: Language): string {
  const text = catalogue.get(failure.code);
  if (text === undefined) return failure.code;
  return inLanguage(text, language).replace(/\{(\w+)\}/g, (_, name: string) => String(failure.params?.[name] ?? ''));
}

/** The category of a failure code; a code without a message counts as invalid input. */
export const categoryOf = (code: string): FailureCategory => catalogue.get(code)?.category ?? 'INVALID';

/** All codes that have messages. */
export const knownCodes = (): ReadonlySet<string> => new Set(catalogue.keys());

defineMessages({
  REQUIRED: { category: 'REQUIRED', en: 'This field is required.', 'zh-CN': '此项必填。' },
  TOO_LONG: {
    category: 'LIMIT',
    en: 'At most {max} characters are allowed ({given} given).',
    'zh-CN': '最多允许 {max} 个字符，现有 {given} 个。',
  },
  TOO_SHORT: {
    category: 'INVALID',
    en: 'At least {min} characters are required ({given} given).',
    'zh-CN': '至少需要 {min} 个字符，现有 {given} 个。',
  },
  INVALID_TEXT: {
    category: 'INVALID',
    en: 'The text contains control characters or invalid Unicode. Remove them.',
    'zh-CN': '文本含有控制字符或损坏的 Unicode 字符，请删除。',
  },
  TEXT_OVERLOADED: {
    category: 'LIMIT',
    en: 'A character of this text has more accents or joined signs than any writing uses. Remove some of them.',
    'zh-CN': '文本中有字符叠加了过多的附加符号或连接符号，请删除一些。',
  },
  INVALID_FORMAT: {
    category: 'INVALID',
    en: 'Invalid format. Expected: {expected}.',
    'zh-CN': '格式错误，应为：{expected}。',
  },
  INVALID_EMAIL: {
    category: 'INVALID',
    en: 'This is not a valid e-mail address.',
    'zh-CN': '这不是有效的电子邮件地址。',
  },
  INVALID_DATE: {
    category: 'INVALID',
    en: '"{value}" is not a valid date. Use YYYY-MM-DD.',
    'zh-CN': '“{value}”不是有效的日期，请写成 YYYY-MM-DD。',
  },
  INVALID_DATE_TIME: {
    category: 'INVALID',
    en: '"{value}" is not a valid date and time. Use the format 2026-11-22T17:54:00Z, with Z or an offset.',
    'zh-CN': '“{value}”不是有效的时间点，请写成 2026-11-22T17:54:00Z，并带 Z 或时区偏移。',
  },
  INVALID_TIME: {
    category: 'INVALID',
    en: '"{value}" is not a valid time of day. Use HH:MM, from 00:00 to 24:00.',
    'zh-CN': '“{value}”不是有效的时刻，请写成 HH:MM（00:00 至 24:00）。',
  },
  INVALID_TIME_ZONE: {
    category: 'INVALID',
    en: '"{value}" is not a known time zone. Use an IANA name such as Asia/Hong_Kong.',
    'zh-CN': '“{value}”不是有效的时区，请使用 IANA 名称，例如 Asia/Hong_Kong。',
  },
  INVALID_CURRENCY: {
    category: 'INVALID',
    en: '"{value}" is not a valid currency. Use an ISO 4217 code such as GBP.',
    'zh-CN': '“{value}”不是有效的货币，请使用 ISO 4217 代码，例如 GBP。',
  },
  CURRENCY_ENDED: {
    category: 'INVALID',
    en: '{currency} ended on {until}. Use {successor} for later dates.',
    'zh-CN': '{currency} 已于 {until} 停止流通，此后的日期请使用 {successor}。',
  },
  CURRENCY_NOT_YET: {
    category: 'INVALID',
    en: '{currency} was introduced on {from}. Use the currency of that time for earlier dates.',
    'zh-CN': '{currency} 自 {from} 起使用，更早的日期请使用当时的货币。',
  },
  AMOUNT_PRECISION: {
    category: 'INVALID',
    en: 'Amounts in {currency} have at most {digits} digits after the decimal point. The nearest amount is {nearest}.',
    'zh-CN': '{currency} 金额的小数位数不得超过 {digits} 位，最接近的金额是 {nearest}。',
  },
  INVALID_COUNTRY: {
    category: 'INVALID',
    en: '"{value}" is not a valid country. Use an ISO 3166-1 code such as HK.',
    'zh-CN': '“{value}”不是有效的国家代码，请使用 ISO 3166-1 代码，例如 HK。',
  },
  INVALID_DECIMAL: {
    category: 'INVALID',
    en: '"{value}" is not a valid decimal number such as -1234.50 (at most 15 digits before the decimal point and 6 after it).',
    'zh-CN': '“{value}”不是有效的十进制数，例如 -1234.50（小数点前最多 15 位，后最多 6 位）。',
  },
  OUT_OF_RANGE: {
    category: 'INVALID',
    en: '{given} is out of range. Enter a whole number from {min} to {max}.',
    'zh-CN': '{given} 超出范围，应为 {min} 至 {max} 的整数。',
  },
  DATE_OUT_OF_RANGE: {
    category: 'INVALID',
    en: 'The date must be between {from} and {to}.',
    'zh-CN': '日期必须在 {from} 与 {to} 之间。',
  },
  END_BEFORE_START: {
    category: 'INVALID',
    en: 'The end ({end}) must not be before the start ({start}).',
    'zh-CN': '结束（{end}）不能早于开始（{start}）。',
  },
  /** Of a period whose end is not part of it, so that both must not be equal either. */
  END_NOT_AFTER_START: {
    category: 'INVALID',
    en: 'The end ({end}) must be after the start ({start}).',
    'zh-CN': '结束（{end}）必须晚于开始（{start}）。',
  },
  TOO_MANY: {
    category: 'LIMIT',
    en: 'At most {max} are allowed ({given} given).',
    'zh-CN': '最多允许 {max} 个，现有 {given} 个。',
  },
  /** The value of a field that must be unique: a code, a key, an e-mail address. */
  ALREADY_IN_USE: {
    category: 'CONFLICT',
    en: 'This value is already in use. Choose another.',
    'zh-CN': '此值已被使用，请换一个。',
  },
  /** `item` is what occurs again or, when that says nothing to people, the path of its first entry. */
  DUPLICATE_ITEM: {
    category: 'CONFLICT',
    en: '{item} is listed more than once. Remove the duplicate.',
    'zh-CN': '{item} 重复出现，请只保留一项。',
  },
  NOT_ALLOWED_VALUE: {
    category: 'INVALID',
    en: '"{value}" is not allowed. Choose one of: {allowed}.',
    'zh-CN': '不允许使用“{value}”，请从以下各项中选择：{allowed}。',
  },
  INVALID_ID: {
    category: 'INVALID',
    en: 'This is not a valid {type} id. Use the id returned by the API.',
    'zh-CN': '这不是有效的 {type} 标识，请使用接口返回的 id。',
  },
  WRONG_ID_TYPE: {
    category: 'INVALID',
    en: 'This is a {given} id; a {type} id is expected.',
    'zh-CN': '这是 {given} 的标识，此处需要 {type} 的标识。',
  },
  INVALID_CURSOR: {
    category: 'INVALID',
    en: 'This cursor cannot be read. Use a cursor that this list returned, or start again without one.',
    'zh-CN': '无法读取此游标，请使用该列表返回的游标，或不带游标重新开始。',
  },
  CURSOR_OF_OTHER_LIST: {
    category: 'INVALID',
    en: 'This cursor belongs to another list, sort order or direction. Start again without a cursor.',
    'zh-CN': '此游标属于其他列表、其他排序或相反的方向，请不带游标重新开始。',
  },
  ONE_OF: {
    category: 'INVALID',
    en: 'Specify exactly one of these: {fields}.',
    'zh-CN': '请在以下各项中指定一项，且只能指定一项：{fields}。',
  },
  AT_MOST_ONE_OF: {
    category: 'INVALID',
    en: 'Specify at most one of these: {fields}.',
    'zh-CN': '以下各项最多只能指定一项：{fields}。',
  },
  AT_LEAST_ONE_OF: {
    category: 'REQUIRED',
    en: 'Specify at least one of these: {fields}.',
    'zh-CN': '请在以下各项中至少指定一项：{fields}。',
  },
  STALE_VERSION: {
    category: 'STALE',
    en: 'This record was changed by someone else (now version {version}). Review the current values and try again.',
    'zh-CN': '此记录已被他人修改（当前版本 {version}）。请查看最新内容后重试。',
  },
  CLIENT_MUTATION_ID_REUSED: {
    category: 'CONFLICT',
    en: 'This clientMutationId was already used with a different input. Use a new one.',
    'zh-CN': '此 clientMutationId 已用于不同的输入，请使用新的。',
  },
});
