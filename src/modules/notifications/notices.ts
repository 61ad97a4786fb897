import { LOCALES, type Locale } from '#platform/context';

/** The same in every language. */
export type Words = Readonly<Record<Locale, string>>;

/** A value that a notice speaks of: itself, words that differ by language, or an instant shown in the reader's zone. */
export type NoticeParam = string | number | Words | { readonly at: string };
export type NoticeParams = Readonly<Record<string, NoticeParam>>;

/** EACH: a message at once. DIGEST: one a day with what was not read. OFF: none. In the application it is always told. */
export const EMAIL_CHOICES = ['EACH', 'DIGEST', 'OFF'] as const;
export type EmailChoice = (typeof EMAIL_CHOICES)[number];

/** A kind of thing people are told. Made by `defineNotice`. */
export interface NoticeKind {
  /** `module.thing-happened`; stable, because stored notifications carry it. */
  readonly key: string;
  /** With `{param}` for its values. */
  readonly texts: Words;
  /** What it is called where people choose how to be told. */
  readonly label: Words;
  /** How it goes by e-mail to those who have chosen nothing else. */
  readonly email: EmailChoice;
}

/**
 * Those who are told of something that would reach nobody: the active members of a team, or else the holders of the
 * fallback role (setting FALLBACK_ROLE) in an office, or else in the lead office of its region.
 */
export interface NoticeFallback {
  readonly teamId?: string | null;
  readonly officeId: string;
  /** Somebody who knows already, because he did it. */
  readonly except?: string | null;
}

/** Something to tell people. */
export interface Notice {
  readonly kind: NoticeKind;
  /** Ids of employees; those who are not active any more, and unknown ones, are passed over. */
  readonly recipients: readonly string[];
  /** Who is told when none of the recipients is an active employee; nobody without it. */
  readonly fallback?: NoticeFallback;
  /** Type in the API and id of what it is about; readers who may not see that do not get to it. */
  readonly about: { readonly type: string; readonly id: string } | null;
  readonly params: NoticeParams;
  /** The same key reaches the same person once; at most 200 characters. Null: told however often it is asked for. */
  readonly dedupeKey: string | null;
}

const kinds = new Map<string, NoticeKind>();
const NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;
const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * Declares a kind of notice, once, in the module that tells it:
 * `defineNotice('sla.breach-escalated', { en: '{number} is overdue.', 'zh-CN': '{number} 已超时。' })`. Throws when the
 * name is taken or not of the form `module.thing-happened`, or when the languages do not speak of the same values.
 */
export function defineNotice(
  key: string,
  texts: Words,
  { label, email = 'EACH' }: { label?: Words; email?: EmailChoice } = {},
): NoticeKind {
  if (!NAME.test(key)) throw new Error(`a notice is called module.thing-happened, not ${key}`);
  if (kinds.has(key)) throw new Error(`the notice ${key} is defined twice`);
  const named = LOCALES.map((locale) => [...new Set(placeholdersOf(texts[locale]))].sort().join());
  if (new Set(named).size > 1) throw new Error(`the notice ${key} has other values in one language than in another`);
  const plain = (locale: Locale): string => texts[locale].replace(PLACEHOLDER, '…');
  const kind: NoticeKind = Object.freeze({
    key,
    texts,
    label: label ?? { en: plain('en'), 'zh-CN': plain('zh-CN') },
    email,
  });
  kinds.set(key, kind);
  return kind;
}

/** The kind of that key, or undefined when this process does not know it (any more). */
export function noticeKind(key: string): NoticeKind | undefined {
  return kinds.get(key);
}

/** All kinds this process knows, by key. */
export function allNoticeKinds(): readonly NoticeKind[] {
  return [...kinds.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Names of the values that a text speaks of. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name]) => name as string);
}
