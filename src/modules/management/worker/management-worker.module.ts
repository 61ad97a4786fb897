import { Module } from '@nestjs/common';
import { DutiesProcessor } from '../duties/worker/duties.processor.js';
import { MergedRequestHandler } from '../duties/worker/merged-request.handler.js';
import { ManagementModule } from '../management.module.js';
import { ReviewsProcessor } from '../reviews/worker/reviews.processor.js';

@Module({ imports: [ManagementModule], providers: [DutiesProcessor, MergedRequestHandler, ReviewsProcessor] })
export class ManagementWorkerModule {}
