import { isObject } from '../../wire/fhir/resources.ts';
import { readJson } from '../../wire/fhir/json.ts';
import { type KelaAnswer, type SpecialRight } from '../../../shared/domain/dispensing/counter-sale.ts';
import { type SettledPurchase } from '../../../shared/domain/dispensing/purchase-report.ts';
import { type Reimbursement } from '../../../shared/domain/medicine.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { isInstant } from '../../../shared/kernel/time.ts';
import {
  type CounterRefusal,
  type DirectReimbursement,
  type PackQuestion,
  type PackVerification,
} from '../../app/ports/counter.port.ts';
import { type NetFailure, type QueryContext } from '../../app/ports/kanta.port.ts';
import { type KantaConfig } from './config.ts';
import { PACK_STATE_OF, PATHS, RETURN_STOP_OF } from './counter-mapping.ts';
import { type Http } from './http.ts';
import { meaningOfLoss } from './reply-table.ts';
import { type Tokens } from './token.ts';

type Told = Readonly<{ status: number; json: Readonly<Record<string, unknown>> }>;
type Ask = (path: string, body: unknown, context: QueryContext) => Promise<Result<Told, NetFailure>>;

/** Questions and acts as JSON. Every act carries its own identity, so that sending again changes nothing. */
function createAsk(config: KantaConfig, http: Http, tokens: Tokens): Ask {
  const once = (path: string, body: unknown, context: QueryContext, token: string) =>
    http.exchange({
      method: 'POST',
      url: new URL(`${config.root}${path}`),
      readOnly: true,
      body: new Uint8Array(Buffer.from(JSON.stringify(body))),
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json;charset=UTF-8',
        'Accept-Language': config.language,
        'User-Agent': `${config.system.name}/${config.system.version}`,
        'X-Correlation-Id': context.correlationId,
        Authorization: `Bearer ${token}`,
      },
    });
  return async (path, body, context) => {
    const token = await tokens.of(context);
    if (token === null) return fail({ code: 'NET-0005' });
    let exchange = await once(path, body, context, token);
    if (exchange.at === 'answered' && exchange.status === 401)
      exchange = await once(path, body, context, (await tokens.renewed(context)) ?? token);
    if (exchange.at !== 'answered') return fail({ code: meaningOfLoss(exchange).code });
    const { status } = exchange;
    if (status === 401) return fail({ code: 'NET-0005' });
    if (status === 403) return fail({ code: 'NET-0006' });
    if (status === 429 || status >= 500) return fail({ code: 'NET-0002' });
    const json = readJson(exchange.body);
    return isObject(json) ? ok({ status, json }) : fail({ code: 'NET-0003' });
  };
}

const misunderstood = fail<NetFailure>({ code: 'NET-0003' });
const cents = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
const REIMBURSEMENTS: ReadonlySet<unknown> = new Set<Reimbursement>(['none', 'basic', 'lowerSpecial', 'upperSpecial']);
const isReimbursement = (value: unknown): value is Reimbursement => REIMBURSEMENTS.has(value);

function readRight(value: unknown): SpecialRight | null {
  if (!isObject(value)) return null;
  const { atc, reimbursement, code } = value;
  return typeof atc === 'string' &&
    typeof code === 'string' &&
    (reimbursement === 'lowerSpecial' || reimbursement === 'upperSpecial')
    ? { atc, reimbursement, code }
    : null;
}

function readAnswer(json: Told['json']): KelaAnswer | null {
  const [deductible, ceiling] = [cents(json['deductibleLeftCents']), cents(json['ceilingLeftCents'])];
  const { asOf, rights } = json;
  if (deductible === null || ceiling === null || typeof asOf !== 'string' || !isInstant(asOf)) return null;
  if (!Array.isArray(rights)) return null;
  const read = rights.map(readRight);
  if (read.includes(null)) return null;
  return {
    asOf,
    sums: { deductibleLeftCents: deductible, ceilingLeftCents: ceiling },
    rights: read.filter(right => right !== null),
  };
}

function readSettled({ reimbursement, receipt }: Told['json']): SettledPurchase | null {
  if (!isReimbursement(reimbursement) || !isObject(receipt)) return null;
  const sum = (name: keyof SettledPurchase['receipt']): number => cents(receipt[name]) ?? -1;
  const sums = {
    deductibleCents: sum('deductibleCents'),
    kelaCents: sum('kelaCents'),
    ownCents: sum('ownCents'),
    excessCents: sum('excessCents'),
    payCents: sum('payCents'),
    additionalCents: sum('additionalCents'),
  };
  return Object.values(sums).some(value => value < 0) ? null : { reimbursement, receipt: sums };
}

/** A refusal of the service in its own code; codes only, never what was sent. */
const refusalOf = (code: CounterRefusal['code'], { json }: Told): CounterRefusal => ({
  code,
  ...(typeof json['refused'] === 'string' ? { detail: [json['refused'].slice(0, 40)] } : {}),
});

export function createDirectReimbursement(config: KantaConfig, http: Http, tokens: Tokens): DirectReimbursement {
  const ask = createAsk(config, http, tokens);
  return {
    async ask(question, context) {
      const told = await ask(PATHS.kelaQuery, question, context);
      if (!told.ok) return told;
      const answer = told.value.status === 200 ? readAnswer(told.value.json) : null;
      return answer === null ? misunderstood : ok(answer);
    },
    async report(purchase, context) {
      const told = await ask(PATHS.kelaPurchase, purchase, context);
      if (!told.ok) return told;
      if (told.value.status !== 200) return fail(refusalOf('KELA-0001', told.value));
      const settled = readSettled(told.value.json);
      return settled === null ? misunderstood : ok(settled);
    },
    async cancel(dispensingOid, context) {
      const told = await ask(PATHS.kelaCancellation, { dispensingOid }, context);
      if (!told.ok) return told;
      return told.value.status === 200 ? ok(null) : fail(refusalOf('KELA-0001', told.value));
    },
  };
}

const packBody = ({ gtin, serial, batch, expiresOn }: PackQuestion) => ({ gtin, serial, batch, expiresOn });

export function createPackVerification(config: KantaConfig, http: Http, tokens: Tokens): PackVerification {
  const ask = createAsk(config, http, tokens);
  /** An act on a pack; a refusal names why in the service's word, and is told on in our own. */
  async function act(
    path: string,
    pack: PackQuestion,
    dispensingOid: Oid,
    words: ReadonlyMap<string, string>,
    context: QueryContext,
  ): Promise<Result<null, NetFailure | CounterRefusal>> {
    const told = await ask(path, { ...packBody(pack), dispensingOid }, context);
    if (!told.ok) return told;
    if (told.value.status === 200) return ok(null);
    const word = words.get(String(told.value.json['refused']));
    return fail(word === undefined ? refusalOf('PACK-0001', told.value) : { code: 'PACK-0001', detail: [word] });
  }
  return {
    async verify(pack, context) {
      const told = await ask(PATHS.packVerify, packBody(pack), context);
      if (!told.ok) return told;
      const state = PACK_STATE_OF.get(String(told.value.json['state']));
      const { vnr } = told.value.json;
      if (told.value.status !== 200 || state === undefined) return misunderstood;
      return ok({ state, vnr: typeof vnr === 'string' && /^\d{6}$/.test(vnr) ? vnr : null });
    },
    decommission: (pack, dispensingOid, context) => act(PATHS.packSupply, pack, dispensingOid, PACK_STATE_OF, context),
    reactivate: (pack, dispensingOid, context) => act(PATHS.packReturn, pack, dispensingOid, RETURN_STOP_OF, context),
  };
}
