import { z } from 'zod';
import { base64, fromBase64, utf8 } from '../kernel/bytes.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { RuleError } from '../kernel/rule-error.ts';
import { type Signer, signCades, verifyCades } from './cades.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import type { Bytes } from './der.ts';

/** What a CA is accepted for. */
const Purpose = z.enum(['sign', 'encrypt', 'timestamp']);
export type Purpose = z.infer<typeof Purpose>;

/** The CAs that a deployment accepts: more than one, so that no bidder must buy a second certificate. */
const TrustListText = z.strictObject({
  format: z.literal('kaibiao-trust-list/1'),
  /** Grows with each issue: an older list is refused where a newer one has been seen. */
  version: z.int().min(1),
  issuedAt: z.iso.datetime(),
  authorities: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        purposes: z.array(Purpose).min(1),
        /** The root certificate in base64 DER: the anchor. */
        certificate: z.base64(),
        /** Certificates below the root that clients often forget to send; checked like any other. */
        intermediates: z.array(z.base64()).max(50),
      }),
    )
    .min(1)
    .max(500),
});

interface Authority {
  readonly name: string;
  readonly purposes: readonly Purpose[];
  readonly certificate: Certificate;
  readonly intermediates: readonly Certificate[];
}

export interface TrustList {
  readonly version: number;
  readonly issuedAt: Date;
  readonly authorities: readonly Authority[];
}

/** Signs a trust list: CAdES-BES with the RFC 8785 text attached. */
export function writeTrustList(list: TrustList, signer: Signer): Promise<Bytes> {
  const text = canonicalText({
    format: 'kaibiao-trust-list/1',
    version: list.version,
    issuedAt: list.issuedAt.toISOString(),
    authorities: list.authorities.map(({ name, purposes, certificate, intermediates }) => ({
      name,
      purposes,
      certificate: base64(certificate.der),
      intermediates: intermediates.map(c => base64(c.der)),
    })),
  });
  return signCades(utf8(text), [signer], { detached: false, signingTime: list.issuedAt });
}

/**
 * Reads a signed trust list. Its one signer must be the certificate that the deployment pins by SHA-256, and its
 * version at least `oldest`. Refuses with SIGNATURE_INVALID or CERTIFICATE_INVALID.
 */
export async function readTrustList(
  p7: Uint8Array,
  signerSha256: string,
  oldest = 1,
): Promise<TrustList> {
  const { content, signers } = await verifyCades(p7);
  const pinned = signers.length === 1 && signers[0].certificate.sha256 === signerSha256;
  if (!pinned)
    throw new RuleError(
      'SIGNATURE_INVALID',
      {
        zh: '信任列表不是由本平台指定的证书签发的。',
        en: 'The certificate that this platform names did not sign the trust list.',
      },
      {
        reason: 'trust-list-signer',
      },
    );
  const list = parseTrustList(content ?? new Uint8Array());
  if (list.version < oldest)
    throw new RuleError(
      'CERTIFICATE_INVALID',
      { zh: '信任列表的版本比已用的更旧。', en: 'The trust list is older than the one in use.' },
      {
        reason: 'trust-list-version',
        version: list.version,
      },
    );
  return list;
}

function parseTrustList(content: Uint8Array): TrustList {
  try {
    const parsed = TrustListText.parse(JSON.parse(new TextDecoder().decode(content)));
    const certificate = (text: string) => parseCertificate(fromBase64(text));
    return {
      version: parsed.version,
      issuedAt: new Date(parsed.issuedAt),
      authorities: parsed.authorities.map(authority => ({
        name: authority.name,
        purposes: authority.purposes,
        certificate: certificate(authority.certificate),
        intermediates: authority.intermediates.map(certificate),
      })),
    };
  } catch (error) {
    throw new RuleError(
      'CERTIFICATE_INVALID',
      { zh: '信任列表的内容格式不对。', en: 'The trust list is malformed.' },
      {
        reason: 'trust-list-malformed',
        cause: error instanceof Error ? error.message : '',
      },
    );
  }
}
