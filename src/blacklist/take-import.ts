import { v7 } from 'uuid';
import type { EntryData } from '../../contracts/sanction-exchange.ts';
import type { Transaction } from '../platform/command.ts';
import { Sanction, SanctionImport, type SanctionPeer } from './entities.ts';
import { sanctionMoves, stateAfter } from './rules/listing.ts';
import { FeedFault, type VerifiedEntry } from './verify-feed.ts';

/** Keeps a verified entry. A listing waits for a person unless the peer is trusted; what ends one takes effect at once. */
export async function takeEntry(
  tx: Transaction,
  peer: SanctionPeer,
  entry: VerifiedEntry,
  at: Date,
): Promise<void> {
  const { cursor, event: text, proof, data } = entry;
  const { number, kind } = data;
  const known = await tx.em.findOne(Sanction, { number });
  if (kind === 'listed') await requireNew(tx, number, known);
  else if (known && known.peer !== peer.id) throw new FeedFault('replay', number);
  const taken = tx.em.create(SanctionImport, {
    ...{ id: v7(), peer: peer.id, cursor, number, kind, text, proof, at },
    ...{
      blind: Buffer.from(entry.blind, 'hex'),
      signature: Buffer.from(entry.signature, 'base64'),
    },
    ...{ state: kind === 'listed' ? 'pending' : 'applied', decidedAt: null, decision: null },
    ...{ decisionSignature: null, decidedBy: null },
  });
  await tx.em.flush();
  if (kind !== 'listed') return applyChange(tx, known, data);
  if (peer.policy !== 'automatic') return;
  Object.assign(taken, { state: 'confirmed', decidedAt: at, decidedBy: 'platform' });
  await bringIn(tx, taken);
}

/** A number belongs to one listing of one city for ever. */
async function requireNew(tx: Transaction, number: string, known: Sanction | null): Promise<void> {
  if (known || (await tx.em.findOne(SanctionImport, { number, kind: 'listed' })))
    throw new FeedFault('replay', number);
}

async function applyChange(
  tx: Transaction,
  known: Sanction | null,
  data: Exclude<EntryData, { kind: 'listed' }>,
): Promise<void> {
  if (!known) return;
  const next = stateAfter[data.kind];
  if (!sanctionMoves[known.state].includes(next))
    throw new FeedFault('tampered', `${known.state} → ${next}`);
  known.state = next;
  known.until = data.until ? new Date(data.until) : null;
  const { number, kind } = data;
  await tx.record({ type: 'sanction.import-changed', subject: known.id, data: { number, kind } });
}

/** Puts a confirmed listing in effect here, as it stands in the other city by now. The caller holds the lock of the lists. */
export async function bringIn(tx: Transaction, taken: SanctionImport): Promise<void> {
  const entries = await tx.em.find(
    SanctionImport,
    { peer: taken.peer, number: taken.number },
    { orderBy: { cursor: 1 } },
  );
  const said = JSON.parse(taken.text).data as Extract<EntryData, { kind: 'listed' }>;
  const last = JSON.parse(entries.at(-1)?.text ?? taken.text).data as EntryData;
  const { number, origin, authority, list, ground, subject, personTag, decision } = said;
  const sanction = tx.em.create(Sanction, {
    ...{ id: v7(), number, peer: taken.peer, origin, authority, list, ground, subject, personTag },
    ...{ code: subject.kind === 'organisation' ? subject.code : null, person: null, case: null },
    ...{ from: new Date(said.from), until: last.until ? new Date(last.until) : null },
    ...{ state: stateAfter[last.kind], suspendedAt: null, decision },
    decisionSha256: said.decisionSha256,
    decisionSignature: Buffer.from(said.decisionSignature, 'base64'),
    event: JSON.parse(taken.text).id as string,
  });
  const data = { number, peer: taken.peer, by: taken.decidedBy };
  await tx.record({ type: 'sanction.imported', subject: sanction.id, data });
}
