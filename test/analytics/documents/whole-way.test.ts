import { expect, test } from 'vitest';
import { readDocumentText } from '../../../src/analytics/documents/read-document.ts';
import { Exclusion } from '../../../src/analytics/text/exclusion.ts';
import { compare } from '../../../src/analytics/text/passages.ts';
import { sketch } from '../../../src/analytics/text/sketch.ts';
import { typeset } from '../../../src/platform/pdf/typeset.ts';
import { paraphrased, type TechnicalBid, technicalBid, withCopy } from '../corpus/bids.ts';
import { law } from '../corpus/words.ts';
import { docx } from './files.ts';

/** As bidders hand it in: pages with running heads and numbers, lines broken by the typesetter. */
const pdf = ({ bidder, paragraphs }: TechnicalBid): Promise<Uint8Array> =>
  typeset({
    title: `施工组织设计 ${bidder}`,
    author: bidder,
    madeAt: '2026-09-10T07:00:00.000Z',
    running: ['施工组织设计', bidder],
    footer: bidder,
    blocks: paragraphs.map(text => ({ kind: 'paragraph', text, indent: true, size: 12 })),
  });

test('a paraphrased third of a printed bid is found in a rival’s Word file, and shown in its own words', async () => {
  const original = technicalBid('甲建设');
  const rival = withCopy('乙建设', original, 0.3, paraphrased(0.3));
  const stranger = technicalBid('丙建设');
  const texts = [
    await readDocumentText(await pdf(original), '甲.pdf'),
    await readDocumentText(docx(rival.paragraphs), '乙.docx'),
    await readDocumentText(await pdf(stranger), '丙.pdf'),
  ];
  const exclusion = new Exclusion().add(law.join('\n'));
  const [a, b, c] = texts.map(text => sketch(text, exclusion));
  if (!a || !b || !c) throw new Error('three texts');
  const { passages, coverageB } = compare(a, b);
  expect(coverageB).toBeGreaterThan(0.25);
  expect(coverageB).toBeLessThan(0.36);
  expect(compare(a, c).coverageA).toBeLessThan(0.03);
  const [longest] = passages;
  const bare = (text: string) => text.replace(/[\s\p{P}]/gu, '');
  const shown = bare(texts[1]?.slice(longest?.b.from, longest?.b.to) ?? '');
  expect(shown.length).toBeGreaterThan(60);
  expect(bare(rival.paragraphs.join(''))).toContain(shown);
});
