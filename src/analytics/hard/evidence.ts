/** What was seen of a bidder in one lot: a value, where it was seen, and as what. */
export interface Observation {
  readonly bidder: string;
  readonly kind: EvidenceKind;
  readonly value: string;
  /** The upload, the file, the bond or the declaration that it comes from, for whoever checks it. */
  readonly source: string;
}

export type EvidenceKind =
  | 'computer'
  | 'disk'
  | 'mac'
  | 'licence'
  | 'address'
  | 'account'
  | 'person'
  | 'contact'
  | 'owner'
  | 'document-id'
  | 'author';

/** A lot's observations with what is known to explain a match beforehand. */
export interface LotEvidence {
  readonly observations: readonly Observation[];
  /** Values in the tender's own files: a template that all were given. */
  readonly tender: readonly string[];
  /** Values that the register explains: an agency, an upload room of the centre, a public network. */
  readonly explained: ReadonlyMap<string, Explanation>;
}

/** What the register says of a value that many share for a known reason. */
export interface Explanation {
  readonly why: string;
  /** How much of its weight a match through it keeps: 0 to 1. */
  readonly weight: number;
}

/** How often a value occurs in this city: organisations seen with any value of the kind, and with this one. */
export interface Usage {
  organisations(kind: EvidenceKind): number;
  /** Other organisations than these rivals, seen with this value. */
  users(kind: EvidenceKind, value: string, except: readonly string[]): number;
}
