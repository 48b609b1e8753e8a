import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Axe {
  run(context: Document, options: object): Promise<{ violations: Violation[] }>;
}
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: { readonly target: string[]; readonly failureSummary: string }[];
}

/** What WCAG 2.2 A and AA forbid on this page, one line each: rule, element, why. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  );
  return found.violations.flatMap(v =>
    v.nodes.map(n => `${v.id} ${n.target.join(' ')}: ${n.failureSummary.split('\n')[1] ?? v.help}`),
  );
}
