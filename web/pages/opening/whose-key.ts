import { listCertificates } from '../../../contracts/registry.ts';
import { parseCertificate } from '../../../src/pki/certificate.ts';
import { manifestInside } from '../../../src/sealing/signed-manifest.ts';
import { call } from '../../client.ts';
import type { OpenedKey } from '../../key/messages.ts';
import { sha256Of } from '../../sealing/session.ts';

/** A certificate as people tell two apart: whose it is, and the end of its serial number. */
export interface NamedCertificate {
  readonly name: string;
  readonly serial: string;
}
export interface WrongKey {
  /** Null when the opened file holds no encryption certificate at all. */
  readonly held: NamedCertificate | null;
  readonly needed: NamedCertificate | null;
}

/**
 * Whether the opened file is the one that the bid was sealed to; null when it is. Judged on this machine alone, against
 * the bid's own manifest: a file picked by mistake is nobody else's business and goes on no record.
 */
export async function wrongKey(
  manifest: Uint8Array,
  opened: OpenedKey | null,
): Promise<WrongKey | null> {
  const { bidderCertSha256: wanted } = manifestInside(manifest);
  const certificate = opened?.encryption?.certificate ?? null;
  if (certificate && (await sha256Of(certificate)) === wanted) return null;
  const { rows } = await call(listCertificates);
  const needed = rows.find(row => row.sha256 === wanted);
  return {
    held: certificate && nameOf(certificate),
    needed: needed ? { name: needed.subject, serial: ending(needed.serial) } : null,
  };
}

function nameOf(der: Uint8Array): NamedCertificate {
  const { subject, serial } = parseCertificate(der);
  return { name: subject.commonName, serial: ending(serial) };
}

const ending = (serial: string) => serial.replace(/\W/g, '').toUpperCase().slice(-8);
