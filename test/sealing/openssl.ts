import { onTestFinished } from 'vitest';
import { fromPem } from '../../src/pki/certificate.ts';
import { openWorkshop, type Workshop } from '../pki/openssl.ts';

/** A folder where openssl works, gone when the test ends: the independent peer of every part. */
export function openSsl(): Workshop & { readonly folder: string } {
  const shop = openWorkshop();
  onTestFinished(shop.close);
  return { ...shop, folder: shop.path('') };
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
  const shop = openWorkshop();
  try {
    const subject = ['-subj', '/CN=投标人', '-utf8', '-days', '30', ...extra];
    const files = ['-keyout', 'k', '-out', 'c'];
    shop.run('req', '-x509', '-nodes', '-newkey', ...kinds[kind], ...files, ...subject);
    const text = (name: string) => new TextDecoder().decode(shop.read(name));
    return {
      certificate: fromPem(text('c'), 'CERTIFICATE'),
      privateKey: fromPem(text('k'), 'PRIVATE KEY'),
      certificatePem: text('c'),
      privateKeyPem: text('k'),
    };
  } finally {
    shop.close();
  }
}
