import { z } from 'zod';

/** A pipe-separated list, as Cardinal writes it: `open|selective`. */
const pipes = z.string().transform(text => new Set(text.split('|').filter(Boolean)));
const count = z.int().min(0);
const fence = z.object({ threshold: z.number() }).partial().strict().optional();
const nothing = z.object({}).strict().optional();

const shape = z
  .object({
    currency: z.string(),
    no_price_comparison_procurement_methods: pipes,
    price_comparison_procurement_methods: pipes,
    exclusions: z.object({ procurement_method_details: pipes }).partial().strict(),
  })
  .partial()
  .extend({
    R003: z
      .object({
        threshold: count,
        procurement_methods: pipes,
        procurement_method_details: z.record(z.string(), count),
      })
      .partial()
      .strict()
      .optional(),
    R018: z.object({ procurement_methods: pipes }).partial().strict().optional(),
    R024: fence,
    R025: z
      .object({ percentile: z.number().min(0).max(100), threshold: z.number() })
      .partial()
      .strict()
      .optional(),
    R028: nothing,
    R030: nothing,
    R035: z.object({ threshold: count }).partial().strict().optional(),
    R036: nothing,
    R038: z
      .object({
        threshold: z.number(),
        minimum_submitted_bids: count,
        minimum_contracting_processes: count,
      })
      .partial()
      .strict()
      .optional(),
    R048: z
      .object({ threshold: count, digits: count, minimum_contracting_processes: count })
      .partial()
      .strict()
      .optional(),
    R058: fence,
  })
  .strict();

export type Settings = z.output<typeof shape>;

/** Settings in Cardinal's words; an unknown word is an error, so that a mistyped threshold never goes unnoticed. */
export const readSettings = (json: unknown): Settings => shape.parse(json);

/** Whether prices of this process say anything: not where the buyer sets them beforehand. */
export function comparesPrices(settings: Settings, methodDetails: string | null): boolean {
  const only = settings.price_comparison_procurement_methods;
  if (only?.size) return methodDetails !== null && only.has(methodDetails);
  const never = settings.no_price_comparison_procurement_methods;
  return methodDetails === null || !never?.has(methodDetails);
}
