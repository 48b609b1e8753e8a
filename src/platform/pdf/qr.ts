import { create } from 'qrcode';

/** The dark modules of a QR code as runs of one row each: [column, row, length]; `size` counts modules along a side. */
export function qrRuns(text: string): { size: number; runs: [number, number, number][] } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const runs: [number, number, number][] = [];
  for (let row = 0; row < modules.size; row++) {
    let start = -1;
    for (let column = 0; column <= modules.size; column++) {
      const dark = column < modules.size && modules.get(row, column) !== 0;
      if (dark && start < 0) start = column;
      if (!dark && start >= 0) {
        runs.push([start, row, column - start]);
        start = -1;
      }
    }
  }
  return { size: modules.size, runs };
}
