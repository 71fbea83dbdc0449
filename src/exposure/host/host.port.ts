// SPDX-License-Identifier: Apache-2.0
import type { BytePath } from '../path/bytes.ts';
import type { FileType } from '../permission/permission.ts';

export type { BytePath } from '../path/bytes.ts';
export type { FileType } from '../permission/permission.ts';

/** lstat(2) of one path, and the text of a link. Nothing is opened. */
export type LookResult =
  | {
      readonly is: 'there';
      readonly type: FileType;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
      readonly dev: number;
      readonly ino: number;
      readonly links: number;
      readonly target: BytePath | null;
    }
  /** ENOENT is "gone", EACCES is "not audited": never the same thing. */
  | { readonly is: 'not-there'; readonly code: string };

/** Inode flags that stop even the owner (chattr +i, +a). */
export type Flags = { readonly immutable: boolean; readonly append: boolean };

/** Answers for many paths at once; a path that is missing from `found` has none, or could not be asked (then `missed` says why). */
export type ToolAnswers<T> = { readonly found: ReadonlyMap<BytePath, T>; readonly missed: string | null };

export type AclAnswer = { readonly dump: Uint8Array; readonly missed: string | null };

/** A host whose objects can be asked one by one. Every method only reads. */
export type Host = {
  readonly look: (path: BytePath) => LookResult;
  /** `system.posix_acl_access` of the paths that have one, as `getfattr -d -e hex` dumps it. */
  readonly acls: (paths: readonly BytePath[]) => Promise<AclAnswer>;
  readonly flags: (paths: readonly BytePath[]) => Promise<ToolAnswers<Flags>>;
  /** `/proc/self/mountinfo` as it is; null when there is none. */
  readonly mountInfo: () => Uint8Array | null;
  /** A number below /proc/sys, such as `fs/protected_symlinks`; null when unknown. */
  readonly sysctl: (name: string) => number | null;
};
