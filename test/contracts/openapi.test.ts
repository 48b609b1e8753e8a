import { expect, test } from 'vitest';
import { openapi, operations } from '../../contracts/openapi.ts';

test('every operation has its own name, and its own method and path', () => {
  const all = operations();
  expect(all.length).toBeGreaterThan(50);
  expect(new Set(all.map(o => o.name)).size).toBe(all.length);
  expect(new Set(all.map(o => `${o.route.method} ${o.route.path}`)).size).toBe(all.length);
});

test('every path parameter of an operation is in its contract', () => {
  for (const { name, route } of operations()) {
    const named = [...route.path.matchAll(/:(\w+)/g)].map(m => m[1]);
    const sample = Object.keys((route.params as { shape?: object }).shape ?? {});
    expect(sample.sort(), name).toEqual(named.sort());
  }
});

test('the document is OpenAPI 3.1 with a schema for each reply', () => {
  const document = openapi() as {
    openapi: string;
    paths: Record<string, Record<string, { responses: object }>>;
  };
  expect(document.openapi).toBe('3.1.0');
  expect(document.paths['/api/lots/{lot}/bids']?.post?.responses).toHaveProperty('200');
});
