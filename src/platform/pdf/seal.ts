import type { EntityManager } from '@mikro-orm/postgresql';
import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib';
import { SignPdf } from '@signpdf/signpdf';
import { Signer, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils';
import type { Centre } from '../centre.ts';
import { sha256Hex } from '../digest.ts';
import type { Document } from './blocks.ts';
import { layOut } from './typeset.ts';

/** Who seals a document and with what. `sign` gets the bytes to be covered and answers with a detached CAdES signature in DER. */
export interface Seal {
  readonly name: string;
  readonly reason: string;
  readonly location: string;
  /** ISO time, shown by PDF readers; the proof of time is the stamp within the signature. */
  readonly at: string;
  readonly sign: (content: Uint8Array) => Promise<Uint8Array>;
}

/** Hexadecimal digits kept free for the signature: 16 KiB of DER hold a chain and a time stamp. */
const room = 32_768;

/** Sets a document and signs all of it, as PAdES does (ETSI EN 319 142-1, sub-filter ETSI.CAdES.detached). */
export async function typesetSealed(document: Document, seal: Seal): Promise<Uint8Array> {
  const doc = await layOut(document);
  pdflibAddPlaceholder({
    pdfDoc: doc,
    name: escaped(seal.name),
    reason: escaped(seal.reason),
    location: escaped(seal.location),
    contactInfo: '',
    signingTime: new Date(seal.at),
    signatureLength: room,
    subFilter: SUBFILTER_ETSI_CADES_DETACHED,
  });
  const unsigned = await doc.save({ useObjectStreams: false });
  return new SignPdf().sign(unsigned, new Cades(seal.sign));
}

/**
 * The same by the trading centre, as of the document's own time: every paper that the platform issues bears its seal.
 * A seal is made once for a content and kept, because two ECDSA signatures over the same bytes differ: so the same
 * paper prints to the same bytes each time, and two copies can be compared.
 */
export const sealedBy = (
  { centre, em }: { centre: Pick<Centre, 'name' | 'seal'>; em: EntityManager },
  document: Document,
) =>
  typesetSealed(document, {
    name: centre.name,
    reason: document.title,
    location: '',
    at: document.madeAt,
    sign: content => keptSeal(em, content, () => centre.seal(content)),
  });

async function keptSeal(
  em: EntityManager,
  content: Uint8Array,
  seal: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const sha256 = sha256Hex(content);
  const find = () =>
    em.execute<{ signature: Buffer }[]>('select signature from paper_seal where sha256 = ?', [
      sha256,
    ]);
  const [kept] = await find();
  if (kept) return kept.signature;
  const signature = Buffer.from(await seal());
  await em.execute(
    'insert into paper_seal (sha256, signature) values (?, ?) on conflict do nothing',
    [sha256, signature],
  );
  // Of two who print at the same moment, the first one's seal counts for both.
  const [first] = await find();
  return first?.signature ?? signature;
}

/** signpdf takes subclasses of its own Signer only; its P12 signer cannot carry Chinese names. */
class Cades extends Signer {
  readonly #sign: Seal['sign'];

  constructor(sign: Seal['sign']) {
    super();
    this.#sign = sign;
  }

  override async sign(content: Buffer): Promise<Buffer> {
    return Buffer.from(await this.#sign(content));
  }
}

/** A PDF text string (UTF-16BE with its mark) as octal escapes: the marker writes what it gets between plain parentheses. */
function escaped(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return [...bytes].map(b => `\\${b.toString(8).padStart(3, '0')}`).join('');
}
