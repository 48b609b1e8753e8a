import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { problemTable } from '../../contracts/problem.ts';

const han = /\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u;

interface Pair {
  readonly at: string;
  readonly zh: string | null;
  readonly en: string | null;
}

const sources = (folder: string, end = '.ts'): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(end) && !name.startsWith('dist'))
    .map(name => join(folder, name));

/** What is written of a text itself, without what is filled in; null when it is made elsewhere. */
function written(value: ts.Expression): string | null {
  if (ts.isStringLiteralLike(value)) return value.text;
  if (!ts.isTemplateExpression(value)) return null;
  return [value.head.text, ...value.templateSpans.map(span => span.literal.text)].join('');
}

/** Every `{ zh, en }` written in a file. */
function pairsOf(path: string): Pair[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const pairs: Pair[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const named = new Map(
        node.properties
          .filter(ts.isPropertyAssignment)
          .map(p => [p.name.getText(file), written(p.initializer)]),
      );
      if (named.has('zh') && named.has('en')) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
        const at = `${path}:${line + 1}`;
        pairs.push({ at, zh: named.get('zh') ?? null, en: named.get('en') ?? null });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return pairs;
}

const script = /<script[^>]*>(.*?)<\/script>/s;
/** The product is called so in every language. */
const brand = /开标 Kaibiao|>开</g;

/** Texts written in a module of the screens with Chinese in them, but for the Chinese half of a table of words. */
function strayTexts(path: string): string[] {
  const all = readFileSync(path, 'utf8');
  const code = path.endsWith('.vue') ? (script.exec(all)?.[1] ?? '') : all;
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const stray: string[] = [];
  const visit = (node: ts.Node): void => {
    const own = ts.isPropertyAssignment(node) && /^'?zh(-CN)?'?$/.test(node.name.getText(file));
    if (own) return;
    const text = ts.isTemplateExpression(node) || ts.isStringLiteralLike(node) ? written(node) : '';
    if (text !== null && han.test(text)) stray.push(`${path}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return stray;
}

/** What a screen's own template says: all of it should be asked of the words, marks between names too. */
function strayMarkup(path: string): string[] {
  const markup = readFileSync(path, 'utf8').replace(script, '').replace(brand, '');
  const said = markup.replace(/<!--.*?-->|\/\*.*?\*\//gs, '');
  return said.split('\n').flatMap(line => (han.test(line) ? [`${path}: ${line.trim()}`] : []));
}

const pairs = ['contracts', 'src', 'web'].flatMap(folder => sources(folder)).flatMap(pairsOf);
const chinese = ({ en }: Pair) => en !== null && han.test(en);
const unlike = ({ zh, en }: Pair) => zh !== null && en !== null && (zh === '') !== (en === '');

/** The types let no text be said in one language only; these hold that each is in its own. */
describe('what is said to a person', () => {
  test('is found in the sources: refusals, findings, states', () => {
    expect(pairs.length).toBeGreaterThan(Object.keys(problemTable).length + 200);
  });

  test('has English without a Chinese character or mark', () => {
    expect(pairs.filter(chinese)).toEqual([]);
  });

  test('stands on no screen outside its table of words', () => {
    const screens = sources('web', '.vue');
    const tables = sources('web', '.words.ts');
    expect(Math.min(screens.length, tables.length)).toBeGreaterThan(15);
    expect([...screens, ...tables].flatMap(strayTexts)).toEqual([]);
    expect(screens.flatMap(strayMarkup)).toEqual([]);
  });

  test('is empty in both languages or in neither', () => {
    expect(pairs.filter(unlike)).toEqual([]);
  });
});
