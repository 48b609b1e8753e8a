import { beijingSecond } from '../kernel/beijing.ts';
import type { Block, Inline } from '../platform/pdf/blocks.ts';
import { code, digest } from '../platform/pdf/parts.ts';
import type { CasePaper, PaperAppeal } from './case-paper.ts';
import type { Sanction } from './entities.ts';
import { appealWords, entryWords, listingWords, outcomeWords } from './rules/case-words.ts';

/** What became of the decision: the listing, and every objection, review and repair with how it was decided. */
export function listingBlocks({ listing, entries, appeals }: CasePaper): Block[] {
  if (!listing) return [];
  return [
    { kind: 'heading', level: 1, text: '四、名单', english: 'Listing' },
    { kind: 'terms', rows: termsOf(listing), termWidth: 110 },
    {
      kind: 'table',
      columns: [
        { head: '时间', share: 3 },
        { head: '事项', share: 9 },
      ],
      rows: entries.map(({ at, kind }) => [beijingSecond(at), entryWords[kind].zh]),
      size: 9,
    },
    { kind: 'heading', level: 1, text: '五、异议、复议和修复', english: 'Appeals and Repair' },
    ...(appeals.length === 0 ? [{ kind: 'paragraph' as const, text: '没有申请。' }] : []),
    ...appeals.flatMap((appeal, i) => appealOf(appeal, i + 1)),
  ];
}

const termsOf = ({ number, from, until, state }: Sanction): [string, Inline][] => [
  ['名单编号', code(number)],
  ['期限', `${beijingSecond(from)} 至 ${until ? beijingSecond(until) : '长期'}`],
  ['状态', listingWords[state].zh],
];

function appealOf({ held, statement, proofs, decisions }: PaperAppeal, place: number): Block[] {
  const prose = (text: string): Block => ({ kind: 'paragraph', text, indent: true });
  const { zh: text, en: english } = appealWords[held.kind];
  return [
    { kind: 'heading', level: 2, text: `${place}　${text}`, english },
    {
      kind: 'terms',
      rows: [
        ['提出时间', beijingSecond(held.filedAt)],
        ['应于此前决定', beijingSecond(held.due)],
        ['申请摘要', digest(held.sha256, 7)],
        ...proofs.map(({ name, sha256 }): [string, Inline] => [
          '证明材料',
          [`${name}\n`, digest(sha256, 7)],
        ]),
      ],
      termWidth: 110,
    },
    ...statement.text.split('\n').map(prose),
    ...(statement.commitment ? [prose(`信用承诺：${statement.commitment}`)] : []),
    ...decisions.map(({ at, by, outcome, reason }) =>
      prose(`${beijingSecond(at)}　${by}　${outcomeWords[outcome].zh}：${reason}`),
    ),
    ...(decisions.length === 0 ? [prose('还没有决定。')] : []),
  ];
}
