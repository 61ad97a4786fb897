// Waits for the end of whoever started it, however it comes, and then ends the server of a temporary folder and removes it.
import { join } from 'node:path';
import { removeServerFolder } from './test-server.mjs';

const folder = process.argv[2];
if (folder) {
  process.stdin.on('error', () => undefined);
  process.stdin.resume();
  await new Promise((done) => process.stdin.on('close', done));
  await removeServerFolder(join(folder));
}
