const units = ['B', 'KB', 'MB', 'GB'] as const;

/** A size as people read it: 812 B, 3.1 MB, 3.06 GB (steps of 1024). */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(unit === 3 ? 2 : 1)} ${units[unit]}`;
}
