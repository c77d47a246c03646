import { labelPrinter, type LabelPrinterSetting } from '../../../../shared/contract/dispensing.contract.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';

const SETTING = 'labelPrinter';
const NONE: LabelPrinterSetting = { address: '', dotsPerMm: 8 };
/** Raw printing ("JetDirect"): what label printers listen on unless told otherwise. */
const USUAL_PORT = 9100;

/** A name or IPv4 address of the workplace's network, with or without a port; anything else is null, never guessed. */
export function readAddress(typed: string): Readonly<{ host: string; port: number }> | null {
  const [, host, port] = /^([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::(\d{1,5}))?$/.exec(typed.trim()) ?? [];
  const number = port === undefined ? USUAL_PORT : Number(port);
  return host === undefined || number < 1 || number > 65_535 ? null : { host, port: number };
}

/** Where this workstation prints labels: it belongs to the machine, not to a person. */
export function labelPrinterOf(env: Pick<Environment, 'store'>): LabelPrinterSetting {
  const read = labelPrinter.safeParse(env.store.read(tx => tx.settings.get(SETTING)));
  return read.success ? read.data : NONE;
}

/** An empty address goes back to PDF. */
export function saveLabelPrinter(
  env: Pick<Environment, 'store'>,
  setting: LabelPrinterSetting,
): Result<LabelPrinterSetting, Failure<'PRN-0004'>> {
  const address = setting.address.trim();
  if (address !== '' && readAddress(address) === null) return fail({ code: 'PRN-0004' });
  const kept = { ...setting, address };
  env.store.write(tx => tx.settings.put(SETTING, kept));
  return ok(kept);
}

type TestRefusal = Failure<'PRN-0001' | 'PRN-0002' | 'PRN-0003' | 'PRN-0004'>;

export async function testLabelPrinter(env: Environment): Promise<Result<Record<string, never>, TestRefusal>> {
  const { address, dotsPerMm } = labelPrinterOf(env);
  const to = readAddress(address);
  if (to === null) return fail({ code: 'PRN-0004' });
  const practice = env.configuration.profile === 'practice' ? 'HARJOITUS / ÖVNING' : '';
  const sent = await env.labels.send(to, await env.printer.zplTest(practice, dotsPerMm));
  return sent.ok ? ok({}) : fail({ code: sent.error });
}
