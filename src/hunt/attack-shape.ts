// SPDX-License-Identifier: Apache-2.0
import { shapes } from './attack/shapes.ts';
import type { Shape } from './attack/shapes.ts';
import { text } from './sql.ts';

const lower = (sql: string) => `lower(${sql})`;
const plus = (sql: string) => `replaceAll(${sql}, '+', ' ')`;

/** The request as written, decoded once and twice; a plus counts as the blank that a form means by it. */
const written = lower("concat(`url.original`, '\\n', `url.decoded`)");
const meant = lower(plus('`url.decoded_twice`'));
/** What a shell makes of it: quotes, back-slashes, carets and empty expansions inside words are gone. */
const asShell = `replaceRegexpAll(${meant}, ${text(String.raw`['"\\^]|\$[@*!]|\$\{[@*]\}|\$\(\)|\x60\x60`)}, '')`;
/** What a database makes of it: a comment is a blank. */
const asSql = `replaceRegexpAll(${meant}, ${text(String.raw`/\*!?\d*|\*/|\s+`)}, ' ')`;
const others = lower("concat(`user_agent.original`, '\\n', `http.request.referrer`)");

const joined = (patterns: readonly string[]) => text(`(?s)${patterns.map((pattern) => `(?:${pattern})`).join('|')}`);

function inRequest(shape: Shape): string {
  const flat = shape.name === 'shell' ? [asShell] : shape.name === 'sql' ? [asSql] : [];
  // In the text as written only traversal and what is broken by its escapes can be told; all else is read decoded.
  const forms = shape.name === 'traversal' || shape.name === 'include' ? [written, meant] : [meant, ...flat];
  return `(${forms.map((form) => `match(${form}, ${joined(shape.patterns)})`).join(' OR ')})`;
}

function seen(shape: Shape): string {
  const request = inRequest(shape);
  return shape.elsewhere.length === 0 ? request : `(${request} OR match(${others}, ${joined(shape.elsewhere)}))`;
}

/** 0 or 1. */
export function attackShaped(): string {
  return `(${shapes.map(seen).join(' OR ')})`;
}

/** Which shapes, as an array of names. */
export function shapesSeen(): string {
  return `arrayFilter(x -> x != '', [${shapes.map((shape) => `if(${seen(shape)}, ${text(shape.name)}, '')`).join(', ')}])`;
}
