/** A page's side of the loopback shell, without a browser: token for cookie, then calls with the cookie. */
export type Admitted = Readonly<{ cookie: string; origin: string }>;

export async function enter(address: string): Promise<Admitted> {
  const url = new URL(address);
  const answer = await fetch(`${url.origin}/enter`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url.origin },
    body: JSON.stringify({ token: url.hash.slice(1) }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`not admitted: ${answer.status}`);
  return { cookie, origin: url.origin };
}

/** One call as the page makes it. */
export async function post({ origin, cookie }: Admitted, message: unknown, limitMs = 60_000): Promise<unknown> {
  const answer = await fetch(`${origin}/call`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie, Origin: origin },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(limitMs),
  });
  return answer.json();
}
