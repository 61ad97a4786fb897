import { Module } from '@nestjs/common';
import { ConsultingModule } from '../consulting.module.js';
import { RemindersProcessor } from './reminders.processor.js';

@Module({ imports: [ConsultingModule], providers: [RemindersProcessor] })
export class ConsultingWorkerModule {}
