// SPDX-License-Identifier: Apache-2.0
import type { BytePath, Credential, ProofAnswers, ProofQuestion, Prover } from '../../exposure/prover.port.ts';
import { run } from './spawn.ts';

/** `find` answers access(2) with -readable, -writable and -executable; it opens nothing at depth 0. */
const ASK = [
  '-maxdepth',
  '0',
  '(',
  '-readable',
  '-printf',
  'r',
  '-o',
  '-printf',
  '-',
  ')',
  '(',
  '-writable',
  '-printf',
  'w',
  '-o',
  '-printf',
  '-',
  ')',
  '(',
  '-executable',
  '-printf',
  'x',
  '-o',
  '-printf',
  '-',
  ')',
  '-printf',
  '%p\\0',
];

/** util-linux setpriv and GNU find on this machine. Needs to be root, because only root may become somebody else. */
export function posixProver(): Prover {
  return {
    async unable() {
      if (process.getuid?.() !== 0) return 'not root: the kernel cannot be asked as another user';
      const ran = await run('setpriv', [...identityOf({ name: '', uid: 65_534, gid: 65_534, groups: [] }), 'true']);
      return ran.code === 0 ? null : `setpriv does not run here: ${ran.stderr.toString('latin1').slice(0, 200)}`;
    },
    async ask(questions) {
      if (questions.length === 0) return [];
      const ran = await run('sh', ['-s'], Buffer.from(questions.map(scriptFor).join(''), 'latin1'));
      return readAnswers(ran.stdout, questions.length);
    },
  };
}

/**
 * One line of shell for each credential: a process is started from a small shell, not from this large one. The line holds
 * digits and fixed words, and paths in which every byte but letters, digits and `/._-` is an octal escape for printf.
 * Each answer begins with the marker A and ends with an exit code.
 */
function scriptFor({ credential, paths }: ProofQuestion): string {
  const list = paths.map((path) => `${path.replace(/[^A-Za-z0-9/._-]/g, octal)}\\0000`).join('');
  const ask = ASK.map((word) => `'${word}'`).join(' ');
  return `printf 'A\\0'; printf '%b' '${list}' | setpriv ${identityOf(credential).join(' ')} find -P -files0-from - ${ask}; printf 'E%s\\0' $?\n`;
}

function octal(byte: string): string {
  return `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

function identityOf(credential: Credential): readonly string[] {
  const groups = credential.groups.length > 0 ? `--groups=${credential.groups.join(',')}` : '--clear-groups';
  return [`--reuid=${credential.uid}`, `--regid=${credential.gid}`, groups, '--inh-caps=-all', '--bounding-set=-all', '--no-new-privs'];
}

function readAnswers(stdout: Buffer, count: number): readonly (ProofAnswers | null)[] {
  const all: (ProofAnswers | null)[] = [];
  let answers = new Map<BytePath, number>();
  for (let from = 0; from < stdout.length; ) {
    const end = stdout.indexOf(0, from);
    if (end < 0) break;
    const first = stdout[from];
    if (first === 0x41) answers = new Map();
    else if (first === 0x45) {
      // find ends with 1 when some path could not be reached: that is an answer.
      const code = stdout.toString('latin1', from + 1, end);
      all.push(code === '0' || code === '1' ? answers : null);
    } else {
      const bits = (first === 0x72 ? 4 : 0) | (stdout[from + 1] === 0x77 ? 2 : 0) | (stdout[from + 2] === 0x78 ? 1 : 0);
      answers.set(stdout.toString('latin1', from + 3, end) as BytePath, bits);
    }
    from = end + 1;
  }
  return Array.from({ length: count }, (_, at) => all[at] ?? null);
}
