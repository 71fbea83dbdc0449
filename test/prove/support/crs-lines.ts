// SPDX-License-Identifier: Apache-2.0
// Requests of a regression suite for web firewalls, rendered to the lines that a web server would have logged.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readYaml } from '../../../src/adapters/log-yaml/yaml.ts';

export type RenderedRequest = {
  readonly family: string;
  readonly file: string;
  readonly test: string;
  /** `attack`: a rule must fire. `clean`: the test names a rule that must stay silent (another one may still speak). */
  readonly meant: 'attack' | 'clean';
  readonly line: string;
};

type Input = {
  readonly method?: string;
  readonly uri?: string | number;
  readonly data?: unknown;
  readonly encoded_request?: unknown;
  readonly headers?: Readonly<Record<string, string | number>>;
};
type Stage = {
  readonly input?: Input;
  readonly output?: { readonly log?: { readonly expect_ids?: readonly unknown[]; readonly no_expect_ids?: readonly unknown[] } };
};

/** Only what an access log shows: GET, a query, no body. */
export function crsRequests(folder: string): readonly RenderedRequest[] {
  return globSync(join(folder, '**/*.yaml'))
    .toSorted()
    .flatMap((file) => {
      const read = readYaml(readFileSync(file, 'utf8'));
      const document = (read.ok ? read.value[0] : null) as { readonly tests?: readonly unknown[] } | null;
      return (document?.tests ?? []).flatMap((test) => {
        const { test_id, stages } = test as { readonly test_id?: unknown; readonly stages?: readonly Stage[] };
        return (stages ?? []).flatMap((stage) => {
          const rendered = render(stage);
          return rendered === null
            ? []
            : [
                {
                  family: basename(dirname(file)).replace(/^[A-Z]+-(\d+)-(?:APPLICATION-ATTACK-)?/, '$1 '),
                  file,
                  test: String(test_id),
                  ...rendered,
                },
              ];
        });
      });
    });
}

function render({ input, output }: Stage): Pick<RenderedRequest, 'meant' | 'line'> | null {
  if (input === undefined || input.data !== undefined || input.encoded_request !== undefined) return null;
  const [method, uri] = [input.method ?? 'GET', String(input.uri ?? '/')];
  const [fires, silent] = [output?.log?.expect_ids ?? [], output?.log?.no_expect_ids ?? []];
  if (method !== 'GET' || !uri.includes('?') || fires.length + silent.length === 0) return null;
  const header = (name: string) => String(Object.entries(input.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? '-');
  const request = `${method} ${uri} HTTP/1.1`;
  return {
    meant: fires.length > 0 ? 'attack' : 'clean',
    line: `192.0.2.1 - - [10/Nov/2026:12:00:00 +0900] "${logged(request)}" 200 100 "${logged(header('referer'))}" "${logged(header('user-agent'))}"`,
  };
}

/** As Apache writes a field: quotes and back-slashes escaped, what is no printable ASCII as \xhh. */
function logged(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      if (byte === 34 || byte === 92) return `\\${String.fromCharCode(byte)}`;
      return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}
