// SPDX-License-Identifier: Apache-2.0
import type { Software, SoftwareReader, SoftwareSection } from '../../exposure/versions/software.port.ts';
import { run } from './spawn.ts';

/** The same questions as collector.sh asks on another machine. */
const questions: Readonly<Record<SoftwareSection, string>> = {
  'os-release': 'cat /etc/os-release',
  'packages-deb':
    "command -v dpkg-query >/dev/null && dpkg-query -W -f='${Package}\\t${Version}\\t${Architecture}\\t${db:Status-Abbrev}\\t${source:Package}\\t${source:Version}\\t${Maintainer}\\t${Origin}\\n'",
  'packages-rpm':
    "command -v dpkg-query >/dev/null || rpm -qa --qf '%{NAME}\\t%{EPOCH}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\t%{VENDOR}\\n'",
  tcp: 'cat /proc/net/tcp',
  tcp6: 'cat /proc/net/tcp6',
  sockets: "find /proc/[0-9]*/fd -maxdepth 1 -lname 'socket:*' -printf '%p %l\\n'",
  programs: "find /proc/[0-9]* -maxdepth 1 -name exe -printf '%p %l\\n'",
  owners: "find /proc/[0-9]* -maxdepth 1 -name exe -printf '%l\\0' | sort -zu | xargs -0 -r dpkg-query -S --",
  deleted: "grep -asH ' (deleted)$' /proc/[0-9]*/maps | head -n 20000",
};

/**
 * Asks this computer what is installed on it, with its own package tools; the answer to a question that failed is empty
 * bytes.
 */
export function posixSoftware(): SoftwareReader {
  return {
    async read(): Promise<Software> {
      const entries = Object.entries(questions) as [SoftwareSection, string][];
      const answers = new Map(
        await Promise.all(entries.map(async ([name, line]) => [name, (await run('sh', ['-c', `${line} 2>/dev/null`])).stdout] as const)),
      );
      return (name) => answers.get(name) ?? new Uint8Array();
    },
  };
}
