import { Module } from '@nestjs/common';
import './operations.messages.js';
import './operations.permissions.js';

/** What operators see and do; the work itself is the platform's. */
@Module({})
export class OperationsModule {}
