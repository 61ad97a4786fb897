// Preloaded with --import: writes every file that the process loads to the file RECORD_MODULES_TO.
import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';

const hooks = `
  import { appendFileSync } from 'node:fs';
  export async function load(url, context, next) {
    appendFileSync(process.env.RECORD_MODULES_TO, url + '\\n');
    return next(url, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

// Files that CommonJS code requires pass no hook.
process.on('exit', () => {
  const { cache } = createRequire(import.meta.url);
  appendFileSync(
    process.env.RECORD_MODULES_TO,
    Object.keys(cache)
      .map((path) => `file://${path}\n`)
      .join(''),
  );
});
