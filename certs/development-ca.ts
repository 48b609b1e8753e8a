import { randomBytes } from 'node:crypto';
import { fromBase64 } from '../src/kernel/bytes.ts';
import type { Signer } from '../src/pki/cades.ts';
import { type Certificate, parseCertificate } from '../src/pki/certificate.ts';
import type { Crl } from '../src/pki/crl.ts';
import type { Bytes } from '../src/pki/der.ts';
import { writeP12 } from '../src/pki/pkcs12/write.ts';
import { readTrustList, type TrustList } from '../src/pki/trust-list.ts';
import { type Centre, makeAuthorities } from './development-authorities.ts';
import { DevelopmentStore, type KeptAuthorities, wake } from './development-store.ts';
import { type Issuer, issueCertificate, type Subject } from './issue-certificate.ts';
import { issueCrl } from './issue-crl.ts';
import { type KeyType, newKey } from './new-key.ts';
import { type OcspResponder, responderUrl, startResponder } from './ocsp-responder.ts';
import { profiles } from './profiles.ts';

/** Who gets a certificate. */
export interface CertificateOrder {
  readonly kind: 'organisation' | 'person';
  readonly name: string;
  /** The organisation's name: its own, or the person's employer. */
  readonly org: string;
  /** Unified social credit code of an organisation, or the id of a person. */
  readonly code: string;
  /** A person's organisation by its unified social credit code. */
  readonly orgCode?: string;
  readonly key: KeyType;
  /** Whether a second pair of keys, for locking bids to, is wanted too. */
  readonly encryption: boolean;
  /** 0 or 1: which of the two CAs; by the code when left out. */
  readonly authority?: 0 | 1;
  readonly passphrase?: string;
}

export interface IssuedCertificates {
  readonly signing: Certificate;
  readonly encryption: Certificate | null;
  /** The key file with both keys and the CAs above, and where it is kept. */
  readonly p12: Bytes;
  readonly path: string;
  readonly passphrase: string;
}

/** Two certification authorities for development and demonstration; never for a real trade. */
export interface DevelopmentCa {
  readonly trust: TrustList;
  /** The signed trust list, and the SHA-256 of the certificate to pin for it. */
  readonly trustList: Bytes;
  readonly trustSignerSha256: string;
  /** Time-stamp authority, and the centre's signing key for receipts and records. */
  readonly timestamp: Signer;
  readonly centre: Signer;
  issue(order: CertificateOrder, at: Date): Promise<IssuedCertificates>;
  /** Revokes the certificate with this serial number (hexadecimal) and gives the new CRLs; an unknown one throws. */
  revoke(serial: string, at: Date): Promise<Crl[]>;
  /** The CRLs of all four CAs, current from a day before `at` for two years. */
  crls(at: Date): Promise<Crl[]>;
  /** Answers OCSP from here on; certificates issued later name it. `now` is the time its answers carry. */
  startResponder(now: () => Promise<Date>): Promise<OcspResponder>;
}

const demoCentre: Centre = { name: '云江市公共资源交易中心', code: '12990100401000212M' };

/** Opens the development CA kept in `folder`, or makes it there. Its private keys never leave that folder. */
export async function makeDevelopmentCa(
  folder: string,
  at: Date = new Date(),
  centre: Centre = demoCentre,
): Promise<DevelopmentCa> {
  const store = new DevelopmentStore(folder);
  const found = store.authorities();
  const kept = found ?? (await makeAuthorities(centre, at));
  if (!found) store.keepAuthorities(kept);
  const issuers = await wakeIssuers(kept);
  const trustSignerSha256 = parseCertificate(fromBase64(kept.trust.certificate)).sha256;
  const trustList = fromBase64(kept.trustList);
  const chain = [issuers[0].issuing.certificate];
  const crls = (when: Date) => makeCrls(store, issuers, when);
  return {
    trust: await readTrustList(trustList, trustSignerSha256),
    trustList,
    trustSignerSha256,
    timestamp: { ...(await wake(kept.timestamp)), chain },
    centre: { ...(await wake(kept.centre)), chain },
    crls,
    startResponder: now =>
      startResponder(
        store,
        issuers.map(({ issuing }) => issuing),
        now,
      ),
    issue: (order, when) => issue(store, issuers, order, when),
    async revoke(serial, when) {
      const line = store.issued().find(issued => issued.serial === serial);
      if (!line) throw new Error(`the development CA issued no certificate ${serial}`);
      store.addRevoked({ serial, authority: line.authority, at: when.toISOString() });
      return crls(when);
    },
  };
}

interface Authority {
  readonly root: Issuer;
  readonly issuing: Issuer;
}
type Authorities = readonly [Authority, Authority];

async function wakeIssuers(kept: KeptAuthorities): Promise<Authorities> {
  const [first, second] = await Promise.all(
    kept.authorities.map(async ({ root, issuing }) => ({
      root: await wake(root),
      issuing: await wake(issuing),
    })),
  );
  if (!first || !second) throw new Error('two authorities expected');
  return [first, second];
}

async function issue(
  store: DevelopmentStore,
  authorities: Authorities,
  order: CertificateOrder,
  at: Date,
): Promise<IssuedCertificates> {
  const authority =
    order.authority ?? (order.code.charCodeAt(order.code.length - 1) % 2 === 0 ? 0 : 1);
  const { root, issuing } = authorities[authority];
  const responder = store.responder();
  const ocspUrl = responder && responderUrl(responder.port);
  const make = async (profile: (typeof profiles)['signing' | 'encryptionEc' | 'encryptionRsa']) => {
    const { pkcs8, spki } = await newKey(order.key);
    const subject = subjectOf(order);
    const wanted = { subject, spki, profile, at, issuer: issuing, ocspUrl };
    return { pkcs8, certificate: await issueCertificate(wanted) };
  };
  const locking = order.key === 'ec' ? profiles.encryptionEc : profiles.encryptionRsa;
  const signing = await make(profiles.signing);
  const encryption = order.encryption ? await make(locking) : null;
  const pairs = encryption ? [signing, encryption] : [signing];
  const passphrase = order.passphrase ?? randomBytes(12).toString('base64url');
  const p12 = await writeP12(pairs, [issuing.certificate, root.certificate], passphrase, 2048);
  for (const { certificate } of pairs) {
    const purpose = certificate === signing.certificate ? 'sign' : 'encrypt';
    const { sha256, serial } = certificate;
    store.addIssued({ sha256, serial, authority, purpose, code: order.code, name: order.name });
  }
  return {
    signing: signing.certificate,
    encryption: encryption?.certificate ?? null,
    p12,
    path: store.keepP12(signing.certificate.serial, p12, passphrase),
    passphrase,
  };
}

function subjectOf({ kind, name, org, code, orgCode }: CertificateOrder): Subject {
  return {
    country: 'CN',
    organization: org,
    organizationIdentifier: kind === 'person' ? (orgCode ?? null) : null,
    commonName: name,
    serialNumber: code,
  };
}

async function makeCrls(
  store: DevelopmentStore,
  authorities: Authorities,
  at: Date,
): Promise<Crl[]> {
  const revoked = store.revoked();
  const thisUpdate = new Date(at.getTime() - 86_400_000);
  const nextUpdate = new Date(at.getTime() + 730 * 86_400_000);
  const number = Math.floor(at.getTime() / 1000);
  const lists = authorities.map(async ({ root, issuing }, authority) => {
    const mine = revoked
      .filter(line => line.authority === authority)
      .map(({ serial, at: when }) => ({ serial, at: new Date(when) }));
    const list = { number, thisUpdate, nextUpdate };
    return [
      await issueCrl({ ...list, issuer: root, revoked: [] }),
      await issueCrl({ ...list, issuer: issuing, revoked: mine }),
    ];
  });
  return (await Promise.all(lists)).flat();
}
