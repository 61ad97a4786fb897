import { type ImportProgress } from '#modules/imports';

/** What a terminal or a file is to it. */
interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const TERMINAL_MS = 100;
const LINES_MS = 5_000;
const BAR = 24;

/** Shows how an import gets on: a bar on a terminal, else a line every five seconds. */
export class ImportMeter {
  private readonly begun = performance.now();
  private phaseBegun = this.begun;
  private phase: ImportProgress['phase'] = 'READING';
  /** Where reading began: an import that is taken up again starts in the middle. */
  private first: ImportProgress | undefined;
  private shownAt = this.begun;
  private dirty = false;

  constructor(
    private readonly what: string,
    private readonly output: Output,
  ) {}

  show(progress: ImportProgress): void {
    const now = performance.now();
    if (progress.phase !== this.phase) {
      this.phase = progress.phase;
      this.phaseBegun = now;
      this.first = undefined;
    }
    this.first ??= progress;
    if (now - this.shownAt < (this.output.isTTY ? TERMINAL_MS : LINES_MS)) return;
    this.shownAt = now;
    const line = this.lineOf(progress, this.first, (now - this.phaseBegun) / 1000);
    if (this.output.isTTY) this.output.write(`\r\u001b[K${line.slice(0, (this.output.columns ?? 80) - 1)}`);
    else this.output.write(`${line}\n`);
    this.dirty = true;
  }

  /** Takes the bar away, so that something else can be written. */
  clear(): void {
    if (this.dirty && this.output.isTTY) this.output.write('\r\u001b[K');
    this.dirty = false;
  }

  private lineOf({ share, done, unit }: ImportProgress, first: ImportProgress, seconds: number): string {
    const rate = seconds > 0 ? Math.round((done - first.done) / seconds) : 0;
    const parts = [`${done.toLocaleString('en-GB')} ${unit}`, `${rate.toLocaleString('en-GB')}/s`];
    const gone = share === null ? 0 : share - (first.share ?? 0);
    if (share !== null && gone > 0.001 && share < 1) parts.push(`${Math.ceil((seconds / gone) * (1 - share))} s to go`);
    return `${this.what} ${share === null ? '' : `${barOf(share)} ${Math.floor(share * 100)} % `}${parts.join(', ')}`;
  }
}

const barOf = (share: number): string => '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░');
