// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { isSecretClass, nameClasses, nameClassOf } from './file-role.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const classOf = (text: string) => nameClasses[nameClassOf(bytesOf(text), 0, bytesOf(text).length, 0)];
const isSecret = (text: string) => isSecretClass(nameClassOf(bytesOf(text), 0, bytesOf(text).length, 0));

describe('exposure/backup-name', () => {
  it('knows a copy of a secret by the secret’s name and a mark in any place and case', () => {
    for (const name of [
      'configuration.php_old',
      'Configuration.php.OLD',
      'configuration.bak.php',
      'old.configuration.php',
      'LocalSettings.php.2',
      'LocalSettings-backup.txt',
      'localsettings (3).php',
      'wp-config - コピー.php',
      'wp-config - コピー (2).php',
      'コピー ～ wp-config.php',
      'Kopie von wp-config.php',
      'copy (2) of wp-config.php',
      '.wp-config.php.swo',
      '#config.inc.php#',
      'config_local.php.2026-11-01',
      'wp-config_20261101_090000.php',
      'wp-config.php.dpkg-old',
      'wp-config.html',
      'wp-config.php.tar.gz',
      '.env-20261101',
      '.my.cnf.save',
      'id_ed25519-old',
      'id_ecdsa (copy)',
      '.bash_history.1',
      '.pgpass~',
      'shop.SQL',
      'shop.sqlite.3',
      'shop.sql.txt',
      'install.sql.bak',
      'staff.htpasswd',
      'index.php_bak',
      'configuration.php-',
      'configuration.php.',
      'configuration.php.~3~',
      '.configuration.php.un~',
      'configuration.php,v',
      'configuration_LOCAL_4711.php',
      'wp-config.php.REMOTE.4711.php',
      '_wp-config.php',
      'wp-config.phps',
      'wp-config.php.inc',
      'wp-config.php.新',
      'wp-config（予備）.php',
      'mailer.inc.1',
      'WP-CONFIG.PHP',
      'wp-config.php5',
      'wp-config.phpbak',
      'wp-config.php.production',
      'wp-config.local.php',
      'wp-config.php.本番用',
      'configuration.staging.php',
    ])
      expect(isSecret(name), name).toBe(true);
    expect([classOf('shop.sql.old2'), classOf('id_dsa.1'), classOf('members.htpasswd_old')]).toEqual([
      'dump',
      'private-key',
      'password-file',
    ]);
  });

  it('leaves what only looks like one', () => {
    for (const name of [
      'wp-config-sample.php',
      '.env.example',
      'id_rsa.pub',
      '_settings.php',
      'gallery.phps',
      'mailer.inc',
      'photo_local_1234.jpg',
      'report.pdf-',
      'id_rsa.pub.old',
      'identity.html',
      'settings.txt',
      'settings-2.php',
      'backup-settings.php',
      'save_configuration.php',
      'Settings.php',
      'Local.php',
      'access.log.1',
      'index.php',
      'photo (1).jpg',
      'report-old.pdf',
      'author.txt',
      'readme.sql.txt',
      'Install.SQL.1.txt',
      'changelog-2.sql.html',
      'Copy of report.docx',
      'old',
      '~',
      '#',
    ])
      expect(isSecret(name), name).toBe(false);
  });

  it('finds every secret under up to three marks, however they are put together', () => {
    const stem = fc.constantFrom('wp-config.php', '.env', 'id_rsa', 'sftp-config.json', '.git-credentials', 'config.inc.php');
    const after = fc.constantFrom('.old', '_bak', '-orig', '.BAK', '~', '.save', '.1', '.20261101', ' (copy)', '.txt', '.gz');
    const before = fc.constantFrom('', '#', 'Copy of ', 'old.', 'bak_');
    fc.assert(
      fc.property(stem, before, fc.array(after, { minLength: 1, maxLength: 3 }), fc.boolean(), (name, start, ends, loud) => {
        const copy = `${start}${name}${ends.join('')}`;
        expect(isSecret(loud ? copy.toUpperCase() : copy), copy).toBe(true);
      }),
    );
  });

  it('takes any name without an error', () => {
    fc.assert(
      fc.property(anyText(255), (name) => {
        expect(nameClasses).toContain(classOf(name));
      }),
    );
  });
});
