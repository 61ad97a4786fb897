import { type Language } from '#platform/context';

/** Scripts and places where Chinese is written in traditional characters; a script named comes before the place. */
const TRADITIONAL =
  /^zh-(?:.*-)?hant(?:-|$)|^zh-(?!.*\bhans\b)(?:.*-)?(?:hk|tw|mo)(?:-|$)|^(?:zh-)?yue(?:-(?!.*\bhans\b)|$)/;

/** The best of our languages for an `Accept-Language` header; English when none fits. */
export function chooseLanguage(header: string | undefined): Language {
  if (!header) return 'en';
  const wishes = header
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag: tag.trim(), q: q === undefined ? 1 : Number(q) };
    })
    .filter((w) => w.q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wishes) {
    if (TRADITIONAL.test(tag)) return 'zh-Hant';
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
    if (tag === 'en' || tag.startsWith('en-') || tag === '*') return 'en';
  }
  return 'en';
}
