import { Module } from '@nestjs/common';
import { RescheduleJob } from '../application/reschedule-job.js';
import { OperationsModule } from '../operations.module.js';
import { MailResolver } from './mail.resolver.js';
import { OperationsResolver } from './operations.resolver.js';

@Module({ imports: [OperationsModule], providers: [MailResolver, OperationsResolver, RescheduleJob] })
export class OperationsGraphqlModule {}
