// SPDX-License-Identifier: Apache-2.0
import type { Ground, Owner } from './ground.ts';

export type Site = Owner & {
  readonly name: string;
  readonly home: Buffer;
  /** 0711 homes let strangers through; 0700 ones do not. */
  readonly open: boolean;
  /** A group that this tenant shares with at least one other; null for most. */
  readonly agency: number | null;
};

/** What plants and decoys build with. `name` gives a fresh name that begins as asked, now and then a hostile one. */
export type Yard = {
  readonly ground: Ground;
  readonly roll: (below: number) => number;
  readonly name: (stem: string, end?: string) => Buffer;
  readonly under: (folder: Buffer, name: Buffer | string) => Buffer;
  /** A fresh folder in the site's home that strangers can pass (0755) or not (0700). */
  readonly room: (site: Site, mode?: number) => Buffer;
  readonly openSite: () => Site;
  readonly closedSite: () => Site;
  readonly agencySite: () => Site | null;
  /** Another open site than the one given. */
  readonly other: (site: Site) => Site;
  readonly planted: (rule: string, path: Buffer, site: Site | null) => void;
  readonly decoy: (kind: string, path: Buffer) => void;
};
