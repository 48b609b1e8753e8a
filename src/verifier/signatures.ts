import { createHash } from 'node:crypto';
import type { Words } from '../../contracts/words.ts';
import { equal } from '../kernel/bytes.ts';
import { verifyCades } from '../pki/cades.ts';
import type { Certificate } from '../pki/certificate.ts';
import { type Crl, parseCrl } from '../pki/crl.ts';
import { ocspRefusals } from '../pki/ocsp/refusal.ts';
import { checkOcsp } from '../pki/ocsp/verify.ts';
import { verifySignature } from '../pki/signature.ts';
import { readSignedData } from '../pki/signed-data.ts';
import { verifyTimestamp } from '../pki/timestamp/verify.ts';
import { acceptCertificate } from '../pki/trust.ts';
import { type Purpose, readTrustList, type TrustList } from '../pki/trust-list.ts';
import type { AnyIndex, Bundle } from './bundle.ts';
import { hold, within } from './fault.ts';
import { layout } from './layout.ts';
import { nothing, said } from './said.ts';

/** What a signature in the bundle says, once it holds. */
export interface Checked {
  readonly content: Uint8Array;
  readonly text: string;
  readonly certificate: Certificate;
}

/** What lies beside a signature: the content it is detached from, OCSP responses about its certificate. */
interface Beside {
  readonly said?: Uint8Array;
  readonly ocsp?: readonly string[];
}

/** Checks signatures and stamps against the trust list whose signer the verifying person pins, or the bundle names. */
export class Signatures {
  readonly #bundle: Bundle<AnyIndex>;
  readonly #trust: TrustList;
  readonly #crls: readonly Crl[];
  readonly trustSigner: string;
  #uncertain = 0;
  readonly #responses = new Set<string>();

  private constructor(
    bundle: Bundle<AnyIndex>,
    trust: TrustList,
    crls: readonly Crl[],
    signer: string,
  ) {
    this.#bundle = bundle;
    this.#trust = trust;
    this.#crls = crls;
    this.trustSigner = signer;
  }

  /** `pinned`: SHA-256 (hex) of the certificate that must have signed the trust list; null takes the bundle's own. */
  static async open(bundle: Bundle<AnyIndex>, pinned: string | null): Promise<Signatures> {
    const p7 = await bundle.read(layout.trust);
    const { signers } = await within(layout.trust, () => verifyCades(p7));
    const signer = pinned ?? signers[0].certificate.sha256;
    const trust = await within(layout.trust, () => readTrustList(p7, signer));
    const paths = bundle.under(layout.crls).filter(path => path.endsWith('.crl'));
    const crls = [];
    for (const path of paths) crls.push(await readCrl(bundle, path, trust));
    return new Signatures(bundle, trust, crls, signer);
  }

  /**
   * The one signature in `path` holds, and its certificate was good for signing at `at`. `said` is the content of a
   * detached signature; an attached one must hold the same. `ocsp` names files, each of which must hold too.
   */
  async check(path: string, at: Date, { said, ocsp = [] }: Beside = {}): Promise<Checked> {
    const p7 = await this.#bundle.read(path);
    return within(path, async () => {
      const { content: inside, signers, certificates } = await verifyCades(p7, said);
      const content = inside ?? said ?? null;
      hold(signers.length === 1, path, {
        zh: '应当只有一个签名',
        en: 'There should be one signature',
      });
      hold(content !== null, path, { zh: '签名里没有内容', en: 'The signature holds no content' });
      const [{ certificate }] = signers;
      await this.#accept(certificate, certificates, { purpose: 'sign', at, ocsp });
      return { content, text: new TextDecoder().decode(content), certificate };
    });
  }

  /** As `check`, by the trading centre itself: the organisation that signed the index. */
  async checkCentre(path: string, at: Date): Promise<Checked> {
    const checked = await this.check(path, at);
    const index = await this.check(layout.indexSignature, new Date(this.#bundle.index.exportedAt));
    const [own, by] = [index.certificate.subject, checked.certificate.subject];
    const same = own.organization === by.organization && own.serialNumber === by.serialNumber;
    hold(same, path, {
      zh: `不是由交易中心签的，而是「${by.commonName}」`,
      en: `Not signed by the trading centre but by “${by.commonName}”`,
    });
    return checked;
  }

  /**
   * The index is listed nowhere, so no byte of its signature may be without meaning: the certificates that travel in it
   * are the signer's and those of the trust list, and no others.
   */
  async checkCarried(path: string, signer: Certificate): Promise<void> {
    const known = this.#trust.authorities.flatMap(a => [a.certificate, ...a.intermediates]);
    const listed = new Set([signer, ...known].map(certificate => certificate.sha256));
    const p7 = await this.#bundle.read(path);
    for (const raw of readSignedData(p7).rawCertificates)
      hold(listed.has(sha256Hex(raw)), path, {
        zh: '夹带了不认识的证书',
        en: 'It carries a certificate nobody knows',
      });
  }

  /** The time-stamp token in `path` holds over `stamped`, by an authority of the trust list; gives its time. */
  async stamp(path: string, stamped: Uint8Array): Promise<Date> {
    const token = await this.#bundle.read(path);
    return within(path, async () => {
      const imprint = new Uint8Array(createHash('sha256').update(stamped).digest());
      const { at, certificate, certificates } = await verifyTimestamp(token, imprint);
      await this.#accept(certificate, certificates, { purpose: 'timestamp', at, ocsp: [] });
      return at;
    });
  }

  async #accept(
    certificate: Certificate,
    certificates: readonly Certificate[],
    { purpose, at, ocsp: paths }: { purpose: Purpose; at: Date; ocsp: readonly string[] },
  ): Promise<void> {
    const ocsp = await Promise.all(paths.map(path => this.#bundle.read(path)));
    const options = { purpose, at, crls: this.#crls, ocsp };
    const found = await acceptCertificate(certificate, certificates, this.#trust, options);
    const [, issuer = certificate] = found.path;
    for (const [i, response] of ocsp.entries())
      await this.#checkOcsp(paths[i] ?? '', response, certificate, issuer);
    if (found.provisional) this.#uncertain += 1;
  }

  /** A response that does not hold would silently say nothing. */
  async #checkOcsp(
    path: string,
    response: Uint8Array,
    certificate: Certificate,
    issuer: Certificate,
  ) {
    const now = new Date(this.#bundle.index.exportedAt);
    const check = await checkOcsp(response, certificate, issuer, { crls: this.#crls, now });
    hold(check.ok, path, check.ok ? nothing : ocspRefusals[check.reason]);
    this.#responses.add(path);
  }

  /** How far revocation could be looked into: said plainly, since a missing list refuses nobody. */
  get revocation(): Words {
    const [crls, responses] = [this.#crls.length, this.#responses.size];
    const lists = {
      zh: `${crls} 份吊销列表、${responses} 份吊销状态答复都由信任列表里的机构签发；`,
      en: `${crls} revocation lists and ${responses} status answers, all by authorities of the trust list; `,
    };
    const uncertain = {
      zh: `${this.#uncertain} 次核验时吊销状态无法确定`,
      en: `the status was unknown in ${this.#uncertain} checks`,
    };
    const sure = { zh: '没有状态不明的证书', en: 'no certificate of unknown status' };
    return said(lists, this.#uncertain === 0 ? sure : uncertain);
  }
}

/** A revocation list, signed by one of the authorities: a broken one would silently say nothing. */
function readCrl(bundle: Bundle<AnyIndex>, path: string, { authorities }: TrustList): Promise<Crl> {
  const issuers = authorities.flatMap(a => [a.certificate, ...a.intermediates]);
  return within(path, async () => {
    const crl = parseCrl(await bundle.read(path));
    const { signatureAlgorithm, tbs, signature } = crl;
    const own = issuers.filter(({ subjectDer }) => equal(subjectDer, crl.issuerDer));
    const signed = await Promise.all(
      own.map(issuer =>
        verifySignature(signatureAlgorithm, issuer.publicKey, tbs, signature).catch(() => false),
      ),
    );
    hold(signed.includes(true), path, {
      zh: '不是由信任列表里的机构签发的',
      en: 'Not issued by an authority of the trust list',
    });
    return crl;
  });
}

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
