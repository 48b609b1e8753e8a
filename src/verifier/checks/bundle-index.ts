import type { Words } from '../../../contracts/words.ts';
import { verifyCades } from '../../pki/cades.ts';
import type { AnyIndex, Bundle } from '../bundle.ts';
import { hold, within } from '../fault.ts';
import { layout } from '../layout.ts';
import type { Signatures } from '../signatures.ts';

/** bundle.json is to the byte what its signature says, whoever signed it: first of all, so that each fault is named where it lies. */
export async function checkIndexText(bundle: Bundle<AnyIndex>): Promise<void> {
  const path = layout.indexSignature;
  const p7 = await bundle.read(path);
  const { content } = await within(path, () => verifyCades(p7));
  hold(content !== null, path, { zh: '签名里没有内容', en: 'The signature holds no content' });
  hold(bundle.indexText === new TextDecoder().decode(content), layout.index, {
    zh: '与签名里的目录不同',
    en: 'Not the index in the signature',
  });
}

/** Who signed the index: accepted by the trust list, with nothing beside. */
export async function checkIndexSigner(
  bundle: Bundle<AnyIndex>,
  signatures: Signatures,
): Promise<Words> {
  const at = new Date(bundle.index.exportedAt);
  const { certificate } = await signatures.check(layout.indexSignature, at);
  await signatures.checkCarried(layout.indexSignature, certificate);
  return {
    zh: `由「${certificate.subject.commonName}」签名`,
    en: `Signed by “${certificate.subject.commonName}”`,
  };
}
