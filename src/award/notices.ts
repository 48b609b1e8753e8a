import type { Candidate } from '../../contracts/award.ts';
import type { AwardNotice, CandidatesNotice } from '../../contracts/award-notices.ts';
import { EvaluationReport } from '../../contracts/evaluation-report.ts';
import { lotTitle } from '../bidding/rules/lot.ts';
import { Evaluation } from '../evaluation/entities.ts';
import { stageTitles } from '../evaluation/rules/stages.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { SealedBid } from '../opening/entities.ts';
import { type Context, must } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { findMatter, type Matter, requireOwn } from './lot.ts';
import { contractWithinDays, windowDays, winnerOf } from './rules/award.ts';
import { publicReasons } from './rules/statements.ts';

/** The exact text to sign, and its hash. */
export interface Paper {
  readonly text: string;
  readonly sha256: string;
}

const paper = (notice: object): Paper => {
  const text = canonicalText(notice);
  return { text, sha256: sha256Hex(text) };
};

/** The candidates notice as it will be signed. */
export async function previewCandidates(ctx: Context, id: string): Promise<Paper> {
  const matter = await findMatter(ctx.em.fork(), id);
  requireOwn(ctx, matter.project);
  return candidatesPaper(ctx, matter);
}

/** The award notice as it will be signed, by who still stands. */
export async function previewAward(ctx: Context, id: string): Promise<Paper> {
  const matter = await findMatter(ctx.em.fork(), id);
  requireOwn(ctx, matter.project);
  return awardPaper(matter);
}

export async function candidatesPaper(
  { em: whole }: Pick<Context, 'em'>,
  { lot, project }: Matter,
): Promise<Paper> {
  const em = whole.fork();
  const evaluation = must(await em.findOne(Evaluation, { lot: lot.id }), 'evaluationReport');
  if (
    evaluation.stage !== 'finished' ||
    !['evaluated', 'candidates', 'awarded'].includes(lot.state)
  )
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: '评标报告还没有全体签署，不能公示中标候选人。',
        en: 'Not all members have signed the report; the candidates cannot be published.',
      },
      {
        state: lot.state,
      },
    );
  const report = EvaluationReport.parse(JSON.parse(evaluation.report ?? ''));
  const bids = await em.find(SealedBid, { lot: lot.id });
  const { ranking, candidates, outcomes } = report.conclusions;
  const notice: CandidatesNotice = {
    format: 'kaibiao-candidates/1',
    ...head(lot.id, { lot, project }, must(evaluation.reportSha256, 'evaluationReport')),
    candidates: ranking.filter(r => candidates.includes(r.bid)).map(row => candidateOf(row, bids)),
    rejected: outcomes
      .filter(o => !o.passed)
      .map(o => ({
        bidder: report.bids.find(b => b.bid === o.bid)?.bidder ?? '',
        stage: stageTitles[o.stage].zh,
        reasons: publicReasons(o.reasons),
      })),
    windowDays,
  };
  return paper(notice);
}

const head = (
  id: string,
  { lot, project }: Pick<Matter, 'lot' | 'project'>,
  reportSha256: string,
) => ({
  project: project.id,
  lot: id,
  code: project.code,
  title: lotTitle(project, lot),
  tenderer: project.tendererName,
  agency: project.agencyName ?? null,
  reportSha256,
});

function candidateOf(
  {
    rank,
    bid: id,
    amount,
    technical,
    price,
    total,
  }: EvaluationReport['conclusions']['ranking'][number],
  bids: readonly SealedBid[],
): Candidate {
  const bid = must(
    bids.find(b => b.bid === id),
    'bid',
  );
  const form = must(bid.opened, 'openingForm');
  const { periodDays, manager, managerCertificate, quality } = form;
  return {
    rank,
    bid: id,
    bidder: bid.bidder,
    amount,
    periodDays,
    manager,
    managerCertificate,
    quality,
    technical,
    price,
    total,
  };
}

export function awardPaper({ lot, project, award, candidates }: Matter): Paper {
  const published = must(award, 'candidates');
  const { reportSha256 } = JSON.parse(published.candidatesText) as CandidatesNotice;
  const standing = candidates.map(c => ({ ...c, rank: c.rank, outReason: c.outReason ?? null }));
  const winner = winnerOf(standing);
  const notice: AwardNotice = {
    format: 'kaibiao-award/1',
    reference: `${project.code}-${String(lot.position + 1).padStart(2, '0')}-ZB${published.round > 1 ? published.round : ''}`,
    ...head(lot.id, { lot, project }, reportSha256),
    candidatesSha256: published.candidatesSha256,
    passedOver: standing.flatMap(({ rank, said, outReason }) =>
      outReason !== null && rank < winner.rank
        ? [{ rank, bidder: said.bidder, reason: outReason }]
        : [],
    ),
    winner: winner.said,
    contractWithinDays,
  };
  return paper(notice);
}
