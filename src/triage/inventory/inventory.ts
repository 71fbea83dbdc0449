// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { productKey } from '../claim/product-key.ts';

export const inventoryKinds = ['software', 'cgi', 'site', 'asset'] as const;
export const exposures = ['internet', 'internal', 'unknown'] as const;

/** One thing that the organisation runs, as its own list says. */
export const inventoryItemSchema = z.object({
  id: z.string().min(1).max(300),
  kind: z.enum(inventoryKinds),
  name: z.string().min(1).max(300),
  /** Who makes it, where the list says so. */
  vendor: z.string().max(200).exactOptional(),
  version: z.string().max(100).nullable(),
  /** `cpan`, `npm`, `deb`, `rpm` …; null when the list does not say. */
  ecosystem: z.string().max(50).nullable(),
  host: z.string().max(300).nullable(),
  path: z.string().max(1000).nullable(),
  owner: z.string().max(200).nullable(),
  exposure: z.enum(exposures),
  /** The file that it was read from. */
  from: z.string().max(300),
});
export type InventoryItem = z.infer<typeof inventoryItemSchema>;

/** What a report of "your CGI" may mean: programs that a web server runs. */
export function isWebProgram(item: InventoryItem): boolean {
  if (item.kind === 'cgi') return true;
  if (/^(?:cpan|composer|packagist)$/i.test(item.ecosystem ?? '')) return true;
  if (/\.(?:f?cgi|pl|pm|php\d?|phtml)(?:[?#]|$)|\/cgi-bin(?:\/|$)/i.test(item.path ?? '')) return true;
  const name = item.name.normalize('NFKC');
  return BY_NAME.test(name) || /^[A-Z]\w*(?:::\w+)+$/.test(name) || KNOWN_PROGRAMS.has(productKey(name));
}

/** The language or the gateway in the name, as packagers and people write it. */
const BY_NAME = /(?<![a-z])(?:f?cgi|perl|php)(?![a-z])|^(?:php|perl|cgi)|^lib\S+-perl$|\.(?:cgi|pl|php)$/i;

/** Well-known programs for web sites that are written in Perl or PHP: a list of assets seldom says so. */
const KNOWN_PROGRAMS: ReadonlySet<string> = new Set(
  [
    ['WordPress', 'Drupal', 'Joomla', 'Joomla!', 'EC-CUBE', 'baserCMS', 'a-blog cms', 'concrete5', 'XOOPS', 'MODX', 'TYPO3', 'Magento'],
    ['PrestaShop', 'OpenCart', 'Laravel', 'CakePHP', 'CodeIgniter', 'Symfony', 'Zend Framework', 'FuelPHP', 'Smarty', 'PukiWiki'],
    ['MediaWiki', 'DokuWiki', 'Moodle', 'Nextcloud', 'ownCloud', 'Roundcube', 'SquirrelMail', 'Matomo', 'Piwigo', 'Zabbix', 'Cacti'],
    ['Movable Type', 'KENT-WEB', 'FormMail', 'AWStats', 'FreeStyleWiki', 'Bugzilla', 'Webmin', 'Usermin', 'TWiki', 'Foswiki', 'MHonArc'],
    [
      'Request Tracker',
      'OTRS',
      'Znuny',
      'Koha',
      'Nagios',
      'Namazu',
      'Web Mailer',
      'YaBB',
      'Mojolicious',
      'Catalyst',
      'Dancer',
      'Dancer2',
      'Plack',
    ],
  ]
    .flat()
    .map(productKey),
);
