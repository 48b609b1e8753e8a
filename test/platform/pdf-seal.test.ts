import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeDevelopmentCa } from '../../certs/development-ca.ts';
import { signCades } from '../../src/pki/cades.ts';
import type { Document } from '../../src/platform/pdf/blocks.ts';
import { typesetSealed } from '../../src/platform/pdf/seal.ts';
import { textOf } from './pdf-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaibiao-seal-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });

openssl(
  ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-utf8'],
  ...[
    '-subj',
    '/CN=云江市公共资源交易中心',
    '-days',
    '30',
    '-keyout',
    at('key.pem'),
    '-out',
    at('cert.pem'),
  ],
);

async function sign(content: Uint8Array): Promise<Uint8Array> {
  writeFileSync(at('content'), content);
  return openssl(
    ...[
      'cms',
      '-sign',
      '-cades',
      '-binary',
      '-md',
      'sha256',
      '-in',
      at('content'),
      '-outform',
      'DER',
    ],
    ...['-signer', at('cert.pem'), '-inkey', at('key.pem')],
  );
}

const document: Document = {
  title: '开标记录表',
  author: '云江市公共资源交易中心',
  madeAt: '2026-09-10T07:00:00.000Z',
  blocks: [{ kind: 'paragraph', text: '第 1 号投标人 218,940,216.50 元' }],
};
const sealed = await typesetSealed(document, {
  name: '云江市公共资源交易中心',
  reason: '签发开标记录表',
  location: '云江市',
  at: '2026-09-10T07:00:00.000Z',
  sign,
});

const pdfsig = spawnSync('pdfsig', ['-v']).error
  ? null
  : (bytes: Uint8Array): string => {
      writeFileSync(at('sealed.pdf'), bytes);
      return spawnSync('pdfsig', ['-nocert', at('sealed.pdf')], { encoding: 'utf8' }).stdout;
    };
if (!pdfsig) console.log('skipped: pdfsig (poppler-utils) is not installed here');

/** The signed ranges and the signature, read from the file as any verifier reads them. */
function parts(pdf: Uint8Array): { content: Buffer; signature: Buffer } {
  const bytes = Buffer.from(pdf);
  const range = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(bytes.toString('latin1'));
  const [a = 0, b = 0, c = 0, d = 0] = (range ?? []).slice(1).map(Number);
  const hex = bytes.subarray(a + b + 1, c - 1).toString('latin1');
  const der = Buffer.from(hex, 'hex');
  return {
    content: Buffer.concat([bytes.subarray(a, a + b), bytes.subarray(c, c + d)]),
    signature: der.subarray(0, 4 + der.readUInt16BE(2)),
  };
}

function opensslVerifies(pdf: Uint8Array): boolean {
  const { content, signature } = parts(pdf);
  writeFileSync(at('signed'), content);
  writeFileSync(at('signature'), signature);
  const args = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', at('signature')];
  return (
    spawnSync('openssl', [
      ...args,
      '-content',
      at('signed'),
      '-CAfile',
      at('cert.pem'),
      '-purpose',
      'any',
      '-out',
      at('out'),
    ]).status === 0
  );
}

test('openssl verifies the signature over everything but its own place', () => {
  const { content, signature } = parts(sealed);
  expect(content.length + 2 * 16_384 + 2).toBe(sealed.length);
  expect(signature.length).toBeGreaterThan(500);
  expect(opensslVerifies(sealed)).toBe(true);
});

test('openssl refuses the file after one byte of it changed', () => {
  const changed = Uint8Array.from(sealed);
  changed[200] = (changed[200] ?? 0) ^ 1;
  expect(opensslVerifies(changed)).toBe(false);
});

test.skipIf(!pdfsig)('pdfsig finds one valid PAdES signature over the whole file', () => {
  const said = pdfsig?.(sealed) ?? '';
  expect(said).toContain('Signature is Valid.');
  expect(said).toContain('Total document signed');
  expect(said).toContain('ETSI.CAdES.detached');
});

test.skipIf(!pdfsig)(
  'pdfsig accepts what our own CAdES signs, with the key of a centre',
  async () => {
    const ca = await makeDevelopmentCa(at('ca'));
    const own = await typesetSealed(document, {
      ...{
        name: '云江市公共资源交易中心',
        reason: '签发',
        location: '云江市',
        at: document.madeAt,
      },
      sign: content => signCades(content, [ca.centre], { detached: true, signingTime: null }),
    });
    const said = pdfsig?.(own) ?? '';
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Total document signed');
  },
);

test.skipIf(!pdfsig)('pdfsig refuses a file changed after sealing', () => {
  const changed = Uint8Array.from(sealed);
  changed[200] = (changed[200] ?? 0) ^ 1;
  expect(pdfsig?.(changed)).not.toContain('Signature is Valid.');
});

test('the sealed file still reads, and its signature names the signer in Chinese', async () => {
  expect((await textOf(sealed)).join('')).toContain('218,940,216.50元');
  const escaped =
    /\/Name \(((?:\\\d{3})+)\)/.exec(Buffer.from(sealed).toString('latin1'))?.[1] ?? '';
  const octal = escaped
    .split('\\')
    .slice(1)
    .map(o => Number.parseInt(o, 8));
  expect(Buffer.from(octal).swap16().toString('utf16le')).toBe('\ufeff云江市公共资源交易中心');
});

test('a signature larger than its place is refused, not cut', async () => {
  const tooLarge = typesetSealed(document, {
    ...{ name: '', reason: '', location: '', at: document.madeAt },
    sign: async () => new Uint8Array(20_000),
  });
  await expect(tooLarge).rejects.toThrow(/exceeds placeholder/);
  expect(readFileSync(at('cert.pem'), 'latin1')).toContain('CERTIFICATE');
});
