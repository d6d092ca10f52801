/** A file as text, with its path in the folder that was dropped. */
export interface FileText {
  source: string;
  text: string;
}

/** A key has a few thousand characters; what is larger is read by nobody. */
const LARGEST = 4 * 1024 * 1024;
const MOST = 500;

/** Whether files are being dragged, not a piece of the page. */
export const holdsFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;

/** The dropped files and those in dropped folders. Call it inside the event: what was dropped is forgotten after it. */
export async function droppedTexts(data: DataTransfer): Promise<FileText[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const loose = [...data.files];
  if (!entries.some((entry) => entry?.isDirectory)) return textsOf(loose);
  const files: File[] = [];
  for (const entry of entries) if (entry) await collect(entry, files);
  return textsOf(files);
}

/** The texts of files, without those that are too large for any key. */
export async function textsOf(files: Iterable<File>): Promise<FileText[]> {
  const read = [...files].filter((file) => file.size <= LARGEST).slice(0, MOST);
  return Promise.all(read.map(async (file) => ({ source: pathOf(file), text: await file.text() })));
}

const pathOf = (file: File): string => file.webkitRelativePath || file.name;

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= MOST) return;
  if (entry.isFile) {
    files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const more = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  // A folder is read in pieces until there is none left.
  for (let piece = await more(); piece.length > 0; piece = await more()) {
    for (const inner of piece) await collect(inner, files);
  }
}
