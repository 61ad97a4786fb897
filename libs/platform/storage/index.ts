import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Mode of files that hold what customers wrote: only for the user of the process. */
export const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Makes a folder that only the user of the process may enter. One that is there stays as its owner has made it. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Writes a file that only the user of the process may read, also where there was another before. */
export async function writePrivateFile(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(path, content, { mode: PRIVATE_FILE });
  await chmod(path, PRIVATE_FILE);
}
