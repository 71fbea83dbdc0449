// SPDX-License-Identifier: Apache-2.0

/** The table as the kernel lists it, whatever the order of its elements, as one SHA-256; \`gone\` when there is none. */
export const LISTING = `if nft list table inet matoi >/dev/null 2>&1; then nft -s list table inet matoi | tr -s ', \\t' '\\n\\n\\n' | LC_ALL=C sort | sha256sum | cut -c1-64; else echo gone; fi`;

/** The gateway's shell: here, or over SSH with the operator's own keys. Files of a call land in one folder that only root reads. */
export type Enforcer = {
  /** Puts the files there and runs one of them; what it printed. */
  readonly put: (files: readonly { readonly name: string; readonly text: string }[]) => Promise<void>;
  readonly run: (
    script: 'matoi-apply.sh' | 'matoi-confirm.sh' | 'matoi-undo.sh',
  ) => Promise<{ readonly code: number; readonly output: string }>;
  /** What of ours the kernel there has loaded: its digest as `matoi-apply.sh` prints it, nothing, or no answer from the gateway. */
  readonly listing: () => Promise<{ readonly is: 'loaded'; readonly sha256: string } | { readonly is: 'gone' | 'unreachable' }>;
  /** Why it undid itself, and whether the rules that it had replaced are in force again; null while it did not. */
  readonly undone: () => Promise<{ readonly because: 'no-confirmation' | 'path-dead'; readonly putBack: boolean } | null>;
};

/** `local`, or a host as ssh(1) understands it. */
export type OpenEnforcer = (where: string, folder: string) => Enforcer;
