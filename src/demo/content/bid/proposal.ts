import type { Block, Document } from '../../../platform/pdf/blocks.ts';
import { titleOf } from '../project.ts';
import { prose } from '../prose.ts';
import type { Offer } from './offer.ts';
import { assuranceChapters } from './proposal/assurance.ts';
import { managementChapters } from './proposal/management.ts';
import { methodChapters } from './proposal/methods.ts';
import { annexes } from './proposal/tables.ts';
import { choose, type Plan, planOf } from './proposal/words.ts';

/** 施工组织设计: every bidder its own figures, wording, measures and order of chapters; no price anywhere in it. */
export function proposal(offer: Offer): Document {
  const plan = planOf(offer);
  const title = titleOf(offer.project);
  return {
    title: `施工组织设计 ${title}`,
    subject: offer.code,
    author: offer.bidder,
    madeAt: offer.madeAt,
    cover: true,
    running: [`施工组织设计　${title}`, offer.bidder],
    footer: offer.bidder,
    blocks: [
      ...cover(plan),
      { kind: 'page-break' },
      { kind: 'title', text: '目　录' },
      { kind: 'contents' },
      ...numbered(chapters(plan)),
      ...annexes(plan),
    ],
  };
}

function cover(plan: Plan): Block[] {
  const line = (text: string, size: number, bold = false): Block => ({
    kind: 'paragraph',
    text: { text, bold },
    size,
    align: 'centre',
  });
  return [
    { kind: 'space', height: 120 },
    line(plan.project.name, 22, true),
    line(plan.project.lot, 18),
    { kind: 'space', height: 70 },
    line('施 工 组 织 设 计', 30, true),
    line('技术文件', 14),
    { kind: 'space', height: 220 },
    line(plan.bidder, 15),
    line(plan.writtenOn, 13),
  ];
}

/** The house's own order: methods in the order of building, the rest as each writes it. */
function chapters(plan: Plan): string[] {
  const { random, project } = plan;
  const [overview, deployment, progress] = managementChapters.map(chapter => chapter(plan));
  const methods = project.works.map(work => methodChapters[work](plan));
  const assurance = random.shuffle(assuranceChapters).map(chapter => chapter(plan));
  const start = [overview ?? '', deployment ?? ''];
  const parts = random.pick([
    [...start, progress ?? '', ...methods, ...assurance],
    [...start, ...methods, progress ?? '', ...assurance],
    [...start, ...methods, ...assurance, progress ?? ''],
  ]);
  return parts.map(text => choose(text, random));
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const ordinal = (n: number): string =>
  n < 10 ? (digits[n] ?? '') : `${n >= 20 ? digits[Math.floor(n / 10)] : ''}十${digits[n % 10]}`;

function numbered(texts: readonly string[]): Block[] {
  return texts.flatMap((text, i) => prose(text.trim().replace(/^# /, `# 第${ordinal(i + 1)}章　`)));
}
