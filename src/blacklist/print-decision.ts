import type { CaseAct } from '../../contracts/sanction-case.ts';
import { beijingSecond } from '../kernel/beijing.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { positionOf } from '../platform/ledger/position.ts';
import type { Document, Inline } from '../platform/pdf/blocks.ts';
import { verification } from '../platform/pdf/parts.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { Sanction } from './entities.ts';
import { listWords } from './rules/case-words.ts';
import { grounds } from './rules/grounds.ts';
import { subjectTerms } from './subject-terms.ts';

type Decision = Extract<CaseAct, { act: 'decide' }> & {
  readonly articles: readonly string[];
  readonly representative: string | null;
  readonly remedies: { readonly zh: string };
};

/** The decision as PDF, for everybody, under the seal of the centre; the decider's own signature is over its text. */
export async function printDecision(ctx: Context, number: string, origin: string): Promise<Bytes> {
  const row = must(await ctx.em.fork().findOne(Sanction, { number }), 'entry');
  if (row.peer)
    throw new RuleError('NOT_FOUND', {
      zh: `决定书由${row.origin}发布，请到其网站下载。`,
      en: `The decision is published by ${row.origin}. Download it there.`,
    });
  const decision = JSON.parse(row.decision) as Decision;
  const log = await positionOf(ctx.em, row.event);
  const document = decisionPaper(row, decision, {
    centre: ctx.centre.name,
    log,
    url: `${origin}/sanctions/${number}`,
  });
  return { content: await sealedBy(ctx, document), name: `行政处理决定书-${number}.pdf` };
}

interface Frame {
  readonly centre: string;
  readonly log: Awaited<ReturnType<typeof positionOf>>;
  readonly url: string;
}

function decisionPaper(row: Sanction, decision: Decision, frame: Frame): Document {
  const { number, authority, subject, from } = row;
  const madeAt = from.toISOString();
  const heading = (text: string, english: string) =>
    ({ kind: 'heading', level: 2, text, english }) as const;
  const prose = (text: string) => ({ kind: 'paragraph', text, indent: true }) as const;
  return {
    title: `行政处理决定书 ${subject.name}`,
    subject: number,
    author: authority,
    madeAt,
    running: [`行政处理决定书　${subject.name}`, number],
    footer: `${frame.centre}　公布于 ${beijingSecond(madeAt)}`,
    blocks: [
      {
        kind: 'title',
        text: '行政处理决定书',
        english: 'Decision of the Supervisory Authority',
        under: `${authority}\n${number}`,
      },
      { kind: 'terms', rows: termsOf(row, decision), termWidth: 110 },
      heading('一、查明的事实', 'Facts'),
      prose(decision.facts),
      heading('二、陈述、申辩和听证', 'Defence'),
      prose(decision.defence),
      heading('三、依据和决定', 'Decision'),
      prose(decisionText(row, decision)),
      heading('四、救济途径', 'Remedies'),
      prose(decision.remedies.zh),
      { kind: 'space', height: 8 },
      { kind: 'paragraph', text: `${authority}\n${beijingSecond(madeAt)}`, align: 'right' },
      verification({
        title: '决定书摘要',
        sha256: row.decisionSha256,
        url: frame.url,
        log: frame.log,
        how: '决定人已用本人证书对决定书正文（RFC 8785）签名（CAdES）。正文、签名和日志证明可在上述网址取得。',
      }),
    ],
  };
}

const termsOf = ({ subject, ground, list }: Sanction, decision: Decision): [string, Inline][] => [
  ...subjectTerms(subject),
  ['案由', grounds[ground].zh],
  ['名单', listWords[list].zh],
  ['依据', decision.articles.join('\n')],
];

function decisionText({ from, until }: Sanction, { months, fine, representative }: Decision) {
  const term =
    months === null
      ? '列入名单，长期有效'
      : `列入名单 ${months} 个月，自 ${beijingSecond(from)} 至 ${beijingSecond(must(until, 'term'))}`;
  const money = fine ? `；处罚款 ${fine.amount} 元` : '';
  const person = representative ? `；决定及于法定代表人${representative}任职的其他单位` : '';
  return `${term}${money}${person}。`;
}
