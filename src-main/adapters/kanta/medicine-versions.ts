import { type ErrorCode } from '../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { isLocalDate } from '../../../shared/kernel/time.ts';
import { type QueryContext } from '../../app/ports/kanta.port.ts';
import { type MedicineVersion, type MedicineVersionSource } from '../../app/ports/medicine-versions.port.ts';
import { readJson } from '../../wire/fhir/json.ts';
import { isObject } from '../../wire/fhir/resources.ts';
import { type KantaConfig } from './config.ts';
import { type Http } from './http.ts';
import { meaningOfLoss } from './reply-table.ts';
import { type Tokens } from './token.ts';

/** Names of the parts in the register's text form. The service's address and form are the simulator's. */
const PARTS = { packages: 'pakkaus1.txt', substances: 'laakeaine.txt', prices: 'prices.txt' } as const;
/** Query reason of 1.2.246.537.5.40110.2006: other. No person is asked about. */
const OTHER = '99';

function versionsIn(json: unknown): readonly MedicineVersion[] | null {
  if (!isObject(json) || !Array.isArray(json['releases'])) return null;
  return json['releases'].flatMap((row: unknown) => {
    const [id, from] = isObject(row) ? [String(row['id']), String(row['date'])] : ['', ''];
    return /^\d{4}\.\d{3}$/.test(id) && isLocalDate(from) ? [{ id, from }] : [];
  });
}

/** Versions of the Pharmaceutical Database, asked for by the system itself: nobody has to be signed in. */
export function createMedicineVersionSource(config: KantaConfig, http: Http, tokens: Tokens): MedicineVersionSource {
  const [organisationOid] = config.systemKeys.keys();

  async function get(path: string): Promise<Result<Uint8Array, ErrorCode>> {
    if (organisationOid === undefined) return fail('NET-0005');
    const context: QueryContext = {
      actor: { registrationNumber: organisationOid, right: null },
      organisationOid,
      unitOid: organisationOid,
      reason: OTHER,
      relation: '',
      correlationId: config.newUuid(),
    };
    const token = await tokens.of(context);
    if (token === null) return fail('NET-0005');
    const exchange = await http.exchange({
      method: 'GET',
      url: new URL(`${config.root}/laaketietokanta/releases${path}`),
      headers: {
        'User-Agent': `${config.system.name}/${config.system.version}`,
        'X-Correlation-Id': context.correlationId,
        Authorization: `Bearer ${token}`,
      },
      body: null,
      readOnly: true,
    });
    if (exchange.at !== 'answered') return fail(meaningOfLoss(exchange).code);
    if (exchange.status === 200) return ok(exchange.body);
    return fail(exchange.status === 401 ? 'NET-0005' : exchange.status < 500 ? 'NET-0003' : 'NET-0002');
  }

  return {
    async list() {
      const answer = await get('');
      if (!answer.ok) return answer;
      const versions = versionsIn(readJson(answer.value));
      return versions === null ? fail('NET-0003') : ok(versions);
    },
    async files(id) {
      const files = new Map<string, Uint8Array>();
      for (const [part, name] of Object.entries(PARTS)) {
        const answer = await get(`/${id}/${part}`);
        if (!answer.ok) return answer;
        files.set(name, answer.value);
      }
      return ok(files);
    },
  };
}
