// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { bytesOfPath } from '../bytes.ts';
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
