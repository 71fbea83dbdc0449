// SPDX-License-Identifier: Apache-2.0
/**
 * readonly=1 refuses writes and table functions, but the engine's readonly lets two doors stand open: the scalar
 * function file() and INTO OUTFILE. This reads the SQL as the engine's lexer would (strings, quoted names,
 * comments) and names what may not run in a reading session. Returns null when nothing was found.
 */
export function forbiddenInReading(sql: string): string | null {
  const words = wordsOf(sql);
  if (words === null) return 'unterminated text or comment';
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next === '(' && FUNCTIONS.has(word)) return `${word}()`;
    if ((word === 'into' && next === 'outfile') || (word === 'from' && next === 'infile')) return `${word} ${next}`;
    if (word === ';' && next !== undefined) return 'several statements';
  }
  const first = words.find((word) => word !== '(');
  return first !== undefined && ALLOWED_FIRST.has(first) ? null : `a statement that begins with ${first ?? 'nothing'}`;
}

const ALLOWED_FIRST = new Set(['select', 'with', 'explain', 'show', 'describe', 'desc', 'exists']);
const FUNCTIONS = new Set(
  `file filecluster url urlcluster s3 s3cluster gcs azureblobstorage hdfs hdfscluster remote remotesecure cluster clusterallreplicas mysql
  postgresql mongodb redis sqlite odbc jdbc executable python iceberg deltalake hudi input dictionary catboostevaluate
  arrowflight ytsaurus paimon mergetreeindex addressestoline addresstoline addresstosymbol sleep sleepeachrow`.split(/\s+/),
);

function wordsOf(sql: string): string[] | null {
  const words: string[] = [];
  let at = 0;
  while (at < sql.length) {
    const rest = sql.slice(at, at + 2);
    const char = sql[at] ?? '';
    if (char === "'" || char === '`' || char === '"') {
      const end = endOfQuoted(sql, at, char);
      if (end === null) return null;
      // A quoted name can be a function's name as well: `file`('/etc/passwd').
      words.push(char === "'" ? "''" : sql.slice(at + 1, end - 1).toLowerCase());
      at = end;
    } else if (rest === '--' || char === '#') {
      const end = sql.indexOf('\n', at);
      at = end === -1 ? sql.length : end;
    } else if (rest === '/*') {
      const end = sql.indexOf('*/', at + 2);
      if (end === -1) return null;
      at = end + 2;
    } else if (char === '$') {
      // Heredoc strings ($tag$ … $tag$) have no use here and hide text from this reader.
      return null;
    } else if (/[A-Za-z_]/.test(char)) {
      const word = /^[A-Za-z0-9_]+/.exec(sql.slice(at, at + 200))?.[0] ?? char;
      words.push(word.toLowerCase());
      at += word.length;
    } else {
      if (!/\s/.test(char)) words.push(char);
      at += 1;
    }
  }
  return words;
}

function endOfQuoted(sql: string, from: number, quote: string): number | null {
  for (let at = from + 1; at < sql.length; at += 1) {
    if (sql[at] === '\\') at += 1;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at += 1;
    }
  }
  return null;
}
