// SPDX-License-Identifier: Apache-2.0
export type CollectWanted = {
  /** `user@host`, or a host of the system's ssh configuration. */
  readonly target: string;
  readonly root: string;
  /** Options of ssh(1) as they are, such as `-p`, `2222`. */
  readonly sshArguments: readonly string[];
  /** Run as root by `sudo -n`. */
  readonly sudo: boolean;
  readonly nonce: string;
  readonly most: number;
};

export type CollectEnd = {
  readonly bytes: Uint8Array;
  readonly exitCode: number | null;
  /** What ssh and the script said on the error stream. */
  readonly said: string;
  readonly tooMuch: boolean;
};

/** Runs the fixed, read-only script on another machine over the system's OpenSSH client. */
export type Collector = {
  readonly script: () => Uint8Array;
  readonly collect: (wanted: CollectWanted) => Promise<CollectEnd>;
};
