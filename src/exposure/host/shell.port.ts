// SPDX-License-Identifier: Apache-2.0
export type ShellEnd = {
  readonly stdout: Uint8Array;
  readonly code: number | null;
  /** What came on the error stream, cut; not inert. */
  readonly said: string;
};

/** A POSIX shell on this machine or, over OpenSSH, on another: `sh -c SCRIPT` with `input` on its standard input. */
export type Shell = {
  /** How many may run side by side. */
  readonly atOnce: number;
  readonly run: (script: string, input: Uint8Array) => Promise<ShellEnd>;
};
