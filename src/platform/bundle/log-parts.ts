import { hex } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { parseTlogProof } from '../../transparency/tlog-proof.ts';
import { layout } from '../../verifier/layout.ts';
import { type Context, must } from '../command.ts';
import type { Event } from '../ledger/entities.ts';
import { inclusionProof, latestCheckpoint, untilLogged } from '../ledger/log.ts';
import { type BundlePart, inline } from './part.ts';

/** Events with their inclusion proofs, in the order of the log, all against one checkpoint. */
export async function logParts(ctx: Context, events: readonly Event[]): Promise<BundlePart[]> {
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
