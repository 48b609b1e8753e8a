import type { FeedEntry, FeedPage } from '../../contracts/sanction-exchange.ts';
import { base64, hex, utf8 } from '../kernel/bytes.ts';
import type { Context } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { Event } from '../platform/ledger/entities.ts';
import { inclusionProof, latestCheckpoint, type StoredCheckpoint } from '../platform/ledger/log.ts';
import { formatVerifier, type Verifier } from '../transparency/note.ts';
import { SanctionEntry } from './entities.ts';

const pageSize = 50;

/** Entries after the cursor as far as the log holds them, each with all that a reader needs to believe it offline. */
export async function readFeed(ctx: Context, after: number): Promise<FeedPage> {
  const em = ctx.em.fork();
  const head = await latestCheckpoint(em);
  const found = await em.find(
    SanctionEntry,
    { cursor: { $gt: after } },
    { orderBy: { cursor: 1 }, limit: pageSize + 1 },
  );
  const events = await em.find(Event, { id: { $in: found.map(e => e.event) } });
  const entries: FeedEntry[] = [];
  for (const entry of found.slice(0, pageSize)) {
    const event = events.find(e => e.id === entry.event);
    const index = event?.leafIndex ?? null;
    // What the log does not hold yet comes on a later page: the order of cursors stays whole.
    if (!event || !head || index === null || index >= head.size) break;
    entries.push(await provedEntry(ctx, entry, event, { head, index }));
  }
  return { entries, checkpoint: head?.note ?? null, more: entries.length < found.length };
}

async function provedEntry(
  ctx: Context,
  entry: SanctionEntry,
  { text, blind }: Event,
  { head, index }: { readonly head: StoredCheckpoint; readonly index: number },
): Promise<FeedEntry> {
  return {
    cursor: entry.cursor,
    event: text,
    blind: hex(blind),
    proof: await inclusionProof(ctx.em, index, head),
    signature: base64(entry.signature ?? (await signEntry(ctx, entry, text))),
  };
}

/** Signed when it is first read; of two readers at once the first one's signature stays. */
async function signEntry(ctx: Context, { cursor }: SanctionEntry, text: string) {
  const em = ctx.em.fork();
  const signature = Buffer.from(await ctx.centre.sign(utf8(text), await ctx.clock.now(em)));
  await em.nativeUpdate(SanctionEntry, { cursor, signature: null }, { signature });
  const kept = await em.findOneOrFail(SanctionEntry, { cursor });
  return kept.signature ?? signature;
}

export const readPins = async ({ centre }: Context, log: Verifier) => ({
  name: centre.name,
  sealSha256: sha256Hex(centre.certificateDer),
  logKey: formatVerifier(log),
});
