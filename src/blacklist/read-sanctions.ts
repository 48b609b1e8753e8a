import type { z } from 'zod';
import type {
  listSanctions as contract,
  Sanction as Listed,
  SanctionDetail,
} from '../../contracts/sanctions.ts';
import { base64, hex } from '../kernel/bytes.ts';
import { type Context, must } from '../platform/command.ts';
import { Event } from '../platform/ledger/entities.ts';
import { inclusionProof } from '../platform/ledger/log.ts';
import { formatVerifier, type Verifier } from '../transparency/note.ts';
import { Sanction, SanctionEntry, SanctionImport } from './entities.ts';

const pageSize = 50;

/** Both lists as they stand now: what has ended is no longer on them, though its number still finds it. */
export async function listSanctions(ctx: Context, query: z.output<typeof contract.query>) {
  const em = ctx.em.fork();
  const now = await ctx.clock.now(em);
  const { text, list, after } = query;
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const found = await em.find(
    Sanction,
    {
      $and: [
        { $or: [{ state: 'suspended' }, { state: 'in-effect', ...notOver(now) }] },
        text === ''
          ? {}
          : {
              $or: [
                { number: { $like: like } },
                { code: { $like: like } },
                { subject: { name: { $like: like } } },
              ],
            },
        list ? { list } : {},
        after ? { number: { $lt: after } } : {},
      ],
    },
    { orderBy: { number: 'desc' }, limit: pageSize + 1 },
  );
  const rows = found.slice(0, pageSize).map(row => presentSanction(row, now));
  return { rows, next: found.length > pageSize ? (rows.at(-1)?.number ?? null) : null };
}

const notOver = (now: Date) => ({ $or: [{ until: null }, { until: { $gt: now } }] });

/** By time, not by what has been recorded: at its end a listing has expired. */
export function presentSanction(row: Sanction, now: Date): Listed {
  const until = row.until ?? null;
  const over = row.state === 'in-effect' && until !== null && now >= until;
  return {
    ...{ number: row.number, origin: row.origin, authority: row.authority },
    imported: Boolean(row.peer),
    ...{ list: row.list, ground: row.ground, subject: row.subject },
    extendsToPerson: Boolean(row.personTag),
    from: row.from.toISOString(),
    until: until?.toISOString() ?? null,
    state: over ? 'expired' : row.state,
  };
}

/** One listing with its decision, what became of it, and the proof that its publication is in the log. */
export async function readSanction(
  ctx: Context,
  number: string,
  log: Verifier,
): Promise<SanctionDetail> {
  const em = ctx.em.fork();
  const row = must(await em.findOne(Sanction, { number }), 'entry');
  const { decision: text, decisionSha256: sha256, decisionSignature } = row;
  const imported = row.peer
    ? await em.findOne(SanctionImport, { peer: row.peer, number, kind: 'listed' })
    : null;
  return {
    ...presentSanction(row, await ctx.clock.now(em)),
    decision: { text, sha256, signature: base64(decisionSignature) },
    history: imported ? await importedHistory(ctx, row) : await ownHistory(ctx, number),
    proof: imported
      ? { event: imported.text, blind: hex(imported.blind), tlog: imported.proof }
      : await ownProof(ctx, row.event),
    log: formatVerifier(log),
  };
}

async function ownHistory({ em: whole }: Context, number: string) {
  const em = whole.fork();
  const entries = await em.find(SanctionEntry, { number }, { orderBy: { cursor: 1 } });
  const events = await em.find(Event, { id: { $in: entries.map(e => e.event) } });
  return entries.map(({ kind, at, event }) => ({
    ...{ kind, at: at.toISOString(), event },
    leafIndex: events.find(e => e.id === event)?.leafIndex ?? null,
  }));
}

/** What the other city entered, as far as it took effect here. */
async function importedHistory({ em }: Context, { number, peer }: Sanction) {
  const entries = await em
    .fork()
    .find(SanctionImport, { number, peer: peer ?? '' }, { orderBy: { cursor: 1 } });
  return entries.map(({ kind, text }) => {
    const { id, at } = JSON.parse(text) as { id: string; at: string };
    return { kind, at, event: id, leafIndex: null };
  });
}

async function ownProof({ em: whole }: Context, id: string): Promise<SanctionDetail['proof']> {
  const em = whole.fork();
  const { text, blind, leafIndex } = await em.findOneOrFail(Event, { id });
  if (typeof leafIndex !== 'number') return null;
  const tlog = await inclusionProof(em, leafIndex).catch(() => null);
  return tlog === null ? null : { event: text, blind: hex(blind), tlog };
}
