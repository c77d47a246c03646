import { findCall, request, type Api } from '../../shared/contract/api.ts';
import { COMMON_CODES, type AnyCall, type Handlers, type Needs } from '../../shared/contract/define.ts';
import { type ErrorCode, type Failure } from '../../shared/kernel/error-codes.ts';
import { failure } from '../../shared/contract/values.ts';
import { type TextFault } from '../../shared/kernel/text.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';

type ReplyMessage = Result<unknown, Failure>;

export type DispatchPorts<Caller> = Readonly<{
  handlers: Handlers<Api, Caller>;
  /** Who is at the desk at this moment; asked anew for every call. */
  caller(): Caller;
  /** Null when the caller may; else the refusal. */
  refusal(needs: Needs, caller: Caller): Failure | null;
  /** False when the disk is all but full: nothing new is begun then, and what is there is still sent. */
  hasRoom(): boolean;
  /** False when the desk that asked is covered, or another one lies there. */
  sameDesk(asked: Caller, now: Caller): boolean;
  /** The code of a fault that has one (the disk, the store); null for a bug. */
  codeOf(error: unknown): ErrorCode | null;
  /** Told of refusals of the contract and of bugs, with ids and names only. */
  report(what: string, facts: Readonly<Record<string, string>>): void;
}>;

const TEXT_CODES: Readonly<Partial<Record<string, ErrorCode>>> = {
  'text-forbidden-character': 'FORM-0001',
  'text-too-long': 'FORM-0002',
} satisfies Partial<Record<TextFault, ErrorCode>>;

const allowed = (shape: AnyCall, code: ErrorCode): boolean =>
  shape.codes.includes(code) || (COMMON_CODES as readonly ErrorCode[]).includes(code);

/**
 * Message in, message out. The same function answers Electron's channel, the loopback server and the tests: it decodes the
 * call, checks who may make it, runs it, and decodes what the handler gave before it leaves.
 */
export function createDispatch<Caller>(ports: DispatchPorts<Caller>): (message: unknown) => Promise<ReplyMessage> {
  return async message => {
    const outer = request.safeParse(message);
    if (!outer.success) {
      ports.report('contract.request', {});
      return fail({ code: 'CALL-0001' });
    }
    const { method, params } = outer.data;
    const shape = findCall(method);
    if (shape === null) {
      ports.report('contract.method', {});
      return fail({ code: 'CALL-0002' });
    }
    const caller = ports.caller();
    const refused = ports.refusal(shape.needs, caller);
    if (refused !== null) return fail(refused);
    if (shape.startsWork && !ports.hasRoom()) return fail({ code: 'DB-0020' });
    const decoded = shape.params.safeParse(params);
    if (!decoded.success) {
      ports.report('contract.params', { method });
      return fail(paramsRefusal(decoded.error.issues));
    }
    try {
      const [area = '', name = ''] = method.split('.');
      const areaHandlers = ports.handlers[area as keyof Api] as Readonly<
        Record<string, (p: unknown, c: Caller) => ReplyMessage | Promise<ReplyMessage>>
      >;
      const handler = areaHandlers[name];
      if (handler === undefined) throw new Error(`no handler for ${method}`);
      const answer = await handler(decoded.data, caller);
      if (!answer.ok) {
        const told = failure.safeParse(onlyDeclared(answer.error));
        if (told.success && allowed(shape, told.data.code)) return fail(told.data);
        ports.report('contract.code', { method, ...(told.success ? { code: told.data.code } : {}) });
        return fail({ code: 'CALL-0003' });
      }
      const value = shape.result.safeParse(answer.value);
      if (!value.success) {
        ports.report('contract.result', { method });
        return fail({ code: 'CALL-0003' });
      }
      // An answer of the service may come when the card is out already: what it shows stays here.
      const stays = shape.needs !== 'anyone' && !shape.toldCovered && !ports.sameDesk(caller, ports.caller());
      return stays ? fail({ code: 'SES-0001' }) : ok(value.data);
    } catch (error) {
      const code = ports.codeOf(error);
      if (code !== null) return fail({ code });
      ports.report('call.bug', {
        method,
        errorName: error instanceof Error ? error.name : 'Unknown',
        where: firstFrame(error),
      });
      return fail({ code: 'CALL-0003' });
    }
  };
}

/** A text that a person typed or pasted is told as such; anything else is a fault between the parts of the program. */
function paramsRefusal(issues: readonly Readonly<{ message: string; path: readonly PropertyKey[] }>[]): Failure {
  const detail = issues.slice(0, 5).map(({ path }) => path.map(String).join('.'));
  const faults = new Set(issues.map(({ message }) => TEXT_CODES[message]));
  const [code] = faults;
  return { code: code !== undefined && !faults.has(undefined) ? code : 'CALL-0001', detail };
}

/** What a failure may carry; a part that a use case handed through by mistake does not travel. */
const onlyDeclared = ({ code, detail, triesLeft }: Failure): Failure => ({
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(triesLeft === undefined ? {} : { triesLeft }),
});

/** The place in our code, without the message: a message may quote what a person typed. */
function firstFrame(error: unknown): string {
  const frame =
    error instanceof Error ? (error.stack ?? '').split('\n').find(line => line.includes('    at ')) : undefined;
  return (frame ?? '')
    .replace(/^.*[\\/](?=[^\\/]+$)/, '')
    .replace(/\)$/, '')
    .trim();
}
