import type { Receipt } from '../../../../contracts/bidding.ts';
import { fromBase64, utf8 } from '../../../../src/kernel/bytes.ts';
import { verifyCades } from '../../../../src/pki/cades.ts';
import { verifyTimestamp } from '../../../../src/pki/timestamp/verify.ts';

/** What this browser itself found when it checked the receipt. */
export interface CheckedReceipt {
  readonly signer: string;
  readonly serial: string;
  readonly stampedAt: string;
}

/** Checks signature and time stamp over the receipt's text here, so that the page says nothing it has not seen. */
export async function checkHere(receipt: Receipt): Promise<CheckedReceipt> {
  const text = utf8(receipt.text);
  const { signers } = await verifyCades(fromBase64(receipt.signature), text);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  const { at } = await verifyTimestamp(fromBase64(receipt.timestampToken), digest);
  const { subject, serial } = signers[0].certificate;
  return {
    signer: subject.organization ?? subject.commonName,
    serial: serial.toUpperCase().slice(-4),
    stampedAt: at.toISOString(),
  };
}
