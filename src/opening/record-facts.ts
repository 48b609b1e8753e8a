import type { LogPosition, SignedBy } from '../platform/pdf/parts.ts';

export interface OpenedBid {
  readonly priceFen: bigint;
  readonly periodDays: number;
  readonly manager: string;
  readonly managerCertificate: string;
  readonly quality: string;
  readonly bondFen: bigint | null;
  /** Key and plaintext commitments of the manifest were found to hold. */
  readonly commitmentHolds: boolean;
}

export type Release =
  | { readonly state: 'released'; readonly at: string; readonly recovered: boolean }
  /** Released, but its opening form cannot be read out. */
  | {
      readonly state: 'defective';
      readonly at: string;
      readonly recovered: boolean;
      readonly cause: string;
    }
  /** 视为撤销: not released, and the cause lies with the bidder (C31). */
  | { readonly state: 'revoked'; readonly cause: string }
  /** 视为撤回: not released, and the cause lies elsewhere (C31). */
  | { readonly state: 'withdrawn'; readonly cause: string };

export interface RecordedBid {
  readonly number: number;
  readonly bidder: string;
  readonly signedInAt: string | null;
  readonly release: Release;
  readonly opened: OpenedBid | null;
}

/** All that the opening record says; times ISO, money fen. */
export interface OpeningFacts {
  readonly centre: string;
  readonly code: string;
  readonly title: string;
  readonly tenderer: string;
  readonly agency: string | null;
  readonly host: string;
  readonly place: string;
  readonly deadline: string;
  readonly windowEndedAt: string;
  readonly revealedAt: string;
  readonly ceilingFen: bigint;
  readonly sealedRoot: string;
  readonly bids: readonly RecordedBid[];
  /** Parameters of the price formula drawn in public at the opening: name and value. */
  readonly drawn: readonly {
    readonly name: string;
    readonly value: string;
    readonly from: string;
    /** Of this draw alone: whoever holds it recomputes the value. */
    readonly key: string;
  }[];
  /** Who gave a share of the opening key, and whether its proof held. */
  readonly trustees: readonly {
    readonly name: string;
    readonly at: string;
    readonly holds: boolean;
  }[];
  readonly questions: readonly {
    readonly at: string;
    readonly from: string;
    readonly text: string;
    readonly answeredAt: string | null;
    readonly answer: string | null;
  }[];
  readonly signatures: readonly SignedBy[];
  readonly recordSha256: string;
  readonly log: LogPosition | null;
  readonly verifyUrl: string;
  readonly madeAt: string;
}
