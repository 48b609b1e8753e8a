import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Receipt, SealingTicket } from '../../contracts/bidding.ts';
import { type OpeningForm, openingFormName } from '../../contracts/opening.ts';
import { putSegment } from '../../src/bidding/put-segment.ts';
import { readSealingTicket } from '../../src/bidding/read-ticket.ts';
import { submitBid } from '../../src/bidding/submit-bid.ts';
import { utf8 } from '../../src/kernel/bytes.ts';
import { signCades } from '../../src/pki/cades.ts';
import { nodePrimitives } from '../../src/platform/node-primitives.ts';
import type { SourceFile } from '../../src/sealing/archive.ts';
import { type Manifest, manifestBytes, type Withdrawal } from '../../src/sealing/manifest.ts';
import { type SealingPlan, seal, type UnsignedBid } from '../../src/sealing/seal.ts';
import { newSecrets } from '../../src/sealing/session.ts';
import { cryptosystem } from '../../src/sealing/suites.ts';
import type { City, Firm } from './trade.ts';

export const aForm = (price: string, more: Partial<OpeningForm> = {}): OpeningForm => ({
  ...{ price, periodDays: 520, manager: '陆景和', managerCertificate: '京1112020202112345' },
  ...{ quality: '合格', bond: '2000000.00', ...more },
});

const system = cryptosystem('intl-1', nodePrimitives);

export const aFile = (name: string, content: string | Uint8Array): SourceFile => {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  return { name, bytes: bytes.length, stream: () => Readable.from([bytes]) };
};

/** A sealed bid in memory: its manifest, signed, and its parts by their hash. */
export interface Sealed extends UnsignedBid {
  readonly p7: string;
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

type Files = Readonly<Record<string, readonly SourceFile[]>>;

interface SealOptions {
  readonly files?: Files;
  readonly change?: (manifest: Manifest) => Manifest;
}

/** Seals the opening form (and other envelopes given) for the lot, as the bidder's own machine does. */
export async function sealBid(
  city: City,
  firm: Firm,
  lot: string,
  price: string,
  options: SealOptions = {},
): Promise<Sealed> {
  const ticket = await readSealingTicket(city.context(firm.actor), lot);
  return sealFor(ticket, firm, price, { ...options, at: await city.now() });
}

/** The same from the ticket alone. */
export async function sealFor(
  ticket: SealingTicket,
  { key, signer }: Pick<Firm, 'key' | 'signer'>,
  price: string,
  options: SealOptions & { readonly at: Date },
): Promise<Sealed> {
  const form = JSON.stringify(aForm(price));
  const files: Files = { opening: [aFile(openingFormName, form)], ...options.files };
  const ids = Object.keys(files);
  const plan: SealingPlan = {
    ...{ ticket, certificateDer: key.certificateDer, secrets: newSecrets(ids, system) },
    envelopes: ids.map(id => ({ id, files: files[id] ?? [] })),
    createdAt: options.at.toISOString(),
  };
  const parts = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array) => parts.set(digest(bytes), bytes);
  const sealing = seal(plan, nodePrimitives);
  let step = await sealing.next();
  for (; !step.done; step = await sealing.next()) if (step.value.bytes) keep(step.value.bytes);
  for (const { outer } of step.value.packages) keep(outer);
  const manifest = options.change?.(step.value.manifest) ?? step.value.manifest;
  const how = { detached: false, signingTime: options.at };
  const p7 = Buffer.from(await signCades(manifestBytes(manifest), [signer], how));
  return { ...step.value, manifest, p7: p7.toString('base64'), parts };
}

export const digest = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export async function signStatement(
  city: City,
  { signer }: Pick<Firm, 'signer'>,
  statement: Manifest | Withdrawal,
): Promise<string> {
  return signContent(city, signer, manifestBytes(statement));
}

export async function signContent(
  city: City,
  signer: Firm['signer'],
  content: Uint8Array,
): Promise<string> {
  const how = { detached: false, signingTime: await city.now() };
  return Buffer.from(await signCades(content, [signer], how)).toString('base64');
}

/** A request body as the service gets it. */
export const body = (bytes: Uint8Array, headers: Record<string, string> = {}) =>
  Object.assign(Readable.from([bytes]), { headers });

export async function upload(city: City, firm: Firm, lot: string, sealed: Sealed): Promise<void> {
  for (const [sha256, bytes] of sealed.parts)
    await putSegment(city.context(firm.actor), { lot, sha256 }, body(bytes));
}

/** Seals, uploads and commits. */
export async function submit(
  city: City,
  firm: Firm,
  lot: string,
  price: string,
): Promise<{ sealed: Sealed; receipt: Receipt }> {
  const sealed = await sealBid(city, firm, lot, price);
  await upload(city, firm, lot, sealed);
  const receipt = await submitBid(city.context(firm.actor), lot, sealed.p7);
  return { sealed, receipt };
}

/** A signed withdrawal of everything up to the newest submission. */
export async function aWithdrawal(city: City, firm: Firm, lot: string): Promise<string> {
  const { project, next } = await readSealingTicket(city.context(firm.actor), lot);
  return signStatement(city, firm, {
    ...{ format: 'kaibiao-sealed-bid/1', project, lot, sequence: next.sequence },
    ...{ previous: next.previous ?? '', withdraw: true, blind: '11'.repeat(32) },
    bidderCertSha256: digest(firm.key.certificateDer),
    createdAt: (await city.now()).toISOString(),
  });
}
