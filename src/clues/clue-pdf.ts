import type { ClueSnapshot } from '../../contracts/clues/clue.ts';
import { beijingSecond } from '../kernel/beijing.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { sha256Hex } from '../platform/digest.ts';
import type { Document, Inline } from '../platform/pdf/blocks.ts';
import { clueBlocks, clueCaution, whereOf } from '../platform/pdf/clue-parts.ts';
import { type LogPosition, verification } from '../platform/pdf/parts.ts';
import { clueStateWords } from './rules/words.ts';

/** Where the clue stands, and where the paper can be checked. */
interface ClueFrame {
  readonly centre: string;
  readonly url: string;
  readonly madeAt: string;
  readonly state: keyof typeof clueStateWords;
  readonly owner: string | null;
  readonly verdict: string | null;
  readonly log: LogPosition | null;
}

/** 线索报告: one clue on paper. Every page says that it is no finding. */
export function clueDocument(clue: ClueSnapshot, frame: ClueFrame): Document {
  const { centre, madeAt } = frame;
  const standing: [string, Inline][] = [
    ['状态', clueStateWords[frame.state].zh],
    ['负责', frame.owner ?? '还没有人领取'],
    ...(frame.verdict ? [['核查意见', frame.verdict] as [string, Inline]] : []),
  ];
  return {
    title: `线索报告 ${clue.number}`,
    subject: clue.number,
    author: centre,
    madeAt,
    running: [`线索报告　${clueCaution}`, clue.number],
    footer: `${clueCaution}　${centre}　内容截至 ${beijingSecond(madeAt)}`,
    blocks: [
      { kind: 'title', text: '线索报告', english: 'Report of a Clue', under: whereOf(clue) },
      ...clueBlocks(clue),
      { kind: 'heading', level: 2, text: '核查', english: 'What people found' },
      { kind: 'terms', rows: standing, termWidth: 92 },
      verification({
        title: '线索摘要',
        sha256: sha256Hex(canonicalText(clue)),
        url: frame.url,
        log: frame.log,
        how: '摘要针对线索快照的正文（RFC 8785）。线索转为案件后，快照按同样的正文入卷。',
      }),
    ],
  };
}
