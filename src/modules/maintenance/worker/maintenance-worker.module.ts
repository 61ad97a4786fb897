import { Module } from '@nestjs/common';
import { MaintenanceModule } from '../maintenance.module.js';
import { FollowingHandler } from '../assets/worker/sync.handler.js';
import { GenerateWorkOrdersProcessor } from '../plans/worker/generate-work-orders.processor.js';

@Module({ imports: [MaintenanceModule], providers: [FollowingHandler, GenerateWorkOrdersProcessor] })
export class MaintenanceWorkerModule {}
