import { Award, AwardVoiding, ResultObjection } from '../award/entities.ts';
import { Bid, BidRevocation } from '../bidding/entities.ts';
import { LotContract } from '../contract/entities.ts';
import { ClarificationLetter, ReportSignature } from '../evaluation/entities.ts';
import { DrawWidening, ExpertDraw } from '../experts/entities.ts';
import { base64 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import {
  Hall,
  OpenedEnvelope,
  RecordSignature,
  ReleasedInner,
  SealedBid,
} from '../opening/entities.ts';
import { type BundlePart, inline, stored, trustParts } from '../platform/bundle/part.ts';
import type { Context } from '../platform/command.ts';
import { manifestPath, partsOf } from '../sealing/folder.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { type Lot, Notice, TenderDocument } from '../tender/entities.ts';
import { layout } from '../verifier/layout.ts';

/** One kind of evidence: which files of it a lot has. */
type Collector = (ctx: Context, lot: Lot) => Promise<BundlePart[]>;

const notices: Collector = async (ctx, lot) => {
  const rows = await ctx.em.find(Notice, { project: lot.project.id }, { orderBy: { number: 1 } });
  return rows.flatMap(({ number, signature, timestampToken }) => [
    inline(layout.notice(number), signature),
    inline(layout.noticeStamp(number), timestampToken),
  ]);
};

const documents: Collector = async (ctx, lot) => {
  const rows = await ctx.em.find(TenderDocument, {
    project: lot.project.id,
    publishedAt: { $ne: null },
  });
  const hashes = [...new Set(rows.map(row => row.sha256))];
  return Promise.all(hashes.map(sha256 => stored(ctx, layout.document(sha256), sha256)));
};

/**
 * Every submission with its receipt; the sealed bytes only of those that counted at the close, and not of one whose
 * bytes the platform has spoilt (C31): its manifest and receipt say what was lost.
 */
const bids: Collector = async (ctx, lot) => {
  const all = await ctx.em.find(Bid, { lot: lot.id });
  const counted = await ctx.em.find(SealedBid, { lot: lot.id });
  const whole = counted.filter(row => row.fate !== 'withdrawn-by-platform');
  const sealed = new Set(whole.map(row => row.bid));
  const parts: BundlePart[] = [];
  for (const bid of all) {
    parts.push(inline(`${layout.bid(bid.id)}/${manifestPath}`, bid.manifest));
    const answers = await ctx.em.find(BidRevocation, { bid: bid.id }, { orderBy: { at: 1 } });
    parts.push(...answers.map(({ response }, i) => inline(layout.ocsp(bid.id, i + 1), response)));
    if (bid.signature) parts.push(inline(layout.receipt(bid.id), bid.signature));
    if (bid.timestampToken) parts.push(inline(layout.receiptStamp(bid.id), bid.timestampToken));
    if (sealed.has(bid.id)) parts.push(...(await sealedParts(ctx, bid)));
  }
  return parts;
};

async function sealedParts(ctx: Context, bid: Bid): Promise<BundlePart[]> {
  const listed = partsOf(manifestInside(bid.manifest));
  const inners = await ctx.em.find(ReleasedInner, { bid: bid.id });
  const opened = await ctx.em.find(OpenedEnvelope, { bid: bid.id });
  return [
    ...(await Promise.all(
      listed.map(({ path, sha256 }) => stored(ctx, `${layout.bid(bid.id)}/${path}`, sha256)),
    )),
    ...inners.map(({ envelope, inner }) => inline(layout.inner(bid.id, envelope), inner)),
    ...opened.map(({ envelope, key, salt, files }) =>
      inline(
        layout.content(bid.id, envelope),
        canonicalText({ key: base64(key), salt: base64(salt), files }),
      ),
    ),
  ];
}

const opening: Collector = async (ctx, lot) => {
  const rows = await ctx.em.find(RecordSignature, { lot: lot.id }, { orderBy: { at: 1 } });
  const hall = await ctx.em.findOne(Hall, { lot: lot.id });
  return [
    ...(hall?.closeToken ? [inline(layout.closeStamp, hall.closeToken)] : []),
    ...rows.map(({ signature }, i) => inline(layout.recordSignature(i + 1), signature)),
  ];
};

const draw: Collector = async (ctx, lot) => {
  const row = await ctx.em.findOne(ExpertDraw, { lot: lot.id });
  const rounds = await ctx.em.find(DrawWidening, { lot: lot.id }, { orderBy: { round: 1 } });
  return [
    ...(row ? [inline(layout.pool, row.pool)] : []),
    ...rounds.flatMap(({ round, signature, pool }) => [
      inline(layout.widening(round), signature),
      inline(layout.roundPool(round), pool),
    ]),
  ];
};

const evaluation: Collector = async (ctx, lot) => {
  const signed = await ctx.em.find(ReportSignature, { lot: lot.id });
  const letters = await ctx.em.find(ClarificationLetter, { lot: lot.id });
  return [
    ...signed.flatMap(({ number, signature }) =>
      signature ? [inline(layout.reportSignature(number), signature)] : [],
    ),
    ...letters.flatMap(({ id, signature }) =>
      signature ? [inline(layout.letter(id), signature)] : [],
    ),
  ];
};

const award: Collector = async (ctx, lot) => {
  const row = await ctx.em.findOne(Award, { lot: lot.id });
  if (!row) return [];
  const objections = await ctx.em.find(ResultObjection, { lot: lot.id }, { orderBy: { at: 1 } });
  return [
    inline(layout.candidates, row.candidatesText),
    inline(layout.candidatesSignature, row.candidatesSignature),
    ...objections.flatMap(({ id, text, answer, signature }) => [
      inline(layout.objection(id), canonicalText({ text, answer: answer ?? null })),
      inline(layout.objectionSignature(id), signature),
    ]),
    ...(row.awardText && row.awardSignature
      ? [inline(layout.award, row.awardText), inline(layout.awardSignature, row.awardSignature)]
      : []),
  ];
};

const voidings: Collector = async (ctx, lot) => {
  const rows = await ctx.em.find(AwardVoiding, { lot: lot.id }, { orderBy: { number: 1 } });
  return rows.flatMap(row => {
    const paths = layout.voided(row.number);
    return [
      inline(paths.decision, row.text),
      inline(paths.decisionSignature, row.signature),
      inline(paths.award, row.awardText),
      inline(paths.awardSignature, row.awardSignature),
      ...(row.contractText && row.contractSignature
        ? [
            inline(paths.contract, row.contractText),
            inline(paths.contractSignature, row.contractSignature),
          ]
        : []),
    ];
  });
};

const contract: Collector = async (ctx, lot) => {
  const row = await ctx.em.findOne(LotContract, { lot: lot.id });
  if (!row?.text || !row.signature) return [];
  return [inline(layout.contract, row.text), inline(layout.contractSignature, row.signature)];
};

const collectors: readonly Collector[] = [
  trustParts,
  notices,
  documents,
  bids,
  opening,
  draw,
  evaluation,
  award,
  voidings,
  contract,
];

/** Everything that `kaibiao verify` needs of a lot, in the order of the trade; the log is added by the export. */
export async function collectParts(ctx: Context, lot: Lot): Promise<BundlePart[]> {
  const parts: BundlePart[] = [];
  for (const collect of collectors) parts.push(...(await collect(ctx, lot)));
  return parts;
}
