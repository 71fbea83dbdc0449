// SPDX-License-Identifier: Apache-2.0

/** Files that a person named on the command line. `lines` inflates gzip by itself; both throw when the file cannot be read. */
export type PlanFiles = {
  readonly text: (path: string) => Promise<string>;
  readonly lines: (path: string) => AsyncIterable<string>;
  readonly write: (path: string, content: string) => Promise<void>;
};
