import type { EvaluationRoom, RoomBid } from '../../../../contracts/evaluation/room.ts';
import type { SheetStage } from '../../../../contracts/evaluation/sheets.ts';
import { openingFormName } from '../../../../contracts/opening.ts';
import { fingerprintName } from '../../../../src/sealing/fingerprint.ts';

/** A document to show; without a path, the first of the envelope that the stage is about. */
export interface FileChoice {
  readonly bid: string;
  readonly envelope: string | null;
  readonly path: string | null;
}
export interface OpenFile {
  readonly bid: RoomBid;
  readonly envelope: string;
  readonly path: string;
  readonly bytes: number;
}

const envelopeOf: Readonly<Record<SheetStage, string>> = {
  qualification: 'qualification',
  responsiveness: 'qualification',
  technical: 'technical',
};

/** The file that a choice names in the room as it is now; null when the bid has none. */
export function findFile(
  room: EvaluationRoom,
  stage: SheetStage | null,
  choice: FileChoice,
): OpenFile | null {
  const bid = room.bids.find(b => b.bid === choice.bid);
  if (!bid) return null;
  const wanted = stage ? envelopeOf[stage] : null;
  const file =
    bid.files.find(f => f.envelope === choice.envelope && f.path === choice.path) ??
    bid.files.find(f => f.envelope === wanted && kindOf(f.path) === 'pdf') ??
    bid.files.find(f => f.envelope === wanted) ??
    bid.files[0];
  return file ? { bid, ...file } : null;
}

/** Files that machines write and people read: each has a name and a view of its own. */
const machineFiles: Readonly<Record<string, 'openingForm' | 'fingerprint'>> = {
  [openingFormName]: 'openingForm',
  [fingerprintName]: 'fingerprint',
};
export const machineFile = (path: string) => machineFiles[path] ?? null;

export type FileKind = 'pdf' | 'image' | 'text' | 'other';
const kinds: Readonly<Record<string, FileKind>> = {
  pdf: 'pdf',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  txt: 'text',
  json: 'text',
};
/** How a file can be shown in the page; all others are downloaded. */
export const kindOf = (path: string): FileKind =>
  kinds[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'other';

/** The name without its folders; a PDF is the usual case and does not say so. */
const plainName = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.pdf$/i, '');

/** How a file is called on the screen, in the reader's language. */
export function fileNaming(t: (key: string) => string): (path: string) => string {
  return path => {
    const known = machineFile(path);
    return known ? t(`machineFiles.${known}`) : plainName(path);
  };
}

/** What is read by people comes before what machines wrote. */
export const inReadingOrder = (files: RoomBid['files']): RoomBid['files'] =>
  [...files].sort((a, b) => rank(a.path) - rank(b.path));
const rank = (path: string) => ['pdf', 'image', 'other', 'text'].indexOf(kindOf(path));
