import { Module } from '@nestjs/common';
import { NotificationsModule } from '#modules/notifications';
import { CreateBranches } from './application/create-branches.js';
import { CreateCustomers } from './application/create-customers.js';
import { CreateJobs } from './application/create-jobs.js';
import { CreatePersons } from './application/create-persons.js';
import { CustomersPolicy } from './application/customers.policy.js';
import { CustomersQueries } from './application/customers.queries.js';
import { LinkPerson } from './application/link-person.js';
import { ManageSectors } from './application/manage-sectors.js';
import { MoveCustomer } from './application/move-customer.js';
import { MovePerson } from './application/move-person.js';
import { PartsQueries } from './application/parts.queries.js';
import { ReferenceSectors } from './application/reference-sectors.js';
import { References } from './application/references.js';
import { TellAppointments } from './application/tell-appointments.js';
import { UpdateBranch } from './application/update-branch.js';
import { UpdateCustomer } from './application/update-customer.js';
import { UpdateJob } from './application/update-job.js';
import { UpdatePerson } from './application/update-person.js';
import { CustomersApi } from './customers.api.js';
import './customers.messages.js';
import './customers.notices.js';
import './customers.open-work.js';
import './customers.permissions.js';

const USE_CASES = [
  CreateBranches,
  CreateCustomers,
  CreateJobs,
  CreatePersons,
  LinkPerson,
  ManageSectors,
  MoveCustomer,
  MovePerson,
  ReferenceSectors,
  UpdateBranch,
  UpdateCustomer,
  UpdateJob,
  UpdatePerson,
];

@Module({
  imports: [NotificationsModule],
  providers: [
    CustomersApi,
    CustomersPolicy,
    CustomersQueries,
    PartsQueries,
    References,
    TellAppointments,
    ...USE_CASES,
  ],
  exports: [CustomersApi, CustomersPolicy, CustomersQueries, PartsQueries, ...USE_CASES],
})
export class CustomersModule {}
