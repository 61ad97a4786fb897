import { Module } from '@nestjs/common';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { CheckRevenue } from './application/check-revenue.js';
import { EnsureReferenceTiers } from './application/ensure-reference-tiers.js';
import { PyramidPolicy } from './application/pyramid.policy.js';
import { PyramidQueries } from './application/pyramid.queries.js';
import { RateAges } from './application/rate-ages.js';
import { RecordExchangeRates } from './application/record-exchange-rates.js';
import { RecordRevenue } from './application/record-revenue.js';
import { RequestRetier } from './application/request-retier.js';
import { RetierCustomers } from './application/retier-customers.js';
import { RevenueQueries } from './application/revenue.queries.js';
import { UpdateTier } from './application/update-tier.js';
import { PyramidApi } from './pyramid.api.js';
import './pyramid.jobs.js';
import './pyramid.messages.js';
import './pyramid.permissions.js';

const SHARED = [
  EnsureReferenceTiers,
  PyramidApi,
  PyramidPolicy,
  PyramidQueries,
  RateAges,
  RecordExchangeRates,
  RecordRevenue,
  RequestRetier,
  RetierCustomers,
  RevenueQueries,
  UpdateTier,
];

@Module({
  imports: [CustomersModule, IdentityModule],
  providers: [CheckRevenue, ...SHARED],
  exports: SHARED,
})
export class PyramidModule {}
