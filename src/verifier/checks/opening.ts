import { z } from 'zod';
import { Hall } from '../../../contracts/opening.ts';
import { OpeningRecord } from '../../../contracts/opening-record.ts';
import { Id, Sha256 } from '../../../contracts/route.ts';
import { fromBase64, hex } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { type Opened, readForm } from '../../opening/rules.ts';
import { segmentPath } from '../../sealing/folder.ts';
import type { Manifest, ManifestEnvelope } from '../../sealing/manifest.ts';
import { checkEnvelope, fileOf, openEnvelope, openRange } from '../../sealing/open-envelope.ts';
import { cryptosystem } from '../../sealing/suites.ts';
import { checkInner } from '../../sealing/unseal.ts';
import { webPrimitives } from '../../sealing/web-primitives.ts';
import { leafHash } from '../../transparency/hash.ts';
import { paddedRoot } from '../../transparency/padded-root.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { pathIn, type Received, readBidManifest, sealedOf } from './bids.ts';
import { readTerms } from './notice.ts';

const ClosedData = z.object({
  root: Sha256,
  count: z.int(),
  bids: z.array(z.object({ bid: Id, number: z.int() })),
});

/** The close: the logged root is the root over exactly the bids that were standing. */
export async function checkClose(trade: Trade): Promise<string> {
  const { deadline } = await readTerms(trade);
  const [event] = eventsOf(trade, 'opening.closed');
  if (!event) throw new Fault(layout.events, '没有停止接收的事件');
  hold(new Date(event.at) >= deadline, layout.events, '在截止时间之前就停止了接收');
  const { root, count } = ClosedData.parse(event.data);
  const entries = sealedOf(trade).map(one => one.event.entry);
  entries.sort((a, b) => (hex(leafHash(a)) < hex(leafHash(b)) ? -1 : 1));
  hold(
    count === entries.length,
    layout.events,
    `封存 ${count} 份，日志里有效的是 ${entries.length} 份`,
  );
  hold(hex(paddedRoot(entries)) === root, layout.events, '封存集合的根与有效投标不一致');
  return `${count} 份投标封存，根 ${root.slice(0, 16)}…`;
}

const RevealedData = z.object({
  bids: z.array(
    z.object({
      bid: Id,
      fate: z.enum(['opened', 'defective', 'revoked', 'withdrawn-by-platform']),
      opened: Hall.shape.bids.element.shape.opened,
    }),
  ),
});

const ContentFile = z.object({
  key: z.base64(),
  salt: z.base64(),
  files: z.array(z.object({ name: z.string(), bytes: z.int().min(0) })),
});

/** What was read out is what lay in the sealed envelopes: commitments, forms, and the signed record. */
export async function checkOpening(trade: Trade): Promise<string> {
  const [event] = eventsOf(trade, 'opening.revealed');
  if (!event) return '流标，没有开标';
  const { bids } = RevealedData.parse(event.data);
  let envelopes = 0;
  for (const one of sealedOf(trade)) {
    const fate = bids.find(({ bid }) => bid === one.bid);
    if (!fate) throw new Fault(layout.events, `开标结果里没有投标 ${one.bid}`);
    if (fate.fate === 'opened') envelopes += await checkOpened(trade, one, fate.opened);
  }
  const signatures = await checkRecord(trade, event.data);
  return `${envelopes} 个信封重新解密，与承诺值、唱标内容一致；记录有 ${signatures} 个签名`;
}

async function checkOpened(trade: Trade, one: Received, opened: Opened | null): Promise<number> {
  const manifest = await readBidManifest(trade, one);
  const { lot } = await readTerms(trade);
  let count = 0;
  for (const entry of manifest.envelopes) {
    if (!trade.bundle.has(layout.content(one.bid, entry.id))) continue;
    const form = await openOne(trade, one, manifest, entry);
    count += 1;
    if (entry.id !== 'opening') continue;
    const read = form && readForm(form, lot.rules.ceiling);
    const where = pathIn(one.bid, 'opening');
    hold(canonicalText(read) === canonicalText(opened), where, '开标一览表与唱标内容不一致');
  }
  return count;
}

/** Decrypts one envelope to its end, which checks both commitments; gives the opening form of that envelope. */
async function openOne(
  trade: Trade,
  { bid }: Received,
  manifest: Manifest,
  entry: ManifestEnvelope,
): Promise<Uint8Array | null> {
  const path = layout.content(bid, entry.id);
  const system = cryptosystem(manifest.suite, webPrimitives);
  return within(path, async () => {
    await checkInner(await trade.bundle.read(layout.inner(bid, entry.id)), entry, system);
    const { key, salt, files } = await trade.bundle.json(path, ContentFile);
    const content = { key: fromBase64(key), salt: fromBase64(salt), files };
    const segment = (i: number) => trade.bundle.read(pathIn(bid, segmentPath(entry.id, i)));
    const envelope = await openEnvelope(manifest, entry, content, segment, system);
    await checkEnvelope(envelope, system);
    if (entry.id !== 'opening') return null;
    const file = fileOf(envelope, 'opening.json');
    const parts = [];
    for await (const part of openRange(envelope, file, { start: 0, end: file.bytes }, system))
      parts.push(...part);
    return Uint8Array.from(parts);
  });
}

/** Everybody signed the same record, and it says what the events say. */
async function checkRecord(trade: Trade, revealed: unknown): Promise<number> {
  const paths = trade.bundle.under(layout.opening);
  const { bids } = RevealedData.parse(revealed);
  const texts = new Set<string>();
  for (const path of paths) {
    const signed = await trade.signatures.check(path, new Date(trade.bundle.index.exportedAt));
    texts.add(signed.text);
    const record = await within(path, () => OpeningRecord.parse(JSON.parse(signed.text)));
    for (const { bid, opened } of bids) {
      const row = record.bids.find(r => r.bid === bid);
      hold(
        canonicalText(row?.opened ?? null) === canonicalText(opened),
        path,
        `投标 ${bid} 与唱标内容不一致`,
      );
    }
  }
  hold(texts.size === 1, layout.opening, '开标记录的签名不是同一份记录');
  return paths.length;
}
