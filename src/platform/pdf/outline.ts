import {
  type PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFRef,
} from 'pdf-lib';
import type { Mark } from './slices.ts';

export interface Destination {
  readonly mark: Mark;
  readonly page: number;
  /** Points below the top of the page. */
  readonly y: number;
}

interface Entry {
  readonly dict: PDFDict;
  readonly ref: PDFRef;
  readonly level: number;
  readonly children: Entry[];
}

/** Bookmarks of the headings of level 1 and 2 (ISO 32000-1, 12.3.3); a document with fewer than four needs none. */
export function outline(doc: PDFDocument, destinations: readonly Destination[]): void {
  const listed = destinations.filter(d => d.mark.level < 3);
  if (listed.length < 4) return;
  const root: Entry = { ...node(doc), level: 0, children: [] };
  root.dict.set(PDFName.of('Type'), PDFName.of('Outlines'));
  for (const d of listed) {
    const last = root.children.at(-1);
    const parent = d.mark.level === 2 && last ? last : root;
    parent.children.push(entry(doc, d, parent.ref));
  }
  link(root);
  doc.catalog.set(PDFName.of('Outlines'), root.ref);
}

function node(doc: PDFDocument): { dict: PDFDict; ref: PDFRef } {
  const dict = doc.context.obj({});
  return { dict, ref: doc.context.register(dict) };
}

function entry(doc: PDFDocument, d: Destination, parent: PDFRef): Entry {
  const { dict, ref } = node(doc);
  const page = doc.getPage(d.page);
  dict.set(PDFName.of('Title'), PDFHexString.fromText(d.mark.text));
  dict.set(PDFName.of('Parent'), parent);
  const top = PDFNumber.of(Math.round(page.getHeight() - d.y + 6));
  dict.set(
    PDFName.of('Dest'),
    doc.context.obj([page.ref, 'XYZ', PDFNumber.of(0), top, PDFNumber.of(0)]),
  );
  return { dict, ref, level: d.mark.level, children: [] };
}

function link(parent: Entry): void {
  const { children } = parent;
  const [first, last] = [children[0], children.at(-1)];
  if (!first || !last) return;
  parent.dict.set(PDFName.of('First'), first.ref);
  parent.dict.set(PDFName.of('Last'), last.ref);
  parent.dict.set(
    PDFName.of('Count'),
    PDFNumber.of(parent.level === 0 ? children.length : -children.length),
  );
  for (const [i, child] of children.entries()) {
    const [before, after] = [children[i - 1], children[i + 1]];
    if (before) child.dict.set(PDFName.of('Prev'), before.ref);
    if (after) child.dict.set(PDFName.of('Next'), after.ref);
    link(child);
  }
}
