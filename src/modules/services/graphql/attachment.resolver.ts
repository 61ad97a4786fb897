import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, load, Mutations } from '#platform/graphql';
import { Attachments, type Attachment } from '../application/attachments.js';
import { AttachFilesInput, FileLink, RemoveAttachmentInput, ServiceRequestAttachmentType } from './attachment.types.js';
import { ServicesLoaders } from './loaders.js';
import { type RequestRow } from '../application/request.rows.js';
import { RequestMutations } from './service-request-changes.resolver.js';
import { AttachFilesPayload, RemoveAttachmentPayload, ServiceRequestType } from './types.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => ServiceRequestType)
export class AttachmentsResolver extends RequestMutations {
  constructor(
    private readonly attaching: Attachments,
    private readonly requests: ServicesLoaders,
    mutations: Mutations,
  ) {
    super(mutations);
  }

  @ResolveField(() => [ServiceRequestAttachmentType], {
    description: 'Its files, with those of what was merged into it; the oldest first.',
  })
  attachments(@Parent() { id }: RequestRow, @CurrentCtx() ctx: Ctx): Promise<Attachment[]> {
    return load(ctx, this.requests.attachmentsByRequest, id);
  }

  @Mutation(() => AttachFilesPayload, {
    description: 'Attaches uploaded files to a service request; the timeline lists each. For those who may work on it.',
  })
  @Requires('services.work')
  async attachFiles(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: AttachFilesInput) {
    const command = {
      id: input.id,
      fileIds: input.fileIds,
      visibility: input.visibility,
    };
    return this.answer(ctx, input, () => this.attaching.attach(ctx, command));
  }

  @Mutation(() => RemoveAttachmentPayload, {
    description: 'Removes a file from its service request; the timeline keeps a record of it.',
  })
  @Requires('services.work')
  async removeAttachment(@CurrentCtx() ctx: Ctx, @Args('input', INPUT) input: RemoveAttachmentInput) {
    const id = input.id;
    return this.answer(ctx, input, () => this.attaching.detach(ctx, id));
  }
}

@Resolver(() => ServiceRequestAttachmentType)
export class AttachmentFieldsResolver {
  constructor(private readonly attachments: Attachments) {}

  @ResolveField(() => FileLink, { description: 'Download link; a new one with every query.' })
  download(@Parent() attachment: Attachment): FileLink {
    return this.attachments.linkTo(attachment);
  }
}
