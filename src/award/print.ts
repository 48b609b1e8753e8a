import type { Candidate } from '../../contracts/award.ts';
import { AwardNotice, CandidatesNotice } from '../../contracts/award-notices.ts';
import { Bid } from '../bidding/entities.ts';
import { Evaluation } from '../evaluation/entities.ts';
import { addDays, dayOf, instantOf } from '../kernel/calendar.ts';
import { parseYuan, shareOf } from '../kernel/money.ts';
import { Hall } from '../opening/entities.ts';
import { type Context, must } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { positionOf } from '../platform/ledger/position.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { Certificate, Organisation } from '../registry/entities.ts';
import { candidatesNotice } from './candidates-pdf.ts';
import { findMatter } from './lot.ts';
import { awardNotice } from './notice-pdf.ts';
import { resultNotice } from './result-pdf.ts';

const iso = (at: Date | null | undefined): string => must(at, 'time').toISOString();

const withFen = ({ amount, ...candidate }: Candidate) => ({
  ...candidate,
  amountFen: parseYuan(amount),
});

/** The performance bond that the documents ask; null for none (B58). */
const bondOf = (percent: string, amountFen: bigint): bigint | null =>
  Number(percent) === 0 ? null : shareOf(amountFen, percent);

/** The candidates notice as PDF, for everybody. `origin` is where it can be checked. */
export async function printCandidates(ctx: Context, id: string, origin: string): Promise<Bytes> {
  const em = ctx.em.fork();
  const { project, award: held } = await findMatter(em, id);
  const award = must(held, 'candidates');
  const notice = CandidatesNotice.parse(JSON.parse(award.candidatesText));
  const hall = await em.findOneOrFail(Hall, { lot: id });
  const evaluation = await em.findOneOrFail(Evaluation, { lot: id });
  const all = await em.find(Organisation, {});
  const supervisor = all.find(o => o.kinds.includes('supervision') && o.city === project.city);
  const document = candidatesNotice({
    ...notice,
    centre: ctx.centre.name,
    contact: project.content.contact,
    supervisor: { name: supervisor?.name ?? `${project.city}招标投标行政监督部门`, phone: '' },
    openedAt: iso(hall.revealedAt),
    reportedAt: iso(evaluation.finishedAt),
    publishedAt: iso(award.publishedAt),
    windowEndsAt: iso(award.windowEndsAt),
    candidates: notice.candidates.map(withFen),
    noticeSha256: award.candidatesSha256,
    certificateSerial: await serialOf(ctx, award.candidatesCertificate),
    log: await positionOf(ctx.em, award.candidatesEvent),
    verifyUrl: `${origin}/projects/${project.id}`,
    madeAt: iso(award.publishedAt),
  });
  return {
    content: await sealedBy(ctx, document),
    name: `中标候选人公示-${notice.code}.pdf`,
  };
}

/** The award notice as PDF under the centre's seal; the tenderer's own signature is over its text. */
export async function printAward(ctx: Context, id: string, origin: string): Promise<Bytes> {
  const { lot, project, award: held } = await findMatter(ctx.em.fork(), id);
  const award = must(held, 'awardNotice');
  const notice = AwardNotice.parse(JSON.parse(must(award.awardText, 'awardNotice')));
  const awardedAt = must(award.awardedAt, 'awardNotice');
  const bid = await ctx.em.fork().findOneOrFail(Bid, { id: notice.winner.bid });
  const { bidder, ...won } = withFen(notice.winner);
  const document = awardNotice({
    ...notice,
    ...won,
    centre: ctx.centre.name,
    winner: bidder,
    submittedAt: iso(bid.receivedAt),
    contractBy: iso(instantOf(addDays(dayOf(awardedAt), notice.contractWithinDays))),
    performanceBondFen: bondOf(lot.rules.performanceBond, won.amountFen),
    place: project.city,
    awardedAt: iso(awardedAt),
    certificateSerial: await serialOf(ctx, must(award.awardCertificate, 'certificate')),
    noticeSha256: must(award.awardSha256, 'awardNotice'),
    log: await positionOf(ctx.em, must(award.awardEvent, 'awardNotice')),
    verifyUrl: `${origin}/projects/${project.id}`,
    madeAt: iso(awardedAt),
  });
  const content = await sealedBy(ctx, document);
  return { content, name: `中标通知书-${notice.reference}.pdf` };
}

/** What the result says of the contract, which a later capability records: null before it is. */
export type ContractOf = (
  ctx: Context,
  lot: string,
) => Promise<{
  readonly contract: {
    readonly amount: string;
    readonly signedOn: string;
    readonly recordedAt: string;
  } | null;
}>;

/** The public result as PDF, with the contract once it is recorded. */
export async function printResult(
  ctx: Context,
  id: string,
  origin: string,
  contractOf: ContractOf,
): Promise<Bytes> {
  const { contract } = await contractOf(ctx, id);
  const { lot, project, award: held, objections } = await findMatter(ctx.em.fork(), id);
  const award = must(held, 'award');
  const notice = AwardNotice.parse(JSON.parse(must(award.awardText, 'award')));
  const { bidder, ...won } = withFen(notice.winner);
  const document = resultNotice({
    ...notice,
    ...won,
    centre: ctx.centre.name,
    winner: bidder,
    ceilingFen: parseYuan(lot.rules.ceiling),
    candidatesFrom: iso(award.publishedAt),
    candidatesTo: iso(award.windowEndsAt),
    objections: objections.map(o => ({
      at: iso(o.at),
      answeredAt: iso(o.answeredAt),
      outcome: '招标人已书面答复异议人',
    })),
    awardedAt: iso(award.awardedAt),
    contract: contract && {
      amountFen: parseYuan(contract.amount),
      signedOn: contract.signedOn,
    },
    contact: project.content.contact,
    resultSha256: must(award.awardSha256, 'award'),
    log: await positionOf(ctx.em, must(award.awardEvent, 'award')),
    verifyUrl: `${origin}/projects/${project.id}`,
    madeAt: contract?.recordedAt ?? iso(award.awardedAt),
  });
  return { content: await sealedBy(ctx, document), name: `中标结果公告-${notice.code}.pdf` };
}

async function serialOf({ em }: Context, sha256: string): Promise<string> {
  return (await em.fork().findOneOrFail(Certificate, { sha256 })).serial;
}
