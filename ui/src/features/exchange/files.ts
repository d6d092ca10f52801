import type { ImportFile } from "../../api/generated/ImportFile";

/** Bytes. A larger file is not read: the backend refuses it by its size. */
const LARGEST = 64 * 1024 * 1024;

/** What the files hold; no text where they are no UTF-8. The page learns of names, never of places. */
export function readFiles(files: Iterable<File>): Promise<ImportFile[]> {
  return Promise.all([...files].map(readFile));
}

async function readFile(file: File): Promise<ImportFile> {
  const { name, size } = file;
  if (size > LARGEST) return { name, size };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    return { name, size, text };
  } catch {
    return { name, size };
  }
}
