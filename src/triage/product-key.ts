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

/** Other names by which the same software is known, from the way packagers name things. The first is the name itself. */
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
  const aliases: Readonly<Record<string, readonly string[]>> = {
    apache2: ['Apache HTTP Server', 'http_server', 'apache'],
    httpd: ['Apache HTTP Server', 'http_server', 'apache'],
    'apache http server': ['http_server', 'httpd'],
    'cgi.pm': ['CGI'],
    'php-cgi': ['PHP'],
    bind9: ['BIND'],
    mysqld: ['MySQL'],
  };
  for (const alias of aliases[name.toLowerCase()] ?? []) found.add(alias);
  return [...found];
}
