import type { ProblemCode } from '../../contracts/problem.ts';
import type { Words } from '../../contracts/words.ts';

/** A private key that cannot leave WebCrypto (it travels between worker and page, its bytes do not), with its certificate. */
export interface HeldKey {
  readonly key: CryptoKey;
  readonly certificate: Uint8Array<ArrayBuffer>;
}

/** What a screen may say of an opened key file. */
export interface Holder {
  readonly name: string;
  readonly organisation: string | null;
  readonly issuer: string;
  /** Upper-case hexadecimal, the last four bytes in pairs: how people tell two certificates apart. */
  readonly serial: string;
  readonly notAfter: string;
}

export interface OpenedKey {
  readonly signing: HeldKey;
  /** Null when the file signs only. */
  readonly encryption: HeldKey | null;
  readonly chain: readonly Uint8Array<ArrayBuffer>[];
  readonly holder: Holder;
}

export type KeyTask =
  | {
      readonly act: 'open';
      readonly file: Uint8Array<ArrayBuffer>;
      readonly passphrase: string;
    }
  | {
      readonly act: 'sign';
      readonly signing: HeldKey;
      readonly chain: readonly Uint8Array<ArrayBuffer>[];
      readonly content: Uint8Array<ArrayBuffer>;
      readonly signingTime: string;
      /** The content is a sign-in challenge: it is signed only if it is one, and of this origin. */
      readonly challengeOf?: string;
    };

export type KeyAnswer =
  | { readonly ok: true; readonly opened?: OpenedKey; readonly signature?: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly code: ProblemCode; readonly detail: Words };
