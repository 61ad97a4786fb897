import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel';
import { sql } from '#platform/database';
import { Files } from '#platform/files';
import { fromGlobalId, toGlobalId } from '#platform/graphql';
import { createTestApp, type TestApp, type TestEmployee } from '#testing/app';
import { MergeRequests } from '../application/merge-requests.js';
import { serviceWorld, type ServiceWorld } from '../testing/index.js';

const PREPARE = `mutation ($input: PrepareUploadInput!) { prepareUpload(input: $input) { upload { fileId uploadPath until } userErrors { code field message } } }`;
const ATTACH = `mutation ($input: AttachFilesInput!) { attachFiles(input: $input) { serviceRequest { attachments { id name mediaType sizeBytes sha256 visibility attachedBy { id } download { path until } } } userErrors { code field } } }`;
const REMOVE = `mutation ($input: RemoveAttachmentInput!) { removeAttachment(input: $input) { serviceRequest { attachments { name } } userErrors { code field } } }`;
const TIMELINE = `query ($id: ID!) { serviceRequest(id: $id) { timeline(kinds: [ATTACHED, DETACHED]) { nodes { kind changes { field before after } } } } }`;
const BYTES = Buffer.from('%PDF-1.7 inspection report 检验报告');

/** The body as it came, of whatever type. */
const bytesOf = (response: request.Response, done: (error: Error | null, body: Buffer) => void): void =>
  void buffer(response as unknown as NodeJS.ReadableStream).then(
    (body) => done(null, body),
    (error: Error) => done(error, Buffer.alloc(0)),
  );

describe('attachments of service requests', () => {
  let app: TestApp;
  let world: ServiceWorld;
  let agent: TestEmployee;
  let requestId: string;
  beforeAll(async () => {
    app = await createTestApp();
    world = await serviceWorld(app);
    agent = await app.employee({
      permissions: { 'services.read': 'firm', 'services.work': 'firm', 'identity.read': 'firm' },
    });
    requestId = await world.request();
  });

  const id = () => toGlobalId('ServiceRequest', requestId);
  const prepare = async (more: object = {}, who = agent) => {
    const input = { name: 'Report.pdf', mediaType: 'application/pdf', sizeBytes: BYTES.length, ...more };
    return (await who.client.query(PREPARE, { input }))['prepareUpload'];
  };
  const put = (path: string, body: Buffer = BYTES) => request(app.url).put(path).type('application/pdf').send(body);
  const get = (path: string) => request(app.url).get(path).buffer(true).parse(bytesOf);
  const uploaded = async (more: object = {}, body = BYTES): Promise<string> => {
    const { upload } = await prepare({ sizeBytes: body.length, ...more });
    expect((await put(upload.uploadPath, body)).status).toBe(204);
    return upload.fileId;
  };
  const attach = async (fileIds: string[], more: object = {}) =>
    (await agent.client.query(ATTACH, { input: { id: id(), fileIds, visibility: 'PUBLIC', ...more } }))['attachFiles'];

  it('are announced up to a number of bytes that wait, for each employee by itself', async () => {
    const hoarder = await app.employee({ permissions: {} });
    const sizeBytes = app.config.files.FILES_MAX_MB * 1024 * 1024;
    const answers = await Promise.all(Array.from({ length: 42 }, () => prepare({ sizeBytes }, hoarder)));
    const codes = answers.flatMap(({ userErrors }) => userErrors as { code: string; field: string }[]);
    expect(codes).toEqual(Array.from({ length: 2 }, () => expect.objectContaining({ code: 'FILES_WAITING' })));
    expect((await prepare({}, agent)).userErrors).toEqual([]);
  });

  it('announced, uploaded, attached, and fetched as they were; the time line tells', async () => {
    const fileId = await uploaded({ name: '检验 "报告".pdf' });
    const { serviceRequest, userErrors } = await attach([fileId]);
    expect(userErrors).toEqual([]);
    const [file] = serviceRequest.attachments;
    expect(file).toMatchObject({
      name: '检验 "报告".pdf',
      mediaType: 'application/pdf',
      sizeBytes: BYTES.length,
      visibility: 'PUBLIC',
      attachedBy: { id: toGlobalId('Employee', agent.id) },
    });
    const answer = await get(file.download.path);
    expect(BYTES.equals(answer.body)).toBe(true);
    expect(answer.headers['content-disposition']).toBe(
      `inline; filename*=UTF-8''%E6%A3%80%E9%AA%8C%20%22%E6%8A%A5%E5%91%8A%22.pdf`,
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    const { serviceRequest: told } = await agent.client.query(TIMELINE, { id: id() });
    expect(told.timeline.nodes).toMatchObject([
      { kind: 'ATTACHED', changes: [{ field: 'attachment', before: null, after: '检验 "报告".pdf' }] },
    ]);
    const removed = (await agent.client.query(REMOVE, { input: { id: file.id } }))['removeAttachment'];
    expect(removed).toEqual({ serviceRequest: { attachments: [] }, userErrors: [] });
    const again = (await agent.client.query(REMOVE, { input: { id: file.id } }))['removeAttachment'];
    expect(again.userErrors).toEqual([{ code: 'ATTACHMENT_NOT_FOUND', field: 'id' }]);
  });

  it('what a browser could run is saved, not shown', async () => {
    const html = Buffer.from('<script>alert(1)</script>');
    const fileId = await uploaded({ name: 'page.html', mediaType: 'text/html' }, html);
    const { serviceRequest } = await attach([fileId]);
    const answer = await get(serviceRequest.attachments.at(-1).download.path);
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(answer.headers['content-disposition']).toMatch(/^attachment/);
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });

  it('says what is wrong with what is announced', async () => {
    const wrong = async (more: object) =>
      (await prepare(more)).userErrors.map((e: { code: string; field: string }) => `${e.field} ${e.code}`);
    expect(await wrong({ name: ' ' })).toEqual(['name REQUIRED']);
    expect(await wrong({ mediaType: 'PDF' })).toEqual(['mediaType INVALID_FORMAT']);
    expect(await wrong({ sizeBytes: 0 })).toEqual(['sizeBytes OUT_OF_RANGE']);
    expect(await wrong({ sizeBytes: 2_000_000_000 })).toEqual(['sizeBytes OUT_OF_RANGE']);
  });

  it('takes exactly the bytes that were announced, once', async () => {
    const { upload } = await prepare();
    expect((await put(upload.uploadPath, BYTES.subarray(1))).status).toBe(400);
    expect((await put(upload.uploadPath, Buffer.concat([BYTES, BYTES]))).status).toBe(413);
    expect((await put(upload.uploadPath)).status).toBe(204);
    // A phone that did not hear the answer sends it again; nothing else takes its place.
    expect((await put(upload.uploadPath, Buffer.alloc(BYTES.length))).status).toBe(204);
    const { serviceRequest } = await attach([upload.fileId]);
    const answer = await get(serviceRequest.attachments.at(-1).download.path);
    expect(BYTES.equals(answer.body)).toBe(true);
  });

  it('of two uploads at once the first to arrive whole is the file; the other replaces nothing', async () => {
    const { upload } = await prepare();
    const files = app.get(Files);
    const id = fromGlobalId(upload.fileId)?.id ?? upload.fileId;
    const slow = new PassThrough();
    const later = files.take(id, slow);
    slow.write(Buffer.alloc(BYTES.length - 1, 'x'));
    expect((await put(upload.uploadPath)).status).toBe(204);
    slow.end('x');
    expect(await later).toMatchObject({ ok: false, failures: [{ code: 'FILE_THERE_ALREADY' }] });
    const found = await files.open(id);
    expect(await buffer(found!.bytes)).toEqual(BYTES);
  });

  it('a link is good for its purpose, its file and its time only', async () => {
    const { upload } = await prepare();
    const [, , file, until, signature] = upload.uploadPath.split('/');
    await get(upload.uploadPath).expect(403);
    expect((await put(`/files/${file}/${Number(until) + 60}/${signature}`)).status).toBe(403);
    expect((await put(`/files/${fromGlobalId(toGlobalId('File', requestId))?.id}/${until}/${signature}`)).status).toBe(
      403,
    );
    const old = app.get(Files).download(file as string);
    expect(old.until.getTime()).toBeGreaterThan(systemClock.now().getTime());
    await get(old.path).expect(404);
  });

  it('refuses files that are not there, not uploaded, not one’s own, or used already', async () => {
    const { upload } = await prepare();
    const codes = async (fileIds: string[], more: object = {}) => (await attach(fileIds, more)).userErrors;
    expect(await codes([])).toEqual([{ code: 'NO_FILES', field: 'fileIds' }]);
    expect(await codes([upload.fileId, upload.fileId])).toEqual([{ code: 'DUPLICATE_ITEM', field: 'fileIds.1' }]);
    expect(await codes([upload.fileId])).toEqual([{ code: 'FILE_NOT_UPLOADED', field: 'fileIds.0' }]);
    expect(await codes([toGlobalId('File', requestId)])).toEqual([{ code: 'FILE_NOT_FOUND', field: 'fileIds.0' }]);
    const other = await app.employee({ permissions: {} });
    const foreign = (await prepare({}, other)).upload;
    await put(foreign.uploadPath);
    expect(await codes([foreign.fileId])).toEqual([{ code: 'FILE_NOT_FOUND', field: 'fileIds.0' }]);
    await put(upload.uploadPath);
    expect(await codes([upload.fileId])).toEqual([]);
    expect(await codes([upload.fileId])).toEqual([{ code: 'FILE_USED_ALREADY', field: 'fileIds.0' }]);
    const missing = { id: toGlobalId('ServiceRequest', agent.id) };
    expect(await codes([await uploaded()], missing)).toEqual([{ code: 'NOT_FOUND', field: 'id' }]);
  });

  it('is for those who may work on the request', async () => {
    const reader = await app.employee({ permissions: { 'services.read': 'firm' } });
    const input = { id: id(), fileIds: [await uploaded()], visibility: 'PUBLIC' };
    expect(await reader.client.errorCode(ATTACH, { input })).toBe('FORBIDDEN');
    expect(await reader.client.errorCode(REMOVE, { input: { id: input.fileIds[0] } })).toBe('FORBIDDEN');
    const elsewhere = await app.employee({
      permissions: { 'services.read': 'firm', 'services.work': 'office' },
      officeId: await app.office({ regionId: await app.region('Far'), name: 'Far' }),
    });
    expect(await elsewhere.client.errorCode(ATTACH, { input })).toBe('FORBIDDEN');
    const nobody = await app.employee({ permissions: {} });
    const { serviceRequest } = await attach(input.fileIds);
    const attachment = serviceRequest.attachments.at(-1).id;
    const node = `query ($id: ID!) { node(id: $id) { ... on ServiceRequestAttachment { name } } }`;
    expect((await nobody.client.query(node, { id: attachment }))['node']).toBeNull();
    expect((await reader.client.query(node, { id: attachment }))['node']).toEqual({ name: 'Report.pdf' });
  });

  it('those of a merged request are shown with the one that goes on', async () => {
    const duplicate = await world.request({ subject: 'The same again' });
    const survivor = await world.request({ subject: 'Lift 9' });
    const input = {
      id: toGlobalId('ServiceRequest', duplicate),
      fileIds: [await uploaded({ name: 'photo.png', mediaType: 'image/png' })],
      visibility: 'INTERNAL',
    };
    await agent.client.query(ATTACH, { input });
    app.must(await app.get(MergeRequests).run(agent.ctx(), { id: duplicate, intoId: survivor }));
    const list = `query ($id: ID!) { serviceRequest(id: $id) { attachments { name request { id } } } }`;
    for (const one of [survivor, duplicate]) {
      const { serviceRequest } = await agent.client.query(list, { id: toGlobalId('ServiceRequest', one) });
      expect(serviceRequest.attachments).toEqual([{ name: 'photo.png', request: { id: input.id } }]);
    }
  });

  it('uploads that nobody attached are thrown away after a day, with their bytes', async () => {
    const kept = await uploaded();
    await attach([kept]);
    const left = fromGlobalId(await uploaded())?.id as string;
    const files = app.get(Files);
    await files.prune(app.system());
    expect(await files.open(left)).toBeDefined();
    await files.prune(app.system(), new Date(systemClock.now().getTime() + 25 * 3_600_000));
    expect(await files.open(left)).toBeUndefined();
    expect(await files.open(fromGlobalId(kept)?.id as string)).toBeDefined();
    expect(await app.db.query(sql`select 1 from platform.file where kept_at is null`)).toEqual([]);
  });
});
