import type { SealingTicket } from '../../contracts/bidding.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { Words } from '../../contracts/words.ts';
import type { ManifestEnvelope } from '../../src/sealing/manifest.ts';
import type { SegmentRecord } from '../../src/sealing/session.ts';
import type { HeldKey } from '../key/messages.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** One envelope to seal: its files as the browser holds them, and the segments already kept by the platform. */
export interface EnvelopeJob {
  readonly id: string;
  readonly files: readonly { readonly name: string; readonly content: Blob }[];
  readonly held: readonly SegmentRecord[];
}

/** An envelope that is sealed and uploaded to the last byte. */
export interface SealedEnvelope {
  readonly entry: ManifestEnvelope;
  readonly outer: Bytes;
  /** Locked to the committee; needed for the recovery file alone. */
  readonly inner: Bytes;
}

/** What a page asks of the sealing worker. Envelope keys exist in the worker only; a page sees them locked. */
export type SealingTask =
  | { readonly act: 'begin'; readonly key: HeldKey; readonly envelopes: readonly string[] }
  | {
      readonly act: 'seal';
      readonly ticket: SealingTicket;
      readonly key: HeldKey;
      readonly secrets: Bytes;
      readonly envelopes: readonly EnvelopeJob[];
      readonly createdAt: string;
    }
  | {
      readonly act: 'manifest';
      readonly key: HeldKey;
      /** As it is now: its place in the chain may have moved since the sealing began. */
      readonly ticket: SealingTicket;
      readonly sealed: readonly SealedEnvelope[];
      readonly createdAt: string;
    }
  | {
      readonly act: 'try';
      readonly key: HeldKey;
      readonly sealed: readonly SealedEnvelope[];
    }
  | {
      readonly act: 'recovery';
      readonly key: HeldKey;
      readonly secrets: Bytes;
      readonly ticket: SealingTicket;
      readonly sealed: readonly SealedEnvelope[];
      readonly passphrase: string;
    }
  | { readonly act: 'lock'; readonly key: HeldKey; readonly content: Bytes }
  | { readonly act: 'unlock'; readonly key: HeldKey; readonly content: Bytes }
  | {
      readonly act: 'release';
      readonly key: HeldKey;
      readonly manifest: Bytes;
      readonly packages: readonly { readonly envelope: string; readonly outer: Bytes }[];
    }
  | {
      readonly act: 'recover';
      readonly manifest: Bytes;
      readonly file: Bytes;
      readonly passphrase: string;
    };

export interface InnerPackage {
  readonly envelope: string;
  readonly inner: Bytes;
  readonly innerSha256: string;
}

/** What each task gives. */
export interface SealingResults {
  readonly begin: Bytes;
  readonly seal: null;
  readonly manifest: Bytes;
  readonly try: null;
  readonly recovery: Bytes;
  readonly lock: Bytes;
  readonly unlock: Bytes;
  readonly release: readonly InnerPackage[];
  readonly recover: readonly InnerPackage[];
}

/** What a running seal tells, in order. */
export type SealingNews =
  /** Encrypted here; `held` when the platform has it from before. */
  | {
      readonly kind: 'sealed';
      readonly envelope: string;
      readonly index: number;
      readonly held: boolean;
    }
  /** The platform has it, durably. */
  | { readonly kind: 'sent'; readonly record: SegmentRecord; readonly bytes: number }
  | { readonly kind: 'envelope'; readonly sealed: SealedEnvelope }
  /** No answer: waiting before the next try. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'online' };

/** Orders to a running seal. */
export type SealingOrder = 'pause' | 'resume' | 'stop';

export type ToWorker =
  | { readonly id: number; readonly task: SealingTask }
  | { readonly order: SealingOrder };

export type Failure =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'rule'; readonly code: Problem['code']; readonly detail: Words }
  | { readonly kind: 'network' }
  | { readonly kind: 'stopped' }
  /** The browser refuses to read a file that changed on disk since it was chosen. */
  | { readonly kind: 'file-changed' }
  | { readonly kind: 'other'; readonly detail: string };

export type FromWorker =
  | { readonly id: number; readonly result: SealingResults[keyof SealingResults] }
  | { readonly id: number; readonly failure: Failure }
  | { readonly news: SealingNews };
