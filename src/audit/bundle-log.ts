import { Bid } from '../bidding/entities.ts';
import { ClarificationLetter } from '../evaluation/entities.ts';
import { hex } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { type Context, must } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { inclusionProof, latestCheckpoint, untilLogged } from '../platform/ledger/log.ts';
import type { Lot } from '../tender/entities.ts';
import { parseTlogProof } from '../transparency/tlog-proof.ts';
import { layout } from '../verifier/layout.ts';
import { type BundlePart, inline } from './bundle-parts.ts';

/** Every event of the lot and its project with its inclusion proof, all against one checkpoint. */
export async function collectLog(ctx: Context, lot: Lot): Promise<BundlePart[]> {
  const bids = await ctx.em.find(Bid, { lot: lot.id }, { fields: ['id'] });
  const letters = await ctx.em.find(ClarificationLetter, { lot: lot.id }, { fields: ['id'] });
  const subjects = [lot.id, lot.project.id, ...bids.map(b => b.id), ...letters.map(l => l.id)];
  const events = await ctx.em.find(Event, { subject: { $in: subjects } });
  const places = await Promise.all(events.map(event => untilLogged(ctx.em, event.id)));
  const head = must(await latestCheckpoint(ctx.em), 'checkpoint');
  const rows = events
    .map((event, i) => ({ event, index: must(places[i], 'position') }))
    .sort((a, b) => a.index - b.index);
  const lines: string[] = [];
  for (const { event, index } of rows) {
    const proof = parseTlogProof(await inclusionProof(ctx.em, index, head));
    lines.push(
      canonicalText({
        text: event.text,
        blind: hex(new Uint8Array(event.blind)),
        leafIndex: index,
        proof: proof.hashes.map(hex),
      }),
    );
  }
  return [
    inline(layout.checkpoint, head.note),
    inline(layout.events, lines.map(line => `${line}\n`).join('')),
  ];
}
