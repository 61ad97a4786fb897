import { Module } from '@nestjs/common';
import { ManagementModule } from '../management.module.js';
import { DutiesProcessor } from './duties.processor.js';

@Module({ imports: [ManagementModule], providers: [DutiesProcessor] })
export class ManagementWorkerModule {}
