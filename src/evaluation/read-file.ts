import { Readable } from 'node:stream';
import { Bid } from '../bidding/entities.ts';
import { seatActor } from '../experts/rules/committee.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { OpenedEnvelope } from '../opening/entities.ts';
import { type Context, must, transact } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import type { Bytes } from '../platform/http.ts';
import { Event } from '../platform/ledger/entities.ts';
import { nodePrimitives } from '../platform/node-primitives.ts';
import { storedEnvelope } from '../platform/trustee.ts';
import { fileOf, openRange } from '../sealing/open-envelope.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { cryptosystem } from '../sealing/suites.ts';
import { EvaluationMember } from './entities.ts';
import { isForMembers } from './envelopes.ts';
import { viewerOf } from './read-evaluation.ts';
import { requireCheckedIn } from './rules/committee.ts';

interface Wanted {
  readonly lot: string;
  readonly bid: string;
  readonly envelope: string;
  readonly path: string;
}

/**
 * Streams a file out of an opened envelope: only the segments it lies in are decrypted, and none of it is stored. The
 * look is on record before the first byte leaves. Parts of it may be asked for: a viewer opens a large file at once.
 */
export async function readFile(ctx: Context, wanted: Wanted): Promise<Bytes> {
  const viewer = must(await viewerOf(ctx, wanted.lot), 'evaluation');
  const { lot, bid: id, envelope: named, path } = wanted;
  const em = ctx.em.fork();
  const opened = must(await em.findOne(OpenedEnvelope, { bid: id, envelope: named }), 'document');
  const bid = must(await em.findOne(Bid, { id, lot }), 'bid');
  if (viewer.kind === 'operator')
    throw new RuleError('FORBIDDEN', {
      zh: '交易中心不能查看投标文件。',
      en: 'The trading centre may not read bids.',
    });
  if (viewer.kind === 'member') {
    const member = must(await em.findOne(EvaluationMember, { id: viewer.seat }), 'ownSeat');
    requireCheckedIn({ checkedInAt: member.checkedInAt ?? null });
  }
  const manifest = manifestInside(bid.manifest);
  const { key, salt, files } = opened;
  const content = { key: new Uint8Array(key), salt: new Uint8Array(salt), files };
  const seen = viewer.kind === 'supervisor' || isForMembers(path);
  if (!seen || !files.some(f => f.name === path))
    throw new RuleError('NOT_FOUND', { zh: '没有找到这个文件。', en: 'This file was not found.' });
  const envelope = await storedEnvelope(ctx.storage, manifest, named, content);
  const file = fileOf(envelope, path);
  await recordLook(ctx, viewer.kind === 'member' ? viewer.seat : null, wanted);
  const system = cryptosystem(manifest.suite, nodePrimitives);
  return {
    content: part => Readable.from(openRange(envelope, file, part, system)),
    type: typeOf(path),
    length: file.bytes,
    tag: `"${sha256Hex(Buffer.from(`${bid.manifestSha256} ${named} ${path}`))}"`,
  };
}

/** A viewer reads a large file in many parts: all that one person reads of it in half an hour is one look. */
const oneLookMs = 1_800_000;

async function recordLook(
  ctx: Context,
  seat: string | null,
  { lot, bid, envelope, path }: Wanted,
): Promise<void> {
  const actor = seat === null ? ctx.actor : seatActor(ctx.actor, seat);
  const data = { bid, envelope, path };
  await transact({ ...ctx, actor }, async tx => {
    const since = new Date((await tx.now()).getTime() - oneLookMs);
    const same = {
      type: 'evaluation.looked',
      subject: lot,
      actor: actor.person,
      at: { $gt: since },
    };
    const looks = await tx.em.find(Event, same, { fields: ['text'] });
    const known = looks.some(
      ({ text }) => canonicalText(JSON.parse(text).data) === canonicalText(data),
    );
    if (!known) await tx.record({ type: 'evaluation.looked', subject: lot, data });
  });
}

/** Only types that a browser shows without running anything of them; the rest are bytes. */
const types: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
};

const typeOf = (path: string): string =>
  types[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
