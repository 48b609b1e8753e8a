import { type Mark, marked } from './marks.ts';
import { attributeValues, decode, elementText } from './xml.ts';
import type { Zip } from './zip.ts';

/** Paragraphs and cells of the parts that carry text; a tab or a break inside becomes a blank. */
function wordText(xml: string): string {
  const parts = xml.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<(\/w:p|w:tab|w:br|w:cr)\b[^>]*>/g);
  let text = '';
  for (const [, run, end] of parts)
    text += run === undefined ? (end === '/w:p' ? '\n' : ' ') : decode(run);
  return text;
}

const sheetText = (xml: string): string =>
  [...xml.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>|<\/(?:si|is)>/g)]
    .map(([, run]) => (run === undefined ? '\n' : decode(run)))
    .join('');

const wordPart = /^word\/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/;
const sheetPart = /^xl\/(sharedStrings|worksheets\/[^/]+|comments\d*)\.xml$/;

/** The text of a Word or Excel file, headers, notes and comments with it. */
export function officeText(zip: Zip): string {
  const names = zip.names();
  const word = names.filter(name => wordPart.test(name)).map(n => wordText(zip.text(n) ?? ''));
  const sheets = names.filter(name => sheetPart.test(name)).map(n => sheetText(zip.text(n) ?? ''));
  return [...word, ...sheets].join('\n');
}

function coreMarks(core: string): Mark[] {
  return [
    ...marked('author', elementText(core, 'creator')),
    ...marked('last-modified-by', elementText(core, 'lastModifiedBy')),
    ...marked('title', elementText(core, 'title')),
    ...marked('created', elementText(core, 'created')),
    ...marked('modified', elementText(core, 'modified')),
    ...marked('document-id', elementText(core, 'identifier')),
  ];
}

function appMarks(app: string): Mark[] {
  const program = elementText(app, 'Application');
  const version = elementText(app, 'AppVersion');
  return [
    ...marked('application', program && [program, version].filter(Boolean).join(' ')),
    ...marked('company', elementText(app, 'Company')),
    ...marked('manager', elementText(app, 'Manager')),
    ...marked('template', elementText(app, 'Template')),
  ];
}

/**
 * Marks of a Word or Excel file (ECMA-376). Word writes a new random number (rsid) into a document at each session of
 * editing: two documents with one rsid have a common ancestor.
 */
export function officeMarks(zip: Zip): Mark[] {
  const part = (name: string) => zip.text(name) ?? '';
  const settings = part('word/settings.xml');
  const workbook = part('xl/workbook.xml');
  return [
    ...coreMarks(part('docProps/core.xml')),
    ...appMarks(part('docProps/app.xml')),
    ...attributeValues(settings, 'rsidRoot', 'val').flatMap(value => marked('rsid-root', value)),
    ...attributeValues(settings, 'rsid', 'val').flatMap(value => marked('rsid', value)),
    ...attributeValues(settings, 'docId', 'val').flatMap(value => marked('document-id', value)),
    ...attributeValues(workbook, 'absPath', 'url').flatMap(value => marked('computer', value)),
  ];
}

/** Pictures of a Word or Excel file that can be decoded. */
export const officePictures = (zip: Zip): { name: string; bytes: Uint8Array }[] =>
  zip
    .names()
    .filter(name => /^(word|xl)\/media\/[^/]+\.(png|jpe?g)$/i.test(name))
    .flatMap(name => {
      const bytes = zip.bytes(name);
      return bytes ? [{ name, bytes }] : [];
    });
