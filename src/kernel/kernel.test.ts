// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyChar, anyText } from '../../test/support/any-text.ts';
import { canonicalJson } from './canonical-json.ts';
import { instantFromMillis, millisOf, parseInstant, plusMillis } from './instant.ts';
import type { Instant } from './instant.ts';
import { actorKept, MACHINE_ID } from './person.ts';
import { csvCell, inertText } from './text.ts';

describe('kernel/canonical-json', () => {
  it('gives one text for one value, whatever the order of keys', () => {
    expect(canonicalJson({ b: 1, a: [true, null, 'é"'] })).toBe('{"a":[true,null,"é\\""],"b":1}');
  });

  it('round-trips every JSON value', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: anyChar }),
        (value) => canonicalJson(JSON.parse(canonicalJson(value))) === canonicalJson(value),
      ),
    );
  });

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson({ at: new Date(0) })).toThrow(TypeError);
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
  });
});

describe('kernel/instant', () => {
  it('wants a zone: a time without one is no point in time', () => {
    expect(parseInstant('2026-11-21T14:05:00+09:00')).toBe('2026-11-21T05:05:00.000Z');
    expect(parseInstant('2026-11-21T14:05:00')).toBeNull();
    expect(parseInstant('2026-13-41T00:00:00Z')).toBeNull();
  });

  it('moves and sorts as text', () => {
    const start = parseInstant('2026-11-21T05:05:00Z') as Instant;
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (millis) => millisOf(plusMillis(start, millis)) === millisOf(start) + millis),
    );
    expect(instantFromMillis(Number.POSITIVE_INFINITY)).toBeNull();
  });
});

describe('kernel/text', () => {
  it('leaves no control character, bidi override or lone surrogate for a terminal', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const inert = inertText(text);
        // oxlint-disable-next-line no-control-regex -- control characters are what this is about
        return !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(inert) && inert.isWellFormed();
      }),
    );
    expect(inertText('\u001b]0;title\u0007')).toBe('\\x1b]0;title\\x07');
  });

  it('writes cells that no spreadsheet runs', () => {
    expect(csvCell('=cmd|x')).toBe("'=cmd|x");
    expect(csvCell('a,"b"')).toBe('"a,""b"""');
  });
});

describe('kernel/person', () => {
  it('of somebody kept by id and name, a machine’s key stays a machine and a person a person', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ minLength: 1, maxLength: 300 }), (id, name) => {
        expect(actorKept({ id: `${MACHINE_ID}${id}`, name })).toEqual({ type: 'machine', name: name.slice(0, 100) });
        if (!id.startsWith(MACHINE_ID)) expect(actorKept({ id, name })).toEqual({ type: 'person', id, name });
      }),
    );
  });
});
