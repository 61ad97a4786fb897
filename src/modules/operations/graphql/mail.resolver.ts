import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Requires } from '#platform/access';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, type Connection } from '#platform/graphql';
import { OutgoingMails, type OutgoingMail } from '#platform/mail';
import { OutgoingMailConnection, OutgoingMailStatus, ResendMailsInput, ResendMailsPayload } from './mail.types.js';

@Resolver()
export class MailResolver {
  constructor(private readonly mails: OutgoingMails) {}

  @Query(() => OutgoingMailConnection, {
    description: 'E-mail that is waiting, sent or failed, the latest first; sent ones are kept 30 days, others 90.',
  })
  @Requires('operations.read')
  outgoingMails(
    @Args() page: PageArgs,
    @Args('status', {
      type: () => OutgoingMailStatus,
      nullable: true,
      description: 'Only those that have come so far.',
    })
    status?: OutgoingMailStatus | null,
  ): Promise<Connection<OutgoingMail>> {
    return this.mails.list(page, status ?? null);
  }

  @Mutation(() => ResendMailsPayload, {
    description: 'Queues undeliverable e-mail again, with a full number of attempts.',
  })
  @Requires('operations.run-jobs')
  async resendMails(
    @CurrentCtx() ctx: Ctx,
    @Args('input', { description: 'Which e-mails.' }) input: ResendMailsInput,
  ): Promise<ResendMailsPayload> {
    const resent = await this.mails.resend(ctx, input.id ?? 'all');
    return { resent, userErrors: [], clientMutationId: input.clientMutationId };
  }
}
