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

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.startsWith('dist'))
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

const pairs = ['contracts', 'src', 'web'].flatMap(sources).flatMap(pairsOf);
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

  test('is empty in both languages or in neither', () => {
    expect(pairs.filter(unlike)).toEqual([]);
  });
});
