/** Words that say what kind of company it is and not which: in half of all names, so they tell nothing apart. */
const FORMS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    'ltd|limited|llc|llp|lp|plc|inc|incorporated|corp|corporation|co|company|group|holdings?|international',
    'gmbh|ag|kg|sa|sas|sarl|spa|srl|bv|nv|ab|as|oy|pty|pte|sdn|bhd|kk|kabushiki kaisha',
  ].join('|')})(?![\\p{L}\\p{N}])\\.?`,
  'giu',
);
const CHINESE_FORMS = /股份有限公司|有限责任公司|有限責任公司|有限公司|集团公司|集團公司|公司|集团|集團/gu;

/** What tells a company's name apart: without its legal form, unless nothing to speak of would be left. */
export function distinctive(name: string): string {
  const rest = name
    .replace(FORMS, ' ')
    .replace(CHINESE_FORMS, ' ')
    .replace(/[\s,.&()()-]+/gu, ' ')
    .trim();
  return rest.length >= 2 ? rest : name;
}
