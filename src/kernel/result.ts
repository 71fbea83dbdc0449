// SPDX-License-Identifier: Apache-2.0
/** An expected outcome is a value. A bug throws. Codes form a closed union for each use-case. */
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Err<E> = { readonly ok: false; readonly error: E };
export type Result<T, E> = Ok<T> | Err<E>;

/** A success with its value. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** A refusal that the caller must look at; faults of ours throw instead. */
export function err<E>(error: E): Err<E> {
  return { ok: false, error };
}

/** For places where a failure can only be a bug (tests, constants). Throws with the error as JSON. */
export function unwrap<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`unwrap of a failure: ${JSON.stringify(result.error)}`);
}
