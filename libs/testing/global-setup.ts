import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { startTestServer } from '../embedded/test-server.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server on which test databases are made, as a user who may make them. */
    adminUrl: string;
    /** Empty without Redis: the queue then runs on PostgreSQL. */
    redisUrl: string;
    /** A migrated database to copy with CREATE DATABASE … TEMPLATE; empty when there is none. */
    templateName: string;
  }
}

interface TemplateModule {
  prepareTemplate(adminUrl: string): Promise<string>;
}

async function prepareTemplate(adminUrl: string): Promise<string> {
  if (!existsSync(new URL('./template.ts', import.meta.url))) return '';
  const path = './template.js';
  const { prepareTemplate: prepare } = (await import(path)) as TemplateModule;
  return prepare(adminUrl);
}

/** One server for the whole run: the one of DATABASE_URL, or an embedded one that ends with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const server = given ? { url: given, stop: () => Promise.resolve() } : await startTestServer();
  try {
    project.provide('adminUrl', server.url);
    project.provide('redisUrl', process.env.REDIS_URL ?? '');
    project.provide('templateName', await prepareTemplate(server.url));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}
