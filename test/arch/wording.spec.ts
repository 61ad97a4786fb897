import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './cruise.js';
import { sourcesBelow } from './sources.js';
import { descriptionProblems, pageProblems, wordingProblems } from './wording.js';

const PATH = 'src/modules/customers/customers.messages.ts';
const message = (en: string, zh = '已知。'): { path: string; text: string } => ({
  path: PATH,
  text: `defineMessages({ KNOWN: { en: ${JSON.stringify(en)}, 'zh-CN': ${JSON.stringify(zh)} } });`,
});

const sources = sourcesBelow(['libs', 'src']);

test('messages and notices use the terms of the field, and Chinese punctuation in Chinese', () => {
  expect(wordingProblems(sources)).toEqual([]);
});

test.each(['This field is required.', 'Customer not found.', 'A service review is ready', '服务评审已准备好'])(
  'the scan sees the text "%s" of the sources',
  (seen) => {
    const planted = sources.map(({ path, text }) => ({ path, text: text.replace(`'${seen}'`, "'Mend it.状态,'") }));
    expect(wordingProblems(planted).length).toBeGreaterThan(0);
  },
);

test.each([
  'The first 20, unless told.',
  'Nobody would be told.',
  'This must be given.',
  'Somebody changed this.',
  'Correct the rule; mend the duty.',
  'At most {max} levels; hang it higher up.',
  'Tie it without marking it.',
  'The terms are equally narrow.',
  'No breach gives anything back.',
  'Take the date away.',
  'This request stands in {status}.',
  'There is no such team.',
  'The end lies before the start.',
  'Expected is {expected}.',
])('"%s" is refused', (en) => {
  expect(wordingProblems([message(en)])).not.toEqual([]);
});

test.each([
  '请清空,然后重试。',
  '可用:{known}。',
  '现有:状态',
  '状态({status})无效。',
  '{given} 列,而表头不同。',
  '请重试.',
])('%s has ASCII punctuation', (zh) => {
  expect(wordingProblems([message('Known.', zh)])).toEqual([expect.stringContaining('not Chinese punctuation')]);
});

test('a problem is reported with its place and what to write; notices and their labels are looked at too', () => {
  const text = `
    export const fails = defineNotice('a.fails', { en: 'Mend it.', 'zh-CN': '请修正。' }, {
      label: { en: 'Failures', 'zh-CN': '失败,请看' },
    });`;
  expect(wordingProblems([{ path: 'src/modules/customers/customers.notices.ts', text }])).toEqual([
    'src/modules/customers/customers.notices.ts:2 "Mend" is refused (write: correct): Mend it.',
    'src/modules/customers/customers.notices.ts:3 "败," is not Chinese punctuation: 失败,请看',
  ]);
});

test('whole words only, and marks between other characters stay as they are', () => {
  const texts = message('A recommended change; standard properties.', '例如 FREQ=DAILY;BYHOUR=9,13（{a}, {b}）：1.5。');
  expect(wordingProblems([texts])).toEqual([]);
});

const schema = readFileSync(join(ROOT, 'schema.graphql'), 'utf8');
const pages = [
  ...sourcesBelow(['docs', 'src', 'libs', 'bench'], /\.md$/),
  ...['README.md', 'CONTRIBUTING.md'].map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
];

test('descriptions of the schema use the terms of the field', () => {
  expect(descriptionProblems(schema)).toEqual([]);
});

test('READMEs and docs use the terms of the field', () => {
  expect(pages.length).toBeGreaterThan(30);
  expect(pages.flatMap(pageProblems)).toEqual([]);
});

test('a phrase planted in a description or a page is found', () => {
  const planted = schema.replace('An error that the user can correct.', 'Something that the user can mend.');
  expect(descriptionProblems(planted)).toEqual([
    '"mend" is refused (write: correct): Something that the user can mend.',
  ]);
  const text = '# Page\n\nWhoever meets a customer says so; `mend` is a name.\n';
  expect(pageProblems({ path: 'docs/page.md', text })).toEqual([
    'docs/page.md:3 "Whoever" is refused (write: someone else, the person responsible)',
  ]);
});
