import { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ANONYMOUS, assertAccess, AUTHENTICATOR, type Authenticator } from '#platform/access';
import { CONFIG, type Config } from '#platform/config';
import { localeOf, type Ctx } from '#platform/context';
import { originOf } from '#platform/http';
import { chooseLanguage, fromGlobalId, GRAPHQL_REPORT, presentError, type ReportError } from '#platform/graphql';
import { ProofQueries } from '../application/proof.queries.js';
import { ProofStore } from '../application/proof-store.js';
import { SLA } from '../../sla.permissions.js';
import { PROOF_PATH } from './proof.resolver.js';

const STATUS: Readonly<Record<string, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403 };

/** Lets proofs be downloaded: a file of hundreds of megabytes is no field of an answer. Outside Nest's routes. */
@Injectable()
export class ProofDownload implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(AUTHENTICATOR) private readonly authenticator: Authenticator,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(GRAPHQL_REPORT) private readonly report: ReportError,
    private readonly queries: ProofQueries,
    private readonly store: ProofStore,
  ) {}

  onModuleInit(): void {
    const app = this.host.httpAdapter.getInstance<FastifyInstance>();
    app.get<{ Params: { id: string } }>(`${PROOF_PATH}:id`, (request, reply) => this.serve(request, reply));
  }

  private async serve(request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const language = chooseLanguage(request.headers['accept-language']);
    const origin = originOf(request.raw, this.config.http.TRUSTED_PROXIES);
    const { requestId } = origin;
    try {
      const actor = (await this.authenticator.authenticate(request.headers.authorization)) ?? ANONYMOUS;
      const ctx: Ctx = { ...origin, actor, via: 'api', locale: localeOf(language), language, memo: new Map() };
      assertAccess(ctx, { kind: 'permission', permission: SLA['sla.prove'] });
      const id = fromGlobalId(request.params.id);
      const proof = id?.type === 'SlaProof' ? (await this.queries.byIds(ctx, [id.id])).get(id.id) : undefined;
      if (proof?.status !== 'READY') return reply.code(404).send({ error: 'There is no such proof that is ready.' });
      return reply
        .headers({
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(proof.bytes),
          'content-disposition': `attachment; filename="sla-proof-${proof.id}.json"`,
          'cache-control': 'private, no-store',
        })
        .send(Readable.from(this.store.text(proof.id)));
    } catch (error) {
      const shown = presentError(error, { requestId, language, locale: localeOf(language) }, (cause) =>
        this.report(cause, origin),
      );
      return reply.code(STATUS[String(shown.extensions['code'])] ?? 500).send({ error: shown.message });
    }
  }
}
