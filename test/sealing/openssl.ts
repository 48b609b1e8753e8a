import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that goes when the test ends, and openssl run in it: the independent peer of every part. */
export interface OpenSsl {
  readonly folder: string;
  run(...args: string[]): Buffer;
  write(name: string, bytes: Uint8Array | string): string;
  read(name: string): Uint8Array;
}

export function openSsl(): OpenSsl {
  const folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return within(folder);
}

function within(folder: string): OpenSsl {
  return {
    folder,
    run: (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }),
    write(name, bytes) {
      writeFileSync(join(folder, name), bytes);
      return name;
    },
    read: name => new Uint8Array(readFileSync(join(folder, name))),
  };
}

export interface Identity {
  readonly certificate: Uint8Array;
  /** PKCS#8 DER. */
  readonly privateKey: Uint8Array;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const kinds = {
  rsa: ['rsa:2048'],
  weak: ['rsa:1024'],
  ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
} as const;

/** A self-signed certificate made by openssl. */
export function identity(kind: keyof typeof kinds, ...extra: string[]): Identity {
  const folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  const { run, read } = within(folder);
  try {
    const subject = ['-subj', '/CN=投标人', '-utf8', '-days', '30', ...extra];
    run(
      'req',
      '-x509',
      '-nodes',
      '-newkey',
      ...kinds[kind],
      '-keyout',
      'k',
      '-out',
      'c',
      ...subject,
    );
    run('x509', '-in', 'c', '-outform', 'DER', '-out', 'c.der');
    run('pkcs8', '-topk8', '-nocrypt', '-in', 'k', '-outform', 'DER', '-out', 'k.der');
    const text = (name: string) => new TextDecoder().decode(read(name));
    return {
      certificate: read('c.der'),
      privateKey: read('k.der'),
      certificatePem: text('c'),
      privateKeyPem: text('k'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
