/** A service request about an asset. */
export interface AssetRequest {
  readonly id: string;
  readonly assetId: string;
  readonly requestId: string;
  readonly failure: boolean;
  readonly failedAt: Date;
  readonly restoredAt: Date | null;
  readonly void: boolean;
  readonly version: number;
}
