import { ESLint, Linter } from 'eslint';
import regexp from 'eslint-plugin-regexp';
import { expect, test } from 'vitest';
import { ROOT } from './cruise.js';

type Rules = Record<string, Linter.RuleEntry>;

/** The rules about the time that patterns take, as files of the product are linted with. */
async function rulesFor(path: string): Promise<Rules> {
  const { rules } = (await new ESLint({ cwd: ROOT }).calculateConfigForFile(path)) as { rules: Rules };
  return Object.fromEntries(Object.entries(rules).filter(([name]) => name.startsWith('regexp/')));
}

const found = (code: string, rules: Rules): number =>
  new Linter().verify(code, { plugins: { regexp: regexp as unknown as ESLint.Plugin }, rules }).length;

test.each(['libs/kernel/decimal.ts', 'src/modules/sla/calendars/application/read-icalendar.ts'])(
  'patterns of %s are linted for the time they take',
  async (path) => {
    const rules = await rulesFor(path);
    for (const slow of [
      String.raw`/([A-Za-z_]+\/[A-Za-z_+-]+(\/[A-Za-z_+-]+)?)$/.test(text)`,
      String.raw`/^(a+)+$/.test(text)`,
      String.raw`/^\s*(.*?)\s*$/.test(text)`,
      String.raw`text.replace(/\s+$/, '')`,
    ])
      expect(found(slow, rules), slow).toBeGreaterThan(0);
    expect(found(String.raw`/^[A-Za-z_]+\/[A-Za-z_+-]+$/.test(text)`, rules)).toBe(0);
  },
);
