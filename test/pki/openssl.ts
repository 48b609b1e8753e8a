import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signer } from '../../src/pki/cades.ts';
import { type Certificate, fromPem, parseCertificate } from '../../src/pki/certificate.ts';
import { type Crl, parseCrl } from '../../src/pki/crl.ts';

/** A folder where openssl works; `run` throws with openssl's own words when it fails. */
export interface Workshop {
  readonly path: (name: string) => string;
  readonly run: (...args: string[]) => Buffer;
  readonly write: (name: string, bytes: Uint8Array | string) => string;
  readonly read: (name: string) => Uint8Array<ArrayBuffer>;
  readonly certificate: (name: string) => Certificate;
  readonly close: () => void;
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'kaibiao-pki-'));
  const path = (name: string) => join(folder, name);
  return {
    path,
    run: (...args) =>
      execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
    write(name, bytes) {
      writeFileSync(path(name), bytes);
      return path(name);
    },
    read: name => new Uint8Array(readFileSync(path(name))),
    certificate: name => parseCertificate(readFileSync(path(`${name}.crt`), 'utf8')),
    close: () => rmSync(folder, { recursive: true }),
  };
}

const newKey = {
  ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['rsa:2048'],
} as const;

/** Makes NAME.key and NAME.crt with openssl, issued by `issuer`, or self-signed without one. */
export function issue(
  shop: Workshop,
  name: string,
  options: {
    readonly issuer?: string;
    readonly key?: keyof typeof newKey;
    readonly extensions?: readonly string[];
    readonly subject?: string;
    readonly days?: string;
  } = {},
): void {
  const subject = options.subject ?? `/C=CN/O=甲城建设集团/CN=${name}`;
  const by = options.issuer
    ? ['-CA', `${options.issuer}.crt`, '-CAkey', `${options.issuer}.key`]
    : [];
  const extensions = (options.extensions ?? []).flatMap(line => ['-addext', line]);
  const key = newKey[options.key ?? 'ec'];
  shop.run(
    ...['req', '-x509', '-newkey', ...key, '-nodes', '-sha256', '-utf8', '-batch'],
    ...['-subj', subject, '-days', options.days ?? '3650'],
    ...['-config', shop.write('req.cnf', '[req]\ndistinguished_name=dn\n[dn]\n')],
    ...by,
    ...extensions,
    ...['-keyout', `${name}.key`, '-out', `${name}.crt`],
  );
}

/** The list that openssl makes for a CA from the lines of its index, from `since` on for 30 days. */
export function listOf(
  shop: Workshop,
  ca: string,
  index: readonly string[],
  { since = new Date(), extensions = [] as readonly string[] } = {},
): Crl {
  const until = new Date(since.getTime() + 30 * 86_400_000);
  shop.write('index.txt', index.map(line => `${line}\n`).join(''));
  const database = [`database=${shop.path('index.txt')}`, 'default_md=sha256'];
  const more = ['[more]', ...extensions];
  shop.write('ca.cnf', ['[ca]', 'default_ca=one', '[one]', ...database, ...more, ''].join('\n'));
  shop.run(
    ...['ca', '-config', 'ca.cnf', '-gencrl', '-keyfile', `${ca}.key`, '-cert', `${ca}.crt`],
    ...['-crl_lastupdate', stampOf(since), '-crl_nextupdate', stampOf(until), '-out', 'list.pem'],
    ...(extensions.length > 0 ? ['-crlexts', 'more'] : []),
  );
  return parseCrl(readFileSync(shop.path('list.pem'), 'utf8'));
}

/** A time as openssl's index and options want it: UTCTime. */
export const stampOf = (at: Date): string =>
  `${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;

export const caExtensions = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
];
export const signerExtensions = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature,nonRepudiation',
  'subjectKeyIdentifier=hash',
];

const algorithms = {
  ecdsa: { name: 'ECDSA', namedCurve: 'P-256' },
  pkcs1: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  pss: { name: 'RSA-PSS', hash: 'SHA-256' },
} as const;

/** The signer whose key and certificate openssl made under `name`. */
export async function signerOf(
  shop: Workshop,
  name: string,
  scheme: keyof typeof algorithms,
  chain: readonly string[] = [],
): Promise<Signer> {
  const pem = fromPem(readFileSync(shop.path(`${name}.key`), 'utf8'), 'PRIVATE KEY');
  const key = await crypto.subtle.importKey('pkcs8', pem, algorithms[scheme], false, ['sign']);
  return {
    key,
    certificate: shop.certificate(name),
    chain: chain.map(ca => shop.certificate(ca)),
  };
}
