import { Injectable } from '@nestjs/common';
import { Args, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type GraphQLResolveInfo } from 'graphql';
import { type Ctx } from '#platform/context';
import { CurrentCtx, PageArgs, wantedOfNodes, type Connection } from '#platform/graphql';
import {
  BranchFields,
  BranchType,
  CustomerFields,
  CustomerType,
  JobFields,
  JobType,
  PersonFields,
  PersonType,
} from '#modules/customers/graphql';
import { type Parent as ContactParent } from '../application/contact.queries.js';
import { type ContactRow } from '../application/contact.rows.js';
import { ContactsLoaders } from './loaders.js';
import { ContactConnection } from './types.js';

for (const fields of [BranchFields, CustomerFields, JobFields, PersonFields]) fields.resolvedFromId('contacts');

type Page = Promise<Connection<ContactRow>>;

/** Decorated so that its constructor's dependencies are known where it is inherited. */
@Injectable()
abstract class ContactsOf {
  constructor(private readonly loaders: ContactsLoaders) {}

  protected page(ctx: Ctx, parent: ContactParent, id: string, page: PageArgs, info: GraphQLResolveInfo): Page {
    return this.loaders.page(ctx, id, page, parent, wantedOfNodes(info));
  }
}

const described = (whose: string) => ({
  nullable: true,
  description: `${whose}, the last to take place first; null for those who may not see contacts.`,
});

@Resolver(() => CustomerType)
export class CustomerContactsResolver extends ContactsOf {
  @ResolveField(() => ContactConnection, described("The customer's own contacts (not those of customers below it)"))
  contacts(
    @Parent() { id }: CustomerType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Page {
    return this.page(ctx, 'customer', id, page, info);
  }
}

@Resolver(() => BranchType)
export class BranchContactsResolver extends ContactsOf {
  @ResolveField(() => ContactConnection, described('Contacts that concerned the branch'))
  contacts(
    @Parent() { id }: BranchType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Page {
    return this.page(ctx, 'branch', id, page, info);
  }
}

@Resolver(() => JobType)
export class JobContactsResolver extends ContactsOf {
  @ResolveField(() => ContactConnection, described('Contacts that concerned the job'))
  contacts(
    @Parent() { id }: JobType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Page {
    return this.page(ctx, 'job', id, page, info);
  }
}

@Resolver(() => PersonType)
export class PersonContactsResolver extends ContactsOf {
  @ResolveField(() => ContactConnection, described('Contacts in which the person took part'))
  contacts(
    @Parent() { id }: PersonType,
    @CurrentCtx() ctx: Ctx,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Page {
    return this.page(ctx, 'person', id, page, info);
  }
}
