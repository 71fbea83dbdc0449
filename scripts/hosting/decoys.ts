// SPDX-License-Identifier: Apache-2.0
import type { Yard } from './site.ts';

const pick = <T>(yard: Yard, list: readonly T[]): T => list[yard.roll(list.length)] as T;

/** Each looks exposed by its mode bits, its name or its ACL text, and is not. */
export const decoys: Readonly<Record<string, (yard: Yard) => void>> = {
  writableBehindClosedFolder(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site, pick(yard, [0o700, 0o750, 0o770])), yard.name('page', '.php'));
    yard.ground.file(path, pick(yard, [0o666, 0o777]), site);
    yard.decoy('world-writable file below a closed folder', path);
  },
  openFolderInClosedHome(yard) {
    const site = yard.closedSite();
    const path = yard.under(yard.room(site), yard.name('upload'));
    yard.ground.folder(path, 0o777, site);
    yard.ground.file(yard.under(path, '.htaccess'), 0o666, site);
    yard.decoy('0777 folder in a closed home', path);
  },
  secretInClosedHome(yard) {
    const site = yard.closedSite();
    const path = yard.under(yard.room(site), pick(yard, ['wp-config.php', '.env', 'dump.sql', '.htpasswd']));
    yard.ground.file(path, 0o644, site);
    yard.decoy('0644 secret in a closed home', path);
  },
  ownLink(yard) {
    const site = yard.openSite();
    const folder = yard.room(site);
    const path = yard.under(folder, yard.name('current'));
    yard.ground.link(
      path,
      pick(yard, [
        '../public_html',
        '.',
        'nowhere',
        '/usr/share/zoneinfo/Asia/Tokyo',
        '../../'.concat(site.name, '/public_html/index.php'),
      ]),
      site,
    );
    yard.decoy('link (mode 0777) that stays at home', path);
  },
  groupLooksOpen(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('mask', '.txt'));
    yard.ground.file(path, 0o660, { uid: site.uid, gid: site.agency ?? site.gid });
    yard.ground.acl(path, [
      { tag: 1, perm: 6 },
      { tag: 4, perm: 0 },
      { tag: 8, perm: 6, id: site.gid },
      { tag: 16, perm: 6 },
      { tag: 32, perm: 0 },
    ]);
    yard.decoy('group bits show the mask, the owning group has nothing', path);
  },
  namedButMasked(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), pick(yard, ['wp-config.php', yard.name('data', '.txt').toString('latin1')]));
    yard.ground.file(path, 0o600, site);
    yard.ground.acl(path, [
      { tag: 1, perm: 6 },
      { tag: 2, perm: 6, id: yard.other(site).uid },
      { tag: 4, perm: 0 },
      { tag: 16, perm: 0 },
      { tag: 32, perm: 0 },
    ]);
    yard.decoy('a neighbour is named in the ACL, the mask is empty', path);
  },
  writeWithoutSearch(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('drop'));
    yard.ground.folder(path, pick(yard, [0o772, 0o776]), site);
    yard.ground.file(yard.under(path, 'inside.php'), 0o666, site);
    yard.decoy('folder writable but not searchable', path);
  },
  ownSetId(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('tool'));
    yard.ground.file(path, pick(yard, [0o4700, 0o4744, 0o2644]), site);
    yard.decoy('setuid that nobody else can run', path);
  },
  sampleFile(yard) {
    const site = yard.openSite();
    const path = yard.under(
      yard.room(site),
      pick(yard, ['.env.example', 'wp-config-sample.php', 'id_rsa.pub', 'readme.sql.txt', 'backup.html', '.gitignore']),
    );
    yard.ground.file(path, 0o644, site);
    yard.decoy('name that only looks secret', path);
  },
  ownGroupWritable(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('theme', '.css'));
    yard.ground.file(path, 0o664, site);
    yard.decoy('group-writable, the group has one member', path);
  },
  socketBehindClosedFolder(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site, 0o700), yard.name('app', '.fifo'));
    yard.ground.pipe(path, 0o666, site);
    yard.decoy('open pipe below a closed folder', path);
  },
  webServerOnly(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), '.htpasswd');
    yard.ground.file(path, 0o640, { uid: site.uid, gid: 33 });
    yard.decoy('password file for the web server’s group', path);
  },
  groupShutOut(yard) {
    const site = yard.agencySite();
    if (site === null || site.agency === null) return decoys['sampleFile']?.(yard);
    const path = yard.under(yard.room(site, 0o700), yard.name('agency', '.txt'));
    yard.ground.file(path, 0o666, { uid: site.uid, gid: site.agency });
    yard.decoy('shared group, closed folder', path);
  },
  twoNamesAtHome(yard) {
    const site = yard.openSite();
    const folder = yard.room(site);
    const path = yard.under(folder, yard.name('one', '.dat'));
    yard.ground.file(path, 0o644, site);
    yard.ground.secondName(path, yard.under(folder, yard.name('two', '.dat')));
    yard.decoy('hard link within one home', path);
  },
  guardedAndClosed(yard) {
    const site = yard.openSite();
    const path = yard.under(yard.room(site), yard.name('private'));
    yard.ground.folder(path, 0o750, { uid: site.uid, gid: 33 });
    yard.ground.file(yard.under(path, '.htaccess'), 0o644, site, 'AuthType Basic\nAuthUserFile /nowhere\nRequire valid-user\n');
    yard.ground.file(yard.under(path, 'list.csv'), 0o644, site);
    yard.decoy('protected folder that is really closed', path);
  },
};
