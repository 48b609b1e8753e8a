import { Decimal } from 'decimal.js';
import { EvaluationReport } from '../../contracts/evaluation-report.ts';
import { CommitteeSeat, ExpertDraw } from '../experts/entities.ts';
import { parseYuan } from '../kernel/money.ts';
import { type Context, must } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { Event } from '../platform/ledger/entities.ts';
import { positionOf } from '../platform/ledger/position.ts';
import type { SignedBy } from '../platform/pdf/parts.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { Certificate, Person } from '../registry/entities.ts';
import { Lot, Project } from '../tender/entities.ts';
import { Evaluation, ReportSignature } from './entities.ts';
import { readReport } from './read-report.ts';
import type { ReportFacts, ReviewStage, TechnicalScores } from './report-facts.ts';
import { evaluationReport } from './report-pdf.ts';
import type { PriceComputation } from './rules/price-formulas.ts';
import { stageTitles } from './rules/stages.ts';

/** The evaluation report as PDF, for those who may read its text; names appear once the draw is opened (A37). */
export async function printReport(ctx: Context, lot: string, origin: string): Promise<Bytes> {
  const { text, sha256 } = await readReport(ctx, lot);
  const report = EvaluationReport.parse(JSON.parse(text));
  const em = ctx.em.fork();
  const project = await em.findOneOrFail(Project, { id: report.project });
  const evaluation = await em.findOneOrFail(Evaluation, { lot });
  const draw = await em.findOne(ExpertDraw, { lot });
  const names = await namesOf(ctx, lot, Boolean(draw?.openedAt));
  const { conclusions } = report;
  const document = evaluationReport({
    centre: ctx.centre.name,
    code: report.code,
    title: report.title,
    tenderer: project.tendererName,
    agency: project.agencyName ?? null,
    method: '综合评估法',
    ceilingFen: parseYuan(report.rules.ceiling),
    startedAt: report.startedAt,
    endedAt: (evaluation.finishedAt ?? new Date(report.drawnUpAt)).toISOString(),
    members: report.committee.map(m => ({ ...m, ...nameOf(names, m.number) })),
    leaderVotes: leaderVotesOf(report),
    extensions: report.extensions,
    draw: draw?.drawnAt
      ? {
          at: draw.drawnAt.toISOString(),
          poolSize: draw.poolSize,
          excluded: draw.excluded.reduce((sum, e) => sum + e.count, 0),
          poolSha256: draw.poolSha256,
          seedCommit: (await em.findOneOrFail(Lot, lot)).drawSeedCommit,
        }
      : null,
    bids: report.bids.map(({ amount, ...bid }) => ({ ...bid, amountFen: parseYuan(amount) })),
    reviews: reviewsOf(report),
    technical: technicalOf(report),
    price: conclusions.price
      ? (conclusions.price as PriceComputation)
      : { ...nothing, formula: report.rules.price },
    ranking: conclusions.ranking.map(({ tieBrokenBy, ...row }) => ({
      ...row,
      ...(tieBrokenBy ? { tie: tieTexts[tieBrokenBy] } : {}),
    })),
    candidates: conclusions.candidates.length,
    letters: report.letters,
    questions: report.questions,
    checks: report.checks,
    ...(await signaturesOf(ctx, lot, names)),
    reportSha256: sha256,
    log: await positionOf(ctx.em, await reportEvent(ctx, lot, sha256)),
    verifyUrl: `${origin}/projects/${report.project}`,
    madeAt: (await ctx.clock.now(ctx.em)).toISOString(),
  });
  return { content: await sealedBy(ctx, document), name: `评标报告-${report.code}.pdf` };
}

const leaderVotesOf = ({ election }: EvaluationReport): number | null =>
  election === null ? null : election.votes.filter(v => v.choice === election.leader).length;

const nothing = {
  lowest: null,
  leftOutHigh: [],
  leftOutLow: [],
  kept: [],
  mean: null,
  base: null,
  benchmark: null,
  rows: [],
};

const tieTexts = {
  'lower-price': '总分相同，报价低者在前',
  'higher-technical': '总分、报价相同，技术得分高者在前',
  draw: '其余均相同，公开抽签',
} as const;

type Names = ReadonlyMap<number, Pick<ReportFacts['members'][number], 'name' | 'from'>>;

const nameOf = (names: Names, number: number) =>
  names.get(number) ?? { name: `${number} 号成员`, from: 'pool' as const };

async function namesOf({ em }: Context, lot: string, opened: boolean): Promise<Names> {
  const seats = await em.fork().find(CommitteeSeat, { lot, leftAt: null });
  const people = await em.fork().find(Person, { id: { $in: seats.map(s => s.person) } });
  return new Map(
    seats.map(({ number, person, source }) => {
      const name = opened ? people.find(p => p.id === person)?.name : undefined;
      return [number, { name: name ?? `${number} 号成员`, from: source }];
    }),
  );
}

function reviewsOf({ rules, conclusions }: EvaluationReport): ReviewStage[] {
  return (['qualification', 'responsiveness'] as const).map(stage => ({
    title: stageTitles[stage].zh,
    items: rules[stage].map(({ title, article }) => ({ title, basis: article })),
    outcomes: conclusions.outcomes
      .filter(o => o.stage === stage)
      .map(({ bid, passed, reasons, votes }) => ({ bid, passed, reasons, ...votes })),
  }));
}

function technicalOf({ rules, sheets, conclusions }: EvaluationReport): TechnicalScores {
  const held = sheets.filter(s => s.stage === 'technical').sort((a, b) => a.member - b.member);
  const { items, weight } = rules.technical;
  const bids = conclusions.technical.map(t => t.bid);
  const given = (bid: string, item: string): string[] =>
    held.map(s => String(s.marks.find(m => m.bid === bid && m.item === item)?.value ?? ''));
  const table = <T>(cell: (bid: string, item: string) => T) =>
    Object.fromEntries(
      bids.map(bid => [bid, Object.fromEntries(items.map(i => [i.id, cell(bid, i.id)]))]),
    );
  return {
    weight: String(weight),
    items: items.map(({ id, title, max, kind }) => ({ id, title, max: String(max), kind })),
    scores: table(given),
    means: table((bid, item) => {
      const values = given(bid, item).map(Number);
      return Decimal.sum(0, ...values)
        .div(Math.max(1, values.length))
        .toFixed(2, Decimal.ROUND_HALF_UP);
    }),
    totals: Object.fromEntries(conclusions.technical.map(t => [t.bid, t.score])),
    rule: '技术得分为全体成员各项评分之和的算术平均值，最后一步四舍五入一次，保留两位小数。',
  };
}

async function signaturesOf(
  { em }: Context,
  lot: string,
  names: Names,
): Promise<Pick<ReportFacts, 'signatures' | 'dissents'>> {
  const rows = await em.fork().find(ReportSignature, { lot }, { orderBy: { number: 1 } });
  const hashes = rows.flatMap(r => r.certificateSha256 ?? []);
  const certificates = await em.fork().find(Certificate, { sha256: { $in: hashes } });
  const signatures: SignedBy[] = rows.map(row => ({
    name: nameOf(names, row.number).name,
    role: '评标委员会成员',
    at: row.signature ? row.at.toISOString() : null,
    certificateSerial: certificates.find(c => c.sha256 === row.certificateSha256)?.serial ?? null,
    ...(row.signature ? {} : { remark: '拒绝签字又不书面说明理由，视为同意（第五十三条）' }),
  }));
  const dissents = rows.flatMap(r => (r.dissent ? [{ member: r.number, text: r.dissent }] : []));
  return { signatures, dissents };
}

/** The event that announced this very report: an earlier one may have been void (B48). */
async function reportEvent({ em }: Context, lot: string, sha256: string): Promise<string> {
  const room = `evaluation:${lot}`;
  const events = await em.fork().find(Event, { room, type: 'evaluation.reported' });
  return must(
    events.find(e => e.text.includes(sha256)),
    'evaluationReport',
  ).id;
}
