// SPDX-License-Identifier: Apache-2.0
import type { Yard } from './site.ts';

const SECRETS = [
  'wp-config.php',
  '.env',
  '.env.production',
  '.htpasswd',
  'configuration.php',
  'id_rsa',
  'server.key',
  'dump.sql',
  'backup-2026.tar.gz',
] as const;
const MORE_SECRETS = [
  '.my.cnf',
  '.bash_history',
  'db.sql.gz',
  'site_backup.zip',
  'index.php.bak',
  'config.php~',
  'sess_0a1b2c3d4e',
  'client.p12',
] as const;
const CODE = ['.htaccess', '.user.ini', '.bashrc', '.profile', 'authorized_keys', '.forward', 'crontab'] as const;

const pick = <T>(yard: Yard, list: readonly T[]): T => list[yard.roll(list.length)] as T;
const owner = 1;
const namedUser = 2;
const owningGroup = 4;
const namedGroup = 8;
const mask = 16;
const other = 32;

/** Each plants one situation in a fresh folder and tells every finding that follows from it. */
export const plants: Readonly<Record<string, (yard: Yard) => void>> = {
  worldWritableFile(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('page', '.php'));
    yard.ground.file(path, pick(yard, [0o666, 0o646, 0o602, 0o777]), site);
    yard.planted('tamperable', path, site);
  },
  fileForOneNeighbour(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('shared', '.txt'));
    yard.ground.file(path, 0o640, site);
    yard.ground.acl(path, [
      { tag: owner, perm: 6 },
      { tag: namedUser, perm: 6, id: yard.other(site).uid },
      { tag: owningGroup, perm: 4 },
      { tag: mask, perm: 6 },
      { tag: other, perm: 0 },
    ]);
    yard.planted('tamperable', path, site);
  },
  fileForAgency(yard) {
    const site = yard.agencySite();
    if (site === null || site.agency === null) return plants['worldWritableFile']?.(yard);
    const path = yard.under(yard.room(site), yard.name('agency', '.html'));
    yard.ground.file(path, 0o664, { uid: site.uid, gid: site.agency });
    yard.planted('tamperable', path, site);
  },
  openFolder(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('upload'));
    yard.ground.folder(path, pick(yard, [0o777, 0o773, 0o757]), site);
    yard.ground.file(yard.under(path, 'photo.jpg'), 0o644, site);
    yard.planted('replaceable', path, site);
  },
  folderByAcl(yard) {
    const site = yard.agencySite();
    if (site === null || site.agency === null) return plants['openFolder']?.(yard);
    const path = yard.under(yard.room(site), yard.name('cache'));
    yard.ground.folder(path, 0o755, site);
    yard.ground.acl(path, [
      { tag: owner, perm: 7 },
      { tag: owningGroup, perm: 5 },
      { tag: namedGroup, perm: 7, id: site.agency },
      { tag: mask, perm: 7 },
      { tag: other, perm: 5 },
    ]);
    yard.planted('replaceable', path, site);
  },
  secret(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site, pick(yard, [0o755, 0o711, 0o751])), pick(yard, [...SECRETS, ...MORE_SECRETS]));
    yard.ground.file(path, pick(yard, [0o644, 0o604, 0o444]), site, 'secret\n');
    yard.planted('readable-secret', path, site);
  },
  repository(yard) {
    const site = yard.openSite();
    const git = yard.under(yard.room(site), '.git');
    yard.ground.folder(git, 0o755, site);
    yard.ground.file(yard.under(git, 'HEAD'), 0o644, site);
    yard.ground.file(yard.under(git, 'config'), 0o644, site);
    yard.planted('readable-secret', yard.under(git, 'config'), site);
  },
  passwordFileElsewhere(yard) {
    const site = yard.openSite();
    const folder = yard.under(site.home, yard.name('members'));
    yard.ground.folder(folder, 0o755, site);
    const path = yard.under(folder, yard.name('members', '.txt'));
    yard.ground.file(path, 0o644, site, 'user:$apr1$x$y\n');
    const guarded = yard.under(yard.room(site), 'members-only');
    yard.ground.folder(guarded, 0o750, site);
    yard.ground.file(
      yard.under(guarded, '.htaccess'),
      0o644,
      site,
      `AuthType Basic\nAuthUserFile "${path.toString('latin1')}"\nRequire valid-user\n`,
    );
    yard.planted('readable-secret', path, site);
  },
  aroundBasicAuth(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('private'));
    yard.ground.folder(path, pick(yard, [0o755, 0o711]), site);
    yard.ground.file(
      yard.under(path, '.htaccess'),
      0o644,
      site,
      'AuthName "Members"\nauthtype basic\nAuthUserFile /nowhere/at/all\nRequire valid-user\n',
    );
    yard.ground.folder(yard.under(path, 'deeper'), 0o755, site);
    yard.ground.file(yard.under(yard.under(path, 'deeper'), 'list.csv'), 0o644, site);
    yard.planted('protected-directory', path, site);
  },
  codeFile(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), pick(yard, CODE));
    yard.ground.file(path, pick(yard, [0o666, 0o646]), site);
    yard.planted('code-execution', path, site);
  },
  codeByFolder(yard) {
    const site = yard.openSite();
    const folder = yard.under(yard.room(site), yard.name('docroot'));
    yard.ground.folder(folder, 0o777, site);
    const path = yard.under(folder, pick(yard, CODE));
    yard.ground.file(path, 0o600, site);
    yard.planted('replaceable', folder, site);
    yard.planted('code-execution', path, site);
  },
  setId(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('tool'));
    yard.ground.file(path, pick(yard, [0o4755, 0o4711, 0o2755]), site);
    yard.planted('set-id', path, site);
  },
  capability(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('ping'));
    yard.ground.file(path, 0o755, site);
    yard.ground.capability(path);
    yard.planted('file-capability', path, site);
  },
  linkOut(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('link'));
    const away = yard.under(yard.other(site).home, 'public_html/index.php').toString('latin1');
    yard.ground.link(path, pick(yard, [Buffer.from(away, 'latin1'), '/', '/etc/passwd', '../../../..', '../../../nobody/x']), site);
    yard.planted('link-out', path, site);
  },
  twoNames(yard) {
    const site = yard.openSite();
    const neighbour = yard.other(site);
    const here = yard.under(yard.room(site), yard.name('one', '.dat'));
    const there = yard.under(yard.room(neighbour), yard.name('two', '.dat'));
    yard.ground.file(here, 0o600, site);
    yard.ground.secondName(here, there);
    yard.planted('hard-link-across', here, site);
    yard.planted('hard-link-across', there, neighbour);
    // Its owner can still write it, though it stands in the neighbour's area.
    yard.planted('tamperable', there, neighbour);
  },
  sharedTemp(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('tmp'));
    yard.ground.folder(path, 0o1777, site);
    yard.planted('shared-directory', path, site);
  },
  openSocket(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('app', '.sock'));
    if (yard.roll(2) === 0) yard.ground.pipe(path, 0o666, site);
    else yard.ground.socket(path, 0o777, site);
    yard.planted('socket', path, site);
  },
};
