import { z } from 'zod';
import { Hall, HallBid } from './opening.ts';
import { Id, Sha256, Time, Yuan } from './route.ts';

/** The opening record that all sign, RFC 8785: what was sealed, released, read out, asked and answered. */
export const OpeningRecord = z.object({
  format: z.literal('kaibiao-opening-record/1'),
  project: Id,
  lot: Id,
  code: z.string(),
  title: z.string(),
  tenderer: z.string(),
  agency: z.string().nullable(),
  /** Who led the opening: unit and person. */
  host: z.string(),
  deadline: Time,
  ceiling: Yuan,
  closedAt: Time,
  sealedRoot: Sha256,
  windowEndsAt: Time,
  revealedAt: Time,
  bids: z.array(
    HallBid.extend({
      /** The record is Chinese, like every paper that is signed. */
      cause: z.string().nullable(),
      manifestSha256: Sha256,
      recovery: z.boolean(),
      fate: z.enum(['opened', 'defective', 'revoked', 'withdrawn-by-platform']),
    }),
  ),
  effective: z.int(),
  drawn: Hall.shape.drawn,
  questions: Hall.shape.questions,
  recordedAt: Time,
});
export type OpeningRecord = z.infer<typeof OpeningRecord>;
