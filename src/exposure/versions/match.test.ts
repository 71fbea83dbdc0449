// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { bytesOfPath } from '../path/bytes.ts';
import { auditVersions } from './audit.ts';
import { parseDpkg, parseRpm } from './inventory.ts';
import { matchPackages } from './match.ts';
import { indexAdvisories } from './osv.ts';
import { hasEnded, releaseOf } from './release.ts';
import type { SoftwareSection } from './software.port.ts';

const advisory = (id: string, ecosystem: string, name: string, events: readonly object[], more: object = {}) => ({
  id,
  modified: '2026-11-20T00:00:00Z',
  affected: [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }], ...more }],
});
const dpkgLine = (...fields: readonly string[]) => bytesOfPath(`${fields.join('\t')}\n`);
const debian12 = { ecosystem: 'Debian:12', ended: false };

const stateOfDeb = (line: Uint8Array, advisories: readonly object[], against = debian12) =>
  matchPackages(parseDpkg(line).packages, indexAdvisories(advisories), against)[0]?.state;
const stateOfRpm = (line: Uint8Array, advisories: readonly object[]) =>
  matchPackages(parseRpm(line).packages, indexAdvisories(advisories), { ecosystem: 'AlmaLinux:9', ended: false })[0]?.state;

describe('exposure/versions: Debian', () => {
  const openssl = advisory('DSA-1', 'Debian:12', 'openssl', [{ introduced: '0' }, { fixed: '3.0.11-1~deb12u2' }]);

  it('matches by source package and source version, not by the binary’s', () => {
    const libssl = dpkgLine('libssl3', '3.0.11-1~deb12u1', 'amd64', 'ii ', 'openssl', '3.0.11-1~deb12u1');
    expect(stateOfDeb(libssl, [openssl])).toEqual({
      is: 'affected',
      advisories: [{ id: 'DSA-1', aliases: [], fixedBy: '3.0.11-1~deb12u2' }],
    });
    const renamed = dpkgLine('libc-bin', '9:9', 'amd64', 'ii ', 'openssl', '3.0.11-1~deb12u1');
    expect(stateOfDeb(renamed, [openssl])).toMatchObject({ is: 'affected' });
  });

  it('takes a backported fix for a fix', () => {
    const mended = dpkgLine('openssl', '3.0.11-1~deb12u2', 'amd64', 'ii ', '', '');
    expect(stateOfDeb(mended, [openssl])).toEqual({ is: 'fixed', advisories: [{ id: 'DSA-1', fixedBy: '3.0.11-1~deb12u2' }] });
    const rebuilt = dpkgLine('openssl', '3.0.11-1~deb12u2+b1', 'amd64', 'ii ', 'openssl', '3.0.11-1~deb12u2');
    expect(stateOfDeb(rebuilt, [openssl])).toMatchObject({ is: 'fixed' });
  });

  it('names the fix of the range that the version lies in', () => {
    const two = advisory('X-1', 'Debian:12', 'a', [{ introduced: '0' }, { fixed: '1.5' }, { introduced: '2.0' }, { fixed: '2.3' }]);
    const of = (version: string) => stateOfDeb(dpkgLine('a', version, 'all', 'ii ', '', ''), [two]);
    expect(of('2.1')).toMatchObject({ is: 'affected', advisories: [{ fixedBy: '2.3' }] });
    expect(of('1.0')).toMatchObject({ is: 'affected', advisories: [{ fixedBy: '1.5' }] });
    expect(of('1.9')).toMatchObject({ is: 'fixed' });
  });

  it('does not take another release’s advisory, a withdrawn one, or one for another scheme', () => {
    const a = dpkgLine('openssl', '1.0', 'amd64', 'ii ', '', '');
    const elsewhere = { ...openssl, affected: [{ package: { ecosystem: 'Debian:11', name: 'openssl' }, versions: ['1.0'] }] };
    expect(stateOfDeb(a, [elsewhere])).toEqual({ is: 'unknown', why: 'no-data-for-release' });
    expect(stateOfDeb(a, [{ ...openssl, withdrawn: '2026-01-01T00:00:00Z' }, advisory('Y', 'Debian:12', 'b', [])])).toEqual({
      is: 'not-affected',
    });
    const semver = {
      ...openssl,
      affected: [{ package: { ecosystem: 'Debian:12', name: 'openssl' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
    };
    expect(stateOfDeb(a, [semver])).toEqual({ is: 'not-affected' });
  });

  it('says that nobody looks any more rather than that nothing was found', () => {
    const a = dpkgLine('b', '1.0', 'amd64', 'ii ', '', '');
    expect(stateOfDeb(a, [openssl], { ecosystem: 'Debian:12', ended: true })).toEqual({ is: 'unknown', why: 'end-of-life' });
    expect(stateOfDeb(a, [], { ecosystem: 'Debian:9', ended: true })).toEqual({ is: 'unknown', why: 'end-of-life' });
  });

  it.each(['iU ', 'iF ', 'iH ', 'iW ', 'it ', 'ri ', 'pi ', 'hi ', 'rFR', 'ui'])(
    'looks at what is on the disk, in the state %j',
    (status) => {
      expect(stateOfDeb(dpkgLine('openssl', '3.0.11-1~deb12u1', 'amd64', status, '', ''), [openssl])).toMatchObject({ is: 'affected' });
    },
  );

  it('refuses a state that dpkg does not have, and leaves out what has no files', () => {
    const read = (status: string) => parseDpkg(dpkgLine('zlib1g', '1.2.13-1', 'amd64', status, '', ''));
    for (const status of ['un ', 'pn ', 'rc ', 'pc ']) expect(read(status)).toEqual({ packages: [], refusedLines: 0 });
    for (const status of ['i? ', 'i', '', 'ix']) expect(read(status)).toEqual({ packages: [], refusedLines: 1 });
  });

  it('leaves out what is only configured, and counts what it cannot read', () => {
    const text = 'a\t1\tall\tii \ta\t1\nb\t1\tall\trc \tb\t1\nc\t1\tall\thi \tc\t1\nbroken\n';
    const { packages, refusedLines } = parseDpkg(bytesOfPath(text));
    expect(packages.map((each) => each.binary)).toEqual(['a', 'c']);
    expect(refusedLines).toBe(1);
  });
});

describe('exposure/versions: RPM', () => {
  it('reads no epoch as 0 and keeps an epoch', () => {
    const { packages } = parseRpm(
      bytesOfPath('a\t(none)\t1.0\t1.el9\tx86_64\ta-1.0-1.el9.src.rpm\nb\t2\t1.0\t1.el9\tx86_64\tsrc-b-1.0-1.el9.src.rpm\n'),
    );
    expect(packages.map(({ version, source }) => [version, source])).toEqual([
      ['0:1.0-1.el9', 'a'],
      ['2:1.0-1.el9', 'src-b'],
    ]);
  });

  it('does not measure one stream of a module by another', () => {
    const node = (fixed: string) => advisory('ALSA-1', 'AlmaLinux:9', 'nodejs', [{ introduced: '0' }, { fixed }]);
    const line = bytesOfPath('nodejs\t1\t18.20.4\t1.module_el9.4.0+100+aa\tx86_64\tnodejs-18.20.4-1.src.rpm\n');
    const plain = bytesOfPath('nodejs\t1\t16.20.2\t8.el9_4\tx86_64\tnodejs-16.20.2-8.src.rpm\n');
    expect(stateOfRpm(line, [node('1:20.18.2-1.module_el9.5.0+1')])).toEqual({ is: 'unknown', why: 'module-stream-not-known' });
    expect(stateOfRpm(line, [node('1:18.20.6-1.module_el9.5.0+1')])).toMatchObject({ is: 'affected' });
    expect(stateOfRpm(plain, [node('1:20.18.2-1.module_el9.5.0+1')])).toEqual({ is: 'not-affected' });
    expect(stateOfRpm(plain, [node('1:16.20.2-9.el9_5')])).toMatchObject({ is: 'affected' });
  });
});

describe('exposure/versions: other builders', () => {
  const fix = (fixed: string) => advisory('D-9', 'Debian:12', 'curl', [{ introduced: '0' }, { fixed }]);
  const of = (version: string, fixed = '7.88.1-10+deb12u5') => stateOfDeb(dpkgLine('curl', version, 'amd64', 'ii ', '', ''), [fix(fixed)]);

  it.each([
    '9:7.0-1~bpo12+1',
    '9.1-2.pgdg120+1',
    '7.1-1~bookworm',
    '8.1-1+debian12',
    '8.1-1+ubuntu22.04.1',
    '1:8.1+maria~deb12',
    '8.1-3+rpi2',
    '8.1-3~mx23+1',
    '8.1-3+ee',
    '8.1-ce.0',
    '8.1-1+0~20260101.28+debian12~1.gbp0a1b2c',
  ])('knows nothing of the build %s', (version) => {
    expect(of(version)).toEqual({ is: 'unknown', why: 'other-builder' });
  });

  it('measures the builder’s version by the builder’s own advisory', () => {
    expect(of('8.1-3+rpi2', '8.1-3+rpi4')).toMatchObject({ is: 'affected' });
    expect(of('8.1-3+rpi5', '8.1-3+rpi4')).toMatchObject({ is: 'fixed' });
  });

  it.each([
    '7.88.1-10+deb12u4',
    '7.88.1-10',
    '7.88.1-9+b1',
    '7.80+dfsg-1.1',
    '7.88.1-0+deb12u1',
    '7.20+dfsg1',
    '7.20-3+ds1',
    '7.20~rc2-1',
    '7.20~rc2',
  ])('takes %s for the distribution’s own', (version) => {
    expect(of(version)).toMatchObject({ is: 'affected' });
  });

  it('sees the builder behind the tag of an RPM release', () => {
    const state = (release: string) =>
      stateOfRpm(bytesOfPath(`curl\t0\t7.0\t${release}\tx86_64\tcurl-7.0-1.src.rpm\n`), [
        advisory('A-9', 'AlmaLinux:9', 'curl', [{ introduced: '0' }, { fixed: '7.76.1-29.el9_4.1' }]),
      ]);
    for (const release of ['1.el9.ngx', '3.el9.remi', '1PGDG.rhel9', '2.2.1.cpanel', '3.codeit.el9', '1.gf.el9_4', '4.git1a2b3c4.vl.el9'])
      expect(state(release)).toEqual({ is: 'unknown', why: 'other-builder' });
    for (const release of [
      '1.el9',
      '1.el9_4.2',
      '5.el9_4.1.alma.1',
      '0.1.rc1.el9',
      '0.2023git1a2b3c4.el9',
      '1.20260101.abcdef1.el9_4',
      '9.D2026.el9',
    ])
      expect(state(release)).toMatchObject({ is: 'affected' });
  });
});

describe('exposure/versions: builders that leave no mark in a version', () => {
  const known = advisory('D-3', 'Debian:12', 'curl', [{ introduced: '0' }, { fixed: '7.88.1-10+deb12u5' }]);
  const deb = (name: string, ...more: readonly string[]) =>
    stateOfDeb(dpkgLine(name, '7.88.1-10', 'amd64', 'ii ', name, '7.88.1-10', ...more), [known]);
  const foreign = { is: 'unknown', why: 'other-builder' };

  it('takes the origin or the maintainer of a package for its builder, where no advisory names it', () => {
    expect(deb('gleis-agent', 'Gleis GmbH <pakete@gleis.example>')).toEqual(foreign);
    expect(deb('gleis-agent', 'Gleis GmbH <pakete@gleis.example>', 'Gleis')).toEqual(foreign);
    expect(deb('zutils', 'Debian QA Group <packages@qa.debian.org>')).toEqual({ is: 'not-affected' });
    expect(deb('zutils', 'A. Person <a@person.example>', 'Debian')).toEqual({ is: 'not-affected' });
    // In Debian people maintain packages under any address: what an advisory names is the distribution's.
    expect(deb('curl', 'A. Person <a@person.example>')).toMatchObject({ is: 'affected' });
    // A list from before it was asked for says nothing of a builder.
    expect(deb('zutils')).toEqual({ is: 'not-affected' });
  });

  it('knows in Ubuntu that everything of the distribution is maintained there', () => {
    const of = (maintainer: string) =>
      stateOfDeb(
        dpkgLine('curl', '7.81.0-1', 'amd64', 'ii ', 'curl', '7.81.0-1', maintainer),
        [advisory('U-1', 'Ubuntu:22.04:LTS', 'curl', [{ introduced: '0' }, { fixed: '7.81.0-1ubuntu1.20' }])],
        { ecosystem: 'Ubuntu:22.04:LTS', ended: false },
      );
    expect(of('Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>')).toMatchObject({ is: 'affected' });
    expect(of('Front End Co <build@front.example>')).toEqual(foreign);
  });

  it('takes the vendor of an RPM package for its builder', () => {
    const of = (vendor: string, release = '2.el9') =>
      stateOfRpm(bytesOfPath(`curl\t0\t7.76.1\t${release}\tx86_64\tcurl-7.76.1-2.src.rpm\t${vendor}\n`), [
        advisory('A-3', 'AlmaLinux:9', 'curl', [{ introduced: '0' }, { fixed: '7.76.1-29.el9_4.1' }]),
      ]);
    expect(of('AlmaLinux')).toMatchObject({ is: 'affected' });
    expect(of('(none)')).toMatchObject({ is: 'affected' });
    for (const vendor of ['Fedora Project', 'Plattenbau e.V.', 'Red Hat, Inc.']) expect(of(vendor)).toEqual(foreign);
    expect(of('', '2.el9.next')).toEqual(foreign);
  });

  it.each(['ea-apache24', 'ea-php81-php-cli', 'plesk-core', 'psa-proftpd', 'alt-php83', 'php83-php-fpm', 'lsphp82', 'cpanel-perl-536'])(
    'knows %s for a panel’s or stack’s own by its name',
    (name) => expect(deb(name)).toEqual(foreign),
  );

  it.each(['ea-utils', 'alt-ergo', 'php8.2', 'plesken', 'ruby'])('takes %s for what any distribution may have', (name) =>
    expect(deb(name)).toEqual({ is: 'not-affected' }),
  );
});

describe('exposure/versions: module streams', () => {
  const of = (name: string, version: string, fixed: string) =>
    stateOfRpm(bytesOfPath(`${name}\t0\t${version}\t1.module_el9.6.0+90+ab\tx86_64\t${name}-${version}-1.src.rpm\n`), [
      advisory('ALSA-7', 'AlmaLinux:9', name, [{ introduced: '0' }, { fixed: `${fixed}-1.module_el9.6.0+90+ab` }]),
    ]);

  it.each([
    ['ruby', '3.1.2', '3.3.5'],
    ['ruby', '3.3.1', '3.1.5'],
    ['maven', '3.8.5', '3.6.3'],
    ['postgresql-server', '15.2', '13.9'],
  ])('%s %s is neither fixed nor affected by the fix %s of another stream', (name, version, fixed) => {
    expect(of(name, version, fixed)).toEqual({ is: 'unknown', why: 'module-stream-not-known' });
  });

  it('measures within the stream, by two numbers or by one as the module is named', () => {
    expect(of('ruby', '3.1.2', '3.1.5')).toMatchObject({ is: 'affected' });
    expect(of('ruby', '3.1.7', '3.1.5')).toMatchObject({ is: 'fixed' });
    expect(of('postgresql-server', '15.2', '15.10')).toMatchObject({ is: 'affected' });
    expect(of('nodejs', '20.12.1', '20.18.2')).toMatchObject({ is: 'affected' });
  });
});

describe('exposure/versions: the release', () => {
  it('knows releases by id and version, quoted or not, and none that it was not told', () => {
    expect(releaseOf('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n')).toEqual({
      name: 'Debian GNU/Linux 12 (bookworm)',
      ecosystem: 'Debian:12',
      supportEnds: '2028-06-30',
    });
    expect(releaseOf("ID='ubuntu'\nVERSION_ID='22.04'\n")).toMatchObject({ ecosystem: 'Ubuntu:22.04:LTS', supportEnds: '2027-04-30' });
    expect(releaseOf('ID=ubuntu\nVERSION_ID=23.10\n')).toMatchObject({ ecosystem: 'Ubuntu:23.10', supportEnds: null });
    expect(releaseOf('ID="rocky"\nVERSION_ID="9.4"\n')).toMatchObject({ ecosystem: 'Rocky Linux:9' });
    expect(releaseOf('ID="centos"\nVERSION_ID="7"\n')).toMatchObject({ ecosystem: null, supportEnds: '2024-06-30' });
    expect(releaseOf('ID=debian\nNAME=sid\n')).toMatchObject({ ecosystem: null, supportEnds: null });
    expect(releaseOf('')).toBeNull();
  });

  it('ends on the day after the last day', () => {
    const release = releaseOf('ID=debian\nVERSION_ID=10\n');
    expect(hasEnded(release, '2024-06-30T23:59:59Z')).toBe(false);
    expect(hasEnded(release, '2024-07-01T00:00:00Z')).toBe(true);
    expect(hasEnded(null, '2026-11-22T00:00:00Z')).toBe(false);
  });

  it('gives an audit of an ended release with its reason in both languages', () => {
    const sections: Partial<Record<SoftwareSection, string>> = {
      'os-release': 'ID=debian\nVERSION_ID=9\n',
      'packages-deb': 'a\t1\tall\tii \ta\t1\n',
    };
    const audit = auditVersions((name) => bytesOfPath(sections[name] ?? ''), indexAdvisories([]), '2026-11-22T00:00:00Z');
    expect(audit.completeness).toMatchObject({ status: 'incomplete', ended: true, supportEnds: '2022-06-30' });
    expect(audit.completeness.reasons.map((reason) => reason.code)).toEqual(['no-data-for-release', 'end-of-life', 'data-age-unknown']);
    expect(audit.totals).toEqual({ affected: 0, fixed: 0, 'not-affected': 0, unknown: 1 });
  });
});
