import { once } from 'node:events';

/** Writes many lines to standard output in large pieces, each made only when the reader has taken those before it. */
export async function linesOut(lines: Iterable<() => string>): Promise<void> {
  let piece = '';
  const flush = async () => {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
    piece = '';
  };
  for (const line of lines) {
    piece += `${line()}\n`;
    if (piece.length > 65_536) await flush();
  }
  if (piece !== '') await flush();
}
