import { describe, expect, it } from 'vitest';
import { distinctive } from './names.js';

describe('what tells companies apart', () => {
  it.each([
    ['Harbour Hotels Co., Ltd.', 'Harbour Hotels'],
    ['Müller GmbH & Co. KG', 'Müller'],
    ['穆勒(亚洲)有限公司', '穆勒 亚洲'],
    ['中国银行股份有限公司', '中国银行'],
    ['Coca Holdings International Limited', 'Coca'],
    ['Limited Group', 'Limited Group'],
    ['Sagamore', 'Sagamore'],
    ['公司', '公司'],
  ])('%s is told apart by %s', (name, rest) => {
    expect(distinctive(name)).toBe(rest);
  });
});
