import { Module } from '@nestjs/common';
import { CreateBranches } from './application/create-branches.js';
import { CreateCustomers } from './application/create-customers.js';
import { CreateJobs } from './application/create-jobs.js';
import { CreatePersons } from './application/create-persons.js';
import { CustomersPolicy } from './application/customers.policy.js';
import { References } from './application/references.js';
import { CustomersApi } from './customers.api.js';
import './customers.messages.js';
import './customers.permissions.js';

const USE_CASES = [CreateCustomers, CreateBranches, CreatePersons, CreateJobs];

@Module({
  providers: [CustomersApi, CustomersPolicy, References, ...USE_CASES],
  exports: [CustomersApi, CustomersPolicy, ...USE_CASES],
})
export class CustomersModule {}
