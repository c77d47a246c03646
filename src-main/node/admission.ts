import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage } from 'node:http';

const equal = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

const secret = (): string => randomBytes(32).toString('base64url');

/**
 * Who may speak to the loopback server. A token in the printed address works once and is exchanged for a cookie that
 * scripts cannot read; Host and Origin must be exactly ours, because a rebound page sends neither Origin nor Sec-Fetch-Site.
 */
export class Admission {
  readonly #tokens = new Set<string>();
  readonly #cookies = new Set<string>();
  #authority = '';
  #cookieName = '';

  /** @param port that the server listens on; known only after it does */
  listenOn(port: number): void {
    this.#authority = `127.0.0.1:${port}`;
    // Browsers keep cookies by host, not by port: two desks of one machine need two names.
    this.#cookieName = `kantele-${port}`;
  }

  newToken(): string {
    const token = secret();
    this.#tokens.add(token);
    return token;
  }

  /** The cookie header for a token that was not used before, else null. */
  exchange(token: string): string | null {
    const known = [...this.#tokens].find(t => equal(t, token));
    if (known === undefined) return null;
    this.#tokens.delete(known);
    const cookie = secret();
    this.#cookies.add(cookie);
    return `${this.#cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  admitted(request: IncomingMessage): boolean {
    const name = `${this.#cookieName}=`;
    // Another program of this machine can plant a cookie under our name; the right one beside it still counts.
    const values = (request.headers.cookie ?? '')
      .split(';')
      .map(part => part.trim())
      .filter(part => part.startsWith(name))
      .map(part => part.slice(name.length));
    return values.some(value => [...this.#cookies].some(known => equal(known, value)));
  }

  /** HTTP status of the refusal, or null when the request comes from our own page or a plain address line. */
  refusal(request: IncomingMessage): 400 | 403 | 421 | null {
    const hosts = request.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
    if (hosts !== 1 || request.headers.host !== this.#authority) return 421;
    if (request.url === undefined || !request.url.startsWith('/')) return 400;
    const origin = request.headers.origin;
    if (origin !== undefined && origin !== `http://${this.#authority}`) return 403;
    const site = request.headers['sec-fetch-site'];
    return site === 'cross-site' || site === 'same-site' ? 403 : null;
  }
}
