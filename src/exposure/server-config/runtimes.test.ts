// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { parseAccounts } from '../tenant/accounts.ts';
import { readApache } from './apache-config.ts';
import { bytesOfPath, nameOf, parentOf, pathOfText } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { ConfigFiles } from './config-files.port.ts';
import { expand, matches } from './config-glob.ts';
import { readPools } from './fpm-config.ts';
import { beyondOf } from './fpm-reach.ts';
import { credentialsOfRuntimes } from './runtimes.ts';

const at = (text: string) => text as BytePath;

function filesOf(texts: Readonly<Record<string, string>>): ConfigFiles {
  const folders = new Map<string, Set<BytePath>>();
  for (const path of Object.keys(texts))
    for (let name = path; name !== '/'; name = parentOf(name))
      folders.set(parentOf(name), (folders.get(parentOf(name)) ?? new Set()).add(nameOf(name)));
  return {
    read: (path) => (texts[path] === undefined ? null : bytesOfPath(texts[path])),
    list: (folder) => (folders.has(folder) ? [...(folders.get(folder) ?? [])].toSorted((a, b) => (a < b ? -1 : 1)) : null),
  };
}

describe('exposure/runtimes', () => {
  it('reads suEXEC, mod_ruid2 and mpm-itk through includes, globs, variables, macros, quotes and carried-on lines', () => {
    const files = filesOf({
      '/etc/apache2/apache2.conf': [
        'ServerRoot "/etc/apache2"',
        'Define SITE_GROUP web',
        '# SuexecUserGroup comment comment',
        'IncludeOptional sites-enabled/*.conf',
        'Include macros.conf',
        'Include sites-more',
        'Include gone.conf',
        'IncludeOptional nothing/*.conf',
      ].join('\n'),
      '/etc/apache2/sites-enabled/a.conf': '<VirtualHost *:80>\n  suexecusergroup "a" ${SITE_GROUP}\n</VirtualHost>',
      '/etc/apache2/sites-enabled/b.conf': 'SuexecUserGroup b \\\n  bgroup',
      '/etc/apache2/sites-enabled/b.conf~': 'SuexecUserGroup left over',
      '/etc/apache2/sites-enabled/.hidden.conf': 'SuexecUserGroup not read',
      '/etc/apache2/macros.conf':
        '<Macro Site $user $username>\nRUidGid $user $username\n</Macro>\nUse Site c cgroup\nuse SITE #1004 #1004',
      '/etc/apache2/sites-more/deep/d.conf': "AssignUserID 'd' dgroup",
    });
    const { runs, unread } = readApache(files, at('/etc/apache2/apache2.conf'), null);

    expect(runs).toEqual([
      { user: 'a', group: 'web' },
      { user: 'b', group: 'bgroup' },
      { user: 'c', group: 'cgroup' },
      { user: '1004', group: '1004' },
      { user: 'd', group: 'dgroup' },
    ]);
    expect(unread).toEqual(['/etc/apache2/gone.conf']);
  });

  it('reads pools over several files, with $pool, quotes and comments', () => {
    const files = filesOf({
      '/etc/php/fpm/php-fpm.conf': '[global]\npid = /run/x.pid\ninclude=/etc/php/fpm/pool.d/*.conf\ninclude = gone.conf',
      '/etc/php/fpm/pool.d/a.conf': '; user = no\n[a]\nuser = $pool\n group="web" ; shared\nphp_admin_value[open_basedir] = /home/a',
      '/etc/php/fpm/pool.d/b.conf': "[b]\nuser = 'b'\n[ c ]\nuser=c ; later\n#group = x",
      '/etc/php/fpm/pool.d/b2.conf': '[b]\ngroup = bb',
    });
    const { runs, unread } = readPools(files, at('/etc/php/fpm/php-fpm.conf'));

    expect(runs).toEqual([
      { user: 'a', group: 'web' },
      { user: 'b', group: 'bb' },
      { user: 'c', group: null },
    ]);
    expect(unread).toEqual(['/etc/php/fpm/gone.conf']);
  });

  it('says where pools let everybody in, and where several users keep their sessions together', () => {
    const accounts = parseAccounts(
      bytesOfPath(
        ['a', 'b', 'c', 'd'].map((name, number) => `${name}:x:${2001 + number}:${2001 + number}::/srv/${name}:/bin/sh\n`).join(''),
      ),
      bytesOfPath('a:x:2001:\nb:x:2002:\nfront:x:33:b\nstaff:x:50:c,d\n'),
    );
    const beyond = (text: string) => beyondOf(readPools(filesOf({ '/fpm.conf': text }), at('/fpm.conf')).pools, accounts, () => false);
    const pool = (name: string, ...lines: string[]) => `[${name}]\nuser = ${name}\n${lines.join('\n')}\n`;
    const said = beyond(
      [
        pool('a', 'listen = /run/fpm-$pool.sock', 'listen.mode = 0666', 'php_admin_value[session.save_path] = /var/sess'),
        pool('b', 'listen = 127.0.0.1:9001', "php_value[session.save_path] = '2;0700;/var/sess'"),
        pool('c', 'listen = 9002'),
        pool('d', 'listen = [::1]:9003 ; loopback'),
        pool('e', 'listen = /run/e.sock', 'listen.mode = "0662"'),
      ].join(''),
    );
    expect(said.map(({ code }) => code)).toEqual(['fpm-network-listener', 'fpm-socket-open', 'sessions-shared', 'sessions-by-default']);
    expect(said[0]?.en).toContain('b (127.0.0.1:9001), c (9002), d ([::1]:9003)');
    expect(said[1]?.en).toContain('a (/run/fpm-a.sock), e (/run/e.sock)');
    expect(said[2]?.en).toContain('/var/sess (a, b)');
    expect(said[3]?.en).toContain('3 PHP-FPM pools of several users set no folder for sessions (c, d, e)');
    const codes = (text: string) => beyond(text).map(({ code }) => code);
    const handler = 'php_admin_value[session.save_handler] = redis';
    expect(codes(`${pool('a')}${pool('b', handler)}`)).toEqual([]);
    expect(codes(`${pool('a')}${pool('b', 'php_value[session.save_handler] = files')}`)).toEqual(['sessions-by-default']);
    expect(codes(`${pool('a')}[again]\nuser = a\n`)).toEqual([]);

    const closed = ['listen = /run/$pool.sock', 'php_admin_value[session.save_path] = /home/$pool/sess'];
    expect(beyond(`${pool('a', ...closed)}${pool('b', ...closed, 'listen.mode = 0660')}`)).toEqual([]);
    const groups = beyond(
      [
        pool('a', 'listen = /run/a.sock', 'listen.group = front', 'chroot = /srv/$pool'),
        pool('b', 'listen = /run/b.sock', 'listen.group = front', 'listen.mode = 0600'),
        pool('c', 'listen = /run/c.sock', 'listen.group = front', 'chroot = /'),
        pool('d', 'listen = /run/d.sock', 'listen.group = d'),
      ].join(''),
    );
    expect(groups.map(({ code }) => code)).toEqual(['fpm-socket-group', 'fpm-chroot', 'sessions-by-default']);
    expect(groups[0]?.en).toContain('a (front: b), c (front: b)');
    expect(groups[1]?.en).toContain('a (/srv/a)');
    const owned = beyond(
      [
        pool('a', 'listen = /run/a.sock', 'listen.owner = b', 'listen.mode = 0600'),
        pool('b', 'listen = /run/b.sock', "listen.owner = 'b'"),
        pool('c', 'listen = /run/c.sock', 'listen.owner = d', 'listen.mode = 0440'),
        pool('d', 'listen = /run/d.sock', 'listen.owner = www-data'),
      ].join(''),
    );
    expect(
      owned.filter(({ code }) => code === 'fpm-socket-group').map(({ en }) => /: (.*)\. Whether/.exec(en)?.[1]?.split('): ')[1]),
    ).toEqual(['a (b)']);
    expect(beyond(pool('c', 'listen = /run/c.sock', 'listen.mode = 0666', 'listen.acl_users = www-data'))).toEqual([]);
  });

  it('does not run in circles, nor drown in macros that use themselves', () => {
    const files = filesOf({
      '/a.conf': 'Include /b.conf\nSuexecUserGroup a a',
      '/b.conf': 'Include /a.conf\n<Macro M>\nUse M\nUse M\n</Macro>\nUse M',
    });
    expect(readApache(files, at('/a.conf'), null).runs.length).toBeGreaterThan(0);
  });

  it('matches globs as glob(7) says', () => {
    expect(['a.conf', 'b.conf', '.c.conf', 'd.conf~'].filter((name) => matches('*.conf', name))).toEqual(['a.conf', 'b.conf']);
    expect(['a1', 'b2', 'c3', '-'].filter((name) => matches('[!c-z]?', name))).toEqual(['a1', 'b2']);
    expect(matches('\\*', '*')).toBe(true);
    expect(matches('\\*', 'x')).toBe(false);
    expect(expand(filesOf({ '/e/a/x.conf': '', '/e/b/y.conf': '', '/e/b/z.txt': '' }), '/e/*/[xy].conf')).toEqual([
      '/e/a/x.conf',
      '/e/b/y.conf',
    ]);
  });

  it('gives what is not a tenant’s own, and names whom nobody knows', () => {
    const accounts = parseAccounts(
      bytesOfPath('a:x:1001:1001::/srv/a:/bin/sh\nb:x:1002:1002::/srv/b:/bin/sh\nweb:x:33:33::/var/www:/bin/false\n'),
      bytesOfPath('a:x:1001:\nweb:x:33:b\n'),
    );
    const runs = [
      { user: 'a', group: 'a' },
      { user: 'a', group: 'web' },
      { user: 'b', group: 'web' },
      { user: 'web', group: null },
      { user: 'root', group: null },
      { user: 'gone', group: null },
      { user: 'a', group: 'gone' },
    ];
    const { credentials, unknown } = credentialsOfRuntimes(accounts, runs, pathOfText('/srv'));

    expect(credentials.map(({ uid, gid }) => `${uid}/${gid}`)).toEqual(['1001/33', '33/33']);
    expect(unknown).toEqual(['root', 'gone', 'a:gone']);
  });

  it('takes any bytes for settings without an error and in bounded time', () => {
    const line = fc.constantFrom(
      'Include /a.conf',
      'Use M a',
      '<Macro M $a>',
      '</Macro>',
      'SuexecUserGroup a',
      'user = $pool',
      '[x',
      'include=/*',
      '"',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, anyText()), { maxLength: 40 }), (lines) => {
        const text = [...lines.join('\n')].map((char) => String.fromCharCode((char.codePointAt(0) ?? 0) & 0xff)).join('');
        const files = filesOf({ '/a.conf': text });
        readApache(files, at('/a.conf'), null);
        readPools(files, at('/a.conf'));
      }),
      { numRuns: 100 },
    );
  });
});
