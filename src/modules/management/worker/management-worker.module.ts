import { Module } from '@nestjs/common';
import { DutiesProcessor } from '../duties/worker/duties.processor.js';
import { ManagementModule } from '../management.module.js';
import { ReviewsProcessor } from '../reviews/worker/reviews.processor.js';

@Module({ imports: [ManagementModule], providers: [DutiesProcessor, ReviewsProcessor] })
export class ManagementWorkerModule {}
