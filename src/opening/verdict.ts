import { openingFormName } from '../../contracts/opening.ts';
import type { LotRules } from '../../contracts/tender/lot-rules.ts';
import type { Words } from '../../contracts/words.ts';
import type { Bid } from '../bidding/entities.ts';
import { concat } from '../kernel/bytes.ts';
import { RuleError } from '../kernel/rule-error.ts';
import type { Context } from '../platform/command.ts';
import { sha256Hex } from '../platform/digest.ts';
import { nodePrimitives } from '../platform/node-primitives.ts';
import { centreTrustee, openReleased, storedEnvelope } from '../platform/trustee.ts';
import type { CommitteeKey, Trustee } from '../sealing/committee.ts';
import type { EnvelopeContent } from '../sealing/envelope-content.ts';
import { partsOf } from '../sealing/folder.ts';
import type { Manifest } from '../sealing/manifest.ts';
import { type OpenEnvelope, openFiles } from '../sealing/open-envelope.ts';
import { manifestInside } from '../sealing/signed-manifest.ts';
import { cryptosystem } from '../sealing/suites.ts';
import type { Lot } from '../tender/entities.ts';
import { committeeSecret } from '../tender/rules/secrets.ts';
import type { SealedBid } from './entities.ts';
import { isIntact } from './intact.ts';
import { type Fate, fateOfUnreleased, lostAfterRelease, readForm } from './rules.ts';

/** What the reveal found out about one bid, before any of it is stored. */
export interface Verdict {
  readonly fate: Fate;
  /** Keys of the envelopes opened now. */
  readonly keys: readonly { readonly envelope: string; readonly content: EnvelopeContent }[];
  /** The OCSP response (DER) that a certificate not settled at the submission was checked again by. */
  readonly ocsp?: Uint8Array | null;
}

/** The committee of a lot: its public key, and those of its trustees who answer here. */
export interface Committee {
  readonly key: CommitteeKey;
  readonly trustees: readonly Trustee[];
}

export async function committeeOf(ctx: Context, lot: Lot): Promise<Committee> {
  const { committeeSpki, committeeK: k, committeeN: n } = lot;
  const trustee = await centreTrustee(ctx.vault, committeeSecret(lot.id));
  return { key: { spki: new Uint8Array(committeeSpki), k, n }, trustees: [trustee] };
}

/** A bid whose inner packages did not come: judged by whether every stored byte is the one that was received. */
export async function judgeUnreleased(
  ctx: Context,
  bid: Bid,
  { failure }: Pick<SealedBid, 'failure'>,
): Promise<Verdict> {
  const parts = partsOf(manifestInside(bid.manifest)).map(part => part.sha256);
  const intact = sha256Hex(bid.manifest) === bid.manifestSha256;
  const held = intact && (await isIntact(ctx.storage, parts));
  return {
    fate: { bid: bid.id, opened: null, ...fateOfUnreleased(held, failure ?? null) },
    keys: [],
  };
}

export interface Released {
  readonly bid: Bid;
  readonly inners: ReadonlyMap<string, Uint8Array>;
}

/**
 * Opens what a lot's rules open at the opening, and reads the opening form. What is broken although the platform holds
 * every byte is the bidder's defect, for the committee to judge; a byte that changed here is the platform's fault.
 * An error that is neither is thrown, so that the reveal is tried again rather than a bidder blamed.
 */
export async function judgeReleased(
  ctx: Context,
  rules: LotRules,
  { key, trustees }: Committee,
  { bid, inners }: Released,
): Promise<Verdict> {
  const manifest = manifestInside(bid.manifest);
  const due = rules.envelopes.filter(e => e.reveal === 'opening').map(e => e.id as string);
  const entries = manifest.envelopes.filter(e => due.includes(e.id));
  const parts = entries.flatMap(entry => entry.segments);
  if (!(await isIntact(ctx.storage, parts)))
    return { fate: { bid: bid.id, opened: null, ...lostAfterRelease }, keys: [] };
  const keys: { envelope: string; content: EnvelopeContent }[] = [];
  try {
    for (const { id: envelope } of entries) {
      const inner = inners.get(envelope) ?? new Uint8Array();
      const content = await openReleased(trustees, key, { manifest, envelope, inner });
      keys.push({ envelope, content });
    }
    const form = keys.find(({ envelope }) => envelope === 'opening')?.content;
    const opened = form && (await readOpeningForm(ctx, manifest, form, rules.ceiling));
    if (opened) return { fate: { ...good, bid: bid.id, opened }, keys };
    return { fate: defective(bid.id, formFault), keys };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { fate: defective(bid.id, error.detail), keys };
  }
}

const good = { fate: 'opened', cause: null, owner: null } as const;

const formFault: Words = {
  zh: '开标一览表格式不符合规定',
  en: 'the opening form is not as prescribed',
};
const defective = (bid: string, { zh, en }: Words): Fate => ({
  ...{ bid, fate: 'defective', owner: 'bidder', opened: null },
  cause: {
    zh: `已解密，但不能唱标：${zh}。由评标委员会认定`,
    en: `Decrypted, but it cannot be read out: ${en}. The committee judges`,
  },
});

async function readOpeningForm(
  ctx: Context,
  manifest: Manifest,
  content: EnvelopeContent,
  ceiling: string,
) {
  const envelope = await storedEnvelope(ctx.storage, manifest, 'opening', content);
  const form = await fileIn(envelope, manifest, openingFormName);
  return form && readForm(form, ceiling);
}

const most = 65_536;

/** Reads the envelope to its end, so that the commitment to all of it is checked; null without such a small file. */
async function fileIn(
  envelope: OpenEnvelope,
  manifest: Manifest,
  name: string,
): Promise<Uint8Array | null> {
  const system = cryptosystem(manifest.suite, nodePrimitives);
  const listed = envelope.content.files.find(file => file.name === name);
  const wanted = listed !== undefined && listed.bytes <= most;
  const pieces: Uint8Array[] = [];
  for await (const { file, bytes } of openFiles(envelope, system))
    if (wanted && file.name === name) pieces.push(bytes.slice());
  return wanted ? concat(...pieces) : null;
}
