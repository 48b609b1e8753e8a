import { join } from 'node:path';
import { type DevelopmentCa, makeDevelopmentCa } from '../../certs/development-ca.ts';
import type { Centre } from '../platform/centre.ts';
import { builtInStamps, centreOf } from '../platform/centre-keys.ts';
import { ocspClient } from '../platform/ocsp-client.ts';
import { organisations } from './city.ts';

export interface DevelopmentCentre {
  readonly centre: Centre;
  readonly ca: DevelopmentCa;
}

/** The centre of the demo city: its keys and both CAs are made on the spot, in a folder that git ignores. */
export async function developmentCentre(dataDir: string, at: Date): Promise<DevelopmentCentre> {
  const own = organisations.find(o => o.key === 'centre');
  if (!own) throw new Error('the demo city has no centre');
  const ca = await makeDevelopmentCa(join(dataDir, 'development-ca'), at, own);
  const lists = (await ca.crls(at)).map(crl => crl.der);
  const centre = await centreOf({
    signer: ca.centre,
    stamps: builtInStamps(ca.timestamp),
    trustListP7: ca.trustList,
    trustSignerSha256: ca.trustSignerSha256,
    crls: async () => lists,
    askOcsp: ocspClient('machine'),
  });
  return { centre, ca };
}
