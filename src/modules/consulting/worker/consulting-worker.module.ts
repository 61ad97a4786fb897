import { Module } from '@nestjs/common';
import { ConsultingModule } from '../consulting.module.js';
import { MergedRequestHandler } from './merged-request.handler.js';
import { RemindersProcessor } from './reminders.processor.js';

@Module({ imports: [ConsultingModule], providers: [MergedRequestHandler, RemindersProcessor] })
export class ConsultingWorkerModule {}
