import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RuleError } from '../kernel/rule-error.ts';
import { type Signer, signCades, verifyCades } from '../pki/cades.ts';
import { parseCertificate } from '../pki/certificate.ts';
import { openP12 } from '../pki/pkcs12/open.ts';
import { answerTimestampRequest } from '../pki/timestamp/authority.ts';
import { writeTimestampRequest } from '../pki/timestamp/request.ts';
import { readTimestampResponse, verifyTimestamp } from '../pki/timestamp/verify.ts';
import { readTrustList } from '../pki/trust-list.ts';
import { accepting } from './accept-certificate.ts';
import type { Centre } from './centre.ts';
import { sha256 } from './digest.ts';
import { type AskOcsp, ocspClient } from './ocsp-client.ts';
import { SetupError } from './setup-error.ts';
import { watchedFiles } from './watched-files.ts';

/** What lies in the centre's folder; the operator puts it there, or the demo city makes it. */
export const centreFiles = {
  /** The centre's signing key and certificate. */
  seal: 'centre.p12',
  /** The stamping key of the built-in time-stamp authority; without it TSA_URL is asked. */
  stamp: 'tsa.p12',
  passphrase: 'passphrase',
  /** Signed trust list, and SHA-256 (hex) of the certificate that may sign it. */
  trust: 'trust.p7s',
  trustSigner: 'trust-signer',
  crls: 'crls',
} as const;

/** Policy of the built-in authority; a real one has its own. */
const builtInPolicy = '1.3.6.1.4.1.61234.1.1';

/** Gives an RFC 3161 token over a SHA-256, DER. */
export type StampSource = (sha256: Uint8Array, at: Date) => Promise<Uint8Array>;

/** What a centre is made of. */
export interface CentreParts {
  readonly signer: Signer;
  /** The time-stamp authority. */
  readonly stamps: StampSource;
  readonly trustListP7: Uint8Array;
  readonly trustSignerSha256: string;
  /** Asked each time: a certificate revoked a minute ago is revoked now. A list that has not changed is the same array. */
  crls(): Promise<Uint8Array[]>;
  /** Asks the responders of the authorities; left out, only the lists are looked into. */
  readonly askOcsp?: AskOcsp;
}

/** Opens the centre's folder: keys, trust list, revocation lists. `tsaUrl` names an RFC 3161 service. */
export async function openCentre(folder: string, tsaUrl: string | undefined): Promise<Centre> {
  requireFiles(folder, tsaUrl);
  const passphrase = (await readFile(join(folder, centreFiles.passphrase), 'utf8')).trim();
  return centreOf({
    signer: await signerOf(join(folder, centreFiles.seal), passphrase),
    stamps: tsaUrl
      ? remoteStamps(tsaUrl)
      : builtInStamps(await signerOf(join(folder, centreFiles.stamp), passphrase)),
    trustListP7: await readFile(join(folder, centreFiles.trust)),
    trustSignerSha256: (await readFile(join(folder, centreFiles.trustSigner), 'utf8')).trim(),
    crls: watchedFiles(join(folder, centreFiles.crls)),
    askOcsp: ocspClient(),
  });
}

export async function centreOf(parts: CentreParts): Promise<Centre> {
  const { signer, stamps, trustListP7, crls, askOcsp = async () => null } = parts;
  const trust = await readTrustList(trustListP7, parts.trustSignerSha256);
  const accept = accepting(trust, crls, askOcsp);
  return {
    name: signer.certificate.subject.organization ?? signer.certificate.subject.commonName,
    certificateDer: signer.certificate.der,
    trustListP7,
    crls,
    sign: (content, at) => signCades(content, [signer], { detached: false, signingTime: at }),
    seal: content => signCades(content, [signer], { detached: true, signingTime: null }),
    stamp: (content, at) => stamps(sha256(content), at),
    async verify(p7, at, detached, now = at) {
      const { content, signers, certificates } = await verifyCades(p7, detached);
      const [{ certificate }, ...others] = signers;
      if (others.length > 0)
        throw new RuleError('SIGNATURE_INVALID', {
          zh: '这里只能有一个签名，收到了多个。请重新签名。',
          en: 'One signature is wanted here, several came. Sign again.',
        });
      const found = await accept(certificate, certificates, { purpose: 'sign', at, now });
      return {
        content: content ?? detached ?? new Uint8Array(),
        certificateDer: certificate.der,
        certificateSha256: certificate.sha256,
        ...found,
      };
    },
    async accept(certificateDer, purpose, at) {
      const certificate = parseCertificate(certificateDer);
      return (await accept(certificate, [], { purpose, at, now: at })).status;
    },
  };
}

const purposes: Readonly<Record<keyof typeof centreFiles, string>> = {
  seal: '中心签名证书和私钥 · signing key and certificate of the centre (PKCS#12)',
  stamp: '时间戳证书和私钥，或设置 TSA_URL · time-stamp key (PKCS#12), or set TSA_URL',
  passphrase: '以上文件的口令 · passphrase of these files',
  trust: '已签名的信任列表 · signed trust list (CAdES)',
  trustSigner: '信任列表签发证书的 SHA-256 · SHA-256 (hex) of the certificate that signed the list',
  crls: '吊销列表文件夹（DER） · folder of revocation lists (DER)',
};

/** Throws a SetupError that names each file that is missing, and what it is. */
function requireFiles(folder: string, tsaUrl: string | undefined): void {
  const wanted = Object.entries(centreFiles).filter(([name]) => name !== 'stamp' || !tsaUrl);
  const missing = wanted.filter(([, file]) => !existsSync(join(folder, file)));
  if (missing.length === 0) return;
  const lines = missing.map(
    ([name, file]) => `  ${file}：${purposes[name as keyof typeof purposes]}`,
  );
  throw new SetupError(
    `中心文件夹 ${folder} 里缺少 · missing from the centre's folder (CENTRE_DIR):\n${lines.join('\n')}`,
  );
}

async function signerOf(path: string, passphrase: string): Promise<Signer> {
  const { signing, chain } = await openP12(await readFile(path), passphrase);
  if (!signing) throw new Error(`${path} holds no signing key`);
  return { ...signing, chain };
}

/** Its answers are made here and now: there is nobody between who could have changed them. */
export function builtInStamps(authority: Signer): StampSource {
  return async (digest, at) => {
    const request = writeTimestampRequest(digest, randomBytes(8));
    const serial = Uint8Array.from([1, ...randomBytes(12)]);
    const stamp = { policy: builtInPolicy, serial, at, accuracyMs: 500 };
    return readTimestampResponse(await answerTimestampRequest(request, authority, stamp));
  };
}

function remoteStamps(url: string): StampSource {
  return async digest => {
    const nonce = randomBytes(8);
    const request = writeTimestampRequest(digest, nonce);
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(request),
      signal: AbortSignal.timeout(10_000),
    });
    if (!reply.ok)
      throw new RuleError('UNAVAILABLE', {
        zh: '时间戳服务没有应答，正在重试，您不用做什么。',
        en: 'The time stamp service does not answer. The platform keeps trying; you need do nothing.',
      });
    const token = readTimestampResponse(new Uint8Array(await reply.arrayBuffer()));
    await verifyTimestamp(token, digest, { nonce });
    return token;
  };
}
