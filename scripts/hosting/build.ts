// SPDX-License-Identifier: Apache-2.0
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { decoys } from './decoys.ts';
import { createGround } from './ground.ts';
import type { Ground } from './ground.ts';
import { plants } from './planted-faults.ts';
import type { Site, Yard } from './site.ts';

const beneath = (folder: Buffer, name: Buffer | string) =>
  Buffer.concat([folder, Buffer.from('/'), typeof name === 'string' ? Buffer.from(name, 'latin1') : name]);

export type HostingWanted = {
  readonly out: string;
  readonly tenants: number;
  /** Regular files in the whole tree, at least what the plants need. */
  readonly files: number;
  /** Findings that the tree holds, exactly. */
  readonly planted: number;
  readonly decoys: number;
  readonly seed: number;
};

export type HostingMade = {
  readonly root: string;
  readonly passwd: string;
  readonly group: string;
  readonly truth: string;
  readonly tenants: number;
  readonly objects: number;
  readonly files: number;
  readonly planted: number;
  readonly decoys: number;
};

const FIRST_UID = 20_001;
const FIRST_AGENCY = 90_001;
const ODD = [
  '\n',
  '\x1b[31m',
  '\xff\xfe',
  '\x83\x65\x83\x58',
  "'",
  '"',
  '\\',
  '=cmd|',
  '<b>',
  '\t',
  '\r',
  '\u00e3\u0081\u0082',
  ' ',
] as const;

/** Builds the tree under OUT/root and writes OUT/passwd, OUT/group, OUT/truth.jsonl beside it. Needs to be root. */
export function buildHosting(wanted: HostingWanted): HostingMade {
  const out = resolve(wanted.out);
  refuseWrongPlace(out);
  const ground = createGround();
  const roll = seeded(wanted.seed);
  const root = join(out, 'root');
  const admin = { uid: 0, gid: 0 };
  ground.folder(Buffer.from(root), 0o755, admin);
  ground.folder(Buffer.from(join(root, 'home')), 0o711, admin);
  const sites = Array.from({ length: wanted.tenants }, (_, at) => siteAt(root, at, wanted.tenants));
  for (const site of sites) settle(ground, site);

  const truth: { rule: string; pathBytes: string; tenant: string | null }[] = [];
  const looks: { decoy: string; pathBytes: string }[] = [];
  const yard = yardOf(ground, roll, sites, truth, looks);
  plantAll(yard, truth, wanted.planted);
  const kinds = Object.values(decoys);
  for (let at = 0; looks.length < wanted.decoys; at++) kinds[at % kinds.length]?.(yard);
  fillUp(ground, sites, roll, wanted.files);
  ground.finish();

  writeFileSync(join(out, 'passwd'), accountsOf(sites));
  writeFileSync(join(out, 'group'), groupsOf(sites));
  writeFileSync(join(out, 'truth.jsonl'), truth.map((each) => `${JSON.stringify(each)}\n`).join(''));
  writeFileSync(join(out, 'decoys.jsonl'), looks.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const { files, folders, others } = ground.counts();
  return {
    root,
    passwd: join(out, 'passwd'),
    group: join(out, 'group'),
    truth: join(out, 'truth.jsonl'),
    tenants: sites.length,
    objects: files + folders + others,
    files,
    planted: truth.length,
    decoys: looks.length,
  };
}

/** A tree below a folder that strangers cannot pass exposes nothing at all: better to say so now. */
function refuseWrongPlace(out: string): void {
  if (process.getuid?.() !== 0) throw new Error('make:hosting gives files to many users and so must run as root');
  if (existsSync(out) && readdirSync(out).length > 0) throw new Error(`${out} is not empty`);
  mkdirSync(out, { recursive: true });
  chmodSync(out, 0o755);
  for (let at = dirname(out); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0)
      throw new Error(`${at} cannot be passed by other users, so nothing below it could be exposed: choose another --out`);
    if (at === dirname(at)) return;
  }
}

/** Every eighth home is closed; every tenth tenant belongs to an agency of about three sites. */
function siteAt(root: string, at: number, count: number): Site {
  const uid = FIRST_UID + at;
  const name = `t${String(at + 1).padStart(4, '0')}`;
  const agencies = Math.max(1, Math.floor(count / 30));
  const agency = at % 10 === 3 && count >= 20 ? FIRST_AGENCY + (Math.floor(at / 10) % agencies) : null;
  return { name, uid, gid: uid, home: Buffer.from(join(root, 'home', name)), open: at % 8 !== 7, agency };
}

function settle(ground: Ground, site: Site): void {
  ground.folder(site.home, site.open ? 0o711 : 0o700, site);
  const web = Buffer.concat([site.home, Buffer.from('/public_html')]);
  ground.folder(web, 0o755, site);
  ground.file(Buffer.concat([web, Buffer.from('/index.php')]), 0o644, site);
}

/** Situations with several findings come first, so that the last ones bring the number to exactly what was asked. */
function plantAll(yard: Yard, truth: readonly object[], wanted: number): void {
  const several = new Set(['twoNames', 'codeByFolder']);
  const all = Object.entries(plants);
  for (let at = 0; truth.length < wanted; at++) {
    const [name, plant] = all[at % all.length] as (typeof all)[number];
    if (several.has(name) && wanted - truth.length < 3) continue;
    plant(yard);
  }
}

function yardOf(
  ground: Ground,
  roll: Yard['roll'],
  sites: readonly Site[],
  truth: { rule: string; pathBytes: string; tenant: string | null }[],
  looks: { decoy: string; pathBytes: string }[],
): Yard {
  const open = sites.filter((site) => site.open);
  const closed = sites.filter((site) => !site.open);
  const joined = sites.filter(
    (site) => site.open && site.agency !== null && sites.some((each) => each !== site && each.agency === site.agency),
  );
  let made = 0;
  const from = <T>(list: readonly T[]): T => list[roll(list.length)] as T;
  const name = (stem: string, end = '') => {
    made += 1;
    // Names that a password file is named by in an .htaccess stay on one line.
    const odd = roll(6) === 0 && stem !== 'members' ? from(ODD) : '';
    return Buffer.from(`${stem}${odd}${made}${end}`, 'latin1');
  };
  return {
    ground,
    roll,
    name,
    under: beneath,
    openSite: () => from(open),
    closedSite: () => (closed.length > 0 ? from(closed) : from(open)),
    agencySite: () => (joined.length > 0 ? from(joined) : null),
    other(site) {
      for (;;) {
        const found = from(open);
        if (found !== site || open.length === 1) return found;
      }
    },
    room(site, mode = 0o755) {
      const path = beneath(site.home, name('d'));
      ground.folder(path, mode, site);
      return path;
    },
    planted: (rule, path, site) => truth.push({ rule, pathBytes: path.toString('base64'), tenant: site?.name ?? null }),
    decoy: (kind, path) => looks.push({ decoy: kind, pathBytes: path.toString('base64') }),
  };
}

const ORDINARY = ['index', 'style', 'photo', 'news', 'contact', 'script', 'banner', 'page', 'access', 'form'] as const;
const ENDS = ['.php', '.html', '.css', '.jpg', '.js', '.png', '.cgi', '.txt', '.gif', '.woff2'] as const;

/** Ordinary sites: folders of some sixteen files, readable as published content is, writable by nobody else. */
function fillUp(ground: Ground, sites: readonly Site[], roll: Yard['roll'], files: number): void {
  for (let folderAt = 0; ground.counts().files < files; folderAt++) {
    const site = sites[folderAt % sites.length] as Site;
    const deep = Math.floor(folderAt / sites.length);
    const folder = Buffer.concat([site.home, Buffer.from(`/public_html/s${deep}`)]);
    ground.folder(folder, 0o755, site);
    for (let at = 0; at < 16 && ground.counts().files < files; at++) {
      const name = `${ORDINARY[at % ORDINARY.length] ?? ''}${at}${ENDS[roll(ENDS.length)] ?? ''}`;
      ground.file(Buffer.concat([folder, Buffer.from(`/${name}`)]), roll(10) === 0 ? 0o600 : 0o644, site);
    }
  }
}

function accountsOf(sites: readonly Site[]): string {
  const system = 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n';
  return system + sites.map((site) => `${site.name}:x:${site.uid}:${site.gid}::${site.home.toString()}:/bin/sh\n`).join('');
}

function groupsOf(sites: readonly Site[]): string {
  const agencies = new Map<number, string[]>();
  for (const site of sites) if (site.agency !== null) agencies.set(site.agency, [...(agencies.get(site.agency) ?? []), site.name]);
  const own = sites.map((site) => `${site.name}:x:${site.gid}:\n`).join('');
  const shared = [...agencies].map(([gid, names]) => `agency${gid}:x:${gid}:${names.join(',')}\n`).join('');
  return `root:x:0:\nwww-data:x:33:\n${own}${shared}`;
}

function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
