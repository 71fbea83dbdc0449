// SPDX-License-Identifier: Apache-2.0
import { text } from './sql.ts';

/**
 * Shapes that a request takes when somebody tries something, over the request as written, decoded once and decoded
 * twice. A shape is a sign, not a proof; each is named so that a person can judge it.
 */
export const shapes = [
  ['traversal', String.raw`\.\.[\\/]|[\\/]\.\.(?:[\\/]|$)|/etc/(?:passwd|shadow|hosts)|boot\.ini|win\.ini|/proc/self/`],
  [
    'shell',
    String.raw`[;|&\x60]\s*(?:cat|ls|id|uname|wget|curl|nc|bash|sh|ping|sleep|whoami|echo|chmod|perl|python)\b|\$\([^)]{0,200}\)|\$\{ifs\}|/bin/(?:ba|da|z|k)?sh|\(\)\s*\{\s*:?;`,
  ],
  [
    'sql',
    String.raw`\bunion\b[\s\S]{1,40}\bselect\b|\bselect\b[\s\S]{1,80}\bfrom\b|['"]\s*(?:or|and)\s+['"\d(]|\b(?:sleep|benchmark|pg_sleep|waitfor\s+delay)\s*\(|;\s*(?:drop|insert|update|delete)\s|information_schema|'\s*--|/\*!`,
  ],
  [
    'script',
    String.raw`<\s*/?(?:script|iframe|svg|img|object|body|embed)\b|javascript\s*:|\bon(?:error|load|click|mouseover|focus)\s*=|document\.(?:cookie|location)|alert\s*\(`,
  ],
  ['template', String.raw`\$\{(?:jndi|env|lower|upper|sys|::-)|\{\{.{0,100}\}\}|<%=|#\{.{0,100}\}|__class__|%\{\(#`],
  [
    'code',
    String.raw`<\?(?:php|=)|php://(?:input|filter)|data:[^,]{0,40};base64|\b(?:eval|assert|system|passthru|shell_exec|phpinfo|base64_decode)\s*\(|allow_url_include|auto_prepend_file`,
  ],
  ['include', String.raw`=(?:https?|ftps?|gopher|file|dict|ldap)://`],
  ['nul', String.raw`\x00|\r\n[a-z-]+:`],
] as const;

/** The whole request in all its forms, in lower case. */
const request =
  "lower(concat(`url.original`, '\\n', if(position(`url.original`, '%') > 0, concat(`url.decoded`, '\\n', `url.decoded_twice`), '')))";
const others = "lower(concat(`user_agent.original`, '\\n', `http.request.referrer`))";

/** 0 or 1. The included shape is left out of the referrer, where an address is ordinary. */
export function attackShaped(): string {
  const all = shapes.map(([, pattern]) => `(?:${pattern})`).join('|');
  const elsewhere = shapes
    .filter(([name]) => name === 'shell' || name === 'template' || name === 'sql')
    .map(([, pattern]) => `(?:${pattern})`)
    .join('|');
  return `(match(${request}, ${text(`(?s)${all}`)}) OR match(${others}, ${text(`(?s)${elsewhere}`)}))`;
}

/** Which shapes, as an array of names. */
export function shapesSeen(): string {
  const each = shapes.map(([name, pattern]) => `if(match(${request}, ${text(`(?s)${pattern}`)}), ${text(name)}, '')`);
  return `arrayFilter(x -> x != '', [${each.join(', ')}])`;
}
