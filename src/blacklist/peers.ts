import { v7 } from 'uuid';
import type { z } from 'zod';
import type { addPeer as contract, Peer } from '../../contracts/sanction-exchange.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { readCheckpoint } from '../transparency/checkpoint.ts';
import { parseVerifier } from '../transparency/note.ts';
import { SanctionImport, SanctionPeer } from './entities.ts';
import { requirePeerUrl } from './fetch-feed.ts';

/** Begins to read another city's lists. What is pinned here was compared by another way: by telephone, on paper. */
export async function addPeer(
  ctx: Context,
  { url, ...pinned }: z.output<typeof contract.body>,
  demo: boolean,
): Promise<Peer> {
  requirePeerUrl(url, demo);
  requireLogKey(pinned.logKey);
  const id = v7();
  const { origin } = new URL(url);
  await transact(ctx, async tx => {
    if (await tx.em.findOne(SanctionPeer, { url: origin }))
      throw new RuleError(
        'CONFLICT',
        { zh: '这个城市已经登记过。', en: 'This city is registered already.' },
        { reason: 'peer-known' },
      );
    const addedAt = await tx.now();
    tx.em.create(SanctionPeer, {
      ...{ id, ...pinned, url: origin, cursor: 0, checkpoint: null, state: 'active', fault: null },
      ...{ pulledAt: null, nextAt: addedAt, addedAt },
    });
    await tx.record({
      type: 'sanction.peer-added',
      subject: id,
      data: { ...pinned, url: origin },
    });
  });
  return readPeer(ctx, id);
}

function requireLogKey(text: string): void {
  try {
    parseVerifier(text);
  } catch {
    throw new RuleError(
      'MALFORMED',
      {
        zh: '日志公钥不对，请完整复制。',
        en: 'The public key of the log is not valid. Copy all of it.',
      },
      { reason: 'log-key' },
    );
  }
}

export async function listPeers(ctx: Context): Promise<{ rows: Peer[] }> {
  const em = ctx.em.fork();
  const found = await em.find(SanctionPeer, {}, { orderBy: { name: 'asc', id: 'asc' } });
  return { rows: await Promise.all(found.map(peer => presentPeer(ctx, peer))) };
}

export const readPeer = async (ctx: Context, id: string): Promise<Peer> =>
  presentPeer(ctx, must(await ctx.em.fork().findOne(SanctionPeer, { id }), 'city'));

async function presentPeer({ em }: Context, peer: SanctionPeer): Promise<Peer> {
  const { id, name, url, sealSha256, logKey, policy, cursor, state } = peer;
  return {
    ...{ id, name, url, sealSha256, logKey, policy, cursor, state },
    logSize: peer.checkpoint ? readCheckpoint(peer.checkpoint).size : null,
    fault: peer.fault ?? null,
    pulledAt: peer.pulledAt?.toISOString() ?? null,
    pending: await em.fork().count(SanctionImport, { peer: id, state: 'pending' }),
  };
}
