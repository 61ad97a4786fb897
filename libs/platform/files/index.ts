export * from './files.module.js';
export { FILE_NAME, Files, UNKEPT_HOURS, type FileFacts, type KeepCode, type NewFile, type Upload } from './files.js';
