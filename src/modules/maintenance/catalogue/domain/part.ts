export interface Part {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameNative: string | null;
  readonly unit: string;
  readonly price: string;
  readonly currency: string;
  readonly active: boolean;
  readonly version: number;
}
