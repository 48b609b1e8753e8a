import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCertificate } from '../../src/pki/certificate.ts';
import { parseCrl } from '../../src/pki/crl.ts';
import { checkCertificate } from '../../src/pki/trust.ts';

const folder = new URL('../../../shared/conformance/pkits/', import.meta.url);
const there = existsSync(folder);
if (!there) console.warn('skipped: ../shared/conformance/pkits is not here (NIST PKITS)');

interface Case {
  readonly id: string;
  readonly ee: string;
  readonly inter: readonly string[];
  readonly crls: readonly string[];
  readonly ok: boolean;
}
const bytes = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const read = <T>(names: readonly string[], parse: (bytes: Uint8Array) => T): T[] =>
  names.flatMap(name => {
    try {
      return [parse(bytes(name))];
    } catch {
      return [];
    }
  });

/** Validates one case as of 2015-01-01; a certificate that cannot be read is refused. */
async function validate({ ee, inter, crls }: Case) {
  const root = parseCertificate(bytes('certs/TrustAnchorRootCertificate.crt'));
  const [certificate] = read([`certs/${ee}`], parseCertificate);
  if (!certificate) return { ok: false } as const;
  const at = new Date('2015-01-01T00:00:00Z');
  const lists = [...crls, 'TrustAnchorRootCRL.crl'].map(name => `crls/${name}`);
  const between = read(
    inter.map(name => `certs/${name}`),
    parseCertificate,
  );
  const authority = {
    name: 'PKITS',
    purposes: ['sign' as const],
    certificate: root,
    intermediates: [],
  };
  const trust = { version: 1, issuedAt: at, authorities: [authority] };
  const options = { purpose: 'sign' as const, at, crls: read(lists, parseCrl) };
  return checkCertificate(certificate, between, trust, options);
}

/** Sections whose refusals rest on revocation lists: without a usable list the certificate is flagged, not refused. */
const byRevocation = /^(404|405|4070[45]|414|415)/;

/** Valid cases that are refused or flagged: the distance to 172 of 172, by its cause. */
const outside: readonly [RegExp, string][] = [
  [/^4010[45]_/, 'DSA is not accepted'],
  [
    /^(40419|40501|40503|40504|40506|40615|40617|40906|41107|41207|41209)_/,
    'the list is signed by another key of the CA than its certificates are',
  ],
  [
    /^414(?!10)/,
    'lists for a part of the certificates or reasons, and indirect ones, prove no absence',
  ],
  [/^41505_/, 'a hold that a delta list ended stays a revocation'],
];

describe.skipIf(!there)('NIST PKITS', () => {
  const cases: Case[] = there
    ? JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8'))
    : [];

  test.each(cases.filter(c => !c.ok))('$id is not accepted', async invalid => {
    const result = await validate(invalid);
    if (byRevocation.test(invalid.id)) expect(result).not.toMatchObject({ provisional: false });
    else expect(result.ok).toBe(false);
  });

  const within = cases.filter(c => c.ok && !outside.some(([id]) => id.test(c.id)));

  test.each(within)('$id is accepted with its status known', async valid => {
    expect(await validate(valid)).toMatchObject({ ok: true, provisional: false });
  });
  test.each(cases.filter(c => c.ok && !within.includes(c)))('$id is not settled', async valid => {
    expect(await validate(valid)).not.toMatchObject({ ok: true, provisional: false });
  });
});
