import { markRaw } from 'vue';
import type { ChosenFile, EnvelopeDesk } from './envelope.ts';

/** Whether a chosen file is another on disk by now; a browser refuses to read one that changed after it was chosen. */
async function look(file: ChosenFile): Promise<Partial<ChosenFile> | null> {
  if (file.handle) {
    const now = await file.handle.getFile();
    if (now.lastModified === file.modified && now.size === file.bytes) return null;
    return { changed: true, newer: markRaw(now) };
  }
  try {
    await file.content?.slice(0, 1).arrayBuffer();
    return null;
  } catch {
    return { changed: true, newer: null, content: null };
  }
}

/** Looks at every chosen file once; true when one has changed since the last look. */
export async function findChanges(envelopes: readonly EnvelopeDesk[]): Promise<boolean> {
  let found = false;
  for (const file of envelopes.flatMap(envelope => envelope.files)) {
    if (file.changed || (!file.content && !file.handle)) continue;
    const news = await look(file).catch(() => null);
    if (!news) continue;
    Object.assign(file, news);
    found = true;
  }
  return found;
}
