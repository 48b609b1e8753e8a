import type { Offered } from './envelope.ts';

/** Parts of the File System Access API that TypeScript's own library leaves out; not every browser has them. */
interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}
interface Permitted {
  requestPermission?(how: { mode: 'read' }): Promise<PermissionState>;
}

const isFile = (handle: FileSystemHandle | null): handle is FileSystemFileHandle =>
  handle?.kind === 'file';

/** What was dropped, each file with its handle where the browser gives one: it finds the file again after a reload. */
export async function droppedFiles(transfer: DataTransfer): Promise<Offered[]> {
  // Both must be asked for before the event is over.
  const items = [...transfer.items].map(item => ({
    file: item.getAsFile(),
    handle: (item as HandleItem).getAsFileSystemHandle?.().catch(() => null) ?? null,
  }));
  const offered: Offered[] = [];
  for (const { file, handle } of items) {
    const found = await handle;
    if (file) offered.push({ file, handle: isFile(found) ? found : null });
  }
  return offered;
}

/** The file behind a handle, after the person has allowed it again; null when it is gone or refused. */
export async function reopen(handle: FileSystemFileHandle): Promise<File | null> {
  const asked = await (handle as Permitted).requestPermission?.({ mode: 'read' });
  if (asked !== undefined && asked !== 'granted') return null;
  return handle.getFile().catch(() => null);
}
