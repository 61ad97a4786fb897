// A process started by the start script ends when that script is gone, even if it was killed outright.

/** Calls back once the parent's end of our standard input closes. Does nothing when no parent holds one
 * (MERIDIAN_PARENT_PIPE unset), and does not keep the process alive by itself.
 * @param {() => void | Promise<void>} [onGone] by default the process sends itself SIGTERM
 * @param {{ patienceMs?: number }} [options] after which the process ends in any case */
export function exitWithParent(onGone = () => void process.kill(process.pid, 'SIGTERM'), { patienceMs = 10_000 } = {}) {
  if (process.env.MERIDIAN_PARENT_PIPE !== '1') return;
  let gone = false;
  const notice = () => {
    if (gone) return;
    gone = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    Promise.resolve()
      .then(onGone)
      .catch(() => process.exit(1));
  };
  const { stdin } = process;
  stdin.on('end', notice).on('close', notice).on('error', notice);
  stdin.resume();
  if ('unref' in stdin) stdin.unref();
}
