import { createHash } from 'node:crypto';
import { verifyCades } from '../pki/cades.ts';
import type { Certificate } from '../pki/certificate.ts';
import { type Crl, parseCrl } from '../pki/crl.ts';
import { verifyTimestamp } from '../pki/timestamp/verify.ts';
import { acceptCertificate } from '../pki/trust.ts';
import { readTrustList, type TrustList } from '../pki/trust-list.ts';
import type { Bundle } from './bundle.ts';
import { hold, within } from './fault.ts';
import { layout } from './layout.ts';

/** What a signature in the bundle says, once it holds. */
export interface Checked {
  readonly content: Uint8Array;
  readonly text: string;
  readonly certificate: Certificate;
}

/** Checks signatures and stamps against the trust list whose signer the verifying person pins, or the bundle names. */
export class Signatures {
  readonly #bundle: Bundle;
  readonly #trust: TrustList;
  readonly #crls: readonly Crl[];
  readonly trustSigner: string;

  private constructor(bundle: Bundle, trust: TrustList, crls: readonly Crl[], signer: string) {
    this.#bundle = bundle;
    this.#trust = trust;
    this.#crls = crls;
    this.trustSigner = signer;
  }

  /** `pinned`: SHA-256 (hex) of the certificate that must have signed the trust list; null takes the bundle's own. */
  static async open(bundle: Bundle, pinned: string | null): Promise<Signatures> {
    const p7 = await bundle.read(layout.trust);
    const { signers } = await within(layout.trust, () => verifyCades(p7));
    const signer = pinned ?? signers[0].certificate.sha256;
    const trust = await within(layout.trust, () => readTrustList(p7, signer));
    const paths = bundle.under(layout.crls).filter(path => path.endsWith('.crl'));
    const crls = [];
    for (const path of paths)
      crls.push(await within(path, async () => parseCrl(await bundle.read(path))));
    return new Signatures(bundle, trust, crls, signer);
  }

  /** The one signature in `path` holds, and its certificate was good for signing at `at`. */
  async check(path: string, at: Date): Promise<Checked> {
    const p7 = await this.#bundle.read(path);
    return within(path, async () => {
      const { content, signers, certificates } = await verifyCades(p7);
      hold(signers.length === 1, path, '应当只有一个签名');
      hold(content !== null, path, '签名里没有内容');
      const [{ certificate }] = signers;
      await this.#accept(certificate, certificates, 'sign', at);
      return { content, text: new TextDecoder().decode(content), certificate };
    });
  }

  /** The time-stamp token in `path` holds over `stamped`, by an authority of the trust list; gives its time. */
  async stamp(path: string, stamped: Uint8Array): Promise<Date> {
    const token = await this.#bundle.read(path);
    return within(path, async () => {
      const imprint = new Uint8Array(createHash('sha256').update(stamped).digest());
      const { at, certificate, certificates } = await verifyTimestamp(token, imprint);
      await this.#accept(certificate, certificates, 'timestamp', at);
      return at;
    });
  }

  async #accept(
    certificate: Certificate,
    certificates: readonly Certificate[],
    purpose: 'sign' | 'timestamp',
    at: Date,
  ): Promise<void> {
    await acceptCertificate(certificate, certificates, this.#trust, {
      purpose,
      at,
      crls: this.#crls,
    });
  }
}
