import type { IncomingMessage } from 'node:http';
import { v7 } from 'uuid';
import type { Appeal, AppealStatement } from '../../contracts/sanctions.ts';
import { utf8 } from '../kernel/bytes.ts';
import { chinaCalendar } from '../kernel/calendar.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import type { Bytes } from '../platform/http.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { isRespondent } from './case-file.ts';
import { Sanction, SanctionAppeal, SanctionEvidence } from './entities.ts';
import { fileReply } from './evidence.ts';
import { recordAppealLook } from './looks.ts';
import { evidenceUsed, readAppeal, requireParty } from './read-appeals.ts';
import { appealDue } from './rules/due.ts';
import { grounds } from './rules/grounds.ts';
import { requireAppealable } from './rules/listing.ts';

const most = { proofBytes: 100 * 1024 ** 2, proofs: 100 };

/** The listing of which the caller is the subject; others do not find it here. Another city's is for that city. */
async function ownListing(ctx: Context, em: Context['em'], number: string): Promise<Sanction> {
  const listing = must(await em.findOne(Sanction, { number }), 'entry');
  must((await isRespondent(ctx, em, listing)) ? listing : null, 'entry');
  if (listing.peer)
    throw new RuleError(
      'WRONG_STATE',
      {
        zh: `这条记录由${listing.origin}列入，请向${listing.authority}提出；对方移出后这里随即移出。`,
        en: `${listing.origin} made this listing. Apply to ${listing.authority}; once it is lifted there, it is lifted here.`,
      },
      { origin: listing.origin },
    );
  return listing;
}

/** Keeps a file that the subject will name in an appeal. */
export async function uploadProof(
  ctx: Context,
  number: string,
  name: string,
  stream: IncomingMessage,
) {
  const em = ctx.em.fork();
  const { id: owner } = await ownListing(ctx, em, number);
  if ((await em.count(SanctionEvidence, { owner, person: ctx.actor.person })) >= most.proofs)
    throw new RuleError('TOO_LARGE', {
      zh: `最多 ${most.proofs} 份材料，请合并后再传。`,
      en: `At most ${most.proofs} documents. Merge some, then send again.`,
    });
  const { sha256, bytes } = await ctx.storage.put(stream, { maxBytes: most.proofBytes });
  const id = v7();
  await transact(ctx, async tx => {
    const row = { id, owner, kind: 'file' as const, name, sha256, bytes };
    const by = { source: null, rule: null, person: ctx.actor.person, at: await tx.now() };
    tx.em.create(SanctionEvidence, { ...row, ...by });
    await tx.record({ type: 'blacklist.proof-filed', subject: owner, data: { number, sha256 } });
  });
  return { id, sha256, bytes };
}

/** Takes a signed objection, request for review or for repair; one of each kind waits at a time. */
export async function fileAppeal(
  ctx: Context,
  number: string,
  { statement, signature }: { readonly statement: AppealStatement; readonly signature: string },
): Promise<Appeal> {
  requireStatement(number, statement);
  const text = canonicalText(statement);
  const p7 = Buffer.from(signature, 'base64');
  const { certificateSha256 } = await requireOwnSignature(ctx, p7, { content: utf8(text) });
  const { kind } = statement;
  const id = v7();
  await transact(ctx, async tx => {
    const listing = await ownListing(ctx, tx.em, number);
    const now = await tx.now();
    const until = listing.until ?? null;
    requireAppealable(kind, { ...listing, until }, grounds[listing.ground], now, chinaCalendar);
    await requireProofs(tx.em, listing.id, statement.proofs);
    if (await tx.em.findOne(SanctionAppeal, { sanction: listing.id, kind, state: 'filed' }))
      throw new RuleError(
        'CONFLICT',
        {
          zh: '同类申请正在办理，请等待决定。',
          en: 'An application of this kind is under way. Wait for its decision.',
        },
        { reason: 'pending' },
      );
    const sha256 = sha256Hex(text);
    const due = appealDue(kind, now, chinaCalendar);
    const data = { number, appeal: id, kind, sha256, due: due.toISOString() };
    const event = await tx.record({ type: 'blacklist.appealed', subject: listing.id, data });
    tx.em.create(SanctionAppeal, {
      ...{ id, sanction: listing.id, number, kind, state: 'filed', text, sha256, due },
      ...{ organisation: ctx.actor.organisation, person: ctx.actor.person, signature: p7 },
      ...{ certificateSha256, filedAt: now, decidedAt: null, decisions: [], event: event.id },
    });
  });
  return readAppeal(ctx, id);
}

function requireStatement(number: string, { number: named, kind, commitment }: AppealStatement) {
  if (named !== number)
    throw new RuleError('MALFORMED', {
      zh: '申请写的不是这条记录。',
      en: 'The application names another entry.',
    });
  if (kind === 'repair' && !commitment?.trim())
    throw new RuleError(
      'MALFORMED',
      {
        zh: '申请信用修复要作出信用承诺。',
        en: 'An application for repair takes a credit pledge.',
      },
      { reason: 'commitment' },
    );
}

async function requireProofs(em: Context['em'], owner: string, proofs: readonly string[]) {
  const found = await em.find(SanctionEvidence, { owner, sha256: { $in: [...proofs] } });
  const missing = proofs.find(sha256 => !found.some(f => f.sha256 === sha256));
  if (missing)
    throw new RuleError(
      'NOT_FOUND',
      { zh: '所列证明材料还没有上传。', en: 'The documents listed have not been sent yet.' },
      { sha256: missing },
    );
}

/** A file of an appeal, to its author and to supervisors; the look is on record. */
export async function readAppealProof(ctx: Context, id: string, proof: string): Promise<Bytes> {
  const em = ctx.em.fork();
  const appeal = await partyAppeal(ctx, em, id);
  const { proofs } = JSON.parse(appeal.text) as AppealStatement;
  const where = { id: proof, owner: appeal.sanction, sha256: { $in: proofs } };
  const found = must(await em.findOne(SanctionEvidence, where), 'material');
  await recordAppealLook(ctx, appeal, 'blacklist.proof-looked', { proof });
  return fileReply(ctx, found);
}

/** A piece of evidence that the decision used, to who appeals against it and to supervisors; the look is on record. */
export async function readAppealEvidence(
  ctx: Context,
  id: string,
  evidence: string,
): Promise<Bytes> {
  const em = ctx.em.fork();
  const appeal = await partyAppeal(ctx, em, id);
  const sanction = await em.findOneOrFail(Sanction, { id: appeal.sanction });
  const used = await evidenceUsed(em, sanction);
  const found = must(
    used.find(item => item.id === evidence),
    'proof',
  );
  await recordAppealLook(ctx, appeal, 'blacklist.evidence-looked', { evidence });
  return fileReply(ctx, found);
}

async function partyAppeal(ctx: Context, em: Context['em'], id: string): Promise<SanctionAppeal> {
  const appeal = must(await em.findOne(SanctionAppeal, { id }), 'appeal');
  await requireParty(ctx, appeal);
  return appeal;
}
