// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { Apart } from '../kernel/apart.ts';
import type { Bilingual, Lang } from '../kernel/bilingual.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Role } from './role.ts';

type Standing = {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** In by a one-time password: nothing opens but who they are, the change of the password, and the way out. */
  readonly mustChangePassword?: true;
};
/** Who asks: a person signed in, or a machine with an API key. Only the former passes for a `Person`. */
export type Caller = Standing & ({ readonly machine: false } | { readonly machine: true });

/** `public`: nobody needs to be signed in. `signed-in`: any role. Else one of the roles listed. */
export type Access = 'public' | 'signed-in' | readonly Role[];

export type Upload = { readonly fileName: string; readonly contentType: string; readonly bytes: Uint8Array };

export type RouteCall<Params, Query, Body, Who> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly who: Who;
  readonly lang: Lang;
  /** The ETag that the caller last saw, without quotes; null when the header is absent. */
  readonly ifMatch: string | null;
  /** Files of a multipart body, already bounded in count and size. */
  readonly uploads: readonly Upload[];
  /** Whatever a file or a pasted list says is read through this, never by the handler itself. */
  readonly apart: Apart;
  readonly address: string;
};

export type Reply<Body> =
  | { readonly status: 200 | 201 | 202; readonly body: Body; readonly etag?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: 204 }
  | { readonly status: 303; readonly location: string }
  | {
      /** 404 and 410: a page in words for a person whose link does not work. */
      readonly status: 200 | 404 | 410;
      readonly raw: Uint8Array | string;
      readonly contentType: string;
      readonly etag?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly problem: Problem };

/** A request that was refused before it came to its route: nothing of it is parsed. */
export type Refusal = {
  readonly problem: Problem;
  readonly query: Readonly<Record<string, unknown>>;
  /** The fields that had arrived; a name given several times is a list. */
  readonly typed: Readonly<Record<string, string | readonly string[]>>;
  readonly lang: Lang;
};

type In<S> = S extends z.ZodType ? z.output<S> : undefined;

/**
 * One route, as a value: the server mounts it, the OpenAPI page lists it, a test counts it against the roles.
 * `reads` names the case that is read, so that the read leaves a trace; null where what is read belongs to no case.
 */
export type RouteSpec = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: Bilingual;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly upload?: { readonly maxFiles: number; readonly maxBytes: number };
  /** Most bytes of a JSON body; the server's default where absent. */
  readonly bodyBytes?: number;
  /** `raw`: bytes or HTML with their own content type. */
  readonly response: z.ZodType | 'raw' | 'none';
  readonly reads?: (params: never, query: never) => string | null | Promise<string | null>;
  /** Also for somebody outside the circle of a TLP:RED case: the page on which it is opened with a reason. */
  readonly outsideCircle?: true;
  /** Requests a minute from one address; the server's default where absent. */
  readonly rateLimit?: number;
  /** A form that people fill in: the page that they get when it is refused, with what they typed. */
  readonly refused?: (refusal: Refusal) => Promise<string>;
  // oxlint-disable-next-line typescript/no-explicit-any -- the precise types live in route() below
  readonly handle: (call: RouteCall<any, any, any, any>) => Promise<Reply<any>>;
};

/** Gives a route its types: handlers see what the schemas say and nothing else. */
export function route<
  A extends Access,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | 'raw' | 'none' = 'none',
>(spec: {
  method: RouteSpec['method'];
  path: string;
  summary: Bilingual;
  access: A;
  params?: P;
  query?: Q;
  body?: B;
  upload?: RouteSpec['upload'];
  bodyBytes?: number;
  response: R;
  reads?: (params: In<P>, query: In<Q>) => string | null | Promise<string | null>;
  outsideCircle?: true;
  rateLimit?: number;
  refused?: RouteSpec['refused'];
  handle: (
    call: RouteCall<In<P>, In<Q>, In<B>, A extends 'public' ? Caller | null : Caller>,
  ) => Promise<Reply<R extends z.ZodType ? z.input<R> : never>>;
}): RouteSpec {
  return spec as unknown as RouteSpec;
}
