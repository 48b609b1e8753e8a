import { OpeningForm } from '../../../../contracts/opening.ts';

/** The opening form in the text of its file; null where the text is none. */
export function formIn(text: string): OpeningForm | null {
  try {
    return OpeningForm.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
