// SPDX-License-Identifier: Apache-2.0
/**
 * The name under which a product is looked up: lower case, compatibility forms folded, separators dropped, so that
 * `CGI::Session`, `CGI-Session`, `libcgi-session-perl` (by `packageNames`) and `cgi_session` meet.
 */
export function productKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\.pm$/, '')
    .replace(/[^\p{L}\p{N}+#]/gu, '');
}

/** Other names by which the same software is known, from the way packagers, servers and makers name things. The first is the name itself. */
export function packageNames(name: string): readonly string[] {
  const found = new Set<string>([name]);
  const debianPerl = /^lib([a-z0-9-]+)-perl$/.exec(name)?.[1];
  if (debianPerl !== undefined) found.add(debianPerl);
  const rpmPerl = /^perl-(.+)$/.exec(name)?.[1];
  if (rpmPerl !== undefined) found.add(rpmPerl);
  const other = /^(?:python3?|php|ruby|node)-(.+)$/.exec(name)?.[1];
  if (other !== undefined) found.add(other);
  const versioned = /^([a-z][a-z-]*?)-?\d+(?:\.\d+)*$/.exec(name)?.[1];
  if (versioned !== undefined) found.add(versioned);
  const artifact = /^[\w.-]{1,200}:([\w.-]{1,200})$/.exec(name)?.[1];
  if (artifact !== undefined) found.add(artifact);
  for (const known of found) for (const alias of families.get(productKey(known)) ?? []) found.add(alias);
  return [...found];
}

/**
 * Programs that their package, their process, their banner and CPE call by different names. No name may be another
 * maker's too: "HTTP Server" alone is IBM's as well.
 */
const FAMILIES: readonly (readonly string[])[] = [
  ['Apache HTTP Server', 'Apache', 'apache2', 'httpd', 'Apache httpd', 'Apache Web Server'],
  [
    'Microsoft IIS',
    'IIS',
    'Internet Information Services',
    'Internet Information Server',
    'Microsoft Internet Information Services',
    'Microsoft Internet Information Server',
  ],
  ['Apache Tomcat', 'Tomcat'],
  ['Apache Struts', 'Struts', 'Struts 2', 'Apache Struts 2'],
  ['Apache Log4j', 'Log4j', 'Log4j 2'],
  ['ISC BIND', 'BIND', 'BIND 9', 'named'],
  ['MySQL', 'mysqld', 'MySQL Server', 'MySQL Community Server', 'Oracle MySQL'],
  ['MariaDB', 'mariadbd', 'MariaDB Server'],
  ['PostgreSQL', 'Postgres', 'PostgreSQL Server'],
  ['OpenSSH', 'sshd', 'OpenSSH Server', 'OpenBSD OpenSSH'],
  ['nginx', 'F5 nginx', 'nginx Open Source'],
  ['PHP', 'php-cgi', 'php-fpm'],
  ['Exim', 'exim4'],
  ['Samba', 'smbd'],
];
const families: ReadonlyMap<string, readonly string[]> = new Map(
  FAMILIES.flatMap((names) => names.map((name) => [productKey(name), names] as const)),
);

const CORPORATE =
  /(?<![\p{L}])(?:(?:software|open source)\s+foundation|foundation|corporation|corp|incorporated|inc|limited|ltd|llc|gmbh|company|co|group|project|systems consortium|株式会社|有限会社|合同会社|一般社団法人|the)(?![\p{L}])\.?|[（(]株[)）]/giu;

/** A maker without its legal form: `Apache Software Foundation` and `apache`, `The PHP Group` and `php` are one. */
export function vendorKey(vendor: string): string {
  return productKey(vendor.replace(CORPORATE, ' '));
}
