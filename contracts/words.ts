import { z } from 'zod';

/** What is said to a person, in both languages: the Chinese rules, the English says the same. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}
export const Words = z.object({ zh: z.string(), en: z.string() });
