import { OpeningRecord } from '../../contracts/opening-record.ts';
import { parseYuan } from '../kernel/money.ts';
import { type Context, must } from '../platform/command.ts';
import type { Bytes } from '../platform/http.ts';
import { positionOf } from '../platform/ledger/position.ts';
import type { SignedBy } from '../platform/pdf/parts.ts';
import { sealedBy } from '../platform/pdf/seal.ts';
import { Certificate } from '../registry/entities.ts';
import { parameterTitle } from '../tender/rules/price-draw.ts';
import { Hall, RecordSignature } from './entities.ts';
import type { RecordedBid } from './record-facts.ts';
import { openingRecord } from './record-pdf.ts';

/** The opening record as PDF, for anyone: the opening is public (A34). `origin` is where it can be checked. */
export async function printRecord(ctx: Context, lot: string, origin: string): Promise<Bytes> {
  const hall = must(await ctx.em.findOne(Hall, { lot }), 'openingRecord');
  const record = OpeningRecord.parse(JSON.parse(must(hall.record, 'openingRecord')));
  const { revealedAt } = record;
  const document = openingRecord({
    ...record,
    centre: ctx.centre.name,
    place: '不见面开标大厅（网上）',
    windowEndedAt: record.windowEndsAt,
    ceilingFen: parseYuan(record.ceiling),
    bids: record.bids.map(recorded),
    drawn: Object.entries(record.drawn).map(([name, { value, from, key }]) => ({
      ...{ name: parameterTitle(name).zh, value, key },
      from: from.join('、'),
    })),
    trustees: [{ name: ctx.centre.name, at: revealedAt, holds: true }],
    signatures: await signatures(ctx, record),
    recordSha256: must(hall.recordSha256, 'openingRecord'),
    log: await positionOf(ctx.em, must(hall.recordEvent, 'openingRecord')),
    verifyUrl: `${origin}/projects/${record.project}`,
    madeAt: record.recordedAt,
  });
  return { content: await sealedBy(ctx, document), name: `开标记录-${record.code}.pdf` };
}

function recorded(bid: OpeningRecord['bids'][number]): RecordedBid {
  const { number, bidder, signedInAt, opened } = bid;
  return {
    ...{ number, bidder, signedInAt, release: releaseOf(bid) },
    opened: opened && {
      ...{ periodDays: opened.periodDays, manager: opened.manager, quality: opened.quality },
      priceFen: parseYuan(opened.price),
      managerCertificate: opened.managerCertificate,
      bondFen: opened.bond === null ? null : parseYuan(opened.bond),
      // A bid whose commitments do not hold is not opened at all.
      commitmentHolds: true,
    },
  };
}

function releaseOf(bid: OpeningRecord['bids'][number]): RecordedBid['release'] {
  const cause = bid.cause ?? '';
  if (bid.fate === 'revoked') return { state: 'revoked', cause };
  if (bid.fate === 'withdrawn-by-platform') return { state: 'withdrawn', cause };
  const released = { at: bid.releasedAt ?? '', recovered: bid.recovery };
  if (bid.fate === 'defective') return { state: 'defective', ...released, cause };
  return { state: 'released', ...released };
}

/** Who signed, and of those who should have, who did not. */
async function signatures(ctx: Context, record: OpeningRecord): Promise<SignedBy[]> {
  const order = { orderBy: { at: 'asc' } } as const;
  const rows = await ctx.em.find(RecordSignature, { lot: record.lot }, order);
  const hashes = rows.map(row => row.certificateSha256);
  const certificates = await ctx.em.find(Certificate, { sha256: { $in: hashes } });
  const serials = new Map(certificates.map(c => [c.sha256, c.serial]));
  const made = rows.map(row => ({
    ...{ name: row.name, role: row.role, at: row.at.toISOString() },
    certificateSerial: serials.get(row.certificateSha256) ?? null,
  }));
  const units = new Set(rows.map(row => row.organisation));
  const missing = record.bids.filter(bid => !units.has(bid.organisation));
  const none = { role: '投标人', at: null, certificateSerial: null };
  return [...made, ...missing.map(bid => ({ ...none, name: bid.bidder }))];
}
