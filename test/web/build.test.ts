import { existsSync } from 'node:fs';
import { glob, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../web/build.ts';

const web = resolve(import.meta.dirname, '../../web');
const sheets = resolve(web, '../node_modules/element-plus/theme-chalk');
beforeAll(() => buildWeb(), 120_000);

test('what is built from these very inputs is not built again', async () => {
  expect(await buildWeb()).toBe(false);
});

test('the page holds no inline script and no inline style, so the policy may forbid them', async () => {
  const page = await readFile(resolve(web, 'dist/index.html'), 'utf8');
  const scripts = page.match(/<script[^>]*>[^<]*/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toMatch(/src="\/app\/assets\/[^"]+">\s*$/);
  expect(page).not.toMatch(/<style| style=| on\w+=/);
});

test('no part of the bundle evaluates text', async () => {
  const found: string[] = [];
  for await (const name of glob('assets/*.js', { cwd: resolve(web, 'dist') })) {
    const text = await readFile(resolve(web, 'dist', name), 'utf8');
    if (/[^.\w](eval\(|new Function\()/.test(text)) found.push(name);
  }
  expect(found).toEqual([]);
});

test('the first page loads less than half a megabyte of script', async () => {
  const page = await readFile(resolve(web, 'dist/index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="\/app\/(assets\/[^"]+\.js)"/g)].map(
    m => m[1] ?? '',
  );
  const sizes = await Promise.all(first.map(async f => (await stat(resolve(web, 'dist', f))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(500_000);
});

test('every Element Plus component that a page uses brings its sheet', async () => {
  const listed = await readFile(resolve(web, 'styles/element.css'), 'utf8');
  const missing = new Set<string>();
  for await (const name of glob('**/*.vue', { cwd: web })) {
    const text = await readFile(resolve(web, name), 'utf8');
    const [, names = ''] = /import \{([^}]*)\} from 'element-plus'/.exec(text) ?? [];
    for (const [, component = ''] of names.matchAll(/\bEl([A-Z]\w+)/g)) {
      const sheet = `el-${component.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase()}.css`;
      const path = resolve(sheets, sheet);
      const empty = !existsSync(path) || (await stat(path)).size === 0;
      if (!empty && !listed.includes(`/${sheet}"`)) missing.add(`${name}: ${sheet}`);
    }
  }
  expect([...missing]).toEqual([]);
});
