import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { say, spoken } from '../../src/analytics/words.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'analytics');
const needs = (code: string) => code.startsWith('too-few-') || code === 'equal-prices';
const page = (code: string) =>
  `${code.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}.md`;

describe.each(spoken.filter(code => !needs(code)))('%s', code => {
  test('has a page that says what it sees, how, from where, what else it may be, and what it cannot see', () => {
    const text = readFileSync(join(folder, page(code)), 'utf8');
    for (const part of ['Says', 'Formula', 'Data', 'Source', 'Innocent explanations', 'Cannot see'])
      expect(text).toMatch(new RegExp(`\\*\\*${part}\\.\\*\\* \\S`));
    expect(text).toContain('never a verdict');
  });
  test('has words in both languages', () => {
    expect(say({ code, params: {} }, 'zh')).toMatch(/[一-鿿]/);
    expect(say({ code, params: {} }, 'en')).toMatch(/^[^一-鿿]+$/);
  });
});
