// SPDX-License-Identifier: Apache-2.0
import { inertText } from '../../kernel/text.ts';
import { bytesOfPath, pathOfBytes } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import { unable } from '../path/limits.ts';
import type { ProofAnswers, ProofQuestion, Prover } from './prover.port.ts';
import type { Shell } from '../host/shell.port.ts';

const FIND =
  "-maxdepth 0 '(' -readable -printf r -o -printf - ')' '(' -writable -printf w -o -printf - ')' '(' -executable -printf x -o -printf - ')' -printf '%p\\0'";

/**
 * Fixed: it reads questions from standard input, one a line (`UID GID GROUPS PATHS`, groups `-` for none, paths as the
 * shell's printf %b wants them), and answers each by setpriv and find, whose -readable, -writable and -executable are
 * access(2). At depth 0 find opens nothing; nothing is written. Before findutils 4.9 start points are arguments.
 */
export const KERNEL_QUESTIONS = `set -u
LC_ALL=C
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
cd / || exit 3
printf 'U%s\\0' "$(id -u)"
if printf '/\\0' | find -files0-from - -maxdepth 0 -printf '' 2>/dev/null; then lists=1; else lists=0; fi
while IFS=' ' read -r uid gid groups paths; do
  case $uid$gid in '' | *[!0-9]*) exit 2 ;; esac
  case $groups in
    -) set -- --clear-groups ;;
    *[!0-9,]*) exit 2 ;;
    *) set -- "--groups=$groups" ;;
  esac
  set -- "--reuid=$uid" "--regid=$gid" "$@" --inh-caps=-all --bounding-set=-all --no-new-privs
  printf 'A\\0'
  if [ "$lists" = 1 ]; then
    printf '%b' "$paths" | setpriv "$@" find -P -files0-from - ${FIND} 2>/dev/null
  else
    printf '%b' "$paths" | setpriv "$@" xargs -0 -r -n 50 sh -c 'exec find -P "$@" ${FIND.replaceAll("'", `'"'"'`)}' sh 2>/dev/null
  fi
  printf 'E%s\\0' "$?"
done
`;

/** Paths in one question: long lists are cut, so that several shells can share them. */
const MOST = 500;

/** A prover that speaks through a shell, here or afar. */
export function proverThrough(shell: Shell): Prover {
  return {
    async unable() {
      const { stdout, said } = await shell.run(
        KERNEL_QUESTIONS,
        linesOf([{ credential: { name: '', uid: 65_534, gid: 65_534, groups: [] }, paths: [] }]),
      );
      const words = inertText(said.trim().slice(0, 200));
      const user = /^U(\d+)$/.exec(pathOfBytes(stdout, 0, Math.max(0, stdout.indexOf(0))))?.[1];
      if (user === undefined) return unable.lost(words);
      if (user !== '0') return unable.notRoot();
      return readAnswers(stdout, 1)[0] === null ? unable.noSetpriv(words) : null;
    },
    async ask(questions) {
      const parts = questions.flatMap((question, number) =>
        Array.from({ length: Math.ceil(question.paths.length / MOST) }, (_, at) => ({
          number,
          question: { ...question, paths: question.paths.slice(at * MOST, (at + 1) * MOST) },
        })),
      );
      const shares = Array.from({ length: shell.atOnce }, (_, share) => parts.filter((__, at) => at % shell.atOnce === share));
      const answers = await Promise.all(
        shares.map(async (share) => {
          if (share.length === 0) return [];
          const { stdout } = await shell.run(KERNEL_QUESTIONS, linesOf(share.map((part) => part.question)));
          return readAnswers(stdout, share.length);
        }),
      );
      const whole = questions.map((): Map<BytePath, number> | null => new Map());
      shares.forEach((share, which) => {
        share.forEach(({ number }, at) => {
          const found = answers[which]?.[at] ?? null;
          const into = whole[number];
          if (found === null) whole[number] = null;
          else for (const [path, bits] of found) into?.set(path, bits);
        });
      });
      return whole;
    },
  };
}

/** Every byte but letters, digits and `/._-` is an octal escape for printf, so a line holds fixed words and digits only. */
function linesOf(questions: readonly ProofQuestion[]): Uint8Array {
  const lines = questions.map(({ credential: { uid, gid, groups }, paths }) => {
    // `/` is asked every time: without its answer the credential was not taken on at all.
    const list = ['/', ...paths].map((path) => `${path.replace(/[^A-Za-z0-9/._-]/g, octal)}\\0000`).join('');
    return `${uid} ${gid} ${groups.length === 0 ? '-' : groups.join(',')} ${list}\n`;
  });
  return bytesOfPath(lines.join(''));
}

function octal(byte: string): string {
  return `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

/**
 * What the prover wrote, one entry a question in the order asked; null where the kernel was not really asked or the answer
 * is torn.
 */
export function readAnswers(stdout: Uint8Array, count: number): readonly (ProofAnswers | null)[] {
  const all: (ProofAnswers | null)[] = [];
  let answers = new Map<BytePath, number>();
  for (let from = 0; from < stdout.length && all.length < count; ) {
    const end = stdout.indexOf(0, from);
    if (end < 0) break;
    const first = stdout[from];
    if (first === 0x41) answers = new Map();
    else if (first === 0x45) {
      // find ends with 1, and xargs with 123, when some path could not be reached: that is an answer.
      const code = pathOfBytes(stdout, from + 1, end);
      const asked = answers.has('/' as BytePath) && (code === '0' || code === '1' || code === '123');
      all.push(asked ? answers : null);
    } else if (first !== 0x55) {
      const bits = (first === 0x72 ? 4 : 0) | (stdout[from + 1] === 0x77 ? 2 : 0) | (stdout[from + 2] === 0x78 ? 1 : 0);
      answers.set(pathOfBytes(stdout, from + 3, end), bits);
    }
    from = end + 1;
  }
  return Array.from({ length: count }, (_, at) => all[at] ?? null);
}
