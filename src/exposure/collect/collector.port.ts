// SPDX-License-Identifier: Apache-2.0
import type { Shell } from '../host/shell.port.ts';

export type { Shell } from '../host/shell.port.ts';

/** How another machine is reached. */
export type Afar = {
  /** `user@host`, or a host of the system's ssh configuration. */
  readonly target: string;
  /** Options of ssh(1) as they are, such as `-p`, `2222`. */
  readonly sshArguments: readonly string[];
  /** Run as root by `sudo -n`. */
  readonly sudo: boolean;
};

export type CollectEnd = {
  readonly bytes: Uint8Array;
  readonly exitCode: number | null;
  /** What ssh and the script said on the error stream. */
  readonly said: string;
  readonly tooMuch: boolean;
};

/** Runs fixed, read-only scripts on another machine over the system's OpenSSH client. */
export type Collector = {
  readonly script: () => Uint8Array;
  readonly collect: (afar: Afar, root: string, most: number) => Promise<CollectEnd>;
  /** To ask that machine's kernel. */
  readonly shell: (afar: Afar) => Shell;
};
