import { expect, test } from 'vitest';
import { html } from '../../src/portal/html.ts';
import { listCsv } from '../../src/portal/list-csv.ts';

test('what is put into a page is text, never markup', () => {
  const name = `<script>alert("1")</script> & 'x'`;
  expect(html`<p title="${name}">${name}</p>`.text).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>',
  );
});

test('pieces made by the template stand as they are; lists follow one another; nothing is written for nothing', () => {
  const items = ['甲', '<乙>'].map(name => html`<li>${name}</li>`);
  expect(html`<ul>${items}</ul>${null}${undefined}${false}${0}`.text).toBe(
    '<ul><li>甲</li><li>&lt;乙&gt;</li></ul>0',
  );
});

test('a cell that a spreadsheet would run as a formula is made text', () => {
  const row = {
    id: 'a',
    code: 'YJ-1',
    name: '=HYPERLINK("http://x")',
    city: '云江市',
    industry: 'building' as const,
    tenderer: '甲,乙',
    stage: 'bidding' as const,
    ceiling: '1.00',
    deadline: '2026-10-08T01:30:00.000Z',
    publishedAt: '2026-09-10T01:30:00.000Z',
  };
  const csv = listCsv([row]);
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(csv).toContain('"甲,乙"');
  expect(csv).toContain('2026-10-08 09:30:00');
});
