import type { Mark, MarkKind } from '../documents/marks.ts';
import type { EvidenceKind, Observation } from './evidence.ts';

/** Which marks of a file tell which evidence; the rest is context. */
const kinds: Partial<Record<MarkKind, EvidenceKind>> = {
  author: 'author',
  'last-modified-by': 'author',
  manager: 'author',
  'pdf-id': 'document-id',
  'document-id': 'document-id',
  'instance-id': 'document-id',
  'rsid-root': 'document-id',
  rsid: 'document-id',
  computer: 'computer',
  processor: 'computer',
  mainboard: 'computer',
  mac: 'mac',
  disk: 'disk',
  'software-licence': 'licence',
};

/** A file's marks as observations of the bidder whose file it is. */
export const observationsOf = (
  bidder: string,
  file: string,
  marks: readonly Mark[],
): Observation[] =>
  marks.flatMap(({ kind, value }) => {
    const evidence = kinds[kind];
    return evidence ? [{ bidder, kind: evidence, value, source: `${file} ${kind}` }] : [];
  });

/** The same values of the tender's own files: what all were given. */
export const givenBy = (marks: readonly Mark[]): string[] =>
  marks.filter(({ kind }) => kinds[kind]).map(({ value }) => value);
