import { beijingSecond } from '../kernel/beijing.ts';
import type { Block } from '../platform/pdf/blocks.ts';
import type { ReportFacts } from './report-facts.ts';
import { caseOf, findingWords } from './rules/presumptions.ts';

/** 七、澄清: what the committee asked in writing, and what was answered in time (B52). */
export function letters(facts: ReportFacts, name: (bid: string) => string): Block[] {
  return [
    { kind: 'heading', level: 2, text: '七、澄清、说明', english: 'Clarifications' },
    {
      kind: 'table',
      columns: [
        { head: '投标人', share: 6 },
        { head: '评标委员会的书面要求', share: 9 },
        { head: '投标人的书面答复', share: 9 },
      ],
      rows: facts.letters.map(l => [
        name(l.bid),
        `${beijingSecond(l.at).slice(5)}\n${l.question}`,
        l.answer === null
          ? '限期内没有答复'
          : `${beijingSecond(l.answeredAt ?? l.at).slice(5)}\n${l.answer}`,
      ]),
      size: 8.5,
      empty: '评标中没有要求投标人澄清',
    },
  ];
}

/** 八、视为串通情形的核对: what bids have in common, and what the committee found it to be (B40). */
export function presumptions(facts: ReportFacts): Block[] {
  return [
    {
      kind: 'heading',
      level: 2,
      text: '八、视为串通情形的核对',
      english: 'Presumptions of collusion',
    },
    {
      kind: 'table',
      columns: [
        { head: '情形', share: 10 },
        { head: '评标委员会意见', share: 10 },
      ],
      rows: facts.questions.map(q => [
        `${q.bids.join('、')} 号投标人：${q.words.zh}
${caseOf(q.item).zh}`,
        [
          findingWords(q.decided).zh,
          ...q.votes.map(v => `${v.number} 号成员：${v.reason ?? ''}`),
        ].join('\n'),
      ]),
      size: 8.5,
      empty: '没有提请核对的情形（《招标投标法实施条例》第四十条）',
    },
  ];
}

/** 九、评分核对: what the check of scores before publication found, and what was done (E5). */
export function checks(facts: ReportFacts): Block[] {
  return [
    { kind: 'heading', level: 2, text: '九、评分核对', english: 'Check of scores' },
    {
      kind: 'table',
      columns: [
        { head: '核对发现', share: 1 },
        { head: '处理', share: 1 },
      ],
      rows: facts.checks.map(c => [c.text, c.handled]),
      size: 8.5,
      empty: '客观分一致，没有畸高、畸低的评分（发改法规〔2022〕1117 号）',
    },
  ];
}

/** 十、不同意见: a dissent stands with its reasons (B53). */
export function dissents(facts: ReportFacts): Block[] {
  const member = (number: number) => facts.members.find(m => m.number === number)?.name ?? '';
  return [
    { kind: 'heading', level: 2, text: '十、不同意见', english: 'Dissent' },
    {
      kind: 'table',
      columns: [
        { head: '成员', share: 2 },
        { head: '书面说明的不同意见和理由', share: 12 },
      ],
      rows: facts.dissents.map(d => [`${d.member}　${member(d.member)}`, d.text]),
      size: 8.5,
      empty: '没有成员提出不同意见',
    },
  ];
}
