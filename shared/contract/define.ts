import { type z } from 'zod';
import { type Capability } from '../domain/people/capabilities.ts';
import { type ErrorCode, type Failure } from '../kernel/error-codes.ts';
import { type Result } from '../kernel/result.ts';

/** Refusals that any call may give: contract, session and store. */
export const COMMON_CODES = [
  'CALL-0001',
  'CALL-0002',
  'CALL-0003',
  'CALL-0004',
  'FORM-0001',
  'FORM-0002',
  'SES-0001',
  'SES-0002',
  'DB-0003',
  'DB-0004',
  'DB-0005',
  'DB-0020',
] as const satisfies readonly ErrorCode[];
export type CommonCode = (typeof COMMON_CODES)[number];

/** Who may call: anybody at the screen, whoever is signed in, or a role with the capability. Enforced in the host. */
export type Needs = 'anyone' | 'signedIn' | Capability;

/** One call of the contract: decoders for both directions and the refusals it may give besides the common ones. */
export type Call<P extends z.ZodType, R extends z.ZodType, C extends ErrorCode> = Readonly<{
  needs: Needs;
  params: P;
  result: R;
  codes: readonly C[];
  /** The answer shows no patient: it is told even when the desk was covered while the call was under way. */
  toldCovered: boolean;
  /** Begins a piece of work that will need room in the store: refused when the disk is all but full. */
  startsWork: boolean;
}>;

export const call = <P extends z.ZodType, R extends z.ZodType, const C extends ErrorCode = never>(
  shape: Readonly<{
    needs: Needs;
    params: P;
    result: R;
    codes?: readonly C[];
    toldCovered?: boolean;
    startsWork?: boolean;
  }>,
): Call<P, R, C> => ({
  ...shape,
  codes: shape.codes ?? [],
  toldCovered: shape.toldCovered ?? false,
  startsWork: shape.startsWork ?? false,
});

export type AnyCall = Call<z.ZodType, z.ZodType, ErrorCode>;

type Params<M> = M extends Call<infer P, z.ZodType, ErrorCode> ? z.input<P> : never;
type Decoded<M> = M extends Call<infer P, z.ZodType, ErrorCode> ? z.output<P> : never;
type Value<M> = M extends Call<z.ZodType, infer R, ErrorCode> ? z.output<R> : never;
type Codes<M> = M extends Call<z.ZodType, z.ZodType, infer C> ? C | CommonCode : never;

export type Reply<M> = Result<Value<M>, Failure<Codes<M>>>;

/** What the screens hold: `client.patients.search({ text })`. */
export type Client<S> = {
  readonly [A in keyof S]: { readonly [K in keyof S[A]]: (params: Params<S[A][K]>) => Promise<Reply<S[A][K]>> };
};

/** What the host implements; `caller` says who is signed in and is filled by the host, never by the message. */
export type Handlers<S, Caller> = {
  readonly [A in keyof S]: {
    readonly [K in keyof S[A]]: (params: Decoded<S[A][K]>, caller: Caller) => Reply<S[A][K]> | Promise<Reply<S[A][K]>>;
  };
};
