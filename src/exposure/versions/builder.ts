// SPDX-License-Identifier: Apache-2.0

/** Words that distributions put into their own versions: upstream states, updates, rebuilds (deb-version(7), wiki.debian.org). */
const OWN_WORDS = new Set(
  (
    'deb nmu dfsg ds repack really exp git cvs svn bzr hg rc pre alpha beta post orig stable snapshot final ubuntu build esm ' +
    'fakesync willsync maysync'
  ).split(' '),
);
const EL_TAIL = /^(?:_\d+)*(?:\.\d+)*(?:\.(?:alma|rocky|plus)(?:\.\d+)*)*$/;

/**
 * The mark that another builder than the distribution left in a version (`rpt`, `pgdg`, `remi`), or null where it bears
 * none. Another builder's versions follow another history, so the distribution's fixes say nothing of them. Of builders
 * that leave no mark, see `otherBuilder`.
 */
export function builderMark(version: string, scheme: 'deb' | 'rpm', ecosystem: string): string | null {
  return scheme === 'rpm' ? rpmMark(version, ecosystem) : debMark(version, ecosystem.startsWith('Ubuntu'));
}

/** The revision of a Debian version; of one without a revision, what follows its first `+` or `~`. */
function debMark(version: string, ubuntu: boolean): string | null {
  const dash = version.lastIndexOf('-');
  const start = dash >= 0 ? dash + 1 : version.search(/[+~]/);
  const own = start < 0 ? '' : version.slice(start);
  const words = (own.match(/[A-Za-z]{2,}/g) ?? []).map((word) => word.toLowerCase());
  const foreign = words.filter((word) => !OWN_WORDS.has(word) || (word === 'ubuntu' && !ubuntu));
  if (/[+~]ubuntu\d/.test(own)) foreign.push('+ubuntu');
  if (/deb\d+(?![\du])/.test(own)) foreign.push('+deb');
  return foreign.length === 0 ? null : [...new Set(foreign)].toSorted().join(' ');
}

/** States of a source in the release of an RPM package: `0.20230614git1a2b3c4`, `2.rc1`; what is left are numbers. */
const SOURCE_STATE =
  /(?:git|svn|hg|bzr|cvs)[0-9a-f]*|(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])|(?:rc|pre|post|beta|alpha|snap)(?=\d|\.)/gi;

/** What stands beside the `.el9` of a release, on either side; builds of modules carry their own tag and are the distribution's. */
function rpmMark(version: string, ecosystem: string): string | null {
  const release = version.slice(version.lastIndexOf('-') + 1);
  // What stayed behind from an older release of the distribution was built for that one.
  const built = /[.+_]el(\d+)/.exec(release)?.[1];
  const asked = /:(\d+)(?=$|[:.])/.exec(ecosystem)?.[1];
  if (built !== undefined && asked !== undefined && built !== asked) return `el${built}`;
  if (/[.]module[_+]el\d/.test(release)) return null;
  const tag = /\.el\d+/.exec(release);
  const head = tag === null ? '' : release.slice(0, tag.index).replaceAll(SOURCE_STATE, '');
  const tail = tag === null ? release : release.slice(tag.index + tag[0].length);
  const words = `${head} ${tag !== null && EL_TAIL.test(tail) ? '' : tail}`.match(/[A-Za-z]{2,}/g);
  return words === null ? null : words.join(' ').toLowerCase();
}

/** Names under which control panels and stacks for hosting ship software of their own, beside what the distribution has. */
const OWN_NAMES =
  /^(?:ea-(?!utils)|cpanel|plesk(?:-|$)|psa-|directadmin|hestia(?:-|$)|vesta(?:-|$)|webmin|usermin|virtualmin|lsphp\d|openlitespeed|imunify|alt-(?:php|python|ruby|nodejs|openssl|curl|mysql|mariadb)|php\d\d-)/;
/** What the distribution writes as the vendor of its RPM packages. */
const RPM_VENDORS: Readonly<Record<string, RegExp>> = {
  AlmaLinux: /^almalinux/i,
  'Rocky Linux': /^rocky/i,
  'Red Hat': /^red ?hat/i,
  CentOS: /^centos/i,
};
const UBUNTU = /@(?:[a-z.-]+\.)?(?:ubuntu|canonical)\.com\b|^ubuntu$/i;
const DEBIAN = /@(?:[a-z.-]+\.)?debian\.(?:org|net)\b|^debian$/i;

/**
 * The builder of a package whose version bears no mark: as the package's own vendor, origin or maintainer says, or by a name
 * that only another builder ships; null where it is the distribution's. Maintainers in Debian write under any address, and
 * a name may be spoken of by that builder's own advisories: both count only where no advisory names the package (`named`).
 */
export function otherBuilder(
  {
    builder,
    source,
    binary,
    scheme,
  }: { readonly builder: string | null; readonly source: string; readonly binary: string; readonly scheme: 'deb' | 'rpm' },
  ecosystem: string,
  named: boolean,
): string | null {
  if (builder !== null) {
    if (scheme === 'rpm') {
      const own = RPM_VENDORS[ecosystem.split(':')[0] ?? ''];
      if (own !== undefined) return own.test(builder) ? null : builder;
    } else if (ecosystem.startsWith('Ubuntu')) return UBUNTU.test(builder) ? null : builder;
    else if (!DEBIAN.test(builder) && !named) return builder;
  }
  return !named && (OWN_NAMES.test(source) || OWN_NAMES.test(binary)) ? 'by name' : null;
}
