import { base64 } from '../src/kernel/bytes.ts';
import { writeTrustList } from '../src/pki/trust-list.ts';
import { type KeptAuthorities, type KeptKey, keep, wake } from './development-store.ts';
import { type Issuer, issueCertificate, type Subject } from './issue-certificate.ts';
import { type KeyType, newKey } from './new-key.ts';
import { type CertificateProfile, profiles } from './profiles.ts';

/** Two CAs that know nothing of each other, as a city has them; one signs with ECDSA, one with RSA. */
const authorities = [
  { name: '岭北数字证书认证中心（开发用）', type: 'ec' },
  { name: '江南电子认证服务（开发用）', type: 'rsa' },
] as const;

/** The trading centre whose records and receipts are signed. */
export interface Centre {
  readonly name: string;
  /** Unified social credit code. */
  readonly code: string;
}

interface Order {
  readonly type: KeyType;
  readonly subject: Subject;
  readonly profile: CertificateProfile;
  readonly at: Date;
  readonly issuer: Issuer | null;
}

async function make({ type, subject, profile, at, issuer }: Order): Promise<KeptKey> {
  const { key, pkcs8, spki } = await newKey(type);
  const by = issuer ?? { key };
  return keep(type, pkcs8, await issueCertificate({ subject, spki, profile, at, issuer: by }));
}

async function makeAuthority({ name, type }: (typeof authorities)[number], at: Date) {
  const subject = (commonName: string) => ({ country: 'CN', organization: name, commonName });
  const root = await make({
    ...{ type, at, issuer: null },
    ...{ subject: subject(`${name} 根证书`), profile: profiles.root },
  });
  const issuing = await make({
    ...{ type, at, issuer: await wake(root) },
    ...{ subject: subject(`${name} 签发证书`), profile: profiles.issuing },
  });
  return { name, root, issuing };
}

/** Makes both CAs, the keys of the centre and its time-stamp authority, and the signed trust list over both. */
export async function makeAuthorities(centre: Centre, at: Date): Promise<KeptAuthorities> {
  const made = await Promise.all(authorities.map(authority => makeAuthority(authority, at)));
  const issuer = await wake((made[0] as (typeof made)[number]).issuing);
  const service = (commonName: string, profile: CertificateProfile) => {
    const subject = { country: 'CN', organization: centre.name, commonName };
    return make({
      ...{ type: 'ec', at, issuer, profile },
      subject: { ...subject, serialNumber: centre.code },
    });
  };
  const trust = await service(`${centre.name} 信任列表`, profiles.signing);
  const signer = await wake(trust);
  const trustList = await writeTrustList(
    {
      version: 1,
      issuedAt: at,
      authorities: await Promise.all(
        made.map(async ({ name, root, issuing }) => ({
          name,
          purposes: ['sign', 'encrypt', 'timestamp'] as const,
          certificate: (await wake(root)).certificate,
          intermediates: [(await wake(issuing)).certificate],
        })),
      ),
    },
    signer,
  );
  return {
    madeAt: at.toISOString(),
    authorities: made,
    trust,
    timestamp: await service(`${centre.name} 时间戳`, profiles.timestamp),
    centre: await service(centre.name, profiles.signing),
    trustList: base64(trustList),
  };
}
