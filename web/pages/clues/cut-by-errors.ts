export interface Piece {
  readonly text: string;
  readonly error: boolean;
}

/** Cuts a text where one of `errors` stands; nothing is lost, and the first that fits at a place wins. */
export function cutByErrors(text: string, errors: readonly string[]): Piece[] {
  const sought = errors.filter(error => error !== '').toSorted((a, b) => b.length - a.length);
  const pieces: Piece[] = [];
  let plain = '';
  for (let i = 0; i < text.length; ) {
    const hit = sought.find(error => text.startsWith(error, i));
    if (hit === undefined) {
      plain += text[i];
      i += 1;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, error: false });
    pieces.push({ text: hit, error: true });
    plain = '';
    i += hit.length;
  }
  if (plain !== '') pieces.push({ text: plain, error: false });
  return pieces;
}
