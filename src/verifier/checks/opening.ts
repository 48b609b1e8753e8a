import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { Hall } from '../../../contracts/opening.ts';
import { OpeningRecord } from '../../../contracts/opening-record.ts';
import { Id, Sha256 } from '../../../contracts/route.ts';
import type { Words } from '../../../contracts/words.ts';
import { fromBase64, hex, utf8 } from '../../kernel/bytes.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { type Opened, readForm } from '../../opening/rules.ts';
import { segmentPath } from '../../sealing/folder.ts';
import type { Manifest, ManifestEnvelope } from '../../sealing/manifest.ts';
import { checkEnvelope, fileOf, openEnvelope, openRange } from '../../sealing/open-envelope.ts';
import { cryptosystem } from '../../sealing/suites.ts';
import { checkInner } from '../../sealing/unseal.ts';
import { webPrimitives } from '../../sealing/web-primitives.ts';
import { chosen } from '../../tender/rules/price-draw.ts';
import { leafHash } from '../../transparency/hash.ts';
import { paddedRoot } from '../../transparency/padded-root.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { nothing, said } from '../said.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { pathIn, type Received, readBidManifest, sealedOf } from './bids.ts';
import { readTerms } from './notice.ts';

const ClosedData = z.object({
  root: Sha256,
  count: z.int(),
  bids: z.array(z.object({ bid: Id, number: z.int() })),
});

/** What the close recorded. */
export function closedOf(trade: Trade): z.infer<typeof ClosedData> {
  const [event] = eventsOf(trade, 'opening.closed');
  if (!event)
    throw new Fault(layout.events, { zh: '没有停止接收的事件', en: 'No event closes the bids' });
  return ClosedData.parse(event.data);
}

/** The close: the logged root is the root over exactly the bids that were standing. */
export async function checkClose(trade: Trade): Promise<Words> {
  const { deadline } = await readTerms(trade);
  const { root, count } = closedOf(trade);
  const [event] = eventsOf(trade, 'opening.closed');
  const inTime = event !== undefined && new Date(event.at) >= deadline;
  hold(inTime, layout.events, {
    zh: '在截止时间之前就停止了接收',
    en: 'Closed before the deadline',
  });
  const entries = sealedOf(trade).map(one => one.event.entry);
  entries.sort((a, b) => (hex(leafHash(a)) < hex(leafHash(b)) ? -1 : 1));
  hold(count === entries.length, layout.events, {
    zh: `封存 ${count} 份，日志里有效的是 ${entries.length} 份`,
    en: `${count} sealed, but ${entries.length} stand in the log`,
  });
  hold(hex(paddedRoot(entries)) === root, layout.events, {
    zh: '封存集合的根与有效投标不一致',
    en: 'The root of the sealed bids is not that of the bids that stand',
  });
  const stampedAt = await trade.signatures.stamp(layout.closeStamp, utf8(event.text));
  hold(stampedAt >= deadline, layout.closeStamp, {
    zh: '时间戳在截止时间之前',
    en: 'The time stamp is before the deadline',
  });
  return {
    zh: `${count} 份投标封存，根 ${root.slice(0, 16)}…，时间戳 ${stampedAt.toISOString()}`,
    en: `${count} bids sealed, root ${root.slice(0, 16)}…, time stamp ${stampedAt.toISOString()}`,
  };
}

const RevealedData = z.object({
  drawn: Hall.shape.drawn,
  bids: z.array(
    z.object({
      bid: Id,
      fate: z.enum(['opened', 'defective', 'revoked', 'withdrawn-by-platform']),
      opened: Hall.shape.bids.element.shape.opened,
    }),
  ),
});

type Revealed = z.infer<typeof RevealedData>;

const ContentFile = z.object({
  key: z.base64(),
  salt: z.base64(),
  files: z.array(z.object({ name: z.string(), bytes: z.int().min(0) })),
});

/** What was read out is what lay in the sealed envelopes: commitments, forms, and the signed record. */
export async function checkOpening(trade: Trade): Promise<Words> {
  const revealed = revealedOf(trade);
  if (!revealed) return { zh: '流标，没有开标', en: 'The lot failed and was not opened' };
  const { bids, drawn } = revealed;
  for (const [name, { value, from, key }] of Object.entries(drawn))
    hold(chosen(from, key) === value, layout.events, {
      zh: `评标参数 ${name} 不能从它的抽取密钥得出`,
      en: `The parameter ${name} does not follow from the key of its draw`,
    });
  let envelopes = 0;
  for (const one of sealedOf(trade)) {
    const fate = bids.find(({ bid }) => bid === one.bid);
    if (!fate)
      throw new Fault(layout.events, {
        zh: `开标结果里没有投标 ${one.bid}`,
        en: `The result of the opening lacks bid ${one.bid}`,
      });
    if (fate.fate === 'opened') envelopes += await checkOpened(trade, one, fate.opened);
  }
  const signatures = await checkRecord(trade, revealed);
  const chance =
    Object.keys(drawn).length > 0
      ? {
          zh: '；当场抽取的评标参数重新抽出',
          en: '; the parameters drawn on the spot follow again',
        }
      : nothing;
  const again = {
    zh: `${envelopes} 个信封重新解密，与承诺值、唱标内容一致；记录有 ${signatures} 个签名`,
    en: `${envelopes} envelopes decrypted again, as committed to and read out; the record has ${signatures} signatures`,
  };
  return said(again, chance);
}

/** What the reveal recorded; null when nothing was opened. */
export function revealedOf(trade: Trade): Revealed | null {
  const [event] = eventsOf(trade, 'opening.revealed');
  return event ? RevealedData.parse(event.data) : null;
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
    hold(canonicalText(read) === canonicalText(opened), where, {
      zh: '开标一览表与唱标内容不一致',
      en: 'The opening form is not what was read out',
    });
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
  const inner = layout.inner(bid, entry.id);
  await within(inner, async () => checkInner(await trade.bundle.read(inner), entry, system));
  return within(path, async () => {
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

/** Everybody signed the same record, the one in the log, and it says what the events say. */
async function checkRecord(trade: Trade, revealed: Revealed): Promise<number> {
  const recorded = eventsOf(trade, 'opening.recorded').at(-1);
  if (!recorded) return 0;
  const signatures = eventsOf(trade, 'opening.record-signed');
  const paths = trade.bundle.under(layout.opening);
  hold(paths.length === signatures.length, layout.opening, {
    zh: '签名的份数与日志不一致',
    en: 'The signatures are not as many as in the log',
  });
  for (const [i, event] of signatures.entries()) {
    const path = layout.recordSignature(i + 1);
    const signed = await trade.signatures.check(path, new Date(event.at));
    const own = sha256Hex(signed.content) === recorded.data.sha256;
    hold(own, path, {
      zh: '签的不是日志里的开标记录',
      en: 'What is signed is not the opening record in the log',
    });
    const record = await within(path, () => OpeningRecord.parse(JSON.parse(signed.text)));
    hold(record.sealedRoot === closedOf(trade).root, path, {
      zh: '封存集合的根与截标时不一致',
      en: 'The root of the sealed bids is not that of the close',
    });
    checkRows(record, revealed.bids, path);
    const same = canonicalText(record.drawn) === canonicalText(revealed.drawn);
    hold(same, path, {
      zh: '当场抽取的评标参数与唱标内容不一致',
      en: 'The parameters drawn on the spot are not those read out',
    });
  }
  return paths.length;
}

function checkRows({ bids }: OpeningRecord, revealed: Revealed['bids'], path: string): void {
  hold(bids.length === revealed.length, path, {
    zh: '投标的份数与唱标不一致',
    en: 'The bids are not as many as were read out',
  });
  for (const { bid, opened, fate } of revealed) {
    const row = bids.find(r => r.bid === bid);
    const same = canonicalText(row?.opened ?? null) === canonicalText(opened);
    hold(same && row?.fate === fate, path, {
      zh: `投标 ${bid} 与唱标内容不一致`,
      en: `Bid ${bid} is not as it was read out`,
    });
  }
}

const sha256Hex = (bytes: Uint8Array): string => hex(sha256(bytes));
