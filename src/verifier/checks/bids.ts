import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Id, Sha256, Time } from '../../../contracts/route.ts';
import type { Words } from '../../../contracts/words.ts';
import { standing } from '../../opening/rules.ts';
import type { Certificate } from '../../pki/certificate.ts';
import { manifestPath, partsOf } from '../../sealing/folder.ts';
import { type Manifest, readManifest, readWithdrawal } from '../../sealing/manifest.ts';
import type { LoggedEvent } from '../bundle.ts';
import { Fault, hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import { nothing, said } from '../said.ts';
import { eventsOf, type Trade } from '../trade.ts';
import { readTerms, type Terms } from './notice.ts';

const ReceivedData = z.object({
  lot: Id,
  bid: Id,
  bidder: Id,
  sequence: z.int(),
  previous: Sha256.nullable(),
  manifestSha256: Sha256,
  receivedAt: Time,
});

/** A submission or withdrawal of the lot, as logged. */
export interface Received extends z.infer<typeof ReceivedData> {
  readonly event: LoggedEvent;
  readonly kind: 'submitted' | 'withdrawn';
}

/** Every submission and withdrawal of the lot, in the order of the log. */
export function receivedOf(trade: Trade): Received[] {
  const { lot } = trade.bundle.index;
  return trade.events.flatMap(event => {
    const kind = /^bidding\.(submitted|withdrawn)$/.exec(event.type)?.[1];
    if (!kind) return [];
    const data = ReceivedData.parse(event.data);
    return data.lot === lot ? [{ ...data, event, kind: kind as Received['kind'] }] : [];
  });
}

/** What counts at the close: the newest of each bidder, withdrawals left out. */
export function sealedOf(trade: Trade): Received[] {
  const rows = receivedOf(trade).map(row => ({ ...row, organisation: row.bidder }));
  return standing(rows).sealed;
}

export const pathIn = (bid: string, path: string): string => `${layout.bid(bid)}/${path}`;

/** Who has signed a submission, once its signature holds. */
export async function bidderOf(trade: Trade, bid: string): Promise<Certificate> {
  const one = receivedOf(trade).find(received => received.bid === bid);
  if (!one)
    throw new Fault(layout.events, {
      zh: `日志里没有投标 ${bid}`,
      en: `The log holds no bid ${bid}`,
    });
  return (await checkSigned(trade, one)).certificate;
}

/** The manifest of a submission, once its signature holds. */
export async function readBidManifest(trade: Trade, one: Received): Promise<Manifest> {
  const { path, content } = await checkSigned(trade, one);
  return within(path, () => readManifest(content));
}

const ocspFile = /\/ocsp-\d+\.der$/;

/** The signature of a submission holds, and its certificate was good when it was received. */
async function checkSigned(trade: Trade, { bid, receivedAt }: Received) {
  const path = pathIn(bid, manifestPath);
  const ocsp = trade.bundle.under(layout.bid(bid)).filter(file => ocspFile.test(file));
  return { path, ...(await trade.signatures.check(path, new Date(receivedAt), { ocsp })) };
}

/** Every bid: signature, receipt, stamp, deadline, chain; and every byte of those that counted. */
export async function checkBids(trade: Trade): Promise<Words> {
  const terms = await readTerms(trade);
  const received = receivedOf(trade);
  for (const one of received) {
    await checkStatement(trade, one, terms);
    await checkReceipt(trade, one);
    hold(new Date(one.receivedAt) < terms.deadline, pathIn(one.bid, manifestPath), {
      zh: `接收于 ${one.receivedAt}，在截止之后`,
      en: `Received at ${one.receivedAt}, after the deadline`,
    });
    const at = new Date(one.receivedAt);
    const still = terms.stops.some(({ from, to }) => from <= at && at < to);
    hold(!still, pathIn(one.bid, manifestPath), {
      zh: `接收于 ${one.receivedAt}，当时因异议暂停`,
      en: `Received at ${one.receivedAt}, while an objection had stopped the trade`,
    });
  }
  checkChains(received);
  const sealed = sealedOf(trade);
  // Fewer than three are not opened (B44): their packages stay with the bidders.
  const opens = eventsOf(trade, 'opening.failed').length === 0;
  const spoilt = spoiltOf(trade);
  for (const one of opens ? sealed : []) if (!spoilt.has(one.bid)) await checkParts(trade, one);
  const lost =
    spoilt.size > 0
      ? {
          zh: `，其中 ${spoilt.size} 份因平台保管的数据损坏视为撤回`,
          en: `; ${spoilt.size} of them deemed withdrawn, since the platform lost their data`,
        }
      : nothing;
  const whole = opens
    ? said({ zh: '逐段一致', en: 'agree in every segment' }, lost)
    : { zh: '不开标，没有打开', en: 'were not opened, there being no opening' };
  const before = {
    zh: `${received.length} 次提交都在截止之前，签名、回执、时间戳成立；${sealed.length} 份有效投标`,
    en: `${received.length} submissions, all before the deadline, with signatures, receipts and time stamps that hold; the ${sealed.length} bids that stand `,
  };
  return said(before, whole);
}

async function checkStatement(trade: Trade, one: Received, terms: Terms): Promise<void> {
  const path = pathIn(one.bid, manifestPath);
  const digest = sha256Hex(await trade.bundle.read(path));
  hold(digest === one.manifestSha256, path, {
    zh: '与日志里记的摘要不一致',
    en: 'Not the hash in the log',
  });
  const { content } = await checkSigned(trade, one);
  const said = await within(path, () =>
    one.kind === 'submitted' ? readManifest(content) : readWithdrawal(content),
  );
  hold(said.lot === one.lot && said.project === trade.bundle.index.project, path, {
    zh: '不是这个标段的',
    en: 'Of another lot',
  });
  const chained = said.sequence === one.sequence && said.previous === one.previous;
  hold(chained, path, { zh: '次序与日志不一致', en: 'The order is not that of the log' });
  if (!('envelopes' in said)) return;
  hold(said.committeeKeySha256 === terms.lot.committeeKeySha256, path, {
    zh: '用的不是公告里的开标公钥',
    en: 'Not locked to the opening key of the notice',
  });
}

async function checkReceipt(trade: Trade, { bid, event, manifestSha256, receivedAt }: Received) {
  const path = layout.receipt(bid);
  const signed = await trade.signatures.checkCentre(path, new Date(receivedAt));
  const said = await within(path, () => ReceiptText.parse(JSON.parse(signed.text)));
  hold(said.event.text === event.text, path, {
    zh: '回执里的事件与日志不一致',
    en: 'The event in the receipt is not the one in the log',
  });
  hold(said.manifestSha256 === manifestSha256 && said.receivedAt === receivedAt, path, {
    zh: '回执与日志不一致',
    en: 'The receipt is not as the log says',
  });
  const stampedAt = await trade.signatures.stamp(layout.receiptStamp(bid), signed.content);
  const late = stampedAt.getTime() - new Date(receivedAt).getTime() >= -accuracyMs;
  hold(late, layout.receiptStamp(bid), {
    zh: '时间戳在接收之前',
    en: 'The time stamp is before the receipt',
  });
}

/** How far the clocks of platform and time-stamp authority may lie apart. */
const accuracyMs = 1000;

const ReceiptText = z.object({
  manifestSha256: Sha256,
  receivedAt: Time,
  event: z.object({ text: z.string() }),
});

/** Each bidder's own chain has no gap: none was dropped, none put in between. */
function checkChains(received: readonly Received[]): void {
  const last = new Map<string, Received>();
  for (const one of received) {
    const before = last.get(one.bidder);
    const follows =
      one.sequence === (before?.sequence ?? 0) + 1 &&
      one.previous === (before?.manifestSha256 ?? null);
    hold(follows, pathIn(one.bid, manifestPath), {
      zh: '不是接在同一投标人上一次提交之后',
      en: 'It does not follow the bidder’s submission before',
    });
    last.set(one.bidder, one);
  }
}

const FatesData = z.object({ bids: z.array(z.object({ bid: Id, fate: z.string() })) });

/** Bids whose bytes the platform itself admits to have spoilt: taken as withdrawn, with compensation (C31). */
function spoiltOf(trade: Trade): Set<string> {
  const fates = eventsOf(trade, 'opening.revealed').flatMap(e => FatesData.parse(e.data).bids);
  return new Set(fates.filter(f => f.fate === 'withdrawn-by-platform').map(f => f.bid));
}

async function checkParts(trade: Trade, one: Received): Promise<void> {
  const manifest = await readBidManifest(trade, one);
  for (const { path, sha256 } of partsOf(manifest)) {
    const where = pathIn(one.bid, path);
    hold(sha256Hex(await trade.bundle.read(where)) === sha256, where, {
      zh: '与投标清单里的摘要不一致',
      en: 'Not the hash in the manifest',
    });
  }
}

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
