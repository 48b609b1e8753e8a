/** subset-font ships no types: the part of its interface that `face.ts` uses. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'truetype' | 'sfnt' | 'woff2' },
  ): Promise<Uint8Array>;
}
