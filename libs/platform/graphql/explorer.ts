import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type FastifyReply, type FastifyRequest } from 'fastify';

/** What the explorer shows first; with the sign-in of a demo account where the demo data is. */
const firstQuery = (demo: boolean): string => `# Welcome to Meridian.
# 1. Run this to sign in${demo ? ' (npm start prints who else there is)' : ' with your own account'}.
# 2. Put the token into the headers below:
#    { "Authorization": "Bearer ..." }
# 3. Open another tab and ask, for instance:
#    { viewer { employee { name office { name } } } }
mutation SignIn {
  signIn(
    input: {
      email: "${demo ? 'agent.hk@meridian.example' : ''}"
      password: "${demo ? 'meridian-demo' : ''}"
    }
  ) {
    accessToken
    userErrors { message }
  }
}
`;

interface Page {
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly br: Buffer;
  readonly etag: string;
  readonly policy: string;
}

/** Brotli at this quality takes under a second for nine million bytes, and comes close to the best. */
const BROTLI_QUALITY = 5;

const pages = new Map<boolean, Promise<Page>>();

/**
 * Answers with the explorer: GraphiQL with everything inside the page, so that it works without the internet. The page
 * is made and compressed once; its policy lets its own script run and nothing else, and no other page frame it.
 */
export async function sendExplorer(request: FastifyRequest, reply: FastifyReply, demo: boolean): Promise<FastifyReply> {
  let page = pages.get(demo);
  if (!page) pages.set(demo, (page = makePage(demo)));
  const { etag, policy, ...forms } = await page;
  reply.headers({ etag, vary: 'accept, accept-encoding', 'cache-control': 'private, no-cache' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const accepted = request.headers['accept-encoding'] ?? '';
  const encoding = (['br', 'gzip'] as const).find((name) =>
    new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(\\.0*)?(,|$))`).test(accepted),
  );
  if (encoding) reply.header('content-encoding', encoding);
  return reply
    .headers({ 'content-security-policy': policy, 'content-type': 'text/html; charset=utf-8' })
    .send(forms[encoding ?? 'plain']);
}

async function makePage(demo: boolean): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Meridian API explorer',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    defaultQuery: firstQuery(demo),
    headers: '{}',
    shouldPersistHeaders: false,
  });
  const plain = Buffer.from(html);
  const [zipped, br] = await Promise.all([
    promisify(gzip)(plain),
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  ]);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { plain, gzip: zipped, br, etag, policy: policyOf(html) };
}

function policyOf(html: string): string {
  const hashes = scriptsOf(html).map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')} blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The texts of the scripts in a page. What a script says of scripts is text: it ends at the first closing tag. */
export function scriptsOf(html: string): string[] {
  const scripts: string[] = [];
  for (let end = 0; ;) {
    const open = html.indexOf('<script>', end);
    if (open < 0) return scripts;
    const begin = open + '<script>'.length;
    end = html.indexOf('</script>', begin);
    if (end < 0) return scripts;
    scripts.push(html.slice(begin, end));
  }
}
