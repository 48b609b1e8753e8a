import { LockMode } from '@mikro-orm/core';
import type { EntryData, Import, ImportDecision } from '../../contracts/sanction-exchange.ts';
import { utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { requireOwnSignature } from '../platform/own-signature.ts';
import { SanctionImport, SanctionPeer } from './entities.ts';
import { lockLists } from './lists.ts';
import { stateAfter } from './rules/listing.ts';
import { bringIn } from './take-import.ts';

/** Listings of other cities: those that wait first, then the latest. */
export async function listImports(ctx: Context): Promise<{ rows: Import[] }> {
  const em = ctx.em.fork();
  const listed = { kind: 'listed' as const };
  const order = { orderBy: { at: 'desc', id: 'desc' }, limit: 200 } as const;
  const waiting = await em.find(SanctionImport, { ...listed, state: 'pending' }, order);
  const rest = await em.find(SanctionImport, { ...listed, state: { $ne: 'pending' } }, order);
  const rows = await Promise.all([...waiting, ...rest].map(row => presentImport(ctx, row)));
  return { rows };
}

async function presentImport({ em: whole }: Context, row: SanctionImport): Promise<Import> {
  const em = whole.fork();
  const { id, number, state, at, text } = row;
  const peer = await em.findOneOrFail(SanctionPeer, { id: row.peer });
  const of = { peer: row.peer, number };
  const [last] = await em.find(SanctionImport, of, { orderBy: { cursor: 'desc' }, limit: 1 });
  const said = JSON.parse(text).data as Extract<EntryData, { kind: 'listed' }>;
  const newest = JSON.parse(last?.text ?? text).data as EntryData;
  const { origin, authority, list, ground, subject, from } = said;
  return {
    ...{ id, number, state, peer: peer.name, at: at.toISOString(), textSha256: sha256Hex(text) },
    sanction: {
      ...{ number, origin, authority, imported: true, list, ground, subject, from },
      extendsToPerson: said.personTag !== null,
      until: newest.until,
      state: stateAfter[newest.kind],
    },
  };
}

/** A person of this city answers for what bars somebody here: confirms or refuses, signed, with the reason. */
export async function decideImport(
  ctx: Context,
  id: string,
  { decision, signature }: { readonly decision: ImportDecision; readonly signature: string },
): Promise<Import> {
  const p7 = Buffer.from(signature, 'base64');
  const text = canonicalText(decision);
  await requireOwnSignature(ctx, p7, { content: utf8(text), whose: 'person' });
  await transact(ctx, async tx => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const where = { id, kind: 'listed' as const };
    const row = must(await tx.em.findOne(SanctionImport, where, lock), 'entry');
    if (row.state !== 'pending')
      throw new RuleError('ALREADY_LOCKED', {
        zh: '这条记录已经处理。',
        en: 'This entry has been dealt with.',
      });
    requireAbout(row, decision);
    await lockLists(tx.em);
    const now = await tx.now();
    const { outcome } = decision;
    Object.assign(row, {
      ...{ state: outcome === 'confirm' ? 'confirmed' : 'refused', decidedAt: now, decision: text },
      ...{ decisionSignature: p7, decidedBy: ctx.actor.person },
    });
    const data = { number: row.number, outcome, sha256: sha256Hex(text) };
    await tx.record({ type: 'sanction.import-decided', subject: row.peer, data });
    if (outcome === 'confirm') await bringIn(tx, row);
    await tx.em.flush();
  });
  return presentImport(ctx, must(await ctx.em.fork().findOne(SanctionImport, { id }), 'entry'));
}

function requireAbout(row: SanctionImport, decision: ImportDecision): void {
  const { import: id, number, textSha256 } = decision;
  if (id === row.id && number === row.number && textSha256 === sha256Hex(row.text)) return;
  throw new RuleError('MALFORMED', {
    zh: '决定写的不是这条记录，请刷新后重新签署。',
    en: 'The decision names another entry. Reload the page and sign again.',
  });
}
