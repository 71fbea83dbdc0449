// SPDX-License-Identifier: Apache-2.0

export type Ran = { readonly ok: boolean; readonly words: string };

/** The system's service manager, and what must be known of files before it is told anything. */
export type ServiceManager = {
  /** Why there is none here: this is no systemd, or it is installed and does not run (a container). null: it runs. */
  readonly absent: (scope: 'system' | 'user') => Promise<'not-installed' | 'not-running' | null>;
  readonly systemctl: (scope: 'system' | 'user', args: readonly string[]) => Promise<Ran>;
  /** Makes the accounts that its own file names (systemd-sysusers). */
  readonly makeAccounts: (file: string) => Promise<Ran>;
  /** Who this is, and whether they are root. */
  readonly self: () => { readonly user: string; readonly home: string; readonly root: boolean };
  /** Whose folder this is; null where there is none. */
  readonly owner: (folder: string) => Promise<{ readonly user: string; readonly root: boolean } | null>;
  /** The first part of a path that an account other than its owner cannot pass or read; null: all can. */
  readonly closedTo: (account: string, path: string) => Promise<string | null>;
  readonly read: (file: string) => Promise<string | null>;
  /** Whole or not at all, readable by all. */
  readonly write: (file: string, text: string) => Promise<void>;
  readonly remove: (file: string) => Promise<void>;
};
