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

describe.skipIf(!there)('NIST PKITS', () => {
  const cases: Case[] = there
    ? JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8'))
    : [];

  test.each(cases.filter(c => !c.ok))('$id is not accepted', async invalid => {
    const result = await validate(invalid);
    if (byRevocation.test(invalid.id)) expect(result).not.toMatchObject({ provisional: false });
    else expect(result.ok).toBe(false);
  });

  test('valid paths within the profile are accepted with their status known', async () => {
    const accepted: string[] = [];
    for (const valid of cases.filter(c => c.ok))
      if ('provisional' in (await validate(valid))) accepted.push(valid.id);
    expect(accepted).toEqual(
      expect.arrayContaining([
        '40101_valid_signatures_test1',
        '40604_valid_basicconstraints_not_critical_test4',
        '40607_valid_pathlenconstraint_test7',
        '40615_valid_self_issued_pathlenconstraint_test15',
      ]),
    );
  });
});
