/** Calls back once the parent's end of our standard input closes; does nothing unless MERIDIAN_PARENT_PIPE=1.
 * By default the process sends itself SIGTERM. Whatever happens, it ends after `patienceMs` (10 s). */
export function exitWithParent(onGone?: () => void | Promise<void>, options?: { patienceMs?: number }): void;
