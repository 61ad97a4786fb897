import { expect, test } from 'vitest';
import { chooseLanguage } from './locale.js';

test.each([
  [undefined, 'en'],
  ['de, *;q=0.5', 'en'],
  ['zh', 'zh-CN'],
  ['zh-Hans', 'zh-CN'],
  ['zh-SG, en;q=0.8', 'zh-CN'],
  ['zh-Hans-HK', 'zh-CN'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-Hant-CN', 'zh-Hant'],
  ['zh-HK,zh;q=0.9,en;q=0.8', 'zh-Hant'],
  ['zh-TW', 'zh-Hant'],
  ['zh-mo', 'zh-Hant'],
  ['yue', 'zh-Hant'],
  ['yue-HK', 'zh-Hant'],
  ['fr, zh-TW;q=0.4, zh-CN;q=0.6', 'zh-CN'],
  ['zh-TW;q=0, en', 'en'],
])('who asks for %s reads %s', (header, language) => expect(chooseLanguage(header)).toBe(language));
