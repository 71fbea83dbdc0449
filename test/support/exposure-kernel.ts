// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import type { Credential } from '../../src/exposure/permission/credential.ts';

/**
 * Asks the kernel itself, as the credential, with empty capability sets: lstat(2), access(2) and opendir(3) for each
 * NUL-separated path; answers one letter each for stat, list, read, write, exec. perl-base is Essential on Debian.
 */
const PROBE = `use filetest 'access'; binmode STDIN; binmode STDOUT; $/ = "\\0"; $| = 0;
while (defined(my $path = <STDIN>)) { chomp $path; my $out = '';
  $out .= lstat($path) ? 's' : '-';
  if (-d $path && opendir(my $d, $path)) { $out .= 'l'; closedir $d; } else { $out .= '-'; }
  $out .= (-r $path) ? 'r' : '-'; $out .= (-w $path) ? 'w' : '-'; $out .= (-x $path) ? 'x' : '-'; print $out; }`;

/** Really renames each object within its directory and back, as the credential. 'y' where the kernel let it. */
const RENAME = `binmode STDIN; binmode STDOUT; $/ = "\\0"; while (defined(my $path = <STDIN>)) { chomp $path; my $other = "$path.moved";
  if (rename($path, $other)) { rename($other, $path) or die "stuck: $path $!"; print 'y' } else { print '-' } }`;

function asCredential(credential: Credential, program: string, paths: readonly Buffer[]): string {
  const groups = credential.groups.length > 0 ? [`--groups=${credential.groups.join(',')}`] : ['--clear-groups'];
  const identity = [`--reuid=${credential.uid}`, `--regid=${credential.gid}`, ...groups];
  const bare = ['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs'];
  const ran = spawnSync('setpriv', [...identity, ...bare, 'perl', '-e', program], {
    input: Buffer.concat(paths.flatMap((path) => [path, Buffer.from([0])])),
    maxBuffer: 1 << 30,
    cwd: '/',
  });
  if (ran.status !== 0) throw new Error(`the kernel could not be asked: ${ran.error?.message ?? ran.stderr.toString('latin1')}`);
  return ran.stdout.toString('latin1');
}

export type KernelSays = {
  readonly stat: boolean;
  readonly list: boolean;
  readonly read: boolean;
  readonly write: boolean;
  readonly exec: boolean;
};

export function kernelRights(credential: Credential, paths: readonly Buffer[]): readonly KernelSays[] {
  const letters = asCredential(credential, PROBE, paths);
  if (letters.length !== paths.length * 5) throw new Error('the probe did not answer for every path');
  return paths.map((_, at) => ({
    stat: letters[at * 5] === 's',
    list: letters[at * 5 + 1] === 'l',
    read: letters[at * 5 + 2] === 'r',
    write: letters[at * 5 + 3] === 'w',
    exec: letters[at * 5 + 4] === 'x',
  }));
}

export function kernelReplaces(credential: Credential, paths: readonly Buffer[]): readonly boolean[] {
  const letters = asCredential(credential, RENAME, paths);
  if (letters.length !== paths.length) throw new Error('the renames did not answer for every path');
  return [...letters].map((letter) => letter === 'y');
}
