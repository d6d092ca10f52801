import type { ImportFile } from "../api/generated/ImportFile";

/** A file as text, with its path in the folder that was dropped. */
export interface FileText {
  source: string;
  text: string;
}

/** Bytes. A key has a few thousand characters; what is larger holds none. */
const LARGEST_KEY = 4 * 1024 * 1024;
/** Bytes. A larger import is not read: the backend refuses it by its size. */
const LARGEST_IMPORT = 64 * 1024 * 1024;
const MOST = 500;

/** Whether files are being dragged, not a piece of the page. */
export const holdsFiles = (data: DataTransfer | null): boolean => data?.types.includes("Files") ?? false;

/** The dropped files and those in dropped folders. Call it inside the event: what was dropped is forgotten after it. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const loose = [...data.files];
  if (!entries.some((entry) => entry?.isDirectory)) return loose;
  const files: File[] = [];
  for (const entry of entries) if (entry) await collect(entry, files);
  return files;
}

/** The texts of files that may hold keys. */
export async function keyTexts(files: Iterable<File>): Promise<FileText[]> {
  const read = [...files].filter((file) => file.size <= LARGEST_KEY).slice(0, MOST);
  return Promise.all(read.map(async (file) => ({ source: pathOf(file), text: await file.text() })));
}

/** What files hold that may be imported; no text where they are no UTF-8. The page learns of names, never of places. */
export function importFiles(files: Iterable<File>): Promise<ImportFile[]> {
  return Promise.all([...files].map(importFile));
}

/** What a file holds; no text where it is no UTF-8 or very large. */
export const fileText = (file: File): Promise<ImportFile> => importFile(file);

async function importFile(file: File): Promise<ImportFile> {
  const { name, size } = file;
  if (size > LARGEST_IMPORT) return { name, size };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    return { name, size, text };
  } catch {
    return { name, size };
  }
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
