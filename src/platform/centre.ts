/** The trading centre's own hand: what it signs and stamps, and which certificates it believes. */
export interface Centre {
  readonly name: string;
  readonly certificateDer: Uint8Array;
  /** The signed trust list, and the revocation lists held now, in DER: evidence bundles carry them. */
  readonly trustListP7: Uint8Array;
  crls(): Promise<Uint8Array[]>;
  /** Signs `content` as the centre: CAdES-BES, content attached, DER. */
  sign(content: Uint8Array, at: Date): Promise<Uint8Array>;
  /** Seals a paper as the centre: detached and without a signing time, as signatures inside a PDF are. */
  seal(content: Uint8Array): Promise<Uint8Array>;
  /** An RFC 3161 token over SHA-256 of `content`, DER. */
  stamp(content: Uint8Array, at: Date): Promise<Uint8Array>;
  /**
   * Checks a CAdES signature and its certificates against the trust list at `at`.
   * Throws SIGNATURE_INVALID or CERTIFICATE_INVALID; returns who signed what. `now` where `at` lies in the past.
   */
  verify(p7: Uint8Array, at: Date, detached?: Uint8Array, now?: Date): Promise<Signed>;
  /** Checks one certificate against the trust list at `at`, before it is bound. Throws CERTIFICATE_INVALID. */
  accept(certificateDer: Uint8Array, use: 'sign' | 'encrypt', at: Date): Promise<Signed['status']>;
}

export interface Signed {
  readonly content: Uint8Array;
  readonly certificateDer: Uint8Array;
  readonly certificateSha256: string;
  /** `provisional`: revocation could not be learnt; recheck before it matters. */
  readonly status: 'valid' | 'provisional';
  /** The OCSP response (DER) that was got for it; null when none was to be had and the lists had to do. */
  readonly ocsp: Uint8Array | null;
}
