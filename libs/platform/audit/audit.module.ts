import { Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import './audit.permissions.js';

/** Shows the audit trail over GraphQL; API nodes only. */
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}
