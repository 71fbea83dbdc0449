// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { BundleFile } from './bundle.port.ts';
import type { HuntResources } from '../deps.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { SCHEMA_VERSION } from '../engine/schema.ts';
import { listFiles } from '../engine/store.ts';
import type { LogFile } from '../engine/store.ts';
import type { LogVault } from '../import/vault.port.ts';

export type LineRef = { readonly file: number; readonly line: number };

export type RawLine = {
  readonly file: number;
  readonly name: string;
  readonly sha256: string;
  readonly compression: LogFile['compression'];
  readonly line: number;
  /** Byte offset in the unpacked file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly digest: string;
};

/** The lines behind a number, byte for byte from the vault. A line that cannot be found again is a bug or a damaged vault: it throws. */
export async function rawLines(
  deps: { engine: LogEngine; vault: LogVault; hash: HashBytes },
  refs: readonly LineRef[],
): Promise<Result<readonly RawLine[], EngineFault>> {
  const files = await listFiles(deps.engine);
  if (!files.ok) return files;
  const byId = new Map(files.value.map((file) => [file.file, file]));
  const found: RawLine[] = [];
  for (const id of new Set(refs.map((ref) => ref.file))) {
    const file = byId.get(id);
    if (file === undefined) throw new Error(`file ${id} is not in the store`);
    const numbers = refs.filter((ref) => ref.file === id).map((ref) => ref.line);
    const stored = { sha256: file.stored, compression: file.compression };
    const lines = await deps.vault.lines(stored, numbers);
    for (const [line, { bytes, offset }] of lines)
      found.push({
        file: id,
        name: file.name,
        sha256: file.sha256,
        compression: file.compression,
        line,
        offset,
        bytes,
        digest: deps.hash(bytes),
      });
  }
  return ok(found.toSorted((a, b) => a.file - b.file || a.line - b.line));
}

export type EvidenceInput = {
  readonly answer: unknown;
  readonly lines: readonly RawLine[];
  readonly files: readonly LogFile[];
  readonly queries: readonly string[];
  readonly engine: string;
  readonly vault: { readonly entries: number; readonly hash: string };
  readonly at: string;
  readonly rules: readonly { readonly id: string; readonly title: string; readonly author: string; readonly license: string }[];
};

/** The bundle of one answer, from this desk's engine and vault as they are now. */
export async function gatherEvidence(
  deps: { readonly hash: HashBytes; readonly clock: Clock },
  desk: Pick<HuntResources, 'engine' | 'vault'>,
  what: { readonly answer: unknown; readonly lines: readonly LineRef[]; readonly queries: readonly string[] },
): Promise<Result<readonly BundleFile[], EngineFault>> {
  const lines = await rawLines({ ...desk, hash: deps.hash }, what.lines);
  if (!lines.ok) return lines;
  const files = await listFiles(desk.engine);
  if (!files.ok) return files;
  const engine = await desk.engine.version();
  if (!engine.ok) return engine;
  const { answer, queries } = what;
  const vault = await desk.vault.head();
  const about = { files: files.value, engine: engine.value, vault, at: deps.clock.now(), rules: [] };
  return ok(bundleFiles({ answer, queries, lines: lines.value, ...about }));
}

/** Everything that somebody else needs to check the answer without this desk. */
export function bundleFiles(input: EvidenceInput): readonly BundleFile[] {
  const used = new Set(input.lines.map((line) => line.file));
  const table = input.lines.map((line) =>
    [line.sha256, line.compression, line.line, line.offset, line.bytes.length, line.digest].join('\t'),
  );
  const about = {
    at: input.at,
    engine: input.engine,
    schema: SCHEMA_VERSION,
    vaultManifest: input.vault,
    files: input.files
      .filter((file) => used.has(file.file))
      .map(({ file, name, sha256, stored, bytes, lines, parsed, rejected, format, zone }) => ({
        file,
        name,
        sha256,
        stored,
        bytes,
        lines,
        parsed,
        rejected,
        format,
        zone,
      })),
    rules: input.rules,
  };
  return [
    { name: 'answer.json', bytes: `${JSON.stringify(input.answer, null, 2)}\n` },
    { name: 'about.json', bytes: `${JSON.stringify(about, null, 2)}\n` },
    { name: 'queries.sql', bytes: `${input.queries.join(';\n\n')};\n` },
    { name: 'lines.tsv', bytes: `${table.join('\n')}${table.length === 0 ? '' : '\n'}` },
    { name: 'lines.raw', bytes: joined(input.lines.map((line) => line.bytes)) },
    { name: 'check.sh', bytes: CHECK },
    { name: 'README.txt', bytes: README },
  ];
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length + 1, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    whole[at + piece.length] = 10;
    at += piece.length + 1;
  }
  return whole;
}

/**
 * POSIX shell and sha256sum only, so that it runs where the desk does not. Originals are found by their hash, whatever
 * they are called; how one is packed or written is told by its own first bytes.
 */
const CHECK = `#!/bin/sh
# Checks this bundle offline: sh check.sh [FOLDER WITH THE ORIGINAL LOGS]
# 1. every file of the bundle has the hash that SHA256SUMS gives
# 2. lines.raw holds each cited line, byte for byte
# 3. with a folder: each cited line stands in the original file of that hash, at that byte offset
set -u
originals=
if [ $# -ge 1 ]; then
  originals=$(cd "$1" 2>/dev/null && pwd) || { echo "FAULT: no folder $1"; exit 2; }
fi
cd "$(dirname "$0")" || exit 2
sha256sum -c SHA256SUMS > /dev/null 2>&1 || { echo "FAULT: the bundle was changed"; exit 1; }
echo "bundle: unchanged"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
tab=$(printf '\\t')
digest() { sha256sum | cut -c 1-64; }
magic() { head -c 4 | od -An -tx1 | tr -d ' \\n'; }
raw() {
  case $(magic < "$1") in 1f8b*) gzip -dc < "$1";; 28b52ffd) zstd -qdc < "$1";; *) cat "$1";; esac 2>/dev/null
}
# UTF-16 is cited in UTF-8
plain() {
  case $(raw "$1" | magic) in
    fffe*|feff*) raw "$1" | iconv -f UTF-16 -t UTF-8;;
    ??00??00) raw "$1" | iconv -f UTF-16LE -t UTF-8;;
    00??00??) raw "$1" | iconv -f UTF-16BE -t UTF-8;;
    *) raw "$1";;
  esac
}
at=0; cited=0; bad=0
while IFS="$tab" read -r sha packing line offset length want; do
  found=$(tail -c "+$((at + 1))" lines.raw | head -c "$length" | digest)
  cited=$((cited + 1)); at=$((at + length + 1))
  [ "$found" = "$want" ] || { echo "FAULT: line $cited of lines.raw differs"; bad=$((bad + 1)); }
done < lines.tsv
echo "lines.raw: $cited lines, $bad faults"
[ "$bad" -eq 0 ] || exit 1
[ -n "$originals" ] || { echo "originals: not checked (name the folder with the original logs)"; exit 0; }
find "$originals" -type f -exec sha256sum {} + > "$work/index"
# Members of a zip are originals too, where unzip is there
if command -v unzip > /dev/null 2>&1; then
  number=0
  find "$originals" -type f -name '*.[zZ][iI][pP]' > "$work/zips"
  while IFS= read -r zip; do
    number=$((number + 1))
    unzip -qq -o "$zip" -d "$work/$number" > /dev/null 2>&1
  done < "$work/zips"
  [ "$number" -eq 0 ] || find "$work" -mindepth 2 -type f -exec sha256sum {} + >> "$work/index"
fi
checked=0; last=
while IFS="$tab" read -r sha packing line offset length want; do
  file=$(awk -v s="$sha" 'substr($0, 1, 64) == s { print substr($0, 67); exit }' "$work/index")
  if [ -z "$file" ]; then echo "FAULT: no file with hash $sha"; bad=$((bad + 1)); continue; fi
  [ "$sha" = "$last" ] || { plain "$file" > "$work/plain"; last=$sha; }
  found=$(tail -c "+$((offset + 1))" "$work/plain" | head -c "$length" | digest)
  checked=$((checked + 1))
  [ "$found" = "$want" ] || { echo "FAULT: line $line of $file differs"; bad=$((bad + 1)); }
done < lines.tsv
echo "originals: $checked lines checked, $bad faults"
[ "$bad" -eq 0 ]
`;

const README = `ログ調査の証跡 / Evidence of a log search

answer.json   答え（判定・数・確認範囲） / the answer: verdict, numbers, coverage
about.json    ファイル・エンジン・ルールの版 / files, engine and rule versions
queries.sql   実行した問い / the queries that were run
lines.tsv     行ごとに：ファイルの SHA-256, 圧縮, 行番号, 位置(バイト), 長さ, 行の SHA-256
              for each line: SHA-256 of the file, packing, line number, byte offset, length, SHA-256 of the line
lines.raw     その行そのもの（元のバイト列） / the lines themselves, byte for byte
check.sh      sh check.sh [原本ログのフォルダー / folder with the original logs]
SHA256SUMS    この束のハッシュ / hashes of this bundle
`;
