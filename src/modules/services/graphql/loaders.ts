import { Injectable } from '@nestjs/common';
import { type Ctx } from '#platform/context';
import { byId, defineLoader, groupedInOrderOf, load, pagesByParent } from '#platform/graphql';
import { type ServiceLine } from '#modules/vocabulary';
import { Attachments, type Attachment } from '../application/attachments.js';
import { LifeCycles } from '../application/life-cycles.js';
import { LifeCycleStore } from '../application/life-cycle-store.js';
import { Links, type LinkRow } from '../application/links.js';
import { type RequestFilter } from '../application/request-filter.js';
import { ServicesPolicy, type Workable } from '../application/services.policy.js';
import {
  ServicesQueries,
  type Parent,
  type RequestOrder,
  type TimelineFilter,
} from '../application/services.queries.js';
import { type LifeCycle } from '../domain/life-cycle.js';

/** Loaders of service requests, for this module's types and for those of others. */
@Injectable()
export class ServicesLoaders {
  constructor(
    private readonly queries: ServicesQueries,
    private readonly lifeCycles: LifeCycles,
    private readonly policy: ServicesPolicy,
    private readonly links: Links,
    private readonly statuses: LifeCycleStore,
    private readonly files: Attachments,
  ) {}

  /** The request, or null when there is none or the viewer may not see it. */
  readonly serviceRequestById = byId((ids, ctx) => this.queries.byIds(ctx, ids));

  readonly lifeCycleByLine = byId<LifeCycle>((lines) => this.lifeCycles.byLines(lines as readonly ServiceLine[]));

  /** Ids of the employees who follow a request. */
  readonly watchersByRequest = defineLoader<string[]>(async (_ctx, ids) => {
    const groups = groupedInOrderOf(ids, await this.queries.watchersOf(ids), (w) => w.requestId);
    return groups.map((watchers) => watchers.map((w) => w.employeeId));
  });

  readonly attachmentsByRequest = defineLoader<Attachment[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.files.of(ids), (a) => a.shownWith),
  );

  /** The attachment, or null when there is none or its request may not be seen. */
  readonly attachmentById = defineLoader<Attachment | null>(async (ctx, ids) => {
    const found = await this.files.byIds(ids);
    const seen = await this.queries.byIds(ctx, [...new Set([...found.values()].map((a) => a.requestId))]);
    return ids.map((id) => {
      const attachment = found.get(id);
      return attachment && seen.has(attachment.requestId) ? attachment : null;
    });
  });

  /** What a request is tied to, the oldest tie first. */
  readonly linksByRequest = defineLoader<LinkRow[]>(async (_ctx, ids) =>
    groupedInOrderOf(ids, await this.links.of(ids), (l) => l.requestId),
  );

  /** Ids of the contacts tied to a request beside the one it came from. */
  readonly linkedContacts = defineLoader<string[]>(async (_ctx, ids) => {
    const groups = groupedInOrderOf(ids, await this.links.things('contact', ids), (l) => l.requestId);
    return groups.map((group) => group.map((l) => l.id));
  });

  /** Ids of the jobs tied to a request beside the one it belongs to. */
  readonly linkedJobs = defineLoader<string[]>(async (_ctx, ids) => {
    const groups = groupedInOrderOf(ids, await this.links.things('job', ids), (l) => l.requestId);
    return groups.map((group) => group.map((l) => l.id));
  });

  /** How many requests stand in a status. */
  readonly requestsInStatus = defineLoader<number>(async (_ctx, ids) => {
    const counts = await this.statuses.requestsIn(ids);
    return ids.map((id) => counts.get(id) ?? 0);
  });

  private readonly workable = defineLoader<boolean>((ctx, keys) =>
    this.policy.workable(
      ctx,
      keys.map((key) => {
        const [officeId = '', assigneeId = '', teamId = ''] = key.split(' ');
        return { officeId, assigneeId: assigneeId || null, teamId: teamId || null };
      }),
    ),
  );

  mayWork(ctx: Ctx, { officeId, assigneeId, teamId }: Workable): Promise<boolean> {
    return load(ctx, this.workable, `${officeId} ${assigneeId ?? ''} ${teamId ?? ''}`);
  }

  /** A page of the requests of a parent. */
  readonly page = pagesByParent(
    (_ctx, ids, page, parent: Parent, filter: RequestFilter, orderBy?: RequestOrder | null) =>
      this.queries.listOf(parent, ids, filter, page, orderBy ?? undefined),
  );

  /** A page of the time line of a request. */
  readonly timeline = pagesByParent((_ctx, ids, page, filter: TimelineFilter, direction: 'ASC' | 'DESC') =>
    this.queries.timelines(ids, filter, page, direction),
  );
}
