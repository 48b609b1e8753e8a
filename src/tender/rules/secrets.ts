/** Names in the centre's vault. `lot` is the lot's id. */

/** 32-byte scalar of the committee key of a lot, where k = n = 1; kept by the centre as its only trustee. */
export const committeeSecret = (lot: string): string => `committee-${lot}`;

/** 32-byte seed of the lot's public draws; its commitment is in the notice, it is revealed with the result. */
export const drawSeed = (lot: string): string => `draw-seed-${lot}`;
