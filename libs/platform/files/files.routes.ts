import { type Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { FileTooLargeError } from './file-store.js';
import { type FileLinks } from './file-links.js';
import { type Files } from './files.js';

interface LinkParams {
  readonly id: string;
  readonly until: string;
  readonly signature: string;
}

const PATH = '/files/:id/:until/:signature';
/** Types a browser may show in place; whatever else comes is saved, never run. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain']);

const refuse = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ code, message });

const EXPIRED = 'This link is not good (any more); ask for a new one.';

/** `PUT` leaves the bytes of an announced file, `GET` fetches those of a stored one. */
export async function addFileRoutes(app: FastifyInstance, files: Files, links: FileLinks): Promise<void> {
  await app.register((scope, _options, done) => {
    // Bytes are bytes here, whatever they claim to be.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));

    scope.put<{ Params: LinkParams }>(PATH, { bodyLimit: files.mostBytes }, async (request, reply) => {
      const { id, until, signature } = request.params;
      if (!links.holds('upload', id, until, signature)) return refuse(reply, 403, 'LINK_EXPIRED', EXPIRED);
      if (!request.body) return refuse(reply, 400, 'NO_BYTES', 'Send the bytes of the file as the body.');
      try {
        const taken = await files.take(id, request.body as Readable);
        if (taken.ok) return await reply.code(204).send();
        const [failure] = taken.failures;
        if (failure?.code === 'FILE_THERE_ALREADY') return await reply.code(204).send();
        if (failure?.code === 'NOT_FOUND') return refuse(reply, 404, 'NOT_FOUND', 'There is no such file.');
        const { told, given } = failure?.params ?? {};
        return refuse(
          reply,
          400,
          'FILE_SIZE_DIFFERS',
          `${told} bytes were announced, ${given} came; send all of them.`,
        );
      } catch (error) {
        if (!(error instanceof FileTooLargeError)) throw error;
        return refuse(reply, 413, 'FILE_TOO_LARGE', 'More bytes came than were announced.');
      }
    });

    scope.get<{ Params: LinkParams }>(PATH, async (request, reply) => {
      const { id, until, signature } = request.params;
      if (!links.holds('download', id, until, signature)) return refuse(reply, 403, 'LINK_EXPIRED', EXPIRED);
      const found = await files.open(id);
      if (!found) return refuse(reply, 404, 'NOT_FOUND', 'There is no such file.');
      const { name, mediaType, sizeBytes, sha256 } = found.file;
      const shown = SHOWN.has(mediaType);
      return reply
        .headers({
          'content-type': shown ? mediaType : 'application/octet-stream',
          'content-length': sizeBytes,
          'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeFileName(name)}`,
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, max-age=600',
          etag: `"${sha256}"`,
        })
        .send(found.bytes);
    });
    done();
  });
}

/** As RFC 8187 wants it. */
function encodeFileName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
