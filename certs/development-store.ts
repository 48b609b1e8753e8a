import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { base64, fromBase64 } from '../src/kernel/bytes.ts';
import { type Certificate, parseCertificate } from '../src/pki/certificate.ts';
import type { Issuer } from './issue-certificate.ts';
import { type KeyType, signingKey } from './new-key.ts';

/** A private key at rest: PKCS #8 and certificate in base64. For development only, in a folder that git ignores. */
export interface KeptKey {
  readonly type: KeyType;
  readonly pkcs8: string;
  readonly certificate: string;
}

/** What the development CA was made with. */
export interface KeptAuthorities {
  readonly madeAt: string;
  readonly authorities: readonly { name: string; root: KeptKey; issuing: KeptKey }[];
  readonly trust: KeptKey;
  readonly timestamp: KeptKey;
  readonly centre: KeptKey;
  readonly trustList: string;
}

/** The OCSP responder: where it is asked, and its key for each authority. */
export interface KeptResponder {
  readonly port: number;
  readonly delegates: readonly KeptKey[];
}

/** One line per certificate that was issued. */
export interface IssuedLine {
  readonly sha256: string;
  readonly serial: string;
  readonly authority: number;
  readonly purpose: 'sign' | 'encrypt';
  readonly code: string;
  readonly name: string;
}

export interface RevokedLine {
  readonly serial: string;
  readonly authority: number;
  readonly at: string;
}

/** The folder of the development CA: keys for their owner's eyes only, and lines that are only ever added. */
export class DevelopmentStore {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(join(folder, 'p12'), { recursive: true, mode: 0o700 });
  }

  /** What was kept under a name; null before. */
  private kept<T>(file: string): T | null {
    const path = join(this.folder, file);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
  }

  private keep(file: string, value: object): void {
    const path = join(this.folder, file);
    writeFileSync(`${path}.part`, JSON.stringify(value), { mode: 0o600, flush: true });
    renameSync(`${path}.part`, path);
  }

  authorities = () => this.kept<KeptAuthorities>('authorities.json');
  keepAuthorities = (kept: KeptAuthorities) => this.keep('authorities.json', kept);
  responder = () => this.kept<KeptResponder>('responder.json');
  keepResponder = (kept: KeptResponder) => this.keep('responder.json', kept);
  issued = () => this.lines<IssuedLine>('issued.jsonl');
  revoked = () => this.lines<RevokedLine>('revoked.jsonl');
  addIssued = (line: IssuedLine) => this.add('issued.jsonl', line);
  addRevoked = (line: RevokedLine) => this.add('revoked.jsonl', line);

  /** Keeps a key file and its passphrase beside it; gives the path of the file. */
  keepP12(name: string, p12: Uint8Array, passphrase: string): string {
    const path = join(this.folder, 'p12', `${name}.p12`);
    writeFileSync(path, p12, { mode: 0o600 });
    writeFileSync(`${path}.passphrase`, passphrase, { mode: 0o600 });
    return path;
  }

  private lines<T>(file: string): T[] {
    const path = join(this.folder, file);
    if (!existsSync(path)) return [];
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? [] : text.split('\n').map(line => JSON.parse(line));
  }

  private add(file: string, line: object): void {
    appendFileSync(join(this.folder, file), `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }
}

export const keep = (type: KeyType, pkcs8: Uint8Array, certificate: Certificate): KeptKey => ({
  type,
  pkcs8: base64(pkcs8),
  certificate: base64(certificate.der),
});

export async function wake({ type, pkcs8, certificate }: KeptKey): Promise<Issuer> {
  return {
    key: await signingKey(fromBase64(pkcs8), type),
    certificate: parseCertificate(fromBase64(certificate)),
  };
}
