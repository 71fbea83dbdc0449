// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';

/** What an address answers with: JSON of that shape, bytes or HTML with their own content type (`raw`), or 204 (`none`). */
export type Answer = z.ZodType | 'raw' | 'none';

/** The `:names` in a path: `/cases/:caseId/plans/:planId` has `caseId` and `planId`. */
export type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

export type Params<P extends string> = Readonly<Record<ParamNames<P>, string | number>>;

/** What is null, undefined or empty is left out of the address. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/**
 * One address of the desk: method, path with its `:names`, the shape of the answer and, where there is one, of the JSON that
 * is sent. A contract lists its endpoints; the route is made from the entry and the browser asks through it.
 */
export type Endpoint<M extends string = string, P extends string = string, R extends Answer = Answer> = {
  readonly method: M;
  readonly path: P;
  readonly response: R;
  /** The address to ask; every value is percent-encoded (RFC 3986), so that none leaves its place. */
  readonly at: (params: Params<P>, query?: Query) => string;
};

/** An address that changes nothing. */
export function get<P extends string, R extends Answer>(path: P, response: R): Endpoint<'GET', P, R> {
  return { method: 'GET', path, response, at: at(path) };
}

type Sending<M extends string> = {
  <P extends string, R extends Answer>(path: P, response: R): Endpoint<M, P, R>;
  /** `body`: the shape of the JSON that is sent. */
  <P extends string, R extends Answer, B extends z.ZodType>(path: P, response: R, body: B): Endpoint<M, P, R> & { readonly body: B };
};

export const post = sending('POST');
export const put = sending('PUT');
export const patch = sending('PATCH');
export const remove = sending('DELETE');

function sending<M extends string>(method: M): Sending<M> {
  return (path: string, response: Answer, body?: z.ZodType) =>
    ({ method, path, response, at: at(path), ...(body === undefined ? {} : { body }) }) as never;
}

function at<P extends string>(path: P): Endpoint<string, P>['at'] {
  return (params, query = {}) => {
    const values: Readonly<Record<string, string | number>> = params;
    const filled = path.replace(/:([A-Za-z]\w*)/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${path} needs ${name}`);
      return segment(String(value));
    });
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const words = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
    return words.length === 0 ? filled : `${filled}?${words.join('&')}`;
  };
}

/** A colon may stand in a part of a path (RFC 3986, 3.3); a signed link is easier to read with it. */
function segment(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':');
}
