import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCertificate } from '../../src/pki/certificate.ts';
import { parseCrl } from '../../src/pki/crl.ts';
import { checkCertificate } from '../../src/pki/trust.ts';

const file = new URL('../../../shared/conformance/x509-limbo/limbo.json', import.meta.url);
const there = existsSync(file);
if (!there) console.warn('skipped: ../shared/conformance/x509-limbo is not here (C2SP x509-limbo)');

interface Case {
  readonly id: string;
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly expected_result: 'SUCCESS' | 'FAILURE';
  readonly crls: readonly string[];
}

/** Invalid cases outside the profile, each with its reason. */
const leftOut: readonly [RegExp, string][] = [
  [/^webpki::/, 'rules of the CA/Browser Forum for web servers'],
  [
    /^rfc5280::san::/,
    'no server is named here: a certificate is bound to its holder in the register',
  ],
  [/^pathlen::max-chain-depth-/, 'nobody asks for a depth: every path ends at seven certificates'],
  [/^rfc5280::(aki|ski)::/, 'key identifiers only help to find a path: signatures decide'],
  [/^rfc5280::eku::/, 'for signing, any extended usage stands but that of time stamps alone'],
  [/^rfc5280::serial::/, 'the form of serial numbers is the duty of the CA'],
  [/^rfc5280::pc::ica-noncritical-pc$/, 'policy constraints count, critical or not'],
  [
    /^rfc5280::(ca-empty-subject|root-non-critical-basic-constraints|leaf-ku-keycertsign)$/,
    'asked of the CA that issues, not of those who rely on it',
  ],
  [/^crl::crlnumber-/, 'the number orders the lists of a CA; what a list says does not rest on it'],
  [/^crl::issuer-missing-crlsign$/, 'the list is not used: the status is unknown, and flagged'],
];

/** Valid cases outside the profile. */
const refusedAnyway: readonly [RegExp, string][] = [
  [/::nc::/, 'name constraints are refused, not ignored'],
  [/::(ca-as-leaf|validation-ignores-pathlen-in-leaf)$/, 'the key of a CA signs no documents'],
];

const readable = <T>(texts: readonly string[], parse: (text: string) => T): T[] =>
  texts.flatMap(text => {
    try {
      return [parse(text)];
    } catch {
      return [];
    }
  });

/** A certificate that cannot be read is refused. */
async function validate(one: Case) {
  const [certificate] = readable([one.peer_certificate], parseCertificate);
  if (!certificate) return { ok: false } as const;
  const at = new Date(one.validation_time ?? '2024-01-01T00:00:00Z');
  const authorities = readable(one.trusted_certs, parseCertificate).map(root => ({
    name: root.sha256,
    purposes: ['sign' as const],
    certificate: root,
    intermediates: [],
  }));
  const between = readable(one.untrusted_intermediates, parseCertificate);
  const options = { purpose: 'sign' as const, at, crls: readable(one.crls, parseCrl) };
  return checkCertificate(certificate, between, { version: 1, issuedAt: at, authorities }, options);
}

describe.skipIf(!there)('x509-limbo', () => {
  const cases: Case[] = there ? JSON.parse(readFileSync(file, 'utf8')).testcases : [];
  const within = (expected: Case['expected_result'], outside: typeof leftOut) =>
    cases.filter(c => c.expected_result === expected && !outside.some(([id]) => id.test(c.id)));

  test.each(within('FAILURE', leftOut))('$id is refused', async invalid => {
    expect((await validate(invalid)).ok).toBe(false);
  });
  test.each(within('SUCCESS', refusedAnyway))('$id is accepted', async valid => {
    expect((await validate(valid)).ok).toBe(true);
  });
  test('every case is judged or left out for a reason that is given', () => {
    expect(within('FAILURE', leftOut).length).toBeGreaterThan(60);
    expect(within('SUCCESS', refusedAnyway).length).toBeGreaterThan(25);
    for (const [id] of [...leftOut, ...refusedAnyway])
      expect(
        cases.some(c => id.test(c.id)),
        String(id),
      ).toBe(true);
  });
});
