// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';
import type { FoundFile } from './watched-folder.ts';
export type { FoundFile } from './watched-folder.ts';

export type FolderFault = 'not-allowed' | 'not-there' | 'unreadable';

/** Folders of this machine, as far as the operator allows them to be looked at. */
export type Folders = {
  /** Folders below which one may be watched; empty: none. */
  readonly roots: readonly string[];
  /** The folder with every link resolved, when that lies inside a root. */
  readonly resolve: (path: string) => Promise<Result<string, FolderFault>>;
  /** Regular files below it, links and hidden ones left out. Asks again whether it lies inside a root. */
  readonly list: (path: string) => Promise<Result<readonly FoundFile[], FolderFault>>;
};
