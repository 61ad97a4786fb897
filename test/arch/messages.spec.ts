import { expect, test } from 'vitest';
import { codeUses, messageProblems, messagesIn } from './failure-codes.js';
import { sourcesBelow } from './sources.js';

const sources = sourcesBelow(['libs', 'src']);

test('every failure code has an English and a Chinese message with the same placeholders, they are filled, and none is left over', () => {
  expect(messageProblems(sources)).toEqual([]);
});

test('the scan sees the codes of the kernel, of the platform and of the modules', () => {
  const used = new Set(codeUses(sources).map(({ code }) => code));
  for (const code of [
    'TOO_LONG',
    'INVALID_DATE',
    'INVALID_ID',
    'STALE_VERSION',
    'ALREADY_IN_USE',
    'CUSTOMER_NOT_FOUND',
  ])
    expect(used).toContain(code);
  expect(messagesIn(sources).length).toBeGreaterThan(40);
});

const MESSAGES = `defineMessages({
  KNOWN: { en: 'Known.', 'zh-CN': '已知。' },
  COUNTED: { en: 'At most {max}.', 'zh-CN': '最多 {max} 个。' },
});`;
test.each([
  [`return err('FORGOTTEN', 'name');`, 'FORGOTTEN has no message'],
  [`return err(late ? 'KNOWN' : 'TOO_LATE');`, 'TOO_LATE has no message'],
  [`return errs([{ code: 'ALSO_FORGOTTEN', field: 'a' }]);`, 'ALSO_FORGOTTEN has no message'],
  [`function f(): Promise<Result<void, 'KNOWN' | 'TYPED_ONLY'>> {}`, 'TYPED_ONLY has no message'],
  [`type SaveCode = 'KNOWN' | 'IN_ALIAS';`, 'IN_ALIAS has no message'],
  [`type Part = 'A' | 'B'; type PartCode = \`X_\${Part}\`;`, 'X_B has no message'],
  [`defineMessages({ ONE: { en: 'One {a}.', 'zh-CN': '一 {b}。' } });`, 'ONE has other placeholders'],
  [`defineMessages({ TWO: { en: 'Two.', 'zh-CN': 'Two.' } });`, 'TWO is not in Chinese'],
  [`defineMessages({ THREE: { en: 'Three.' } });`, 'THREE lacks a language'],
  [`defineMessages({ FOUR: { en: 'Four.', 'zh-CN': '四。' } });`, 'FOUR is not used'],
  [`return err('COUNTED', 'list', { least: 1 });`, 'COUNTED is given without {max}'],
])('%s is found', (text, problem) => {
  const found = messageProblems([{ path: 'src/modules/customers/x.ts', text: `${MESSAGES}\n${text}` }]);
  expect(found).toContainEqual(expect.stringContaining(problem));
});

test('lawful uses are not', () => {
  const text = `${MESSAGES} return max ? err('COUNTED', 'list', { max }) : err('KNOWN'); const office = { code: 'HKG', name: 'x' };`;
  expect(messageProblems([{ path: 'src/modules/customers/x.ts', text }])).toEqual([]);
});
