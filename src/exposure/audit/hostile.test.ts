// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAccounts } from '../tenant/accounts.ts';
import { readAclDump } from '../permission/acl-dump.ts';
import { parseAclHex } from '../permission/acl.ts';
import { base64OfPath, bytesOfPath, pathOfBase64, pathOfBytes, shown } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import { parseCollected, scanDepsOf } from '../collect/collected.ts';
import { findingsOf } from '../report/finding.ts';
import { readAnswers } from '../prove/kernel-questions.ts';
import { parseMountInfo } from '../host/mounts.ts';
import { headerOf } from '../report/report.ts';
import { rowParser } from '../tree/row-parser.ts';
import { scan } from './scan.ts';
import { addRow, createTree, pathOfRow } from '../tree/tree.ts';

const anyBytes = (maxLength: number) => fc.uint8Array({ maxLength });
/** Names as a file system takes them: anything but NUL and the slash, up to 255 bytes. */
const name = fc
  .uint8Array({ minLength: 1, maxLength: 255 })
  .map((bytes) => pathOfBytes(bytes.map((byte) => (byte === 0 || byte === 47 ? 255 : byte))))
  .filter((each) => each !== '.' && each !== '..');

function walked(chunks: readonly Uint8Array[]) {
  const tree = createTree();
  addRow(tree, 0, tree.kinds.intern(2, 0o755, 0, 0, 0), new Uint8Array(), 0, 0);
  const parser = rowParser(tree, () => ({ row: 0 }));
  for (const chunk of chunks) parser.push(chunk);
  return { tree, refused: parser.refused(), rest: parser.rest() };
}

const cutAt = (bytes: Uint8Array, cuts: readonly number[]) => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, at) => bytes.subarray(places[at], to));
};

describe('exposure: what a hostile machine may say', () => {
  it('gives back every name byte for byte, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), fc.array(fc.nat(), { maxLength: 10 }), (names, cuts) => {
        const stream = bytesOfPath(`d0 755 0 0 /\0${names.map((each) => `f1 644 1001 1001 ${each}\0`).join('')}`);
        const { tree, refused, rest } = walked(cutAt(stream, cuts));
        expect(refused + rest).toBe(0);
        expect(names.map((_, at) => pathOfRow(tree, at + 1))).toEqual(names.map((each) => `/${each}`));
      }),
    );
  });

  it('counts what is no record, and never invents a parent', () => {
    fc.assert(
      fc.property(fc.array(anyBytes(120), { maxLength: 10 }), (chunks) => {
        const { tree } = walked(chunks);
        for (let row = 1; row < tree.size; row++) expect(tree.parent[row]).toBeLessThan(row);
      }),
    );
    expect(walked([bytesOfPath('d0 755 0 0 /\0f7 644 0 0 x\0f1 99999 0 0 y\0x1 644 0 0 z\0f1 644 0 0 ok\0')])).toMatchObject({
      refused: 3,
      rest: 0,
    });
    expect(walked([bytesOfPath('d0 755 0 0 /\0f1 644 0 0 half')]).rest).toBeGreaterThan(0);
  });

  it('keeps names inert for eyes and whole for machines', () => {
    fc.assert(
      fc.property(name, (each) => {
        // oxlint-disable-next-line no-control-regex -- that there is none is what is looked at
        expect(shown(each)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(pathOfBase64(base64OfPath(each))).toBe(each);
      }),
    );
  });

  it('takes an ACL from getfacl as from getfattr', () => {
    const listed =
      '# file: /a\\012b\n# owner: 1001\n# group: 1001\n# flags: s--\nuser::rw-\nuser:1002:rwx\t#effective:rw-\ngroup::r--\ngroup:1003:--x\nmask::rw-\nother::---\ndefault:user::rwx\n\n';
    const hex = '0x0200000001000600ffffffff02000700ea03000004000400ffffffff08000100eb03000010000600ffffffff20000000ffffffff';
    expect(readAclDump(bytesOfPath(listed))).toEqual([{ path: '/a\nb', acl: hex, capability: false }]);
    expect(readAclDump(bytesOfPath(`# file: /a\\012b\nsystem.posix_acl_access=${hex}\n\n`))).toEqual([
      { path: '/a\nb', acl: hex, capability: false },
    ]);
    expect(parseAclHex(hex)).toHaveLength(6);
  });

  it('reads ACL dumps, accounts, mounts and answers of any bytes without an error', () => {
    fc.assert(
      fc.property(anyBytes(600), fc.string(), (bytes, text) => {
        readAclDump(bytes);
        parseAclHex(text);
        parseAccounts(bytes, bytes);
        parseMountInfo(bytes);
        expect(readAnswers(bytes, 3)).toHaveLength(3);
      }),
    );
  });

  it('believes an answer only when the credential was really taken on', () => {
    const of = (text: string) => readAnswers(bytesOfPath(text), 1)[0];
    expect(of('U0\0A\0r-x/\0rw-/a\0E0\0')?.get('/a' as BytePath)).toBe(6);
    expect(of('U0\0A\0rw-/a\0E1\0')).toBeNull();
    expect(of('U0\0A\0E127\0')).toBeNull();
    expect(of('U0\0A\0r-x/\0rw-/a\0')).toBeNull();
  });
});

const NONCE = '0123456789abcdef0123456789abcdef';
const section = (title: string, text: string) => `\n==${NONCE} ${title}==\n${text}`;
const WALK = 'd0 755 0 0 srv\0d1 711 1001 1001 a\0f2 666 1001 1001 page.php\0d1 711 1002 1002 b\0f2 600 1002 1002 key\0';
const collection = (walk = WALK) =>
  [
    `matoi-collect 1 ${NONCE}\n`,
    section('meta', 'root=/srv\0host=h\0'),
    section('passwd', 'a:x:1001:1001::/srv/a:/bin/sh\nb:x:1002:1002::/srv/b:/bin/sh\n'),
    section('group', 'a:x:1001:\nb:x:1002:\n'),
    section('mountinfo', '1 0 8:1 / / rw - ext4 /dev/sda rw\n'),
    section('sysctl', 'fs/protected_symlinks=1\n'),
    section('ancestors', 'd 755 0 0 1 2 3 /srv\0d 755 0 0 1 1 3 /\0'),
    section('walk', walk),
    section('walk-errors', 'exit=0\n'),
    section('attributes', ''),
    section('attributes-errors', 'exit=0\n'),
    section('access-files', ''),
    section('end', 'ended=2026-11-22T00:00:00Z\n'),
  ].join('');

async function judged(bytes: Uint8Array) {
  const collected = parseCollected(bytes);
  if (typeof collected === 'string') return collected;
  const deps = scanDepsOf(collected);
  const accounts = parseAccounts(collected.section('passwd'), collected.section('group'));
  const result = await scan(deps, { root: collected.root, accounts, shared: [], serverRoot: null, prove: true });
  return { header: headerOf(result, deps.host), findings: [...findingsOf(result)] };
}

describe('exposure/collected', () => {
  it('judges a whole stream', async () => {
    const found = await judged(bytesOfPath(collection()));
    expect(found).toMatchObject({
      header: { completeness: { status: 'complete' } },
      findings: [{ rule: 'tamperable', path: '/srv/a/page.php', proof: 'derived' }],
    });
  });

  it('finds what a uid without an account can do in a tenant’s area, and never calls the look complete', async () => {
    const strange = `${WALK}d1 755 50001 50001 gone\0f2 644 50001 50001 mine\0`.replace(
      'f2 666 1001 1001 page.php\0',
      'f2 644 50001 50001 own.php\0d2 755 50001 50001 dir\0f3 644 1001 1001 index.php\0',
    );
    const { header, findings } = (await judged(bytesOfPath(collection(strange)))) as Exclude<Awaited<ReturnType<typeof judged>>, string>;
    expect(findings.map(({ rule, path, tenant, grants }) => [rule, path, tenant, grants.map(({ names }) => names)])).toEqual([
      ['tamperable', '/srv/a/own.php', 'a', [['uid 50001']]],
      ['replaceable', '/srv/a/dir', 'a', [['uid 50001']]],
    ]);
    expect(header.completeness).toMatchObject({ status: 'incomplete', reasons: [{ code: 'owners-unknown' }] });
    expect(header.completeness.reasons[0]?.en).toContain('50001: 4, /srv/a/own.php');
  });

  it('says of a group that nobody knows and that may do more than everybody that its members are not known', async () => {
    const shared = await judged(bytesOfPath(collection(WALK.replace('f2 666 1001 1001', 'f2 664 1001 60001'))));
    expect(shared).toMatchObject({ header: { completeness: { status: 'incomplete', reasons: [{ code: 'groups-unknown' }] } } });
    const harmless = await judged(bytesOfPath(collection(WALK.replace('f2 666 1001 1001', 'f2 644 1001 60001'))));
    expect(harmless).toMatchObject({ header: { completeness: { status: 'complete' } } });
  });

  it('looks at a bind mount’s tree once, and names the mount', async () => {
    const mounts =
      '1 0 8:1 / / rw - ext4 /dev/sda rw\n2 1 8:1 /srv/a /srv/b/seen rw - ext4 /dev/sda rw\n3 1 8:1 /opt /srv/b/opt rw - ext4 /dev/sda rw\n';
    const walk = WALK.replace(
      'f2 600 1002',
      'd2 711 1001 1001 seen\0f3 666 1001 1001 page.php\0d3 755 1001 1001 in\0d4 755 1001 1001 deep\0f5 666 1001 1001 x\0d2 755 0 0 opt\0f3 666 1002 1002 tool\0f2 600 1002',
    );
    const text = collection(walk).replace('1 0 8:1 / / rw - ext4 /dev/sda rw\n', mounts);
    const { header, findings } = (await judged(bytesOfPath(text))) as Exclude<Awaited<ReturnType<typeof judged>>, string>;
    expect(findings.map(({ path }) => path)).toEqual(['/srv/a/page.php', '/srv/b/opt/tool']);
    expect(header.completeness).toMatchObject({ status: 'complete', notConsidered: [{ code: 'bind-mount' }, {}, {}, {}, {}] });
    expect(header.completeness.notConsidered[0]?.en).toContain('/srv/b/seen is a bind mount of /srv/a');
  });

  it('calls a stream that was cut anywhere incomplete, or refuses it: never clean', async () => {
    const whole = bytesOfPath(collection());
    for (let to = 0; to < whole.length - 'ended=2026-11-22T00:00:00Z\n'.length; to += 7) {
      const found = await judged(whole.subarray(0, to));
      if (typeof found !== 'string') expect(found.header.completeness.status, `cut at ${to}`).toBe('incomplete');
    }
  });

  it('is not led by a name that looks like the end of a section', async () => {
    const forged = WALK.replace('key', `\n==${NONCE.replace('0', '1')} end==\nended=`);
    const found = await judged(bytesOfPath(collection(forged)));
    expect(found).toMatchObject({ header: { completeness: { status: 'complete' }, totals: { objects: 5 } } });
    if (typeof found !== 'string') expect(found.header.completeness.tenantNames).toHaveLength(found.header.completeness.tenants);
  });

  it('takes a stream with any bytes changed without an error', async () => {
    const whole = bytesOfPath(collection());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }), async (changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        await judged(bytes);
      }),
      { numRuns: 300 },
    );
  });
});
