// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesOfPath } from '../path/bytes.ts';
import { readPools } from '../server-config/fpm-config.ts';
import { beyondOf, placesOf } from '../server-config/fpm-reach.ts';
import { isSecretClass, nameClassOf } from '../tree/file-role.ts';
import { parseDpkg, parseRpm } from '../versions/inventory.ts';
import { matchPackages } from '../versions/match.ts';
import { indexAdvisories } from '../versions/osv.ts';

const CASES = '../shared/cases/acting';
const bytes = (name: string) => readFileSync(`${CASES}/${name}`);
const fixedIn = (name: string, fixed: string) => ({
  id: `X-${name}`,
  affected: [{ package: { ecosystem: 'Debian:12', name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] }],
});

/** The right answers that were collected for exposure (expected.md of the cases), by their numbers. */
describe.skipIf(!existsSync(CASES))('exposure: the collected cases', () => {
  const debian = indexAdvisories([fixedIn('php8.2', '8.2.29-1~deb12u1'), fixedIn('chromium', '150.0.1-1~deb12u1')]);
  const states = (name: string) =>
    matchPackages(parseDpkg(bytes(name)).packages, debian, { ecosystem: 'Debian:12', ended: false }).map(({ state }) => state);

  it('12: open sockets, a listener and a session folder of all are said, or looked at where they are', () => {
    const text = ['bxa', 'bxb', 'bxc'].map((name) => bytes(`12-fpm-listen/${name}.conf`).toString('latin1')).join('\n');
    const { pools } = readPools({ read: () => Buffer.from(text, 'latin1'), list: () => [] }, '/x.conf' as never);
    const codes = beyondOf(pools, { accounts: [], groups: [], refusedLines: 0 }, () => false).map(({ code }) => code);
    expect(codes).toEqual(['fpm-network-listener', 'fpm-socket-open', 'sessions-shared']);
    expect(placesOf(pools).map(({ path, is, user }) => `${is} ${path} ${user}`)).toEqual([
      'socket /run/bx-bxa.sock bxa',
      'sessions /srv/bxsess bxa',
      'socket /run/bx-bxb.sock bxb',
      'sessions /srv/bxsess bxb',
      'sessions /srv/bxsess bxc',
    ]);
  });

  it('13: each name of a copy is a secret', () => {
    const names = bytes('13-backup-names.txt')
      .toString()
      .trim()
      .split('\n')
      .map((name) => Buffer.from(name));
    expect(names.filter((name) => !isSecretClass(nameClassOf(name, 0, name.length, 0))).map(String)).toEqual([]);
  });

  it('14: a half-configured package is installed', () => {
    expect(states('14-dpkg-states.tsv').map((state) => state.is)).toEqual(['affected', 'affected']);
  });

  it('15: nothing is known of what others built', () => {
    const unknown = { is: 'unknown', why: 'other-builder' };
    expect(states('15-not-the-distributions-packages.tsv')).toEqual([unknown, unknown]);
  });

  it('16: one stream is not measured by another’s fix', () => {
    const { advisory } = JSON.parse(bytes('16-module-streams.json').toString()) as { advisory: object };
    const line = bytesOfPath('nginx\t1\t1.22.0\t1.module+el8.8.0+2+def\tx86_64\tnginx-1.22.0-1.src.rpm\n');
    const [verdict] = matchPackages(parseRpm(line).packages, indexAdvisories([advisory]), { ecosystem: 'Rocky Linux:8', ended: false });
    expect(verdict?.state).toEqual({ is: 'unknown', why: 'module-stream-not-known' });
  });
});
