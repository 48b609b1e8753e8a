/** Something that a lot proves of an organisation. */
export interface Proved {
  readonly kind: 'bid-revoked' | 'bond-kept' | 'contract-signed' | 'award-declined';
  readonly lot: string;
  readonly organisation: string;
  readonly at: Date;
  /** The type of the event of the lot that put it on record. */
  readonly type: 'opening.revealed' | 'award.voided' | 'contract.recorded';
  /** Of the award; 1 before any was decided to be void. */
  readonly round: number;
  /** When it was taken back: a contract falls with its award. */
  readonly fell: Date | null;
}
