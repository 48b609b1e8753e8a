import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader's search and copy find: the text of each page, lines as they come, blanks taken out. */
export async function textOf(pdf: Uint8Array): Promise<string[]> {
  const doc = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let i = 1; i <= doc.numPages; i++) {
    const { items } = await (await doc.getPage(i)).getTextContent();
    pages.push(
      items
        .map(item => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s/g, ''),
    );
  }
  return pages;
}
