import { LockMode } from '@mikro-orm/core';
import { equal, utf8 } from '../kernel/bytes.ts';
import { move } from '../kernel/move.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, type Transaction, transact } from '../platform/command.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { Lot } from '../tender/entities.ts';
import { lotMoves } from '../tender/rules/lifecycle.ts';
import { say } from './close-lot.ts';
import { type Hall, RecordSignature } from './entities.ts';
import { enter, lockHall } from './hall.ts';
import { hallMoves, isHost } from './rules.ts';

/** The record's text for those who were there; NOT_FOUND before it is drawn up. */
export async function readRecord(
  ctx: Context,
  lot: string,
): Promise<{ text: string; sha256: string }> {
  return recordOf((await enter(ctx, lot)).hall);
}

function recordOf(hall: Hall | null): { text: string; sha256: string } {
  const text = must(hall?.record, 'openingRecord');
  return { text, sha256: must(hall?.recordSha256, 'openingRecord') };
}

/**
 * Signs the record with a certificate of one's own unit. The opening is over, and the lot opened, when its host has
 * signed: the tenderer or the agency. The others may sign before or after; who does not is seen by that.
 */
export async function signRecord(
  ctx: Context,
  id: string,
  signature: string,
): Promise<{ done: true }> {
  const { hall: before, project } = await enter(ctx, id);
  const record = recordOf(before);
  const p7 = Buffer.from(signature, 'base64');
  // With the text inside, the signature alone is evidence: nothing has to be kept beside it.
  const signed = await requireOwnSignature(ctx, p7);
  if (!equal(signed.content, utf8(record.text)))
    throw new RuleError('SIGNATURE_INVALID', {
      zh: '签的不是这份开标记录，请重新打开记录再签。',
      en: 'The signature is over another record. Open the record again, then sign.',
    });
  const { tenderer, agency = null } = project;
  return transact(ctx, async tx => {
    const lot = await tx.em.findOneOrFail(Lot, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const hall = await lockHall(tx.em, id);
    const { person, organisation } = ctx.actor;
    if (await tx.em.findOne(RecordSignature, { lot: id, person })) return { done: true };
    const { name, role } = signatory(ctx);
    tx.em.create(RecordSignature, {
      ...{ lot: id, person, organisation, name, role, signature: p7 },
      ...{ certificateSha256: signed.certificateSha256, at: await tx.now() },
    });
    await say(tx, id, 'opening.record-signed', { name });
    if (isHost({ tenderer, agency }, organisation)) await finish(tx, lot, hall);
    return { done: true };
  });
}

async function finish(tx: Transaction, lot: Lot, hall: Hall): Promise<void> {
  if (hall.stage !== 'signing') return;
  hall.stage = move(hallMoves, hall.stage, 'finished');
  lot.state = move(lotMoves, lot.state, 'opened');
  await say(tx, lot.id, 'opening.finished', {});
}

const roleNames: Readonly<Record<string, string>> = {
  tenderer: '招标人',
  agency: '代理机构',
  bidder: '投标人',
  supervisor: '监督部门',
  operator: '交易中心',
};

function signatory({ actor }: Context): { name: string; role: string } {
  const role = actor.roles.find(r => r in roleNames) ?? '';
  const name = [actor.organisationName, actor.name].filter(Boolean).join(' ');
  return { name, role: roleNames[role] ?? role };
}
