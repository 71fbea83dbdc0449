// SPDX-License-Identifier: Apache-2.0
import type { BytePath, Credential, ProofAnswers, Prover } from '../../exposure/prover.port.ts';
import { run } from './spawn.ts';

/** `find` answers access(2) with -readable, -writable and -executable; it opens nothing at depth 0. */
const ASK = [
  ...['-maxdepth', '0', '(', '-readable', '-printf', 'r', '-o', '-printf', '-', ')'],
  ...['(', '-writable', '-printf', 'w', '-o', '-printf', '-', ')', '(', '-executable', '-printf', 'x', '-o', '-printf', '-', ')'],
  ...['-printf', '%p\\0'],
];

/** util-linux setpriv and GNU find on this machine. Needs to be root, because only root may become somebody else. */
export function posixProver(): Prover {
  return {
    async unable() {
      if (process.getuid?.() !== 0) return 'not root: the kernel cannot be asked as another user';
      const ran = await run('setpriv', [...identityOf({ name: '', uid: 65_534, gid: 65_534, groups: [] }), 'true']);
      return ran.code === 0 ? null : `setpriv does not run here: ${ran.stderr.toString('latin1').slice(0, 200)}`;
    },
    async ask(credential, paths) {
      const list = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
      const ran = await run('setpriv', [...identityOf(credential), 'find', '-P', '-files0-from', '-', ...ASK], list);
      if (ran.code !== 0 && ran.code !== 1) return null;
      return readAnswers(ran.stdout);
    },
  };
}

function identityOf(credential: Credential): readonly string[] {
  const groups = credential.groups.length > 0 ? `--groups=${credential.groups.join(',')}` : '--clear-groups';
  return [`--reuid=${credential.uid}`, `--regid=${credential.gid}`, groups, '--inh-caps=-all', '--bounding-set=-all', '--no-new-privs'];
}

function readAnswers(stdout: Buffer): ProofAnswers {
  const answers = new Map<BytePath, number>();
  for (let from = 0; from < stdout.length; ) {
    const end = stdout.indexOf(0, from + 3);
    if (end < 0) break;
    const bits = (stdout[from] === 0x72 ? 4 : 0) | (stdout[from + 1] === 0x77 ? 2 : 0) | (stdout[from + 2] === 0x78 ? 1 : 0);
    answers.set(stdout.toString('latin1', from + 3, end) as BytePath, bits);
    from = end + 1;
  }
  return answers;
}
