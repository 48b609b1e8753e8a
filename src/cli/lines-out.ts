import { once } from 'node:events';

/** A reader that has seen enough (`| head`) is no failure. */
function whenClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

/** Writes many lines to standard output in large pieces, each made only when the reader has taken those before it. */
export async function linesOut(lines: Iterable<() => string>): Promise<void> {
  process.stdout.on('error', whenClosed);
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
  process.stdout.off('error', whenClosed);
}
