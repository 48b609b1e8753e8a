const cmaps = import.meta.glob<string>('../../../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
  query: '?url',
  import: 'default',
  eager: true,
});
const fonts = import.meta.glob<string>(
  '../../../../node_modules/pdfjs-dist/standard_fonts/*.{ttf,pfb}',
  { query: '?url', import: 'default', eager: true },
);
const addresses = new Map(
  Object.entries({ ...cmaps, ...fonts }).map(([path, url]) => [path.split('/').at(-1), url]),
);

/**
 * Character maps and stand-in fonts out of this site's own files: bids made by older Chinese software name the fonts of
 * their machine instead of carrying them.
 */
export class PdfData {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const address = addresses.get(filename);
    if (!address) throw new Error(`no ${filename}`);
    const reply = await fetch(address);
    if (!reply.ok) throw new Error(`${filename}: ${reply.status}`);
    return new Uint8Array(await reply.arrayBuffer());
  }
}
