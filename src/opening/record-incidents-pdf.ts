import { beijingSecond } from '../kernel/beijing.ts';
import type { Block, Inline } from '../platform/pdf/blocks.ts';
import { digest } from '../platform/pdf/parts.ts';
import type { OpeningFacts } from './record-facts.ts';

export const timeOf = (at: string | null): string => (at ? beijingSecond(at).slice(11) : '未签到');

const fault = {
  defective: [
    '投标人',
    '不能唱标，是否否决由评标委员会认定（《实施条例》第五十一条）；其他部分照常移交评标',
  ],
  revoked: [
    '投标人',
    '视为撤销投标文件，投标保证金可以不予退还（《电子招标投标办法》第三十一条、《实施条例》第三十五条）',
  ],
  withdrawn: [
    '投标人以外',
    '视为撤回投标文件，投标人有权要求责任方赔偿直接损失（《电子招标投标办法》第三十一条）',
  ],
} as const;

/** Bids that were not released or cannot be read out: why, by whose cause, and what follows (C31, B51). */
export function failures(facts: OpeningFacts): Block[] {
  const rows = facts.bids.flatMap(({ number, bidder, release }) => {
    if (release.state === 'released') return [];
    const [owner, effect] = fault[release.state];
    return [[String(number), bidder, release.cause, owner, effect]];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '未能唱标的投标文件：原因、责任和后果',
      columns: [
        { head: '序号', share: 1.4, align: 'right' },
        { head: '投标人', share: 6 },
        { head: '原因和证据', share: 9 },
        { head: '责任', share: 3 },
        { head: '后果', share: 11 },
      ],
      rows,
      size: 8.5,
    },
    { kind: 'paragraph', text: '其余投标人的投标照常开标。', size: 8.5 },
  ];
}

/** Who opened the key, over which sealed set, and what was drawn in public. */
export function drawing(facts: OpeningFacts): Block[] {
  const shares = facts.trustees.map(
    t => `${t.name}（${beijingSecond(t.at).slice(11)}，份额证明${t.holds ? '有效' : '无效'}）`,
  );
  const rows: [string, Inline][] = [
    ['封存根', digest(facts.sealedRoot)],
    ['解密委员', shares.join('；')],
    ...facts.drawn.flatMap(d => drawnRows(d)),
  ];
  return [
    { kind: 'heading', level: 2, text: '开启与抽取', english: 'Opening key and public draw' },
    { kind: 'terms', rows, termWidth: 100 },
  ];
}

const drawnRows = ({
  name,
  value,
  from,
  key,
}: OpeningFacts['drawn'][number]): [string, Inline][] => [
  [name, `${value}（当场从 ${from} 中抽取）`],
  [
    '抽取密钥',
    [
      digest(key, 7.5),
      '\n复算：SHA-256（密钥 ‖ 八个零字节）的前八字节除以个数，余数从零数起就是抽中的那个',
    ],
  ],
];

/** Questions at the opening, answered on the spot (B44). */
export function questions(facts: OpeningFacts): Block[] {
  return [
    { kind: 'heading', level: 2, text: '提问与答复', english: 'Questions and answers' },
    {
      kind: 'table',
      columns: [
        { head: '时刻', share: 2.4 },
        { head: '提出人', share: 6 },
        { head: '提问', share: 10 },
        { head: '当场答复', share: 12 },
      ],
      rows: facts.questions.map(q => [
        timeOf(q.at),
        q.from,
        q.text,
        q.answer === null ? '未答复' : `${timeOf(q.answeredAt)}　${q.answer}`,
      ]),
      size: 8.5,
      empty: '没有人提出疑问或异议',
    },
  ];
}
