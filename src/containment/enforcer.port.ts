// SPDX-License-Identifier: Apache-2.0

/** The gateway's shell: here, or over SSH with the operator's own keys. Files of a call land in one folder that only root reads. */
export type Enforcer = {
  /** Puts the files there and runs one of them; what it printed. */
  readonly put: (files: readonly { readonly name: string; readonly text: string }[]) => Promise<void>;
  readonly run: (
    script: 'matoi-apply.sh' | 'matoi-confirm.sh' | 'matoi-undo.sh',
  ) => Promise<{ readonly code: number; readonly output: string }>;
  /** Why it undid itself, and whether the rules that it had replaced are in force again; null while it did not. */
  readonly undone: () => Promise<{ readonly because: 'no-confirmation' | 'path-dead'; readonly putBack: boolean } | null>;
};

/** `local`, or a host as ssh(1) understands it. */
export type OpenEnforcer = (where: string, folder: string) => Enforcer;
